import { yearOf } from '../basics/dates.ts';
import { atLeast } from '../basics/ratios.ts';
import type { CandidateCounts, Candidates, CandidatesInput } from './candidate-list.ts';
import type { ExclusionFrame } from './exclusions.ts';
import type { LeftList } from './left-list.ts';
import type { RedrawCounts } from './redraw.ts';
import {
  type Duty,
  dayWithin,
  headcountQuota,
  isFloorBinding,
  placeInYear,
  type Requirement,
  requirement,
  windowYearsLeft,
} from './requirements.ts';
import type { RowCounter } from './row-counter.ts';
import { goalOfYear, lackingTo, missingOfYear, type YearCount, yearCount } from './year-measure.ts';

/** How many a draw of a class takes: what is asked of the period, less what was drawn in it, as far as the pool reaches. */

/** What a candidate list is judged by. */
export interface CandidateFrame extends ExclusionFrame {
  readonly duty: Duty;
  readonly input: Omit<CandidatesInput, 'objects' | 'visits' | 'itemsOf'>;
  readonly cycle: Candidates['cycle'];
  readonly weights: Readonly<Record<string, number>>;
}

/** What was counted beside the rows while they were added. */
export type Seen = {
  /** On the list, and not in the base: of a supplement that is measured by the directory of an earlier day. */
  readonly came: number;
  readonly alreadyDrawn: number;
  /** Counted for the period without a visit. */
  readonly closed: number;
  readonly drawnInCycle: number;
  readonly uncovered: number;
  /** Of those, who may be drawn. */
  readonly open: number;
  readonly coveredBefore: number;
  /** Inspected or drawn in the cycle, whoever is spared: before the period, or by now. */
  readonly seenBefore: number;
  readonly seen: number;
  /** Of a supplement: who was on the list before. */
  readonly left: LeftList | undefined;
  readonly redraw: RedrawCounts | undefined;
  readonly isNarrowed: boolean;
};

/** How often each object is wanted in a period: 2次/年 are two rounds of the same objects, where no half-year tells them apart (AMB-58). */
export function timesOf(duty: Duty): number {
  return duty.kind === 'ratio' ? (duty.rule.value.times ?? 1) : 1;
}

interface AskedOf {
  readonly base: number;
  readonly coveredBefore: number;
  /** By whom the year, or the window that ends with it, is measured, and who of them is covered before the period. */
  readonly ofYear: YearCount;
  /** Objects that nobody has drawn or inspected in the cycle, and how many count for the period. */
  readonly lacking: number;
  readonly counted: number;
}

/** What is asked of the whole period, or of each round of it, by the kind of duty; what was already drawn is taken off later. */
function askedOf(frame: CandidateFrame, { base, coveredBefore, ofYear, lacking, counted }: AskedOf): Requirement {
  const { pack, duty, input, rules } = frame;
  const uncovered = base - coveredBefore;
  const yearDue = rules.coverage?.value.years === 1;
  switch (duty.kind) {
    case 'ratio': {
      const { left, periods } = placeInYear(input.period, duty.every);
      return requirement({
        base,
        ratio: duty.rule.value.min,
        periods,
        periodsLeft: left,
        uncovered: yearDue ? uncovered : undefined,
        fresh: timesOf(duty) > 1 ? undefined : uncovered,
        missing: missingOfYear(pack, yearScope(frame), { base, fresh: uncovered, ofYear }),
        settings: pack.settings,
      });
    }
    case 'pooled':
      return { minimum: 0, required: 0, recommended: atLeast(base, duty.rule.value.min) };
    case 'headcount': {
      const minimum = headcountQuota(duty.rule, input.officers ?? 0, base);
      return { minimum, required: minimum, recommended: minimum };
    }
    case 'window': {
      const left = windowYearsLeft(pack, duty.rule, dayWithin(input.date, input.period));
      // As with a floor: whoever was inspected in another class is covered.
      const wanted = lacking + counted;
      const required = left === 1 ? wanted : 0;
      return { minimum: 0, required, recommended: atLeast(wanted, { p: 1, q: left }) };
    }
    case 'floor': {
      // Whoever was inspected in another class is covered, and nobody has to go there once more.
      const recommended = lacking + counted;
      const minimum = isFloorBinding(pack, input) ? recommended : 0;
      return { minimum, required: minimum, recommended };
    }
    case 'free':
      return { minimum: 0, required: 0, recommended: 0 };
  }
}

function yearScope({ input: { class: cls, level, period } }: CandidateFrame) {
  return { class: cls, level, year: yearOf(period) };
}

/** With the last period of a window nobody is left for later, whomever its draw has taken. */
function lackingAtEnd(frame: CandidateFrame, ofWindow: YearCount): number {
  const { pack, duty, input } = frame;
  const goal = goalOfYear(pack, yearScope(frame));
  if (goal?.window === undefined || duty.kind !== 'ratio' || input.ofYear) return 0;
  return placeInYear(input.period, duty.every).left === 1 ? lackingTo(goal, ofWindow) : 0;
}

