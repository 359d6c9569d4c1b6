import { liesWithin, type Period, periodDays, periodsOfYear } from '../basics/dates.ts';
import { atLeast } from '../basics/ratios.ts';
import type { EvaluationInput } from './evaluate.ts';
import type { Level } from './facts.ts';
import { type Finding, type FindingCode, findingOn } from './findings.ts';
import { reasonFor } from './judge-period.ts';
import { jointTasksRule } from './judging-pack.ts';
import { type Judgement, judgeAtLeast, type Measure, type MeasureUnit, shown } from './measures.ts';
import { findRule, isUnderScheme, type Pack, type Rule, type RuleScope } from './pack.ts';
import { slowPace } from './participation.ts';

/** Quotas over all classes of a level: joint visits, visits by credit grade, people taking part, results made public. */

/** Counts of a level and year. What is not given is not judged. */
export interface YearTotals {
  readonly level: Level;
  /** Random visits; unsaid = the sum of the classes. */
  readonly visits?: number;
  readonly internalJoint?: number;
  /** Random tasks, and those of them internally joint (reading `joint.internalDenominator: tasks`). */
  readonly tasks?: { readonly all: number; readonly internalJoint: number };
  readonly creditBased?: number;
  /** Distinct objects, and those drawn by credit grade (reading `credit.unit: objects`). */
  readonly objects?: { readonly all: number; readonly creditBased: number };
  /** Interdepartmental tasks concluded, by period of the rule; and the objects they visited in the year. */
  readonly interdepartmental?: { readonly byPeriod: Readonly<Record<Period, number>>; readonly objects: number };
  /** Yearly figures set by an outside office. */
  readonly figures?: { readonly tasks: number; readonly objects: number };
  readonly participation?: { readonly holders: number; readonly participated: number };
  /** Results of the year: concluded, lawfully withheld, published. */
  readonly results?: ResultCounts;
}

export interface ResultCounts {
  readonly concluded: number;
  readonly withheld: number;
  readonly published: number;
}

interface Frame {
  readonly pack: Pack;
  readonly input: EvaluationInput;
  readonly totals: YearTotals;
  readonly visits: number;
  readonly open: boolean;
}

type Judge = (frame: Frame) => readonly Judgement[] | undefined;

export function shareJudgements(
  pack: Pack,
  input: EvaluationInput,
  visits: number,
): { readonly judged: readonly Judgement[]; readonly notJudged: readonly string[] } {
  const level = input.totals?.level ?? input.tallies[0]?.level;
  if (level === undefined) return { judged: [], notJudged: [] };
  const totals = input.totals ?? { level };
  const open = input.asOf !== undefined && `${input.year}-12-31` >= input.asOf;
  const frame = { pack, input, totals, visits, open };
  const yearly = input.only === undefined;
  const judges: readonly (readonly [Rule | undefined, Judge])[] = [
    [findRule(pack, 'interdepartmental', { level }), interdepartmental],
    ...(yearly
      ? ([
          [findRule(pack, 'interdepartmentalFigures', { level }), interdepartmentalFigures],
          [findRule(pack, 'internalJointShare', { level }), internalJoint],
          [findRule(pack, 'creditShare', { level }), creditShare],
          [findRule(pack, 'participation', { level }), participation],
          [findRule(pack, 'publicationRate', { level }), publicationRate],
        ] as const)
      : []),
  ];
  const asked = judges.flatMap(([rule, judge]) => (rule ? [{ id: rule.id, judged: judge(frame) }] : []));
  return {
    judged: asked.flatMap(({ judged = [] }) => judged),
    notJudged: asked.flatMap(({ id, judged }) => (judged === undefined ? [id] : [])),
  };
}

function interdepartmental(frame: Frame): readonly Judgement[] | undefined {
  const { pack, input, totals } = frame;
  const { byPeriod } = totals.interdepartmental ?? {};
  if (byPeriod === undefined) return undefined;
  const rule = ruleAt(pack, 'interdepartmental', totals);
  return periodsOfYear(input.year, rule.value.every)
    .filter((period) => input.only === undefined || liesWithin(period, input.only))
    .filter((period) => input.asOf === undefined || periodDays(period).from <= input.asOf)
    .filter((period) => isUnderScheme(input.versions, period))
    .flatMap((period) => {
      const own = jointTasksRule(pack, input.versions, { level: totals.level, period });
      if (own === undefined) return [];
      return judgeAtLeast(own, {
        code: 'UNDER_JOINT_EXTERNAL',
        period,
        required: own.value.min,
        actual: byPeriod[period] ?? 0,
        open: input.asOf !== undefined && periodDays(period).to >= input.asOf,
        details: reasonFor(input, own, period),
      });
    });
}

