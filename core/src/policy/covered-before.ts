import { addDays, periodDays } from '../basics/dates.ts';
import type { Candidates } from './candidate-list.ts';
import { doneIn, excuses, type Ledger, type Place } from './ledger.ts';
import type { Pack } from './pack.ts';
import { dayCounted } from './visits.ts';
import type { YearCount, YearMeasure } from './year-measure.ts';

/** Who of the list of a period was covered when it began. */

/**
 * Whom of a list nobody had inspected when the period began, nor since under the task of an earlier period: a draw counts whom it has drawn before, a
 * verdict whom somebody went to (C0-4). Who has left the class since is looked up among the visits.
 */
export function notCovered(
  { rows }: Candidates,
  {
    members,
    visited,
    ofYear,
    isSparedLate,
  }: {
    readonly members: readonly string[];
    readonly visited: ReadonlySet<string>;
    readonly ofYear: YearMeasure | undefined;
    readonly isSparedLate: SparedLate;
  },
): readonly string[] {
  const known = new Map(rows.map(({ objectId, covered }) => [objectId, covered]));
  const owed = ofYear && !ofYear.isOfWindow ? members.filter((id) => ofYear.ids.has(id)) : members;
  return owed.filter((id) => (!known.get(id) || isSparedLate(id)) && !visited.has(id));
}

type SparedLate = (id: string) => boolean;

/**
 * Somebody whom the period inspected and whom nobody had to inspect only since it began: clean above, or recognised, within the period. The visit
 * counts, so the period asked for it: it is not taken off what is asked as well.
 */
export function sparedLate(pack: Pack, ledger: Ledger, place: Place): SparedLate {
  const made = new Set(doneIn(ledger, place.class, place.period).map(({ visit }) => visit.objectId));
  const { from, to } = periodDays(place.period);
  const isExcused = excuses(pack, ledger, place);
  const late = ledger.members.filter(
    (member) => made.has(member.object.id) && isExcused(member, to) && !isExcused(member, addDays(from, -1)),
  );
  const ids = new Set(late.map(({ object }) => object.id));
  return (id) => ids.has(id);
}

/** Whom somebody went to in the cycle before a period began, or since under the task of an earlier one. */
export function visitedBefore({ done }: Ledger, { cycle, period }: Candidates): ReadonlySet<string> {
  const { from } = periodDays(period);
  const earlier = done.filter(({ visit }) => {
    const day = dayCounted(visit);
    return cycle.from <= day && day < from;
  });
  return new Set(earlier.map(({ visit }) => visit.objectId));
}

export function countAmong(members: readonly string[], visited: ReadonlySet<string>): YearCount {
  return { base: members.length, covered: members.filter((id) => visited.has(id)).length };
}
