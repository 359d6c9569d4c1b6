import { assert } from '../basics/assert.ts';
import {
  addDays,
  addYears,
  type CalendarDate,
  makeDate,
  type Period,
  type PeriodUnit,
  periodDays,
  periodsOfYear,
  yearOf,
} from '../basics/dates.ts';
import { atLeast, type Ratio } from '../basics/ratios.ts';
import type { ClassId, Level } from './facts.ts';
import { type Clause, findRule, type Pack, type Rule, type RuleScope } from './pack.ts';
import type { Settings } from './switches.ts';

/** What the law asks of one class in one period: the minimum, the coverage that is due, the pace advised. */

export interface Requirement {
  /** ⌈base × ratio⌉, as often as the rule says. */
  readonly minimum: number;
  /** What the period must reach: the minimum, in the last period at least what is still uncovered. */
  readonly required: number;
  /** The even pace to the year's goal, never below `required`. */
  readonly recommended: number;
}

export interface RequirementInput {
  readonly base: number;
  readonly ratio: Ratio;
  /** How often each of them in the period. */
  readonly times?: number | undefined;
  /** Periods of the year. */
  readonly periods: number;
  /** Those that are left, this one included. */
  readonly periodsLeft: number;
  /** Objects still to be covered where full coverage is due. */
  readonly uncovered?: number | undefined;
  /**
   * Objects not visited yet in the cycle, whether or not coverage is due: no more than these where the pack stops at them. Ratios
   * that ask in a year for more than everybody do not stop: they want some twice.
   */
  readonly fresh?: number | undefined;
  /** Objects still missing to a yearly minimum below full coverage. */
  readonly missing?: number | undefined;
  readonly settings: Pick<Settings, 'calc.afterFullCoverage'>;
}

/** Golden conventions C0-1, C0-6 and the switch of AMB-03. */
export function requirement({
  base,
  ratio,
  times = 1,
  periods,
  periodsLeft,
  uncovered,
  fresh,
  missing = 0,
  settings,
}: RequirementInput): Requirement {
  const byRatio = atLeast(base, ratio) * times;
  const goal = uncovered ?? missing;
  const wantsTwice = ratio.p * times * periods > ratio.q;
  const most = uncovered ?? (wantsTwice ? undefined : fresh);
  const stops = most !== undefined && settings['calc.afterFullCoverage'] === 'stop';
  const minimum = stops ? Math.min(byRatio, most) : byRatio;
  const required = periodsLeft === 1 ? Math.max(minimum, uncovered ?? 0) : minimum;
  return { minimum, required, recommended: Math.max(required, atLeast(goal, { p: 1, q: periodsLeft })) };
}

/** Fills a number from the lowest tier up: how many come from each tier. Takes all where there are fewer. */
export function fillTiers(pools: readonly number[], n: number): readonly number[] {
  let left = n;
  return pools.map((pool) => {
    const taken = Math.min(pool, left);
    left -= taken;
    return taken;
  });
}

/** The quota rules of a class at a level. */
export interface ClassRules {
  readonly ratio?: Rule<'ratio'>;
  readonly annualRatio?: Rule<'annualRatio'>;
  readonly coverage?: Rule<'coverage'>;
  readonly headcount?: Rule<'headcount'>;
  readonly cap?: Rule<'cap'>;
  readonly exemption?: Rule<'exemption'>;
  readonly recognition?: Rule<'recognition'>;
}

const TOPICS = ['ratio', 'annualRatio', 'coverage', 'headcount', 'cap', 'exemption', 'recognition'] as const;

export function classRules(pack: Pack, scope: RuleScope): ClassRules {
  const entries = TOPICS.map((topic) => [topic, findRule(pack, topic, scope)] as const);
  return Object.fromEntries(entries.filter(([, rule]) => rule !== undefined)) as ClassRules;
}

/** What the law asks of a class: the rule that makes its numbers, by kind, and the period it counts in. */
export type Duty =
  | { readonly kind: 'ratio'; readonly rule: Rule<'ratio'>; readonly every: PeriodUnit }
  | { readonly kind: 'pooled'; readonly rule: Rule<'ratio'>; readonly every: PeriodUnit }
  | { readonly kind: 'headcount'; readonly rule: Rule<'headcount'>; readonly every: 'year' }
  | { readonly kind: 'window'; readonly rule: Rule<'coverage'>; readonly every: 'year' }
  | { readonly kind: 'floor'; readonly rule: Rule<'floor'>; readonly every: 'year' }
  | { readonly kind: 'free'; readonly rule: Rule<'noRatio'> | Rule<'adHoc'>; readonly every: 'year' };

/**
 * AMB-17: the minimum that counties meet together, of all their objects of the class: none of them owes a number of its own then, and
 * the authority above them judges the sum.
 */
export function isPooled(pack: Pack, scope: { readonly class: ClassId; readonly level: Level }): boolean {
  const together = pack.settings['general.nonPositiveBase'] === 'threeCountiesTogether';
  return together && scope.class === 'generalNonPositive' && scope.level === 'county';
}

