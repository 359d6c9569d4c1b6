import type { CalendarDate } from '../basics/dates.ts';
import type { Member } from './candidate-list.ts';
import { classify } from './classify.ts';
import { spanHolds } from './conditions.ts';
import type { Ambiguity, Pack } from './pack.ts';
import { factsOn, isListedOn, statusOn } from './past-facts.ts';

/** Firms that are special and stand on the positive list all the same: the class is special, and the listing is to be looked at again. */

export interface ListingToReview {
  readonly objectId: string;
  readonly name: string;
  /** What made it special, in the words of the scheme. */
  readonly reasons: readonly string[];
  readonly since?: CalendarDate;
}

/** The place of the scheme that sets the task; undefined where its conditions do not collide (AMB-13). */
export function listingReviewRule(pack: Pack): Ambiguity | undefined {
  return pack.ambiguities.find(({ id }) => id === 'AMB-13');
}

/** Who is to be reviewed on a day, by id and by the rows that hold on it. Nobody where the scheme sets no such task. */
export function listingsToReview(
  pack: Pack,
  members: readonly Member[],
  date: CalendarDate,
): readonly ListingToReview[] {
  if (listingReviewRule(pack) === undefined) return [];
  return members
    .filter(({ object }) => isListedOn(object, date) && statusOn(object, date) === 'active')
    .filter(({ object }) => spanHolds(factsOn(object, date).positiveList, date))
    .flatMap((member) => {
      const { class: cls, reasons } = classify(pack, { ...member, date });
      if (cls !== 'special') return [];
      const { id: objectId, name } = member.object;
      const days = reasons.flatMap((reason) => reason.date ?? []).sort();
      const facts = [...new Set(reasons.map(({ fact }) => fact))];
      return [{ objectId, name, reasons: facts, ...(days[0] !== undefined && { since: days[0] }) }];
    })
    .sort((a, b) => (a.objectId < b.objectId ? -1 : 1));
}
