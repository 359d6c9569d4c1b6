import { describe, expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { candidates } from './candidates.ts';
import { compliance } from './compliance.ts';
import { evaluateYear } from './evaluate.ts';
import { evenPace, horizon } from './horizon.ts';
import { methodFindings, methodGuard } from './methods.ts';
import { sumOfMinimums } from './minimum-sequence.ts';
import { ownVisits } from './own-ratios.ts';
import type { Pack } from './pack.ts';
import { maySubmit } from './paperwork.ts';
import { participationOf, rateText, yearlyCounts } from './participation.ts';
import { type PlanAsk, proposePlan } from './plan.ts';
import { redrawMinimum, redrawPool } from './redraw.ts';
import { reportTimes } from './reports.ts';
import { asksForAll, asksForAllOf, dutyOf } from './requirements.ts';
import { workingDays } from './working-days.ts';

/** Classes whose number is not a ratio of a period: windows of years, numbers by staff, floors, nothing at all. */

const yingkou = loadPack('yingkou');
const jiangxian = loadPack('jiangxian');
const clause = { section: '一', quote: '阳光管理' };

type Tree = { rules: { id: string; value: object }[] };

/** Jiangxian's pack with rules put in place of others, for what no shipped pack says in this mixture. */
function edited(replace: Readonly<Record<string, readonly (readonly [string, object])[]>>): Pack {
  return loadPack('jiangxian', (value) => {
    const tree = value as unknown as Tree;
    tree.rules = tree.rules.flatMap((rule) => {
      const others = replace[rule.id.slice('jiangxian/'.length)];
      if (others === undefined) return [rule];
      return others.map(([id, given]) => ({ id: `jiangxian/${id}`, value: given, strictness: 'hard', clause }));
    });
  });
}

const byStaff = edited({
  'ratio/general/county': [['headcount/general/county', { objectsPerOfficer: 10 }]],
  'annualRatio/general/county': [],
});
const many = (n: number, more: object = {}) => Array.from({ length: n }, (_, i) => anObject({ id: `O-${i}`, ...more }));

describe('candidate lists', () => {
  const list = (pack: Pack, more: object) =>
    candidates(pack, {
      class: 'general',
      level: 'county',
      period: '2026',
      date: '2026-05-10',
      objects: many(30),
      visits: [],
      ...more,
    })!;

  test('a number by staff, less what was drawn this year', () => {
    expect(list(byStaff, { officers: 2 })).toMatchObject({ minimum: 20, required: 20, n: 20 });
    expect(list(byStaff, {})).toMatchObject({ minimum: 0, required: 0 });
    const visits = [aVisit({ objectId: 'O-1', class: 'general', date: '2026-02-10' })];
    expect(list(byStaff, { officers: 2, visits })).toMatchObject({ required: 19, alreadyDrawn: 1 });
    expect(list(byStaff, { officers: 9 })).toMatchObject({ required: 30, n: 30, fullTake: true });
  });

  test('a window of years: an even pace, and in its last year all that is left', () => {
    expect(list(yingkou, { period: '2023', date: '2023-02-10' })).toMatchObject({ required: 0, recommended: 8 });
    const visits = [aVisit({ objectId: 'O-1', class: 'general', date: '2022-02-10' })];
    expect(list(yingkou, { visits })).toMatchObject({ required: 29, recommended: 29 });
  });

  test('a floor advises, a class without any number can be drawn all the same', () => {
    const special = { class: 'special', objects: many(5, { seriousDishonesty: true }) };
    expect(list(yingkou, special)).toMatchObject({ base: 5, pool: 5, required: 0, recommended: 5 });
    const none = withSwitches(yingkou, { 'special.floor': 'none' });
    expect(list(none, special)).toMatchObject({ base: 5, pool: 5, required: 0, recommended: 0 });
    expect(dutyOf(none, { class: 'special', level: 'county' })).toMatchObject({ kind: 'free' });
    expect(dutyOf(none, { class: 'outside', level: 'county' })).toBeUndefined();
  });

  test('a floor read as binding asks for everybody whom the year lacks, and of a supplement in no place of another', () => {
    const binding = withSwitches(yingkou, { 'special.floor': 'provincialEnforce' });
    const scope = { class: 'special', level: 'county' } as const;
    const objects = many(5, { seriousDishonesty: true });
    const special = (more: object) => list(binding, { class: 'special', objects, period: '2026', ...more });
    expect(special({})).toMatchObject({ base: 5, minimum: 5, required: 5, recommended: 5, n: 5 });
    // One was inspected as a key unit before it was special: the verdict has it as covered.
    const visits = [
      aVisit({ objectId: 'O-0', class: 'key', date: '2026-01-20' }),
      ...['O-1', 'O-2', 'O-3'].map((objectId) => aVisit({ objectId, class: 'special', date: '2026-02-10' })),
    ];
    const supplements = { listed: new Set(['O-0', 'O-1', 'O-2', 'O-3', 'O-9']) };
    const more = special({ visits, supplements });
    expect(more).toMatchObject({ minimum: 4, required: 1, n: 1, measured: { base: 5, counted: 3, listed: 5 } });
    expect(more.rows.filter(({ covered }) => !covered).map(({ objectId }) => objectId)).toEqual(['O-4']);
    const uniform = withSwitches(binding, { 'calc.poolOrder': 'uniform' });
    const rows = list(uniform, { class: 'special', objects, period: '2026', visits, supplements }).rows;
    expect(rows.filter(({ state }) => state === 'in').map(({ objectId, tier }) => [objectId, tier])).toEqual([
      ['O-0', 1],
      ['O-4', 0],
    ]);
    expect([asksForAll(binding, scope), asksForAll(yingkou, scope)]).toEqual([true, false]);
    // Made up for after the year: who was drawn for it is not asked for a second time.
    const late = objects.map(({ id: objectId }) =>
      aVisit({ objectId, class: 'special', date: '2027-01-08', period: '2026', taskId: '2026-special' }),
    );
    const after = { date: '2027-01-10', supplements: { listed: new Set(objects.map(({ id }) => id)) } };
    expect(special({ visits: late, ...after })).toMatchObject({ minimum: 5, required: 0, fresh: 0 });
    expect(special({ visits: late.slice(1), ...after })).toMatchObject({ minimum: 5, required: 1, n: 1 });
    // Control: neither of a quarter, nor under the reading that only warns.
    expect(asksForAllOf(binding, { ...scope, period: '2026Q1' })).toBe(false);
    expect(asksForAllOf(yingkou, { ...scope, period: '2026' })).toBe(false);
    expect(list(yingkou, { class: 'special', objects, period: '2026', visits, supplements })).toMatchObject({
      required: 0,
    });
  });

  test('without items named nobody is at the cap of an item', () => {
    const visits = ['02', '03', '04'].map((month) =>
      aVisit({ objectId: 'O-1', class: 'general', date: `2026-${month}-10` }),
    );
    expect(list(yingkou, { visits, period: '2026', items: [] }).excluded).toEqual([
      { state: 'base', reason: 'already-drawn', count: 1 },
    ]);
  });
});

describe('plans', () => {
  const plan = (
    pack: Pack,
    bases: PlanAsk['bases'],
    more: Partial<PlanAsk> & { level?: 'county' | 'municipal' | 'newArea' } = {},
  ) => {
    const { level = 'county', ...rest } = more;
    return proposePlan(pack, { agency: { code: '999999', name: '示范局', level }, year: 2026, bases, ...rest });
  };

  test('by staff: one entry for the year with its pace', () => {
    const [entry] = plan(byStaff, { general: 117 }, { staff: { officers: 11 } }).entries;
    expect(entry).toMatchObject({ id: '2026.general', required: 110, n: 110, pace: [28, 28, 27, 27] });
    expect(plan(byStaff, { general: [117, 117, 117, 90] }).entries[0]).toMatchObject({ base: 90, required: 0 });
  });

  test('a window: what the pace asks for, in its last year all', () => {
    const [entry] = plan(yingkou, { general: 113 }, { year: 2023, covered: { general: 23 } }).entries;
    expect(entry).toMatchObject({ required: 0, n: 23, pace: [6, 6, 6, 5] });
    expect(plan(yingkou, { general: 113 }, { covered: { general: 100 } }).entries[0]).toMatchObject({
      required: 13,
      n: 13,
    });
  });

  test('the agency’s own ratio takes its place from the year’s first day', () => {
    const own = {
      class: 'general',
      level: 'county',
      every: 'month',
      min: { p: 2, q: 100 },
      from: '2022-01-01',
    } as const;
    const { entries, totalVisits } = plan(yingkou, { general: 113 }, { year: 2025, ownRatios: [own] });
    expect(entries).toHaveLength(12);
    expect(totalVisits).toBe(36);
    expect(plan(yingkou, { general: 113 }, { ownRatios: [{ ...own, from: '2026-02-01' }] }).entries).toHaveLength(1);
  });

  test('a floor is planned unless the pack reads it away; enforced it is required', () => {
    const special = (floor: string) =>
      plan(withSwitches(yingkou, { 'special.floor': floor }), { special: 9 }).entries.map(({ required, n }) => [
        required,
        n,
      ]);
    expect(special('provincialWarn')).toEqual([[0, 9]]);
    expect(special('provincialEnforce')).toEqual([[9, 9]]);
    expect(special('none')).toEqual([]);
  });

  test('the city: two per cent, half of it again; quotas over all draws of the new area', () => {
    expect(plan(yingkou, { key: 370 }, { level: 'municipal' }).quotas).toMatchObject([
      { rule: 'yingkou/redraw/key/municipal', class: 'key', base: 370, required: 4 },
    ]);
    const xiongan = loadPack('xiongan');
    const county = plan(xiongan, { key: 37, special: 9, generalNonPositive: 73, generalPositiveList: 40 });
    expect(county).toMatchObject({ totalVisits: 72, offSiteChecks: 160 });
    expect(county.quotas.map(({ topic, period, required }) => [topic, period, required])).toEqual([
      ['internalJointShare', '2026', 22],
      ['creditShare', '2026', 58],
      ...['2026Q1', '2026Q2', '2026Q3', '2026Q4'].map((quarter) => ['interdepartmental', quarter, 1]),
    ]);
    const all = withSwitches(xiongan, { 'joint.denominatorIncludesOffsiteFullCoverage': true });
    const { quotas } = plan(all, { key: 37, special: 9, generalNonPositive: 73, generalPositiveList: 40 });
    expect(quotas.map(({ base }) => base).slice(0, 2)).toEqual([232, 232]);
    expect(plan(yingkou, {}, { level: 'municipal' }).quotas).toMatchObject([{ base: 0, required: 0 }]);
  });

  test('several rounds of the same objects in one period are several draws; a range has its top', () => {
    const twice = edited({
      'ratio/construction/county': [['ratio/construction/county', { every: 'year', min: '100%', times: 2 }]],
      'ratio/special/county': [['ratio/special/county', { every: 'year', min: '10%', max: '30%' }]],
    });
    const rounds = plan(twice, { construction: 4 }).entries;
    expect(rounds.map(({ id, n }) => [id, n])).toEqual([
      ['2026.construction.1', 4],
      ['2026.construction.2', 4],
    ]);
    expect(plan(twice, { special: 20 }).entries[0]).toMatchObject({ required: 2, max: 6 });
    expect(plan(twice, { special: [20] }).entries[0]).toMatchObject({ required: 2, max: 6 });
    const visits = ['2026-03-01', '2026-03-01', '2026-06-01', '2026-09-01'].map((date) =>
      aVisit({ objectId: 'O-0', class: 'construction', date, resultDeterminedOn: date, publishedOn: date }),
    );
    const { tables } = compliance(twice, {
      agency: '999999',
      level: 'county',
      year: 2026,
      objects: many(1, { constructionProject: true }),
      visits,
      asOf: '2027-01-01',
      calendar: workingDays([loadHolidays(2026)]),
    });
    expect(tables.find(({ class: cls }) => cls === 'construction')).toMatchObject({
      required: 2,
      actual: 2,
      state: 'met',
    });
  });
});

describe('small answers', () => {
  test('a pack without the rule answers nothing', () => {
    const scope = { class: 'general', level: 'county' } as const;
    expect(horizon(jiangxian, { ...scope, n: 5 })).toBeUndefined();
    expect(redrawPool(jiangxian, { ...scope, year: 2026, date: '2026-05-10', items: [] }, [])).toBeUndefined();
    expect(redrawMinimum(jiangxian, scope, { base: 5, drawn: 5 })).toBe(0);
    expect(participationOf(jiangxian, { inspectors: [], visits: [], year: 2026 })).toBeUndefined();
    expect(reportTimes(jiangxian, '2026Q1', { level: 'county', calendar: workingDays([]) })).toEqual({
      provisional: false,
    });
    expect(sumOfMinimums(jiangxian, { class: 'outside', level: 'county', bases: [5] })).toBe(0);
  });

  test('a window that is partly over starts from what is covered', () => {
    const scope = { class: 'general', level: 'county' } as const;
    expect(horizon(yingkou, { ...scope, n: 100, covered: 90, yearsOver: 3 })).toMatchObject({
      perYear: [5, 5],
      cumulative: [95, 100],
      verdict: 'compliant',
    });
    expect(horizon(yingkou, { ...scope, n: 100, covered: 90, yearsOver: 5 })).toMatchObject({
      cumulative: [],
      verdict: 'warning',
    });
    expect(evenPace(7, 0)).toEqual([]);
  });

  test('a ratio that changes on the way is counted period by period, each by the one in force at its beginning', () => {
    const scope = { class: 'general', level: 'county' } as const;
    const own = { ...scope, every: 'quarter', min: { p: 5, q: 100 } } as const;
    const choices = [
      { ...own, from: '2023-01-01' },
      { ...own, min: { p: 4, q: 100 }, from: '2023-07-01' },
      { ...own, every: 'month', min: { p: 1, q: 100 }, from: '2026-01-01' },
    ] as const;
    const ask = { ...scope, n: 114, from: '2023-01-01', to: '2026-12-31' };
    // 6 in a quarter, then 5; from 2026 on 2 in a month.
    expect(ownVisits(yingkou, { ...ask, choices })).toEqual([6 + 6 + 5 + 5, 20, 20, 24]);
    expect(ownVisits(yingkou, { ...ask, choices, from: '2023-04-01', to: '2024-05-31' })).toEqual([16, 10]);
    expect(ownVisits(yingkou, { ...ask, choices: choices.slice(2), from: '2025-01-01' })).toEqual([0, 24]);
    expect(horizon(yingkou, { ...scope, n: 114, covered: 23, visits: [22, 20, 20, 20] })).toMatchObject({
      cumulative: [45, 65, 85, 105],
      findings: [{ code: 'HORIZON_PACE_SHORT', required: 114, projected: 105, shortBy: 9 }],
    });
    expect(horizon(yingkou, { ...scope, n: 114, covered: 23, visits: [22, 20, 20, 29] })!.findings).toEqual([]);
  });

  test('methods: approval, off site first as a must', () => {
    const object = anObject({ id: 'X', positiveList: { from: '2026-01-01' } });
    const strict = edited({
      'methods/all/all': [
        [
          'methods/all/all',
          {
            list: [{ id: 'onSite', text: '现场检查' }],
            approval: ['written'],
            offSiteFirst: 'object.positiveList',
            triggers: [{ id: 'complaint', text: '信访举报' }],
          },
        ],
      ],
    });
    const ask = { object, date: '2026-05-10' } as const;
    expect(methodGuard(strict, { ...ask, method: 'written' }).answer).toBe('needsApproval');
    expect(methodGuard(strict, { ...ask, method: 'written', approved: true }).answer).toBe('allowed');
    expect(methodGuard(strict, { ...ask, method: 'onSite' })).toMatchObject({
      answer: 'refused',
      rule: 'jiangxian/methods/all/all',
    });
    expect(methodGuard(strict, { ...ask, method: 'onSite', trigger: '信访举报' }).answer).toBe('allowed');
    const silent = edited({ 'methods/all/all': [] });
    expect(methodGuard(silent, { ...ask, method: 'onSite' })).toEqual({ answer: 'allowed' });
    expect(methodFindings(silent, [{ object, visit: aVisit({ objectId: 'X', date: '2026-05-10' }) }])).toEqual([]);
    // What a firm was on the day of the visit decides, not what its row says since.
    const replaced = (listed: boolean) => ({
      facts: listed ? object : anObject({ id: 'X' }),
      until: '2026-06-01',
      stated: true,
    });
    const left = anObject({ id: 'X', earlier: [replaced(true)] });
    const joined = anObject({ id: 'X', positiveList: { from: '2026-06-01' }, earlier: [replaced(false)] });
    const visit = aVisit({ objectId: 'X', date: '2026-05-10' });
    const later = { ...visit, date: '2026-06-01' };
    expect(methodFindings(strict, [{ object: left, visit }])).toMatchObject([
      { code: 'METHOD_VIOLATION', object: 'X' },
    ]);
    expect(methodFindings(strict, [{ object: joined, visit }])).toEqual([]);
    expect(methodFindings(strict, [{ object: left, visit: later }])).toEqual([]);
    expect(methodFindings(strict, [{ object: joined, visit: later }])).toHaveLength(1);
  });

  test('participation: by visits made, or by draws where the pack reads it so; the rate by integers', () => {
    const inspectors = ['P1', 'P2'].map((id) => ({
      id,
      name: '示例',
      department: '执法队',
      staffKind: 'enforcement' as const,
      certificateValidTo: '2030-12-31',
      onStaff: true,
      mayLead: true,
    }));
    const visits = [
      aVisit({ objectId: 'X', date: '2026-05-10', inspectors: ['P1'], state: 'drawn' }),
      aVisit({ objectId: 'X', date: '2026-05-10' }),
    ];
    const ask = { inspectors, visits, year: 2026 };
    expect(participationOf(yingkou, ask)).toMatchObject({ participated: 0, missing: ['P1', 'P2'], rate: '0.0%' });
    const drawn = withSwitches(yingkou, { 'participation.rule': 'drawnOnce' });
    expect(participationOf(drawn, ask)).toMatchObject({ participated: 1, min: 2, rate: '50.0%' });
    expect([rateText(1, 3), rateText(2, 3), rateText(0, 0)]).toEqual(['33.3%', '66.7%', '-']);
    expect(yearlyCounts([...visits, aVisit({ objectId: 'X', date: '2025-05-10', inspectors: ['P1'] })], 2026)).toEqual(
      {},
    );
  });

  test('an unsigned record goes nowhere where the pack names no way', () => {
    expect(maySubmit(jiangxian, { signed: false, reason: '拒绝签字', fixation: true })).toBe(false);
    expect(maySubmit(jiangxian, { signed: true })).toBe(true);
  });

  test('nothing counted: nothing judged', () => {
    expect(evaluateYear(yingkou, { year: 2026, tallies: [] })).toMatchObject({
      verdict: 'compliant',
      notJudged: [],
      visits: 0,
    });
  });
});
