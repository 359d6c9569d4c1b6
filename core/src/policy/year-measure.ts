import { atLeast } from '../basics/ratios.ts';
import type { Pack, RuleScope } from './pack.ts';
import { classRules } from './requirements.ts';

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
}

export function yearCount({ ids, reached }: YearMeasure): YearCount {
  return { base: ids.size, covered: reached.size };
}

/** Does a year ask for something that another list than that of the last period measures? */
export function isMeasuredByFirst(pack: Pack, scope: RuleScope): boolean {
  const { annualRatio, coverage } = classRules(pack, scope);
  const asks = annualRatio !== undefined || coverage?.value.years === 1;
  return asks && pack.settings['calc.annualBase'] === 'yearStart';
}

/** What is lacking to the ratio of a year: by its own measure, or by the list at hand, of which so many are not covered yet. */
export function missingOfYear(
  pack: Pack,
  scope: RuleScope,
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
  const { annualRatio } = classRules(pack, scope);
  return annualRatio && Math.max(0, atLeast(ofYear.base, annualRatio.value.min) - ofYear.covered);
}
