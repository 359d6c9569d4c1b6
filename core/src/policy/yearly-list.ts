import { addDays, makeDate } from '../basics/dates.ts';
import { byObject } from './bases.ts';
import { type ClassReason, classify } from './classify.ts';
import type { ClassId, ObjectFacts, VisitFact } from './facts.ts';
import { applies, type Pack } from './pack.ts';

/** Classes that the facts of last year decide (营口 三（二）「上一年度被国家、省、市挂牌督办的」): their list on 1 January, and what changes in it. */

export interface YearlyChange {
  readonly objectId: string;
  readonly name: string;
  readonly change: 'enters' | 'stays' | 'leaves';
  /** Why it has the class in the new year; of who leaves, why it had it in the old one. */
  readonly reasons: readonly ClassReason[];
}

/** The classes with a condition on events of the year before, in the pack's order. */
export function yearlyClasses(pack: Pack): readonly ClassId[] {
  return pack.classes
    .filter(({ conditions }) =>
      conditions.some(
        (condition) =>
          condition.kind === 'event' && condition.within === 'previousYear' && applies(pack.settings, condition),
      ),
    )
    .map(({ id }) => id);
}

/** Everybody who meets the conditions of a class on the last day of the old year or the first of `year`, by object id. */
export function yearlyList(
  pack: Pack,
  ask: {
    readonly class: ClassId;
    readonly year: number;
    readonly objects: readonly ObjectFacts[];
    readonly visits: readonly VisitFact[];
  },
): readonly YearlyChange[] {
  const first = makeDate(ask.year, 1, 1);
  return byObject(ask.visits, ask.objects)
    .flatMap(({ object, visits }): readonly YearlyChange[] => {
      const [before, after] = [addDays(first, -1), first].map(
        (date) => classify(pack, { object, visits, date }).matched.find((one) => one.class === ask.class)?.reasons,
      );
      const about = { objectId: object.id, name: object.name };
      if (after) return [{ ...about, change: before ? 'stays' : 'enters', reasons: after }];
      return before ? [{ ...about, change: 'leaves', reasons: before }] : [];
    })
    .sort((a, b) => (a.objectId < b.objectId ? -1 : 1));
}