/** The first that the pack has: a ratio, a number by staff, a coverage window, a floor; else nothing is asked, but it may be drawn. */
export function dutyOf(pack: Pack, scope: { readonly class: ClassId; readonly level: Level }): Duty | undefined {
  const { ratio, headcount, coverage } = classRules(pack, scope);
  if (ratio) return { kind: isPooled(pack, scope) ? 'pooled' : 'ratio', rule: ratio, every: ratio.value.every };
  if (headcount) return { kind: 'headcount', rule: headcount, every: 'year' };
  if (coverage) return { kind: 'window', rule: coverage, every: 'year' };
  const floor = findRule(pack, 'floor', scope);
  if (floor && pack.settings['special.floor'] !== 'none') return { kind: 'floor', rule: floor, every: 'year' };
  const noRatio = findRule(pack, 'noRatio', scope);
  if (noRatio) return { kind: 'free', rule: noRatio, every: 'year' };
  const adHoc = findRule(pack, 'adHoc', scope);
  return adHoc?.value.classes.includes(scope.class) ? { kind: 'free', rule: adHoc, every: 'year' } : undefined;
}

/** AMB-04: is the floor of the province read as binding? */
export function enforcesFloor({ settings }: Pick<Pack, 'settings'>): boolean {
  return settings['special.floor'] === 'provincialEnforce';
}

/** AMB-04: then the year asks for everybody of the class, where no number of its own does. */
export function isFloorBinding(pack: Pack, scope: { readonly class: ClassId; readonly level: Level }): boolean {
  return enforcesFloor(pack) && dutyOf(pack, scope)?.kind === 'floor';
}

/** Is everybody of the class to be inspected within the year? */
export function asksForAll(pack: Pack, scope: { readonly class: ClassId; readonly level: Level }): boolean {
  const { ratio, coverage } = classRules(pack, scope);
  const isWhole = ratio !== undefined && ratio.value.min.p === ratio.value.min.q;
  return isWhole || coverage?.value.years === 1 || isFloorBinding(pack, scope);
}

/** Is everybody of the class asked for in a period of its own rule? */
export function asksForAllOf(
  pack: Pack,
  { period, ...scope }: { readonly class: ClassId; readonly level: Level; readonly period: Period },
): boolean {
  if (isFloorBinding(pack, scope)) return period.length === 4;
  const rule = findRule(pack, 'ratio', scope);
  if (rule === undefined || rule.value.min.p !== rule.value.min.q) return false;
  return periodsOfYear(yearOf(period), rule.value.every).includes(period);
}

/** "10 × officers, at most the directory": a yearly number by the size of the staff. */
export function headcountQuota(rule: Rule<'headcount'>, officers: number, base: number): number {
  return Math.min(officers * rule.value.objectsPerOfficer, base);
}

/** Years of a coverage window that are left on a day, its own year included. */
export function windowYearsLeft(pack: Pack, rule: Rule<'coverage'>, date: CalendarDate): number {
  return yearOf(coverageWindow(pack, rule, date).to) - yearOf(date) + 1;
}

/** The cap that binds a class, if any: exempt classes have none. */
export function capFor(pack: Pack, scope: { readonly class: ClassId; readonly level: Level }): Rule<'cap'> | undefined {
  const { cap } = classRules(pack, scope);
  return cap?.value.exemptClasses.includes(scope.class) ? undefined : cap;
}

/** Where a number comes from. */
export interface Source {
  readonly rule: string;
  readonly clause: Clause;
}

export function sourceOf({ id, clause }: Rule): Source {
  return { rule: id, clause };
}

/** How many periods of its year are left, this one included; the place of the period in its year counts from 0. */
export function placeInYear(period: Period, every: PeriodUnit) {
  const periods = periodsOfYear(Number(period.slice(0, 4)), every);
  const index = periods.indexOf(every === 'year' ? period.slice(0, 4) : period);
  assert(index >= 0, `${period} is no ${every}`);
  return { index, left: periods.length - index, periods: periods.length };
}

/** The coverage cycle a day lies in: its calendar year, or the run of years counted from the rule's start. */
export function coverageCycle(
  rule: Rule<'coverage'> | undefined,
  date: CalendarDate,
): { readonly from: CalendarDate; readonly to: CalendarDate } {
  const { years = 1, from = makeDate(yearOf(date), 1, 1) } = rule?.value ?? {};
  let start = from;
  while (addYears(start, years) <= date) start = addYears(start, years);
  return { from: start, to: addDays(addYears(start, years), -1) };
}

/** The days whose visits count for coverage on a day: the cycle, or where each object has years of its own those up to the year's end (AMB-07). */
export function coverageWindow(
  { settings }: Pick<Pack, 'settings'>,
  rule: Rule<'coverage'> | undefined,
  date: CalendarDate,
): ReturnType<typeof coverageCycle> {
  const { years } = rule?.value ?? { years: 1 };
  if (years === 1 || settings['horizon.type'] === 'fixed') return coverageCycle(rule, date);
  const year = yearOf(date);
  return { from: makeDate(year - years + 1, 1, 1), to: makeDate(year, 12, 31) };
}

/** A day moved into a period: the class of a quarter's list is the class in that quarter, also when frozen early. */
export function dayWithin(date: CalendarDate, period: Period): CalendarDate {
  const { from, to } = periodDays(period);
  return date < from ? from : date > to ? to : date;
}
