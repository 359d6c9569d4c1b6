import { periodDays } from '../basics/dates.ts';
import type { Candidates } from './candidates.ts';
import type { Ledger } from './ledger.ts';
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
  }: {
    readonly members: readonly string[];
    readonly visited: ReadonlySet<string>;
    readonly ofYear: YearMeasure | undefined;
  },
): readonly string[] {
  const known = new Map(rows.map(({ objectId, covered }) => [objectId, covered]));
  const owed = ofYear && !ofYear.isOfWindow ? members.filter((id) => ofYear.ids.has(id)) : members;
  return owed.filter((id) => !known.get(id) && !visited.has(id));
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
