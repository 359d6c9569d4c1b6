import { isCountedOn } from './bases.ts';
import type { CandidateCounts, CandidatesInput, Member } from './candidate-list.ts';
import type { VisitFact } from './facts.ts';
import type { Pack } from './pack.ts';
import { asksForAllOf } from './requirements.ts';
import { wasMadeOtherwise } from './serving-visits.ts';

/** What a supplementary draw goes by beside the list of its day. */
export interface Supplements {
  /** Ids of the list by which the period is measured; absent = that is not known. */
  readonly listed?: ReadonlySet<string>;
  /**
   * Nobody froze that list here, as where a lead department drew: it is the directory of the first day of the period, and no freeze of a supplement
   * brings in who has come since.
   */
  readonly isDirectory?: boolean;
}

/**
 * Who stood on the list by which a period is measured and stands on that of today no longer: for a supplementary draw, which asks for what the verdict
 * lacks. They stay in the base, and whom somebody visited before counts.
 */
export interface LeftList {
  readonly base: number;
  /** How often those were visited in the period who are not on the list of today, each no more than it is wanted. */
  readonly visited: number;
  /** Of `base`: visited in the period for the first time in the cycle. */
  readonly fresh: number;
}

/** What the verdict will measure a period by, and how many count for it, with whoever left the list after the visit. */
export interface Measured {
  readonly base: number;
  readonly counted: number;
  /** Who of the base is not on the list of today. */
  readonly gone: number;
  /** The base of the list that was frozen. */
  readonly listed?: number;
  /** Who was inspected for the class, and not as it asks: nothing counts. */
  readonly otherwise?: number;
}

export interface LeftCounter {
  /** An object of the list of today. */
  readonly stays: (id: string) => void;
  /** An object that is not on it, with its visits to the class in the period, and how many days of visits of those there are. */
  readonly leaves: (member: Member, serving: readonly VisitFact[], more: LeftMember) => void;
  readonly counts: () => LeftList;
}

interface LeftMember {
  readonly timesOf: (serving: readonly VisitFact[]) => number;
  readonly isFresh: () => boolean;
}

/** Undefined where it is no supplement, or where everybody is asked for: then nobody stands in for whoever has left. */
export function leftCounter(
  pack: Pack,
  input: Pick<CandidatesInput, 'class' | 'level' | 'period' | 'supplements'>,
): LeftCounter | undefined {
  if (input.supplements === undefined || asksForAllOf(pack, input)) return undefined;
  const { listed = new Set<string>() } = input.supplements;
  const seen = { staying: 0, visited: 0, fresh: 0 };
  return {
    stays(id) {
      if (listed.has(id)) seen.staying++;
    },
    leaves({ object }, serving, { timesOf, isFresh }) {
      const isListed = listed.has(object.id);
      const counted = serving.filter(
        ({ state, date }) => state === 'completed' && (isListed || isCountedOn(pack, object, date)),
      );
      if (counted.length === 0) return;
      seen.visited += timesOf(counted);
      if (isListed && isFresh()) seen.fresh++;
    },
    counts: () => ({ base: listed.size - seen.staying, visited: seen.visited, fresh: seen.fresh }),
  };
}

/** Is somebody on the list of today, and not on the one by which the period is measured for good? */
export function cameLater(
  { supplements }: Pick<CandidatesInput, 'supplements'>,
  { object }: Pick<Member, 'object'>,
): boolean {
  return supplements?.isDirectory === true && !supplements.listed?.has(object.id);
}

/** Of a supplement: how many were inspected for its class in the period, and not as that asks, so that nothing counts for them. */
export function vainCounter(
  pack: Pack,
  input: Pick<CandidatesInput, 'class' | 'level' | 'agency' | 'period' | 'date' | 'supplements'>,
) {
  let otherwise = 0;
  return {
    see(member: Member): void {
      if (input.supplements && wasMadeOtherwise(pack, input, member)) otherwise++;
    },
    beside<Counts extends Pick<CandidateCounts, 'measured'>>(counts: Counts): Counts {
      return otherwise === 0 ? counts : { ...counts, measured: { ...counts.measured!, otherwise } };
    },
  };
}
