import { type Period, periodsOfYear } from '../basics/dates.ts';
import type { BegunPeriod, ClassSoFar, ClassStanding } from './class-so-far.ts';
import type { ClassId, Level } from './facts.ts';
import { requirementOf } from './judge-period.ts';
import { type MinimumSequence, minimumSequence, moveUp, quota } from './minimum-sequence.ts';
import { findRule, type Pack } from './pack.ts';
import { fillTiers, placeInYear, type Requirement } from './requirements.ts';

/** The numbers of a class with a ratio, period by period: of the even year, or of what is left of one that is under way. */

type OwnPart = { readonly required: number; readonly recommended: number; readonly n: number };

/** What an entry of the plan says in numbers. */
export interface PlanNumbers {
  readonly period: Period;
  readonly base: number;
  readonly required: number;
  readonly recommended: number;
  readonly n: number;
  /** Of a period that has begun: how many were drawn of the class in it, whatever the draw. */
  readonly drawn?: number;
  /**
   * Of the running period, where somebody stands for it whom no draw of the entry took (another department's, a campaign, history): what a draw of
   * the entry has to take. A draw takes the number of the plan whatever was visited before (0037), and never fewer than the ratio.
   */
  readonly own?: OwnPart;
  /** Most of them, where the scheme gives a range. */
  readonly max?: number;
  /** An even pace by quarters for a number that the scheme asks of the whole year. Advice, no duty. */
  readonly pace?: readonly number[];
}

export interface RatioAsk {
  readonly year: number;
  readonly class: ClassId;
  readonly level: Level;
  readonly base: number | readonly number[];
  readonly standing: ClassSoFar | undefined;
  /** Of a year to come: what a window of years has covered before it, by class. */
  readonly covered?: Readonly<Record<ClassId, number>> | undefined;
}

export function ratioNumbers(
  pack: Pack,
  { class: cls, level, year, base, standing, covered = {} }: RatioAsk,
): readonly PlanNumbers[] {
  const scope = { class: cls, level, year };
  // Of several rounds each takes its share of the same objects, whatever was drawn of them.
  const { times = 1 } = findRule(pack, 'ratio', scope)!.value;
  if (standing && times === 1) return numbersUnderWay(pack, scope, standing);
  if (typeof base !== 'number') {
    return quota(pack, { ...scope, bases: base }).map(({ period, base: n, required, max }) => ({
      period,
      base: n,
      required,
      recommended: required,
      n: required,
      ...(max === undefined ? {} : { max }),
    }));
  }
  return minimumSequence(pack, { ...scope, n: base, covered: covered[cls], aim: 'recommended' })!.periods.map(
    plannedPeriod(pack, scope),
  );
}

type YearScope = Pick<RatioAsk, 'class' | 'level' | 'year'>;

function plannedPeriod(pack: Pack, scope: YearScope) {
  return ({ period, base, required, recommended, drawn: n }: MinimumSequence['periods'][number]): PlanNumbers => ({
    ...{ period, base, required, recommended, n },
    ...rangeTop(pack, scope, base),
  });
}

function rangeTop(pack: Pack, scope: YearScope, base: number): Pick<PlanNumbers, 'max'> {
  const max = quota(pack, { ...scope, bases: [base] })[0]?.max;
  return max === undefined ? {} : { max };
}

/**
 * A year under way: periods that are over with what was asked then, the running one with what is drawn of it, and those to come with
 * what is left (C0-6): the last one finishes the coverage, whatever the others fell short or ran over.
 */
function numbersUnderWay(pack: Pack, scope: YearScope, standing: ClassSoFar): readonly PlanNumbers[] {
  const { every } = findRule(pack, 'ratio', scope)!.value;
  const begun = standing.begun.map((one) => begunNumbers(pack, scope, { one, standing }));
  const periodsOver = begun.length;
  if (periodsOver === periodsOfYear(scope.year, every).length) return begun;
  const [running] = standing.begun.filter(({ isOver }) => !isOver);
  const left = (of: ClassStanding) => {
    const taken = running ? fillTiers(of.rest, begun.at(-1)!.n - running.drawn) : [];
    const newly = Math.min(taken[0] ?? 0, of.open);
    const since = {
      ...{ periodsOver, base: of.base },
      ...{ uncovered: of.uncovered - newly, open: of.open - newly },
      byTier: moveUp(of.byTier, taken),
      ofYear: of.ofYear && { base: of.ofYear.base, covered: of.ofYear.covered + newly },
    };
    return minimumSequence(pack, { ...scope, n: of.base, since, aim: 'recommended' })!.periods;
  };
  // A period before which the class changes by hand has the numbers of those who are in it then.
  const periods = left(standing).map((one, i) => {
    const then = standing.later(one.period);
    return then ? left(then)[i]! : one;
  });
  return [...begun, ...periods.map(plannedPeriod(pack, scope))];
}

interface BegunAsk {
  readonly one: BegunPeriod;
  readonly standing: Pick<ClassStanding, 'rest' | 'open'>;
}

/** Never fewer than are drawn. Who may be drawn of a period that is over is known from its list, of the running one from who is left. */
function begunNumbers(pack: Pack, scope: YearScope, { one, standing }: BegunAsk): PlanNumbers {
  const { period, base, fresh, ofYear, drawn, isOver, available } = one;
  const isDue = findRule(pack, 'coverage', scope)?.value.years === 1;
  const { minimum, required, recommended } = requirementOf(pack, scope, {
    period,
    base,
    fresh,
    ...(ofYear && { ofYear }),
    ...(isDue && { uncovered: fresh }),
  });
  const n = isOver
    ? Math.max(drawn, Math.min(required, available))
    : drawn + Math.min(Math.max(0, recommended - drawn), sumOf(standing.rest));
  const { every } = findRule(pack, 'ratio', scope)!.value;
  const owed = isDue && placeInYear(period, every).left === 1 ? standing.open : 0;
  const asked = { minimum, required, recommended };
  const own = isOver || drawn === 0 ? {} : { own: ownPart(asked, { drawn, owed, most: sumOf(standing.rest) }) };
  return { ...{ period, base, required, recommended, n, drawn }, ...own, ...rangeTop(pack, scope, base) };
}

function ownPart(
  { minimum, ...whole }: Requirement,
  { drawn, owed, most }: { readonly drawn: number; readonly owed: number; readonly most: number },
): OwnPart {
  // As a draw: who was drawn may have been covered before, and whoever is not is owed all the same.
  const required = Math.max(minimum, whole.required - drawn, owed);
  const recommended = Math.max(required, whole.recommended - drawn);
  return { required, recommended, n: Math.min(recommended, most) };
}

/** The numbers of an entry that is not drawn, as its own draw goes by them. */
export function ofOwnDraw<Numbers extends PlanNumbers>(numbers: Numbers): Numbers {
  return { ...numbers, ...numbers.own };
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
