import { quarterOf } from '../basics/dates.ts';
import type { VisitFact } from './facts.ts';
import { type Pack, packOf } from './pack.ts';

/** Which version of a scheme says how a visit is made and what becomes of its result. */

/**
 * That of the period of its task, by which it was sent out; of a visit without one that of the quarter of its day. The verdicts on the quarter
 * and on the year ask it alike.
 */
export function versionOfVisit(
  pack: Pack,
  versions: readonly Pack[] | undefined,
  { period, date }: Pick<VisitFact, 'period' | 'date'>,
): Pack {
  return packOf(pack, versions, period ?? quarterOf(date));
}

/** What each version finds with the visits that it speaks of, in the order in which the versions come up. */
export function underVersions<Visit extends Pick<VisitFact, 'period' | 'date'>, Found>(
  pack: Pack,
  versions: readonly Pack[] | undefined,
  {
    visits,
    judge,
  }: {
    readonly visits: readonly Visit[];
    readonly judge: (under: Pack, visits: readonly Visit[]) => readonly Found[];
  },
): readonly Found[] {
  const byVersion = new Map<Pack, Visit[]>();
  for (const visit of visits) {
    const under = versionOfVisit(pack, versions, visit);
    const own = byVersion.get(under) ?? [];
    byVersion.set(under, own);
    own.push(visit);
  }
  return [...byVersion].flatMap(([under, own]) => judge(under, own));
}
