import { type CalendarDate, type Period, periodDays, periodsOfYear } from '../basics/dates.ts';
import { atLeast, atMost } from '../basics/ratios.ts';
import type { ClassId, Justification, Level } from './facts.ts';
import { type Finding, type FindingDetails, findingOn, type Verdict, verdictOf } from './findings.ts';
import { headcountQuota, ratioFinding } from './minimum-sequence.ts';
import { findRule, holdsFor, type Pack, packInForce, type Rule, rulesOf } from './pack.ts';
import { classRules, placeInYear, requirement } from './requirements.ts';
import type { Topic } from './rule-topics.ts';

/** The verdict on a year from its counts: what was required, what was done, and the clause that says so. */

/** One period of a class: distinct objects whose inspection was completed, and the base they are measured by. */
export interface PeriodTally {
  readonly period: Period;
  readonly base: number;
  readonly completed: number;
  /** Objects that could lawfully be drawn; fewer than required and all done = POOL_EXHAUSTED. */
  readonly available?: number;
  /** Objects uncovered when the period began, where coverage is due. */
  readonly uncovered?: number;
  readonly baseFrom?: 'freeze' | 'directory';
}

export interface ClassTally {
  readonly class: ClassId;
  readonly level: Level;
  /** In the order of the year; periods of the class's ratio rule. */
  readonly periods: readonly PeriodTally[];
  /** Base of the yearly duties (AMB-54) and how many of it were inspected in the year. */
  readonly annualBase?: number;
  readonly covered?: number;
  /** Officers on staff and on duty, where a quota goes by them. */
  readonly officers?: number;
}

/** A reason recorded and approved for leaving a rule worded 原则上; without a period it speaks of the whole year. */
export interface RuleJustification extends Justification {
  readonly rule: string;
  readonly period?: Period;
}

export interface EvaluationInput {
  readonly year: number;
  readonly tallies: readonly ClassTally[];
  /** Judge only this period and no yearly duty. */
  readonly only?: Period;
  /** Judge what has ended by this day. Absent = the year is over. */
  readonly asOf?: CalendarDate;
  readonly justifications?: readonly RuleJustification[];
  /** Every version of the pack: a period is judged by the one in force on its first day. */
  readonly versions?: readonly Pack[];
}

export interface Evaluation {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  /** Completed over all classes and periods. */
  readonly visits: number;
  /** Rules that measure something this version does not judge yet: never silently passed over. */
  readonly notJudged: readonly string[];
}

/** Findings come class by class in the order given: periods first, then the yearly duties. */
export function evaluateYear(pack: Pack, input: EvaluationInput): Evaluation {
  const findings = input.tallies.flatMap((tally) => classFindings(pack, input, tally));
  return {
    verdict: verdictOf(findings),
    findings,
    visits: input.tallies.flatMap(({ periods }) => periods).reduce((sum, { completed }) => sum + completed, 0),
    notJudged: notJudged(pack, input.tallies),
  };
}

const NOT_JUDGED = [
  'redraw',
  'internalJointShare',
  'creditShare',
  'interdepartmental',
  'interdepartmentalFigures',
  'participation',
  'publicationRate',
  'target',
  'floor',
] as const satisfies readonly Topic[];

function notJudged(pack: Pack, tallies: readonly ClassTally[]): readonly string[] {
  const rules = NOT_JUDGED.flatMap((topic): readonly Rule[] => rulesOf(pack, topic));
  return rules.filter((rule) => tallies.some((tally) => holdsFor(rule, tally))).map(({ id }) => id);
}

function classFindings(pack: Pack, input: EvaluationInput, tally: ClassTally): readonly Finding[] {
  const byPeriod = tally.periods
    .filter(({ period }) => isJudged(input, period))
    .flatMap((one) => periodFindings(packFor(pack, input, { ...tally, period: one.period }), input, { tally, one }));
  const noRatio = findRule(pack, 'noRatio', tally);
  return [
    ...byPeriod,
    ...(isJudged(input, String(input.year)) && input.only === undefined ? annualFindings(pack, input, tally) : []),
    ...(noRatio ? [findingOn(noRatio, 'NO_RATIO_DEFINED', {})] : []),
  ];
}

