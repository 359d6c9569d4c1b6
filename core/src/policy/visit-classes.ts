import type { CalendarDate } from '../basics/dates.ts';
import { classify } from './classify.ts';
import type { ObjectFacts, VisitFact } from './facts.ts';
import { groupBy } from './grouping.ts';
import type { Pack } from './pack.ts';

/**
 * Visits whose record names no class, with the one their object had on the day by what is known of it now: an event, a list or a row of
 * the directory that was entered later says of that day what it says of the base, whichever of them came first (C0-4). Visits to whom
 * nobody knows here stay as they are. The order of the visits is kept.
 */
export function withClassesOfDay(
  packOn: (date: CalendarDate) => Pack,
  objects: readonly ObjectFacts[],
  visits: readonly VisitFact[],
): readonly VisitFact[] {
  const unsaid = new Set(visits.filter(({ classOfDay }) => classOfDay).map(({ objectId }) => objectId));
  if (unsaid.size === 0) return visits;
  const own = groupBy(
    visits.filter(({ objectId }) => unsaid.has(objectId)),
    ({ objectId }) => objectId,
  );
  const known = objects.filter(({ id }) => unsaid.has(id));
  const classed = new Map(known.flatMap((object) => classedVisits(packOn, object, own.get(object.id)!)));
  return visits.map((visit) => classed.get(visit) ?? visit);
}

/** Each visit with what takes its place; a class may rest on what earlier visits found, so they go by their days. */
function classedVisits(
  packOn: (date: CalendarDate) => Pack,
  object: ObjectFacts,
  visits: readonly VisitFact[],
): readonly (readonly [VisitFact, VisitFact])[] {
  const before: VisitFact[] = [];
  return [...visits]
    .sort((a, b) => (a.date < b.date ? -1 : 1))
    .map((visit) => {
      const { date, classOfDay } = visit;
      const classed = classOfDay
        ? { ...visit, class: classify(packOn(date), { object, date, visits: before }).class }
        : visit;
      before.push(classed);
      return [visit, classed] as const;
    });
}