/** What a candidate list comes to, once all its rows were added. */
export function summary(frame: CandidateFrame, rows: RowCounter, seen: Seen): CandidateCounts {
  const { duty, rules, input, cycle } = frame;
  const { base, pool } = rows.sizes();
  const { came, alreadyDrawn, closed, drawnInCycle, uncovered, open } = seen;
  const left = seen.left === undefined || asksForBoth(frame, base + seen.left.base) ? STAYS : seen.left;
  const due = rules.coverage?.value.years === 1;
  const counted = alreadyDrawn + closed + left.visited;
  // Who has left the list stays in the base of the ratio, and is nobody whom the year still waits for.
  const whole = base + left.base - came;
  const hasWindow = !due && rules.coverage !== undefined;
  const goneBefore = left.base - left.fresh;
  const coveredBefore = seen.coveredBefore + goneBefore;
  const byList = { base: whole, covered: hasWindow ? seen.seenBefore + goneBefore : coveredBefore };
  const ofWindow = { base: base - came, covered: seen.seen };
  const asked = askedOf(frame, {
    base: whole,
    coveredBefore,
    ofYear: input.ofYear ? yearCount(input.ofYear) : byList,
    lacking: uncovered,
    counted,
  });
  // A draw that went by no tiers may have taken others than those whom the year's last period still owes. In the place of one who cannot
  // be drawn any more nobody is drawn once again.
  const owed = owesRest(frame) ? open : 0;
  const byRatio = leftOfRound(asked.minimum, timesOf(duty), counted);
  const leftOf = (wanted: number) =>
    wanted === asked.minimum
      ? byRatio
      : Math.max(byRatio, leftOfRound(wanted, timesOf(duty), alreadyDrawn + left.fresh));
  const required = Math.max(owed, leftOf(asked.required));
  const n = Math.min(required, pool);
  return {
    class: input.class,
    level: input.level,
    period: input.period,
    cycle,
    base,
    pool,
    alreadyDrawn,
    drawnInCycle,
    ...(input.supplements && { measured: measuredBy(input.supplements, { base: whole, counted, gone: left.base }) }),
    ...(seen.redraw && { redraw: seen.redraw }),
    ...(owed > leftOf(asked.required) ? { owedByYear: owed } : {}),
    ...(due ? { uncovered } : {}),
    fresh: uncovered,
    ...(hasWindow ? { ofWindow } : {}),
    minimum: asked.minimum,
    whole: { required: asked.required, recommended: asked.recommended },
    required,
    recommended: Math.max(leftOf(asked.recommended), lackingAtEnd(frame, ofWindow)),
    n,
    tiers: rows.tiers(n),
    ...(n < required
      ? { shortfall: seen.isNarrowed ? exhaustedWithin(required, pool) : exhausted(required, pool) }
      : {}),
    excluded: rows.excluded(),
    grades: rows.grades(),
    fullTake: n > 0 && n === pool,
    rule: duty.rule.id,
    clause: duty.rule.clause,
  };
}

/** Of a number by the staff that no list reaches everybody is asked for, and nobody stands in for whoever has left. */
function asksForBoth({ duty, input }: CandidateFrame, all: number): boolean {
  return duty.kind === 'headcount' && headcountQuota(duty.rule, input.officers ?? 0, all) === all;
}

/** On the list of today is everybody who was. */
const STAYS: LeftList = { base: 0, visited: 0, fresh: 0 };

function measuredBy(
  { listed }: NonNullable<CandidatesInput['supplements']>,
  counts: Omit<NonNullable<Candidates['measured']>, 'listed'>,
): NonNullable<Candidates['measured']> {
  return { ...counts, ...(listed && { listed: listed.size }) };
}

/** What the round that is being drawn still lacks; nothing once all of them are drawn. */
function leftOfRound(each: number, times: number, drawn: number): number {
  if (drawn >= each * times) return 0;
  return each - (times === 1 ? drawn : drawn % each);
}

/** Is it the last period of a year that the scheme, or the province, wants covered? Then whoever is not covered yet is owed. */
export function owesRest({
  pack,
  rules,
  duty,
  input,
}: Pick<CandidateFrame, 'pack' | 'rules' | 'duty' | 'input'>): boolean {
  if (duty.kind === 'floor') return isFloorBinding(pack, input);
  const due = rules.coverage?.value.years === 1;
  return due && duty.kind === 'ratio' && placeInYear(input.period, duty.every).left === 1;
}

function exhaustedWithin(required: number, pool: number): NonNullable<Candidates['shortfall']> {
  return { reason: 'pool-exhausted', text: `应抽 ${required} 家，定向范围内可抽 ${pool} 家，全部抽取。` };
}

export function exhausted(required: number, pool: number): NonNullable<Candidates['shortfall']> {
  return {
    reason: 'pool-exhausted',
    text: `应抽 ${required} 家，可抽 ${pool} 家：其余按规定剔除或已达次数上限，全部抽取。`,
  };
}
