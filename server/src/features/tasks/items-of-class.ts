import type { CalendarDate } from '@sunlot/core/basics/dates.ts';
import { classify } from '@sunlot/core/policy/classify.ts';
import type { ClassId, ObjectFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { PublishedItem } from '../../items/published-items.ts';

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
export function standsBeside(pack: Pack, cls: ClassId): boolean {
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
