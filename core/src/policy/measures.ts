import type { CalendarDate, Period } from '../basics/dates.ts';
import type { ClassId, Level } from './facts.ts';
import { type Finding, type FindingCode, type FindingDetails, findingOn } from './findings.ts';
import type { Clause, Rule } from './pack.ts';
import type { Topic } from './rule-topics.ts';

export type MeasureUnit = 'task' | 'object';

/** Both days inclusive. */
export interface DayRange {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** One number the law asks about: what was required, what was done, which clause says so. Tables are made of these. */

/** met · short or over (with a finding) · justified · open = its period is not over · shown = nothing is required */
export type MeasureState = 'met' | 'short' | 'over' | 'justified' | 'open' | 'shown';

export interface Measure {
  readonly rule: string;
  readonly topic: Topic;
  readonly class: ClassId | 'all';
  readonly level: Level | 'all';
  readonly period: Period;
  /** What a share or ratio is taken of. */
  readonly base?: number;
  /** Where each of them is wanted so many times in the period (宜良 2次/年): `required` and `actual` are then visits, not objects. */
  readonly times?: number;
  /** Where the rule alone does not say what its numbers count. */
  readonly unit?: MeasureUnit;
  /** Where the duty has years of time: their first and last day. */
  readonly window?: DayRange;
  readonly required?: number;
  readonly max?: number;
  /** Of `actual`: those that `max` does not count. */
  readonly demanded?: number;
  readonly actual: number;
  readonly shortBy?: number;
  readonly state: MeasureState;
  readonly baseFrom?: 'freeze' | 'directory';
  readonly clause: Clause;
}

/** A measure with the findings it leads to. */
export interface Judgement {
  readonly measure: Measure;
  readonly findings: readonly Finding[];
}

export interface MeasureAsk {
  readonly code: FindingCode;
  readonly period: Period;
  readonly required: number;
  readonly actual: number;
  readonly base?: number | undefined;
  readonly times?: number | undefined;
  readonly max?: number | undefined;
  /** Of `actual`: those that `max` does not count. */
  readonly demanded?: number | undefined;
  readonly baseFrom?: 'freeze' | 'directory' | undefined;
  readonly unit?: MeasureUnit | undefined;
  readonly window?: DayRange | undefined;
  /** The period is not over: a shortage is not yet one. */
  readonly open?: boolean;
  readonly details?: FindingDetails;
}

/** At least so many were asked for: the measure, and a finding where fewer were done. */
export function judgeAtLeast(rule: Rule, ask: MeasureAsk): Judgement {
  const { code, period, required, actual, open = false, details = {} } = ask;
  const short = actual < required;
  const numbers = { required, actual, shortBy: required - actual };
  const found = short && !open ? [findingOn(rule, code, { period, ...numbers, ...ofBase(ask), ...details })] : [];
  const state = short ? (open ? 'open' : stateOf(found[0]!)) : 'met';
  return { measure: measureOf(rule, ask, short ? { state, shortBy: numbers.shortBy } : { state }), findings: found };
}

/** At most so many: a range was passed. */
export function judgeAtMost(rule: Rule, ask: MeasureAsk & { readonly max: number }): readonly Finding[] {
  const { period, actual, max, demanded = 0, details = {} } = ask;
  if (actual - demanded <= max) return [];
  const numbers = { max, actual, ...(demanded > 0 && { demanded }) };
  return [findingOn(rule, 'OVER_RANGE', { period, ...numbers, ...ofBase(ask), ...details })];
}

/** Nothing is asked: the number is shown only. */
export function shown(
  rule: Rule,
  { period, actual, base, unit }: Pick<MeasureAsk, 'period' | 'actual' | 'base' | 'unit'>,
): Judgement {
  const ask = { code: 'NO_RATIO_DEFINED', period, required: 0, actual, base, unit } as const;
  const { required: _, ...measure } = measureOf(rule, ask, { state: 'shown' });
  return { measure, findings: [] };
}

function measureOf(
  rule: Rule,
  { period, base, times, unit, window, required, max, demanded, actual, baseFrom }: MeasureAsk,
  outcome: Pick<Measure, 'state' | 'shortBy'>,
): Measure {
  return {
    rule: rule.id,
    topic: rule.topic,
    class: rule.class,
    level: rule.level,
    period,
    ...(base === undefined ? {} : { base }),
    ...(times === undefined ? {} : { times }),
    ...(unit === undefined ? {} : { unit }),
    ...(window === undefined ? {} : { window }),
    required,
    ...(max === undefined ? {} : { max }),
    ...(demanded === undefined ? {} : { demanded }),
    actual,
    ...outcome,
    ...(baseFrom === undefined ? {} : { baseFrom }),
    clause: rule.clause,
  };
}

function ofBase({ baseFrom, times, unit, window }: MeasureAsk): FindingDetails {
  const about = { ...(unit === undefined ? {} : { unit }), ...(window === undefined ? {} : { window }) };
  return { ...about, ...(times === undefined ? {} : { times }), ...(baseFrom === undefined ? {} : { baseFrom }) };
}

function stateOf({ severity }: Finding): MeasureState {
  return severity === 'justified' ? 'justified' : 'short';
}
