import { atLeast, type Ratio } from '../basics/ratios.ts';
import { type Finding, findingOn, type Verdict, verdictOf } from './findings.ts';
import type { Pack, Rule, RuleScope } from './pack.ts';
import { classRules } from './requirements.ts';

/** Duties that reach over many periods: an even pace to a number, and coverage within a window of years. */

/** The least even pace: in every step ⌈what is left ÷ steps left⌉. Sums to `n`. */
export function evenPace(n: number, steps: number): readonly number[] {
  const out: number[] = [];
  let left = n;
  for (let i = 0; i < steps; i++) {
    const now = atLeast(left, { p: 1, q: steps - i });
    out.push(now);
    left -= now;
  }
  return out;
}

export interface HorizonAsk extends Required<RuleScope> {
  /** Active objects of the class. */
  readonly n: number;
  /** The ratio the agency means to keep, and how many such periods a year has. */
  readonly own?: { readonly min: Ratio; readonly periodsPerYear: number };
  /** Or the visits of each year left, where the ratio changes on the way. Absent, like `own` = the least even pace. */
  readonly visits?: readonly number[];
  /** Objects covered before the first of the years asked about, and how many years of the window are over. */
  readonly covered?: number;
  readonly yearsOver?: number;
}

export interface Horizon {
  readonly years: number;
  /** Visits per period; present where a ratio was given. */
  readonly perPeriod?: number;
  /** Visits in each year that is left. */
  readonly perYear: readonly number[];
  /** Distinct objects covered at the end of each. */
  readonly cumulative: readonly number[];
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
}

/** Will every object of a class be covered within the window of its rule? Undefined where the pack has no such rule. */
export function horizon(pack: Pack, ask: HorizonAsk): Horizon | undefined {
  const { coverage } = classRules(pack, ask);
  if (coverage === undefined) return undefined;
  const { n, own, visits, covered = 0, yearsOver = 0 } = ask;
  const { years } = coverage.value;
  const left = years - yearsOver;
  const perPeriod = own && atLeast(n, own.min);
  const perYear =
    visits ??
    (own && perPeriod !== undefined
      ? Array.from({ length: left }, () => perPeriod * own.periodsPerYear)
      : evenPace(n - covered, left));
  const cumulative = perYear.map((_, i) => Math.min(n, covered + sumOf(perYear.slice(0, i + 1))));
  const findings = paceFindings(coverage, { n, projected: cumulative.at(-1) ?? covered });
  return {
    years,
    ...(perPeriod === undefined ? {} : { perPeriod }),
    perYear,
    cumulative,
    findings,
    verdict: verdictOf(findings),
  };
}

/** A pace that does not reach the end is a warning while there is time; the window's last year is judged by its end. */
function paceFindings(
  rule: Rule<'coverage'>,
  { n, projected }: { readonly n: number; readonly projected: number },
): readonly Finding[] {
  if (projected >= n) return [];
  const numbers = { required: n, actual: projected, projected, shortBy: n - projected };
  return [findingOn(rule, 'HORIZON_PACE_SHORT', { ...numbers, severity: 'warning' })];
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
