import { campaignPool } from '../src/policy/campaign.ts';
import { candidates } from '../src/policy/candidates.ts';
import { classify } from '../src/policy/classify.ts';
import { compliance } from '../src/policy/compliance.ts';
import type { InspectorFacts, Level, ObjectFacts, VisitFact } from '../src/policy/facts.ts';
import { addOnlyClause } from '../src/policy/item-lists.ts';
import { officersOf } from '../src/policy/officers.ts';
import { overlapsOf } from '../src/policy/overlap.ts';
import type { Pack } from '../src/policy/pack.ts';
import { adHocClasses, directedGrounds, isRecordOnly, mayDrawAgain } from '../src/policy/paperwork.ts';
import { planAddOnlyClause } from '../src/policy/parent-plan.ts';
import { participationOf } from '../src/policy/participation.ts';
import { proposePlan } from '../src/policy/plan.ts';
import { planTimes } from '../src/policy/plan-times.ts';
import { publicationDue } from '../src/policy/publication.ts';
import { redrawMinimum } from '../src/policy/redraw.ts';
import type { SwitchKey } from '../src/policy/switches.ts';
import { workingDays } from '../src/policy/working-days.ts';
import { anObject, aVisit, keyObject } from './facts-fixtures.ts';
import { loadHolidays } from './pack-files.ts';

/** A small scene for each switch whose outcome shows which reading is used. */

/** A pack that ships, under the reading that is looked at. */
export type Under = (name: string, edit?: (value: Record<string, unknown>) => void) => Pack;

export interface Probe {
  /** What the program calls that decides by the switch: it must be called from the server, or the switch is only shown. */
  readonly via: string;
  readonly see: (under: Under) => unknown;
}

const calendar = workingDays([2021, 2022, 2023, 2024, 2025, 2026, 2027].map(loadHolidays));

const person = (id: string, more: Partial<InspectorFacts> = {}): InspectorFacts => ({
  ...{ id, name: id, department: '示范队', staffKind: 'enforcement', onStaff: true, mayLead: true },
  certificateValidTo: '2099-12-31',
  ...more,
});

type Scene = {
  readonly objects?: readonly ObjectFacts[];
  readonly visits?: readonly VisitFact[];
  readonly level?: Level;
  readonly year?: number;
};

const list = (
  pack: Pack,
  {
    class: cls = 'key',
    period = '2026Q2',
    date = '2026-05-14',
    ...scene
  }: Scene & {
    readonly class?: string;
    readonly period?: string;
    readonly date?: string;
  },
) => candidates(pack, { class: cls, level: 'county', period, date, objects: [], visits: [], ...scene })!;

const year = (pack: Pack, { year: of = 2026, level = 'county', objects = [], visits = [] }: Scene, more: object = {}) =>
  compliance(pack, {
    ...{ agency: '999999', level, year: of, objects, visits, asOf: `${of + 1}-06-30`, calendar },
    ...more,
  });

/** Findings of some codes with how grave they are. */
const found = ({ findings }: ReturnType<typeof year>, ...codes: readonly string[]) =>
  findings.filter(({ code }) => codes.includes(code)).map(({ code, severity }) => `${code} ${severity}`);

const classOn = (pack: Pack, object: ObjectFacts, date = '2026-05-14') => classify(pack, { object, date, visits: [] });

const override = (from: string) => ({
  ...{ class: 'key', from, to: '2026-12-31', reason: '示例', approvedBy: '示例' },
});
const penalty = { kind: 'penalty', date: '2026-02-20' } as const;
const CLEAN_ABOVE = [aVisit({ objectId: 'K', date: '2026-02-01', level: 'municipal', agency: '999900' })];
const bad = { results: ['发现问题已责令整改'] };

/** Two visits by the county and one above: beyond the cap where all of them count. */
const oftenVisited = (item: string) => [
  aVisit({ objectId: 'K', date: '2026-02-01', ...bad }),
  aVisit({ objectId: 'K', date: '2026-05-01', ...bad }),
  aVisit({ objectId: 'K', date: '2026-08-01', ...bad, items: [item] }),
];

const plan = (pack: Pack, bases: Readonly<Record<string, number>>, level: Level = 'county') =>
  proposePlan(pack, { agency: { code: '999999', name: '示范局', level }, year: 2026, bases, staff: { officers: 1 } });

const rows = (pack: Pack, object: Partial<ObjectFacts>) =>
  classOn(pack, anObject({ id: 'X', permitCategory: 'none', ...object })).beside;

/** A visit that is planned: `who` = its id, its level and its object. */
const span = ([id, level, object]: readonly [string, Level, string], from: string, to: string) => ({
  ...{ id, level, object, from: `2026-${from}`, to: `2026-${to}` },
});

