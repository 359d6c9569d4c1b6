import { type Period, periodDays, periodsOfYear, yearOf } from '../basics/dates.ts';
import type { ClassId, Level } from './facts.ts';
import { type OwnRatio, withOwnRatios } from './own-ratios.ts';
import { findRule, type Pack, packOf, type Rule, type RuleScope } from './pack.ts';
import { dutyOf } from './requirements.ts';
import { versionOfYear, withYearlyRules } from './yearly-rules.ts';

/** Which version of a scheme judges what, with the ratios that an agency chose itself. */

export interface JudgedBy {
  /** Every version of the pack: a period is judged by the one in force on its first day, a year by that of 1 January. */
  readonly versions?: readonly Pack[];
  /** Ratios the agency chose itself where the scheme leaves them to it. */
  readonly ownRatios?: readonly OwnRatio[];
}

/** The version in force on the first day of a period, with what the version that judges the year asks of all of it. */
export function versionOfPeriod(pack: Pack, versions: readonly Pack[] | undefined, period: Period): Pack {
  const year = yearOf(periodDays(period).from);
  return withYearlyRules(packOf(pack, versions, period), versionOfYear(pack, versions, year));
}

/**
 * The version that judges a period: that of {@link versionOfPeriod}, with the ratio the agency had chosen by its first day. A
 * version that counts the class in other periods (months for quarters) cannot take over within a year: then that of the
 * year judges. It can where that one asks nothing of the class.
 */
export function packFor(
  pack: Pack,
  { versions, ownRatios = [] }: JudgedBy,
  at: { readonly class: ClassId; readonly level: Level; readonly period: Period },
): Pack {
  const { from } = periodDays(at.period);
  const ofYear = versionOfYear(pack, versions, yearOf(from));
  const inForce = withOwnRatios(versionOfPeriod(pack, versions, at.period), ownRatios, from);
  const every = (under: Pack) => findRule(under, 'ratio', at)?.value.every;
  const unit = every(inForce);
  const isAsBefore =
    unit === undefined || unit === every(withOwnRatios(ofYear, ownRatios, periodDays(at.period.slice(0, 4)).to));
  return isAsBefore || asksNothing(ofYear, at) ? inForce : ofYear;
}

/** Has the year no duty for the class? Then a version that begins within it may ask something of its periods (decision 0038). */
export function asksNothing(ofYear: Pack, scope: { readonly class: ClassId; readonly level: Level }): boolean {
  const duty = dutyOf(ofYear, scope);
  return duty === undefined || duty.kind === 'free';
}

/** The classes of a level in a year: those of the version that judges it, and those that one beginning within it has beside them. */
export function classesOfYear(
  ofYear: Pack,
  versions: readonly Pack[] | undefined,
  { level, year }: { readonly level: Level; readonly year: number },
): readonly ClassId[] {
  const later = (versions ?? []).filter(({ effectiveFrom }) => yearOf(effectiveFrom) === year);
  return [...new Set([ofYear, ...later].flatMap(({ levels }) => levels.find(({ id }) => id === level)?.classes ?? []))];
}

/** The periods a class is judged by under its ratio rule; none without one. Of one that a version asks for within the year, the periods from then on. */
export function judgedPeriods(
  pack: Pack,
  { year, ...scope }: { readonly class: ClassId; readonly level: Level; readonly year: number },
  by: JudgedBy = {},
): readonly Period[] {
  const under = withOwnRatios(pack, by.ownRatios ?? [], periodDays(String(year)).to);
  const rule = findRule(under, 'ratio', scope);
  if (rule) return periodsOfYear(year, rule.value.every);
  if (!asksNothing(pack, scope)) return [];
  const later = WITHIN_A_YEAR.map((unit) =>
    periodsOfYear(year, unit).filter(
      (period) => findRule(packFor(pack, by, { ...scope, period }), 'ratio', scope)?.value.every === unit,
    ),
  );
  return later.find(({ length }) => length > 0) ?? [];
}

const WITHIN_A_YEAR = ['halfYear', 'quarter', 'month'] as const;

/**
 * How many tasks with other departments a period asks for: by the rule of its version. One that counts in other periods cannot take over
 * within a year, nor one where the version of the year asks for none.
 */
export function jointTasksRule(
  ofYear: Pack,
  versions: readonly Pack[] | undefined,
  { period, ...scope }: RuleScope & { readonly period: Period },
): Rule<'interdepartmental'> | undefined {
  const rule = findRule(ofYear, 'interdepartmental', scope);
  const own = findRule(packOf(ofYear, versions, period), 'interdepartmental', scope);
  return rule === undefined || own === undefined || own.value.every === rule.value.every ? rule && own : rule;
}
