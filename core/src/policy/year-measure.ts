import { makeDate } from '../basics/dates.ts';
import { atLeast, type Ratio } from '../basics/ratios.ts';
import type { Pack, Rule, RuleScope } from './pack.ts';
import { classRules, coverageWindow } from './requirements.ts';

/** How many the duties of a year are measured by, and how many of them were inspected or drawn before a period, or by now. */
export interface YearCount {
  readonly base: number;
  readonly covered: number;
}

/**
 * Whom the duties of a year are measured by where that is not the list of its last period (AMB-54, the list of the first one): to whoever came
 * later the year owes nothing, so a last period is not asked for them, and they are drawn after those whom it still waits for.
 */
export interface YearMeasure {
  readonly ids: ReadonlySet<string>;
  /** Of them: who was covered before the period that is asked about. */
  readonly reached: ReadonlySet<string>;
  /** It is that of a window of years, which no period owes anything: only what is advised goes by it. */
  readonly isOfWindow?: true;
}

export function yearCount({ ids, reached }: YearMeasure): YearCount {
  return { base: ids.size, covered: reached.size };
}

interface YearScope extends RuleScope {
  readonly year: number;
}

/** What a year must have reached by its end without any period owing it: a ratio of the year, or everybody in the last year of a window. */
export interface YearGoal {
  readonly rule: Rule<'annualRatio'> | Rule<'coverage'>;
  readonly min: Ratio;
  /** Of a window. */
  readonly window?: ReturnType<typeof coverageWindow>;
}

const EVERYBODY: Ratio = { p: 1, q: 1 };

/** It raises what is advised of each period, and what is required of none. */
export function goalOfYear(pack: Pack, { year, ...scope }: YearScope): YearGoal | undefined {
  const { annualRatio, coverage } = classRules(pack, scope);
  const end = makeDate(year, 12, 31);
  if (coverage !== undefined && coverage.value.years > 1) {
    const window = coverageWindow(pack, coverage, end);
    if (window.to === end) return { rule: coverage, min: EVERYBODY, window };
  }
  return annualRatio && { rule: annualRatio, min: annualRatio.value.min };
}

/** What is lacking to it. */
export function lackingTo({ min }: Pick<YearGoal, 'min'>, { base, covered }: YearCount): number {
  return Math.max(0, atLeast(base, min) - covered);
}

/** Does a year ask for something that another list than that of the last period measures? */
export function isMeasuredByFirst(pack: Pack, scope: YearScope): boolean {
  const asks = classRules(pack, scope).coverage?.value.years === 1 || goalOfYear(pack, scope) !== undefined;
  return asks && pack.settings['calc.annualBase'] === 'yearStart';
}

/** What the year, or the window that ends with it, still lacks: by its own measure, or by the list at hand, of which so many are not covered yet. */
export function missingOfYear(
  pack: Pack,
  scope: YearScope,
  {
    base,
    fresh,
    ofYear = { base, covered: base - fresh },
  }: {
    readonly base: number;
    readonly fresh: number;
    readonly ofYear?: YearCount | undefined;
  },
): number | undefined {
  const goal = goalOfYear(pack, scope);
  return goal && lackingTo(goal, ofYear);
}