export const PROBES: { readonly [K in SwitchKey]: Probe } = {
  'calc.denominatorSnapshot': {
    via: 'candidateJudge',
    see: (under) => {
      const objects = [override('2026-05-10'), override('2026-03-01')].map((one, i) =>
        anObject({ id: `K-${i}`, overrides: [one] }),
      );
      return list(under('jiangxian'), { objects }).base;
    },
  },
  'calc.suspendedInDenominator': {
    via: 'candidateJudge',
    see: (under) => list(under('jiangxian'), { objects: [keyObject('K', { status: 'suspended' })] }).base,
  },
  'calc.rounding': {
    via: 'proposePlan',
    see: (under) => plan(under('jiangxian'), { key: 37 }).entries[0]!.required,
  },
  'calc.afterFullCoverage': {
    via: 'candidateJudge',
    see: (under) => {
      const visits = [aVisit({ objectId: 'K', date: '2026-02-01', class: 'key' })];
      return list(under('xiongan'), { objects: [keyObject('K')], visits }).required;
    },
  },
  'calc.exemptedInDenominator': {
    via: 'candidateJudge',
    see: (under) => list(under('jiangxian'), { objects: [keyObject('K')], visits: CLEAN_ABOVE }).base,
  },
  'calc.exemptedCountsAsCovered': {
    via: 'candidateJudge',
    see: (under) => list(under('jiangxian'), { objects: [keyObject('K')], visits: CLEAN_ABOVE }).uncovered,
  },
  'calc.poolOrder': {
    via: 'candidateJudge',
    see: (under) => {
      const visits = [aVisit({ objectId: 'K', date: '2026-02-01' })];
      return list(under('jiangxian'), { objects: [keyObject('K'), keyObject('L')], visits }).tiers.length;
    },
  },
  'calc.annualBase': {
    via: 'compliance',
    see: (under) => {
      const frozen = ['A', 'B'].map((id, i) => ({
        ...{ class: 'key', period: `2026Q${i + 1}`, base: 1, available: 1, members: [id] },
      }));
      const scene = {
        objects: [keyObject('A'), keyObject('B')],
        visits: [aVisit({ objectId: 'A', date: '2026-02-01' })],
      };
      const { classes } = year(under('jiangxian'), scene, { frozen, asOf: '2026-06-30' });
      return classes
        .filter((one) => one.class === 'key')
        .map(({ annualBase, covered }) => `${covered} of ${annualBase}`);
    },
  },
  'calc.visitUnit': {
    via: 'compliance',
    see: (under) => {
      const visits = [aVisit({ objectId: 'K', date: '2026-02-01', taskType: 'interdepartmentalJoint' })];
      return year(under('xiongan'), { objects: [keyObject('K')], visits }).visits;
    },
  },
  'cap.levels': {
    via: 'compliance',
    see: (under) => {
      const visits = oftenVisited('1').map((one, i) => (i === 2 ? { ...one, level: 'municipal' as const } : one));
      return found(year(under('jiangxian'), { objects: [keyObject('K')], visits }), 'OVER_CAP');
    },
  },
  'cap.unit': {
    via: 'compliance',
    see: (under) =>
      ['jiangxian', 'yingkou'].map((name) =>
        found(year(under(name), { objects: [keyObject('K')], visits: oftenVisited('2') }), 'OVER_CAP'),
      ),
  },
  'cap.strictness': {
    via: 'compliance',
    see: (under) => {
      const justification = { reason: '示例', approvedBy: '示例' };
      const visits = oftenVisited('1').map((one) => ({ ...one, justification }));
      const of = (name: string) => found(year(under(name), { objects: [keyObject('K')], visits }), 'OVER_CAP');
      return ['jiangxian', 'yingkou'].map(of);
    },
  },
  'cap.countDrawsWhileExempt': {
    via: 'compliance',
    see: (under) => {
      const visits = oftenVisited('1').map((one, i) => (i === 0 ? { ...one, class: 'special' } : one));
      return found(year(under('jiangxian'), { objects: [keyObject('K')], visits }), 'OVER_CAP');
    },
  },
  'class.exclusive': {
    via: 'classify',
    see: (under) => classOn(under('jiangxian'), keyObject('K', { events: [penalty] })).memberOf,
  },
  'class.jointFlag': {
    via: 'classify',
    see: (under) => classOn(under('jiangxian'), keyObject('K', { jointObject: true })).beside,
  },
  'class.outside': {
    via: 'classify',
    see: (under) => classOn(under('jiangxian'), anObject({ id: 'A', serviceAgency: true })).class,
  },
  'class.rules': {
    via: 'classify',
    see: (under) => classOn(under('xiongan'), anObject({ id: 'A', permitCategory: '重点管理' })).class,
  },
  'special.exitRequiresInspection': {
    via: 'classify',
    see: (under) => classOn(under('jiangxian'), keyObject('K', { events: [penalty] }), '2026-08-01').class,
  },
  'special.triggerDate': {
    via: 'classify',
    see: (under) => {
      const events = [{ ...penalty, actDate: '2025-12-01' }];
      return classOn(under('jiangxian'), keyObject('K', { events })).class;
    },
  },
  'items.removal': { via: 'addOnlyClause', see: (under) => addOnlyClause(under('jiangxian')) },
  'plan.addOnly': { via: 'planAddOnlyClause', see: (under) => planAddOnlyClause(under('jiangxian')) },
  'draw.fullTake': { via: 'isRecordOnly', see: (under) => isRecordOnly(under('jiangxian'), { fullTake: true }) },
  'draw.perPeriod': {
    via: 'mayDrawAgain',
    see: (under) => mayDrawAgain(under('jiangxian'), { drawsHeld: 1, stillRequired: 0 }).allowed,
  },
  'publication.dayZeroCounts': {
    via: 'publicationDue',
    see: (under) => publicationDue(under('jiangxian'), { resultDetermined: '2026-05-14' }, calendar)?.date,
  },
  'publication.startsFrom': {
    via: 'publicationDue',
    see: (under) =>
      ['xinxian', 'jiangxian'].map((name) => {
        const starts = { inspectionEnd: '2026-03-02', taskCompleted: '2026-04-02', resultDetermined: '2026-05-14' };
        return publicationDue(under(name), starts, calendar)?.from;
      }),
  },
  'publication.monthly.offsetMonths': {
    via: 'publicationDue',
    see: (under) => publicationDue(under('xiongan'), { resultDetermined: '2026-05-14' }, calendar)?.date,
  },
  'plan.due': {
    via: 'planTimes',
    see: (under) =>
      planTimes(under('yingkou'), { year: 2026, madeOn: '2026-05-08' }, calendar).findings.map(
        ({ severity }) => severity,
      ),
  },
  'planTable.policy': {
    via: 'compliance',
    see: (under) => found(year(under('xinxian'), { objects: [keyObject('K')] }), 'PLAN_TARGET_UNMET'),
  },
  'report.summary.mode': {
    via: 'compliance',
    see: (under) => year(under('xiongan'), { year: 2023 }).reports.map(({ due }) => due),
  },
  'special.floor': {
    via: 'compliance',
    see: (under) => {
      const objects = [anObject({ id: 'S', events: [{ kind: 'crime', date: '2025-05-01' }] })];
      return found(year(under('yingkou'), { objects }), 'PROVINCIAL_FLOOR_SHORT', 'UNDER_ANNUAL_COVERAGE');
    },
  },
  'special.adHocDraw': { via: 'adHocClasses', see: (under) => adHocClasses(under('yingkou'), { level: 'county' }) },
  'special.ratio': { via: 'proposePlan', see: (under) => plan(under('xinxian'), { special: 10 }).entries.length },
  'redraw.base': {
    via: 'redrawMinimum',
    see: (under) => redrawMinimum(under('yingkou'), { class: 'key', level: 'municipal' }, { base: 1000, drawn: 20 }),
  },
  'redraw.strictness': {
    via: 'compliance',
    see: (under) => {
      const hard = (value: Record<string, unknown>) => {
        const rules = value['rules'] as { id: string; strictness: string }[];
        for (const rule of rules) if (rule.id.includes('/redraw/')) rule.strictness = 'hard';
      };
      const scene = { level: 'municipal', objects: [keyObject('K')] } as const;
      return [under('yingkou'), under('yingkou', hard)].map((pack) => found(year(pack, scene), 'UNDER_REDRAW'));
    },
  },
  'horizon.type': {
    via: 'compliance',
    see: (under) => {
      const visits = [aVisit({ objectId: 'G', date: '2021-05-01', class: 'general' })];
      const { classes } = year(under('yingkou'), { year: 2025, objects: [anObject({ id: 'G' })], visits });
      return classes.find((one) => one.class === 'general')?.window;
    },
  },
  'overlap.window': {
    via: 'overlapsOf',
    see: (under) =>
      overlapsOf(under('yingkou'), [
        span(['a', 'municipal', 'A'], '05-01', '05-05'),
        span(['b', 'county', 'A'], '05-04', '05-10'),
        span(['c', 'municipal', 'B'], '05-01', '05-05'),
        span(['d', 'county', 'B'], '05-20', '05-25'),
        span(['e', 'municipal', 'C'], '04-01', '04-05'),
        span(['f', 'county', 'C'], '06-20', '06-25'),
      ]).reminders.length,
  },
  'campaign.skipRecognised': {
    via: "settings['campaign.skipRecognised']",
    see: (under) =>
      campaignPool(under('yingkou'), {
        ...{ scope: ['K'], year: 2026, min: { p: 1, q: 1 } },
        visits: [aVisit({ objectId: 'K', date: '2026-02-01' })],
      }).pool,
  },
  'scope.campaignAction': { via: 'directedGrounds', see: (under) => directedGrounds(under('yiliang')).length },
  'participation.rule': {
    via: 'participationOf',
    see: (under) => {
      const visits = [aVisit({ objectId: 'K', date: '2026-02-01', state: 'drawn', inspectors: ['P'] })];
      return participationOf(under('yingkou'), { inspectors: [person('P')], visits, year: 2026 })?.participated;
    },
  },
  'joint.denominatorIncludesOffsiteFullCoverage': {
    via: 'compliance',
    see: (under) => {
      const objects = [anObject({ id: 'G', positiveList: { from: '2020-01-01' } })];
      const visits = [aVisit({ objectId: 'G', date: '2026-02-01', class: 'general', method: 'tech' })];
      return year(under('xiongan'), { objects, visits }).visits;
    },
  },
  'joint.internalDenominator': {
    via: 'compliance',
    see: (under) => {
      const visits = ['A', 'B'].map((objectId) =>
        aVisit({ objectId, date: '2026-02-01', taskId: '1', class: 'general' }),
      );
      const { tables } = year(under('yiliang'), { objects: ['A', 'B'].map((id) => anObject({ id })), visits });
      return tables.find(({ topic }) => topic === 'internalJointShare');
    },
  },
  'credit.unit': {
    via: 'compliance',
    see: (under) => {
      const visits = ['02', '05'].map((month) => aVisit({ objectId: 'K', date: `2026-${month}-01` }));
      const { tables } = year(under('xiongan'), { objects: [keyObject('K')], visits });
      return tables.find(({ topic }) => topic === 'creditShare');
    },
  },
  'general.nonPositiveBase': {
    via: 'compliance',
    see: (under) => {
      const scene = { level: 'newArea', objects: [anObject({ id: 'G' })] } as const;
      return year(under('xiongan'), scene).tables.filter((one) => one.class === 'generalNonPositive').length;
    },
  },
  'generalQuota.inspectorCount': {
    via: 'officersOf',
    see: (under) => {
      const { certificateValidTo: _, ...uncertified } = person('U');
      const people = [person('A'), person('B', { onStaff: false }), person('C', { onStaff: false }), uncertified];
      return officersOf(under('xinxian'), people, { year: 2026, asOf: '2026-05-14' }).length;
    },
  },
  'generalQuota.countDate': {
    via: 'officersOf',
    see: (under) => {
      const people = ['2026-01-01', '2026-04-01', '2026-10-01'].map((from) => person(from, { onDuty: [{ from }] }));
      return officersOf(under('xinxian'), people, { year: 2026, asOf: '2026-05-14' }).length;
    },
  },
  'class.constructionInGeneral': {
    via: 'classify',
    see: (under) => classOn(under('xinxian'), anObject({ id: 'C', constructionProject: true })).class,
  },
  'tier.classMap': {
    via: 'classify',
    see: (under) => classOn(under('yiliang'), anObject({ id: 'X', environmentalRisk: '高' })).class,
  },
  'tier.ratioScope': {
    via: 'proposePlan',
    see: (under) => plan(under('yiliang'), { B2: 7 }).totalVisits,
  },
  'tier.halfYears': {
    via: 'proposePlan',
    see: (under) => plan(under('yiliang'), { B2: 7 }).entries.map(({ period }) => period),
  },
  'tier.multiMembership': {
    via: 'classify',
    see: (under) => {
      const keyListMember = [{ year: 2026, level: 'municipal' as const }];
      const object = anObject({ id: 'X', permitCategory: '重点管理', keyListMember });
      return classify(under('yiliang'), { object, date: '2026-05-14', level: 'county' }).beside;
    },
  },
  'tier.rangeUpperBound': {
    via: 'compliance',
    see: (under) => {
      const objects = ['A', 'B'].map((id) => anObject({ id, permitCategory: 'none' }));
      const visits = objects.map(({ id }) => aVisit({ objectId: id, date: '2026-02-01', class: 'general' }));
      return found(year(under('yiliang'), { objects, visits }), 'OVER_RANGE');
    },
  },
  'tier.c4Residual': { via: 'classify', see: (under) => rows(under('yiliang'), {}) },
};