/** Hard once the office has given its figures; until then a warning that they are missing. */
function interdepartmentalFigures(frame: Frame): readonly Judgement[] | undefined {
  const { pack, input, totals, open } = frame;
  if (totals.interdepartmental === undefined) return undefined;
  const rule = ruleAt(pack, 'interdepartmentalFigures', totals);
  const tasks = Object.values(totals.interdepartmental.byPeriod).reduce((a, b) => a + b, 0);
  const period = String(input.year);
  const { figures } = totals;
  const unit = 'task';
  if (figures === undefined) {
    const missing = findingOn(rule, 'UNDER_JOINT_EXTERNAL', { period, actual: tasks, unit, severity: 'warning' });
    return [{ measure: shown(rule, { period, actual: tasks, unit }).measure, findings: [missing] }];
  }
  const judge = (of: MeasureUnit, required: number, actual: number) =>
    judgeAtLeast(rule, { code: 'UNDER_JOINT_EXTERNAL', period, unit: of, required, actual, open });
  const { objects } = totals.interdepartmental;
  return [judge(unit, figures.tasks, tasks), judge('object', figures.objects, objects)];
}

/** AMB-33: of all visits, or of all tasks. */
function internalJoint(frame: Frame): readonly Judgement[] | undefined {
  const { pack, totals, visits } = frame;
  const byTask = pack.settings['joint.internalDenominator'] === 'tasks';
  const base = byTask ? totals.tasks?.all : visits;
  const actual = byTask ? totals.tasks?.internalJoint : totals.internalJoint;
  return share(frame, 'internalJointShare', {
    code: 'UNDER_JOINT_INTERNAL',
    base,
    actual,
    unit: byTask ? 'task' : undefined,
  });
}

/** AMB-18: of all visits, or of all objects visited. */
function creditShare(frame: Frame): readonly Judgement[] | undefined {
  const { pack, totals, visits } = frame;
  const byObject = pack.settings['credit.unit'] === 'objects';
  const base = byObject ? totals.objects?.all : visits;
  const actual = byObject ? totals.objects?.creditBased : totals.creditBased;
  return share(frame, 'creditShare', { code: 'UNDER_CREDIT', base, actual, unit: byObject ? 'object' : undefined });
}

/**
 * A rule for all levels speaks of everybody in the territory (全市持执法证人员, R-040): the authority at its top answers for the
 * share, those below show theirs. Nobody on record holds a certificate: whether enough of them took part, nobody can say.
 */
function participation(frame: Frame): readonly Judgement[] | undefined {
  const { pack, input, totals } = frame;
  if (totals.participation === undefined || totals.participation.holders === 0) return undefined;
  const { holders: base, participated: actual } = totals.participation;
  const rule = ruleAt(pack, 'participation', totals);
  if (rule.level === 'all' && input.judgedAbove) return [shown(rule, { period: String(input.year), base, actual })];
  const judged = share(frame, 'participation', { code: 'UNDER_PARTICIPATION', base, actual });
  return judged?.map((one) => ({ ...one, findings: [...one.findings, ...paceOf(frame, one.measure)] }));
}

/** a year that is still open and goes on too slowly is a warning, never yet a violation. */
function paceOf({ pack, input, totals }: Frame, measure: Measure): readonly Finding[] {
  const { base: holders, required: min, actual: participated, shortBy, state, period } = measure;
  if (state !== 'open') return [];
  const pace = slowPace({ holders: holders!, participated, min: min! }, { year: input.year, asOf: input.asOf! });
  const numbers = { required: min!, actual: participated, shortBy: shortBy! };
  const rule = ruleAt(pack, 'participation', totals);
  return pace
    ? [
        findingOn(rule, 'UNDER_PARTICIPATION', {
          period,
          ...numbers,
          projected: pace.projected,
          severity: 'warning',
        }),
      ]
    : [];
}

function publicationRate(frame: Frame): readonly Judgement[] | undefined {
  const { results } = frame.totals;
  const base = results && results.concluded - results.withheld;
  return share(frame, 'publicationRate', { code: 'PUBLICATION_OVERDUE', base, actual: results?.published });
}

type ShareTopic = 'internalJointShare' | 'creditShare' | 'participation' | 'publicationRate';

function share(
  { pack, input, totals, open }: Frame,
  topic: ShareTopic,
  ask: {
    readonly code: FindingCode;
    readonly base: number | undefined;
    readonly actual: number | undefined;
    readonly unit?: MeasureUnit | undefined;
  },
): readonly Judgement[] | undefined {
  const { code, base, actual, unit } = ask;
  if (base === undefined || actual === undefined) return undefined;
  const rule = ruleAt(pack, topic, totals);
  const period = String(input.year);
  const required = atLeast(base, rule.value.min);
  const details = reasonFor(input, rule, period);
  return [judgeAtLeast(rule, { code, period, base, unit, required, actual, open, details })];
}

function ruleAt<T extends ShareTopic | 'interdepartmental' | 'interdepartmentalFigures'>(
  pack: Pack,
  topic: T,
  scope: RuleScope,
): Rule<T> {
  return findRule(pack, topic, scope)!;
}
