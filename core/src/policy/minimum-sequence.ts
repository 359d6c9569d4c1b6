import { assert } from '../basics/assert.ts';
import { type Period, type PeriodUnit, periodsOfYear } from '../basics/dates.ts';
import { atLeast, atMost, type Ratio } from '../basics/ratios.ts';
import type { ClassId, Level } from './facts.ts';
import { type Finding, findingOn, type Verdict, verdictOf } from './findings.ts';
import type { Pack, Rule } from './pack.ts';
import { capFor, classRules, fillTiers, requirement, type Source, sourceOf } from './requirements.ts';
import type { Settings } from './switches.ts';
import { goalOfYear, lackingTo, type YearCount } from './year-measure.ts';

/** The numbers of a year, period by period, for a class whose membership stays the same. */

export interface SequenceInput {
  /** Active objects of the class. */
  readonly n: number;
  readonly ratio: Ratio;
  readonly periods: number;
  /** Is every object due once a year? */
  readonly fullCoverage: boolean;
  /** What the year is to reach by its end without any period owing it. */
  readonly goal?: Ratio | undefined;
  /** Most draws of one object in the year. */
  readonly cap?: number | undefined;
  /** Objects out of the pool all year: clean at a higher level. */
  readonly exempt?: number;
  /** Covered before the year, within a window of years. */
  readonly covered?: number | undefined;
  /** What was drawn; null or missing = not drawn yet, then `aim` is drawn as far as the pool goes. */
  readonly drawn?: readonly (number | null)[];
  readonly aim?: 'required' | 'recommended';
  /** Where the year is under way: how it stands, in place of `n` and `exempt`. */
  readonly since?: SequenceStart | undefined;
  readonly settings: Pick<
    Settings,
    'calc.afterFullCoverage' | 'calc.exemptedInDenominator' | 'calc.exemptedCountsAsCovered'
  >;
}

/** A year after some of its periods. */
export interface SequenceStart {
  /** Periods before the first that is asked for. */
  readonly periodsOver: number;
  readonly base: number;
  /** Objects not covered, and those among them that may be drawn. */
  readonly uncovered: number;
  readonly open: number;
  /** Objects that may be drawn, by how often they were in the year. */
  readonly byTier: readonly number[];
  /** Where the year is measured by another list. */
  readonly ofYear?: YearCount | undefined;
}

export interface SequencePeriod {
  readonly base: number;
  readonly minimum: number;
  readonly required: number;
  readonly recommended: number;
  /** Objects that may be drawn. */
  readonly available: number;
  readonly drawn: number;
  /** How many of them for the first time this year, the second, … */
  readonly drawnByTier: readonly number[];
  readonly coveredAfter: number;
  /** Fewer drawn than required: by the rules themselves, or a plain shortage. */
  readonly shortage?: 'poolExhausted' | 'underDrawn';
}

/**
 * The engine: exact for any number, ratio, cap, exemption and count of periods (golden C0-1, C0-5, C0-6, C0-11).
 * Objects drawn least come first; nobody beyond the cap; the last period finishes the coverage.
 */
export function sequence(input: SequenceInput): readonly SequencePeriod[] {
  const { periods, settings } = input;
  const { periodsOver, base, ofYear, ...start } = input.since ?? newYear(input);
  const out: SequencePeriod[] = [];
  let { uncovered, open, byTier } = start;
  for (let i = periodsOver; i < periods; i++) {
    const { base: measured, covered } = ofYear ?? { base, covered: base - start.uncovered };
    const reached = covered + start.uncovered - uncovered;
    const asked = requirement({
      base,
      ratio: input.ratio,
      periods,
      periodsLeft: periods - i,
      uncovered: input.fullCoverage ? uncovered : undefined,
      fresh: uncovered,
      missing: input.goal && lackingTo({ min: input.goal }, { base: measured, covered: reached }),
      settings,
    });
    const pools = byTier.slice(0, input.cap);
    const available = sum(pools);
    const drawn = input.drawn?.[i] ?? Math.min(asked[input.aim ?? 'required'], available);
    const drawnByTier = fillTiers(pools, drawn);
    const newly = Math.min(drawnByTier[0]!, open);
    byTier = moveUp(byTier, drawnByTier);
    open -= newly;
    uncovered -= newly;
    const shortage = shortageOf(asked.required, available, drawn);
    const coveredAfter = base - uncovered;
    out.push({ base, ...asked, available, drawn, drawnByTier, coveredAfter, ...(shortage ? { shortage } : {}) });
  }
  return out;
}

/** Nothing drawn yet in the year; those exempt are out of the pool, and out of the base or covered as the pack reads it (AMB-08). */
function newYear({ n, exempt = 0, covered = 0, settings }: SequenceInput): SequenceStart {
  assert(exempt <= n, `${exempt} exempt of ${n}`);
  const base = settings['calc.exemptedInDenominator'] ? n : n - exempt;
  const excused = settings['calc.exemptedInDenominator'] && settings['calc.exemptedCountsAsCovered'] ? exempt : 0;
  const [uncovered, open] = [base - excused, n - exempt].map((all) => Math.max(0, all - covered)) as [number, number];
  return { periodsOver: 0, base, uncovered, open, byTier: [n - exempt] };
}

