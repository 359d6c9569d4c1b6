import { expect } from 'vitest';
import type { Period } from '../../src/basics/dates.ts';
import type { EvaluationInput } from '../../src/policy/evaluate.ts';
import { evaluateYear } from '../../src/policy/evaluate.ts';
import type { ClassId, Level } from '../../src/policy/facts.ts';
import type { Finding } from '../../src/policy/findings.ts';
import { minimumSequence } from '../../src/policy/minimum-sequence.ts';
import type { Pack } from '../../src/policy/pack.ts';
import { publicationDue } from '../../src/policy/publication.ts';
import { capFor, classRules } from '../../src/policy/requirements.ts';
import { workingDays } from '../../src/policy/working-days.ts';
import { withSwitches } from '../pack-files.ts';
import { type GoldenCase, goldenCalendars, goldenCase, goldenCases } from './golden-case.ts';

/** What the golden cases of every scheme share. Adapters only map field names: every number comes from packs and core. */

export const calendar = workingDays(
  Object.entries(goldenCalendars).map(([year, { off, work }]) => ({
    year: Number(year),
    status: 'announced',
    off,
    work,
  })),
);

/** Ids of the cases a file has run, and the check that none of its scheme was left out but those another file runs. */
export function goldenRun() {
  const done = new Set<string>();
  return {
    golden<I, E>(id: string): GoldenCase<I, E> {
      done.add(id);
      return goldenCase<I, E>(id);
    },
    expectAll(prefix: string, count: number, elsewhere: readonly string[] = []): void {
      const ids = goldenCases.map(({ id }) => id).filter((id) => id.startsWith(prefix));
      expect([...done, ...elsewhere].sort()).toEqual([...ids].sort());
      expect(ids).toHaveLength(count);
    },
  };
}

export interface SequenceCase {
  readonly class: string;
  readonly n: number;
  readonly ratioPercent: number;
  readonly annualFullCoverage: boolean;
  readonly annualPercent?: number;
  readonly capPerYear: number | null;
  readonly exempt?: number;
  readonly drawn?: readonly (number | null)[];
}

export interface Scope {
  readonly level: Level;
  readonly year: number;
}

/** The case's own numbers must be those of the pack: they are the clause, not a parameter. */
export function expectPackSays(pack: Pack, input: SequenceCase, { level }: Scope): void {
  const scope = { class: input.class, level };
  const { ratio, coverage, annualRatio } = classRules(pack, scope);
  expect(ratio?.value.min).toEqual({ p: input.ratioPercent, q: 100 });
  expect(coverage?.value.years === 1).toBe(input.annualFullCoverage);
  expect(annualRatio?.value.min.p).toBe(input.annualPercent);
  if (capFor(pack, scope)?.value.per !== 'item') {
    expect(capFor(pack, scope)?.value.max ?? null).toBe(input.capPerYear);
  }
}

export function runSequence(
  pack: Pack,
  input: SequenceCase,
  { level, year, width }: Scope & { readonly width: number },
) {
  const { class: cls, n, exempt = 0, drawn = [] } = input;
  const result = minimumSequence(pack, { class: cls, level, year, n, exempt, drawn })!;
  const column = (key: 'required' | 'recommended' | 'available' | 'drawn' | 'coveredAfter') =>
    result.periods.map((period) => period[key]);
  return {
    required: column('required'),
    recommended: column('recommended'),
    available: column('available'),
    drawn: column('drawn'),
    coveredAfter: column('coveredAfter'),
    drawnByTier: result.periods.map(({ drawnByTier }) => [...drawnByTier, ...Array(width).fill(0)].slice(0, width)),
    yearVisits: result.yearVisits,
    annualMinimum: result.annualMinimum,
    findings: inWordsOfTheCase(result.findings),
    verdict: result.verdict,
  };
}

/** `2025Q3` → `Q3`, `2022H2` → `H2`; a whole year is not named in the cases. */
function shortPeriod(period: Period | undefined): string | undefined {
  if (period === undefined) return undefined;
  return /^\d{4}-\d{2}$/.test(period) ? period : period.slice(4) || undefined;
}

export function inWordsOfTheCase(findings: readonly Finding[]) {
  return findings.map((finding) => ({ ...finding, row: finding.class, period: shortPeriod(finding.period) }));
}

export interface ExpectedVerdict {
  readonly verdict: string;
  readonly findings?: readonly Readonly<Record<string, unknown>>[];
}

/** The verdict, and exactly the findings of the case, in its order; a period it does not name must not be a part of the year. */
export function expectVerdict(pack: Pack, input: EvaluationInput, expected: ExpectedVerdict) {
  const judged = evaluateYear(pack, input);
  expect(judged.verdict).toBe(expected.verdict);
  if (expected.findings) {
    expect(inWordsOfTheCase(judged.findings)).toEqual(
      expected.findings.map((finding) => expect.objectContaining({ period: undefined, ...finding })),
    );
  }
  return judged;
}

export const underConfig = (pack: Pack, config: Readonly<Record<string, unknown>>) =>
  withSwitches(pack, config as Record<string, string | boolean | number>);

const QUARTERS = ['Q1', 'Q2', 'Q3', 'Q4'] as const;
const HALVES = ['H1', 'H2'] as const;

/** Counts of a class by quarters, halves or as one year, on the same base in each. */
export function tally(
  cls: ClassId,
  { level, year }: Scope,
  { base, completed }: { readonly base: number | readonly number[]; readonly completed: number | readonly number[] },
) {
  const counts = typeof completed === 'number' ? [completed] : completed;
  const names = { 1: [''], 2: HALVES, 4: QUARTERS }[counts.length as 1 | 2 | 4];
  return {
    class: cls,
    level,
    periods: names.map((name, i) => ({
      period: `${year}${name}`,
      base: typeof base === 'number' ? base : base[i]!,
      completed: counts[i]!,
    })),
  };
}

export const dueOf = (pack: Pack, from: string, date: string) => publicationDue(pack, { [from]: date }, calendar);
