import type { CalendarDate, Period } from '@sunlot/core/basics/dates.ts';
import { classify } from '@sunlot/core/policy/classify.ts';
import type { ClassId, ObjectFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../context.ts';
import type { PublishedItem } from '../items/published-items.ts';
import type { TodaysLists } from './todays-lists.ts';

type Asked = {
  readonly class: ClassId;
  readonly period: Period;
  readonly published: readonly PublishedItem[];
  readonly lists: TodaysLists;
};

/** Items that concern a class: where it stands beside others also those for the classes of its members. */
export async function itemsOfClass(
  { today }: Pick<Context, 'today'>,
  pack: Pack,
  { class: cls, period, published, lists }: Asked,
): Promise<readonly PublishedItem[]> {
  const own = standsBeside(pack, cls)
    ? classesBeside(pack, {
        ...{ class: cls, today, objects: await lists.counted(pack, period), visits: await lists.visits() },
      })
    : [];
  return itemsOfClasses(pack, [cls, ...own], published);
}

/** Those that are complete and rest on a law: what a task may take. */
export function usableItems(items: readonly PublishedItem[]): readonly PublishedItem[] {
  return items.filter(({ missing, legalBasis }) => missing.length === 0 && legalBasis.length > 0);
}

/** Items for the objects of any of these classes, or for a trait; those that name the objects of another class are none. */
export function itemsOfClasses(
  pack: Pack,
  classes: readonly ClassId[],
  published: readonly PublishedItem[],
): readonly PublishedItem[] {
  const others = pack.classes.filter(({ id }) => !classes.includes(id));
  const foreign = new Set(others.flatMap(({ name, aliases }) => [name, ...aliases]));
  return published.filter(({ objectKind }) => objectKind.some((kind) => !foreign.has(kind)));
}

/** Does the class stand beside another one that each of its objects has: a row of a table, a half of a class? */
function standsBeside(pack: Pack, cls: ClassId): boolean {
  return pack.classes.find(({ id }) => id === cls)?.standing === 'overlay';
}

/** The classes that the objects have beside which a class stands: those of its members today; without any, all that it does not give way to. */
export function classesBeside(
  pack: Pack,
  {
    class: cls,
    objects,
    visits,
    today,
  }: {
    readonly class: ClassId;
    readonly objects: readonly ObjectFacts[];
    readonly visits: readonly VisitFact[];
    readonly today: CalendarDate;
  },
): readonly ClassId[] {
  const visitsOf = groupBy(visits, ({ objectId }) => objectId);
  const members = objects
    .map((object) => classify(pack, { object, visits: visitsOf.get(object.id) ?? [], date: today }))
    .filter(({ memberOf }) => memberOf.includes(cls));
  if (members.length > 0) return [...new Set(members.map(({ class: own }) => own))];
  const unless = pack.classes.find(({ id }) => id === cls)?.unless ?? [];
  return pack.classes
    .filter(({ id, standing }) => standing === 'exclusive' && !unless.includes(id))
    .map(({ id }) => id);
}