function shortageOf(required: number, available: number, drawn: number): SequencePeriod['shortage'] {
  if (drawn >= required) return undefined;
  return drawn >= available ? 'poolExhausted' : 'underDrawn';
}

/** Objects by how often they were drawn, after some of each tier were drawn once more. */
export function moveUp(byTier: readonly number[], drawn: readonly number[]): readonly number[] {
  return [...byTier, 0].map((count, tier) => count - (drawn[tier] ?? 0) + (drawn[tier - 1] ?? 0));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

export interface SequenceAsk {
  readonly class: ClassId;
  readonly level: Level;
  readonly year: number;
  readonly n: number;
  readonly exempt?: number;
  readonly covered?: number | undefined;
  readonly drawn?: readonly (number | null)[];
  readonly aim?: 'required' | 'recommended';
  readonly since?: SequenceStart;
}

export interface MinimumSequence {
  readonly periods: readonly (SequencePeriod & { readonly period: Period })[];
  readonly yearVisits: number;
  /** ⌈n × yearly ratio⌉ where the class has one. */
  readonly annualMinimum?: number;
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
  /** The rules and clauses that made the numbers. */
  readonly sources: readonly Source[];
}

/** The sequence of a class under a pack. Undefined where the pack has no ratio for the class at that level. */
export function minimumSequence(pack: Pack, ask: SequenceAsk): MinimumSequence | undefined {
  const rules = classRules(pack, ask);
  const { ratio, annualRatio, coverage } = rules;
  if (ratio === undefined) return undefined;
  const names = periodsOfYear(ask.year, ratio.value.every);
  const cap = capFor(pack, ask);
  const steps = sequence({
    ...ask,
    ratio: ratio.value.min,
    periods: names.length,
    fullCoverage: coverage?.value.years === 1,
    goal: goalOfYear(pack, ask)?.min,
    cap: cap?.value.max,
    settings: pack.settings,
  });
  const periods = steps.map((step, i) => ({ ...step, period: names.at(i - steps.length)! }));
  const findings = periods.flatMap((step) => shortageFinding(ratio, step));
  const used = [ratio, annualRatio, coverage, cap].filter((rule) => rule !== undefined);
  return {
    periods,
    yearVisits: sum(periods.map(({ drawn }) => drawn)),
    ...(annualRatio ? { annualMinimum: atLeast(steps[0]!.base, annualRatio.value.min) } : {}),
    findings,
    verdict: verdictOf(findings),
    sources: used.map(sourceOf),
  };
}

function shortageFinding(rule: Rule<'ratio'>, step: SequencePeriod & { readonly period: Period }): readonly Finding[] {
  const { shortage, period, required, drawn: actual } = step;
  if (shortage === undefined) return [];
  const numbers = { period, required, actual, shortBy: required - actual };
  return [
    shortage === 'poolExhausted'
      ? findingOn(rule, 'POOL_EXHAUSTED', { ...numbers, severity: 'justified' })
      : findingOn(rule, ratioFinding(rule), numbers),
  ];
}

/** The code of a missed ratio: the rule's own, else by its period. */
export function ratioFinding({ value }: Rule<'ratio'>): Finding['code'] {
  return value.finding ?? (value.every === 'year' ? 'UNDER_ANNUAL_RATIO' : 'UNDER_RATIO');
}

export interface QuotaPeriod extends Source {
  readonly period: Period;
  readonly base: number;
  readonly required: number;
  /** Upper bound of a range, raised to the minimum where below it. */
  readonly max?: number;
}

/** Minimums by ratio alone where the base differs from period to period; `bases` follows the periods of the rule. */
export function quota(
  pack: Pack,
  ask: { readonly class: ClassId; readonly level: Level; readonly year: number; readonly bases: readonly number[] },
): readonly QuotaPeriod[] {
  const { ratio } = classRules(pack, ask);
  if (ratio === undefined) return [];
  const { every, min } = ratio.value;
  return periodsOf(ask.year, every, ask.bases).map(({ period, base }) => {
    const max = topOfRange(ratio, base);
    return { period, base, required: atLeast(base, min), ...(max === undefined ? {} : { max }), ...sourceOf(ratio) };
  });
}

function periodsOf(year: number, every: PeriodUnit, bases: readonly number[]) {
  return periodsOfYear(year, every)
    .slice(0, bases.length)
    .map((period, i) => ({ period, base: bases[i]! }));
}

/** The top of a range, where the rule of a class gives one: never below its minimum. */
export function topOfRange({ value: { min, max } }: Rule<'ratio'>, base: number): number | undefined {
  return max === undefined ? undefined : Math.max(atLeast(base, min), atMost(base, max));
}

/**
 * The minimums of several authorities on their own bases, added up; or one minimum of their bases together, where a pack
 * reads "the counties" so (AMB-17). 0 where the pack has no ratio for the class at that level.
 */
export function sumOfMinimums(
  pack: Pack,
  { bases, ...scope }: { readonly class: ClassId; readonly level: Level; readonly bases: readonly number[] },
): number {
  const { ratio } = classRules(pack, scope);
  if (ratio === undefined) return 0;
  const { min } = ratio.value;
  return pack.settings['general.nonPositiveBase'] === 'threeCountiesTogether'
    ? atLeast(sum(bases), min)
    : sum(bases.map((base) => atLeast(base, min)));
}
