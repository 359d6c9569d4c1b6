import type { CalendarDate, Period } from '../basics/dates.ts';
import type { Member } from './candidate-list.ts';
import type { ClassId, Level, VisitFact } from './facts.ts';
import { countsUnder } from './joint-draw.ts';
import type { Pack } from './pack.ts';
import { classesNamed, servedClasses } from './served.ts';
import { firstRecords } from './visit-units.ts';
import { isOwn, servesIn } from './visits.ts';

/** Visits of an authority to an object: which of them a candidate list of a class and period counts. */

export function ownVisits(pack: Pack, by: Pick<ClassPeriod, 'level' | 'agency'>, visits: readonly VisitFact[]) {
  return visits.filter((visit) => countsUnder(pack, visit) && isOwn(by, visit) && !visit.recognised);
}

interface ClassPeriod {
  readonly class: ClassId;
  readonly level: Level;
  /** Of a county: whose visits they are. Absent = those of the level. */
  readonly agency?: string | undefined;
  readonly period: Period;
  /** The day of the list. */
  readonly date: CalendarDate;
}

/** Visits of the level to an object, made or only drawn, that serve a class in a period. */
export function servingVisits(pack: Pack, input: ClassPeriod, member: Member): readonly VisitFact[] {
  return ownVisits(pack, input, member.visits).filter(serves(pack, input, member));
}

function serves(pack: Pack, input: ClassPeriod, member: Member) {
  // What is only drawn has no day yet: the object is what it is today.
  const asOfToday = (visit: VisitFact) => (visit.state === 'drawn' ? { ...visit, date: input.date } : visit);
  return (visit: VisitFact) =>
    servesIn(visit, input) && servedClasses(pack, asOfToday(visit), member).includes(input.class);
}

/**
 * The same with the results of others that were recognised and closed what a task of the level had drawn, all of it: nobody goes there, and
 * for the number of the period they count as in the verdict.
 */
export function countingVisits(pack: Pack, input: ClassPeriod, member: Member): readonly VisitFact[] {
  const closed = closedVisits(pack, input, member.visits);
  const serving = servingVisits(pack, input, member);
  return closed.length === 0 ? serving : [...serving, ...closed.filter(serves(pack, input, member))];
}

/** Did somebody go there for the class in the period, and not as it asks (on site or without, with its partners), so that nothing counts for it? */
export function wasMadeOtherwise(pack: Pack, input: ClassPeriod, member: Member): boolean {
  const isNamed = (visit: VisitFact) =>
    visit.state === 'completed' && classesNamed(visit).includes(input.class) && servesIn(visit, input);
  return ownVisits(pack, input, member.visits).some(isNamed) && countingVisits(pack, input, member).length === 0;
}

export function closedVisits(pack: Pack, by: Pick<ClassPeriod, 'level' | 'agency'>, visits: readonly VisitFact[]) {
  return visits.filter(
    (visit) =>
      visit.recognised &&
      !visit.recognisedInPart &&
      visit.taskId !== undefined &&
      isOwn(by, visit) &&
      countsUnder(pack, visit),
  );
}

/** One visit that serves several tasks is one time, and so are several on one day; what is only drawn has no day yet. */
export function timesDrawn(serving: readonly VisitFact[]): number {
  if (serving.length < 2) return serving.length;
  const one = firstRecords(serving).map(({ state, date, taskId = date }) => (state === 'completed' ? date : taskId));
  return new Set(one).size;
}