function isJudged({ asOf, only }: EvaluationInput, period: Period): boolean {
  if (only !== undefined) return period === only;
  return asOf === undefined || periodDays(period).to <= asOf;
}

/**
 * The version that judges a period: the one in force on its first day. A version that counts the class in other
 * periods (months for quarters) cannot take over within a year: then the pack itself judges.
 */
export function packFor(
  pack: Pack,
  { versions = [] }: Pick<EvaluationInput, 'versions'>,
  at: { readonly class: ClassId; readonly level: Level; readonly period: Period },
): Pack {
  const inForce = packInForce(versions, periodDays(at.period).from) ?? pack;
  const every = (under: Pack) => findRule(under, 'ratio', at)?.value.every;
  return every(inForce) === every(pack) ? inForce : pack;
}

function periodFindings(
  pack: Pack,
  input: EvaluationInput,
  { tally, one }: { readonly tally: ClassTally; readonly one: PeriodTally },
): readonly Finding[] {
  const rule = findRule(pack, 'ratio', tally);
  if (rule === undefined) return [];
  const { min, max, every } = rule.value;
  const { required } = requirement({
    base: one.base,
    ratio: min,
    periodsLeft: placeInYear(one.period, every).left,
    uncovered: one.uncovered,
    settings: pack.settings,
  });
  const from = one.baseFrom ? { baseFrom: one.baseFrom } : {};
  const short = shortfall(required, one.completed, { period: one.period, ...from, ...reason(input, rule, one.period) });
  const top = max ? Math.max(required, atMost(one.base, max)) : Number.POSITIVE_INFINITY;
  return [
    ...(short ? [shortFinding(rule, short, one)] : []),
    ...(one.completed > top
      ? [findingOn(rule, 'OVER_RANGE', { period: one.period, max: top, actual: one.completed, ...from })]
      : []),
  ];
}

/** Only the rules themselves made the pool too small, and everybody in it was inspected: justified. */
function shortFinding(rule: Rule<'ratio'>, short: FindingDetails, { available, completed }: PeriodTally): Finding {
  const exhausted = available !== undefined && available < short.required! && completed >= available;
  return exhausted
    ? findingOn(rule, 'POOL_EXHAUSTED', { ...short, severity: 'justified' })
    : findingOn(rule, ratioFinding(rule), short);
}

function shortfall(required: number, actual: number, more: FindingDetails): FindingDetails | undefined {
  return actual < required ? { ...more, required, actual, shortBy: required - actual } : undefined;
}

function reason({ justifications = [] }: EvaluationInput, rule: Rule, period: Period): FindingDetails {
  const given = justifications.find(
    (one) => one.rule === rule.id && (one.period === undefined || one.period === period),
  );
  return given ? { justification: { reason: given.reason, approvedBy: given.approvedBy } } : {};
}

function annualFindings(pack: Pack, input: EvaluationInput, tally: ClassTally): readonly Finding[] {
  const { annualRatio, coverage, headcount } = classRules(pack, tally);
  const base = tally.annualBase ?? tally.periods.at(-1)?.base ?? 0;
  const done = tally.covered ?? tally.periods.reduce((sum, { completed }) => sum + completed, 0);
  const year = String(input.year);
  const judge = (rule: Rule | undefined, code: Finding['code'], required: number): readonly Finding[] => {
    const short = rule && shortfall(required, done, { period: year, ...reason(input, rule, year) });
    return rule && short ? [findingOn(rule, code, short)] : [];
  };
  return [
    ...judge(annualRatio, 'UNDER_ANNUAL_RATIO', annualRatio ? atLeast(base, annualRatio.value.min) : 0),
    ...judge(coverage?.value.years === 1 ? coverage : undefined, 'UNDER_ANNUAL_COVERAGE', base),
    ...judge(headcount, 'UNDER_ANNUAL_RATIO', headcount ? headcountQuota(headcount, tally.officers ?? 0, base) : 0),
  ];
}

/** The periods a class is judged by under its ratio rule; none without one. */
export function judgedPeriods(
  pack: Pack,
  scope: { readonly class: ClassId; readonly level: Level; readonly year: number },
) {
  const rule = findRule(pack, 'ratio', scope);
  return rule ? periodsOfYear(scope.year, rule.value.every) : [];
}
