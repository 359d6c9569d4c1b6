import type { CalendarDate } from '../basics/dates.ts';
import { classify } from './classify.ts';
import type { ClassId, ObjectFacts, VisitFact } from './facts.ts';
import { expandItems } from './items.ts';
import { type FilterTerm, matchesFilter } from './object-filter.ts';
import type { Pack } from './pack.ts';

/** How an object that a lead department drew stands to the task that takes the result over. */
export interface LeadDrawn {
  /** Its class of the last of the days. */
  readonly class: ClassId;
  /** Is it of the task's class? A task with a scope of its own asks for none. */
  readonly isOfClass: boolean;
  /** Is it inside the filter of the task? */
  readonly isInside: boolean;
  /** Is it what the joint items are about? Where their words for objects are not all known, nobody can say that it is not. */
  readonly isOfItems: boolean;
}

export interface LeadDrawnAsk {
  readonly object: ObjectFacts;
  readonly visits: readonly VisitFact[];
  /** The day on which the department drew, and today: the list of the one may lag behind that of the other. */
  readonly days: readonly [CalendarDate, CalendarDate];
  readonly task: { readonly class?: ClassId; readonly terms: readonly FilterTerm[] };
  /** Words of the joint items for their objects (检查对象). */
  readonly kinds: readonly string[];
}

/** What holds on one of the days is enough: nobody is turned away for a change between draw and import. */
export function leadDrawn(pack: Pack, { object, visits, days, task, kinds }: LeadDrawnAsk): LeadDrawn {
  const found = days.map((date) => ({ date, ...classify(pack, { object, visits, date }) }));
  return {
    class: found.at(-1)!.class,
    isOfClass: task.class === undefined || found.some(({ memberOf }) => memberOf.includes(task.class!)),
    isInside: days.some((date) => matchesFilter(object, task.terms, date)),
    isOfItems:
      kinds.length === 0 ||
      found.some(({ date, class: cls, beside }) => {
        const { serials, unknownKinds } = expandItems(pack, {
          object,
          date,
          class: cls,
          beside,
          items: [asItem(kinds)],
        });
        return serials.length > 0 || unknownKinds.length > 0;
      }),
  };
}

/** Joint items are asked about in the words that the list of items has for objects. */
function asItem(objectKind: readonly string[]) {
  return {
    ...{ serialNo: '1', category: '', itemName: '', itemGrade: 'general' as const },
    ...{ objectKind, methods: [], legalBasis: [] },
  };
}
