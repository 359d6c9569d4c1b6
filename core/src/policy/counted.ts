import type { Period } from '../basics/dates.ts';
import { isCountedOn } from './bases.ts';
import type { ClassId } from './facts.ts';
import { type DoneVisit, doneIn, type Ledger, listOf, type Place } from './ledger.ts';
import type { Pack } from './pack.ts';
import { asksForAllOf } from './requirements.ts';

/** Which visits count towards the minimum of a period (C0-3, C0-4): those to objects that its ratio is taken of. */

/** A frozen list, as far as it says whose visits count. */
export interface CountedList {
  readonly class: ClassId;
  readonly period: Period;
  /** Ids of the rows `in` or `base`. */
  readonly members: readonly string[];
}

/**
 * Done visits of a class in a period to objects of the list frozen for it, or to objects that stood in the directory as active on the day
 * of the visit: whoever closed later was worth going to, and of several rounds in a period only the last list is known here. Of an object
 * that has left the directory nobody knows better. Where everybody is asked for, nobody stands in for somebody who is left: then the list alone
 * counts, without one the directory.
 */
export function countedIn(
  pack: Pack,
  ledger: Ledger,
  { frozen = [], ...place }: Place & { readonly frozen?: readonly CountedList[] },
): readonly DoneVisit[] {
  const list = frozenFor(frozen, place);
  const listed = list && new Set(list.members);
  const done = doneIn(ledger, place.class, place.period);
  const isAll = asksForAllOf(pack, { ...place, level: ledger.level });
  if (listed && isAll) return done.filter(({ visit }) => listed.has(visit.objectId));
  const counted = done.filter(({ visit }) => listed?.has(visit.objectId) || wasInBase(pack, ledger, visit));
  if (!isAll) return counted;
  const rows = listOf(pack, ledger, place).rows.filter(({ state }) => state !== 'out');
  const base = new Set(rows.map(({ objectId }) => objectId));
  return counted.filter(({ visit: { objectId } }) => base.has(objectId) || !ledger.objectOf.has(objectId));
}

/** The list a period of a class is measured by. */
export function frozenFor<List extends CountedList>(
  frozen: readonly List[],
  { class: cls, period }: Place,
): List | undefined {
  return frozen.findLast((list) => list.class === cls && list.period === period);
}

function wasInBase(pack: Pack, { objectOf }: Ledger, { objectId, date }: DoneVisit['visit']): boolean {
  const object = objectOf.get(objectId);
  return object === undefined || isCountedOn(pack, object, date);
}
