import { type CalendarDate, type Period, periodDays, yearOf } from '../basics/dates.ts';
import type { ClassId, Level, ObjectFacts, VisitFact } from './facts.ts';
import { groupBy } from './grouping.ts';
import { countsUnder } from './joint-draw.ts';
import type { LedgerInput } from './ledger.ts';
import { isGoneOn } from './outstanding.ts';
import type { Pack } from './pack.ts';
import { asksForAll, classRules, dutyOf, placeInYear } from './requirements.ts';
import { classesNamed, isMadeFor } from './served.ts';
import { dayCounted, inPeriod, isOwn } from './visits.ts';
import { goalOfYear } from './year-measure.ts';

/** Who is drawn and not inspected yet: a plan and a draw count them, a verdict does once somebody went there under the same task (C0-4). */

export interface Waiting {
  /** Visits that are still to be made. */
  readonly visits: number;
  /** The tasks that drew them, by number. */
  readonly tasks: readonly string[];
}

export type Known = Pick<LedgerInput, 'level' | 'agency'> & { readonly visits: readonly VisitFact[] };

/** Visits of a class, made or to come, that count for the level. */
export function ofClass(pack: Pack, known: Known, cls: ClassId): readonly VisitFact[] {
  return known.visits.filter(
    (visit) =>
      countsUnder(pack, visit) &&
      isOwn(known, visit) &&
      classesNamed(visit).includes(cls) &&
      isMadeFor(pack, visit)(cls),
  );
}

export type WaitingFor = Pick<LedgerInput, 'level' | 'agency' | 'asOf'> & {
  readonly objectOf: ReadonlyMap<string, ObjectFacts>;
  /** What was drawn and has no visit; absent = not asked. */
  readonly waiting?: readonly VisitFact[] | undefined;
  readonly class: ClassId;
  readonly period: Period;
  /** How often an object is wanted in the period, and how often each was visited in it. */
  readonly times: number;
  readonly made: ReadonlyMap<string, number>;
};

/** Of a period what its own tasks drew and nobody has inspected, as far as it is wanted and somebody can still go there. */
export function waitingIn(pack: Pack, { waiting = [], ...ask }: WaitingFor): Waiting | undefined {
  const own = ofClass(pack, { ...ask, visits: waiting }, ask.class).filter((visit) => inPeriod(visit, ask.period));
  const wanted = [...groupBy(own, ({ objectId }) => objectId)].flatMap(([id, visits]) =>
    visits.slice(0, Math.max(0, ask.times - (ask.made.get(id) ?? 0))),
  );
  return stillToGo(wanted, ask);
}

export type WaitingForYear = Pick<WaitingFor, 'level' | 'agency' | 'asOf' | 'objectOf' | 'waiting' | 'class'> & {
  readonly year: number;
  /** Who is inspected: in the year, or in the window of years that it belongs to. */
  readonly reached: ReadonlySet<string>;
};

/** Of a year what its tasks drew of others than these and nobody has inspected: each object once. */
export function waitingOfYear(pack: Pack, { waiting = [], ...ask }: WaitingForYear): Waiting | undefined {
  const own = ofClass(pack, { ...ask, visits: waiting }, ask.class).filter(
    (visit) => inPeriod(visit, String(ask.year)) && !ask.reached.has(visit.objectId),
  );
  return stillToGo(
    [...groupBy(own, ({ objectId }) => objectId).values()].map(([first]) => first!),
    ask,
  );
}

/**
 * With the last draw of a year that is to be covered, or of a window that ends with it: what tasks of the year before it drew of the class and
 * nobody of the year, or of the window, has inspected.
 */
export function waitingBeforeLast(
  pack: Pack,
  known: Known,
  { class: cls, period }: { readonly class: ClassId; readonly period: Period },
): readonly VisitFact[] {
  const span = lastOfCoverage(pack, { class: cls, level: known.level, period });
  if (span === undefined) return [];
  const { from } = periodDays(period);
  const all = ofClass(pack, known, cls);
  const isInSpan = (day: CalendarDate) => span.from <= day && day <= span.to;
  const made = all.filter((visit) => visit.state === 'completed' && isInSpan(dayCounted(visit)));
  const visited = new Set(made.map(({ objectId }) => objectId));
  return all.filter(
    (visit) =>
      visit.state === 'drawn' &&
      !visited.has(visit.objectId) &&
      inPeriod(visit, period.slice(0, 4)) &&
      visit.period !== undefined &&
      periodDays(visit.period).to < from,
  );
}

/** Is everybody to be inspected by the end of the period, so that no later draw takes whom its own leaves? */
export function isLastOfCoverage(
  pack: Pack,
  { period, ...scope }: { readonly class: ClassId; readonly level: Level; readonly period: Period },
): boolean {
  const every = dutyOf(pack, scope)?.every ?? 'year';
  if (every === 'year') return period.length === 4 && asksForAll(pack, scope);
  return lastOfCoverage(pack, { ...scope, period }) !== undefined;
}

/** The days in which everybody is to be inspected, where the period is the last one of them. */
function lastOfCoverage(
  pack: Pack,
  { period, ...scope }: { readonly class: ClassId; readonly level: Level; readonly period: Period },
): { readonly from: CalendarDate; readonly to: CalendarDate } | undefined {
  const every = dutyOf(pack, scope)?.every ?? 'year';
  if (every === 'year' || placeInYear(period, every).left > 1) return undefined;
  const ofYear = periodDays(period.slice(0, 4));
  return classRules(pack, scope).coverage?.value.years === 1
    ? ofYear
    : goalOfYear(pack, { ...scope, year: yearOf(ofYear.from) })?.window;
}

/** Of what waits the part where somebody can still go, in numbers. */
export function stillToGo(
  visits: readonly VisitFact[],
  { objectOf, asOf }: { readonly objectOf: ReadonlyMap<string, ObjectFacts>; readonly asOf: CalendarDate },
): Waiting | undefined {
  const open = visits.filter(({ objectId }) => {
    const object = objectOf.get(objectId);
    return object !== undefined && !isGoneOn(object, asOf);
  });
  return tasksOf(open);
}

export function tasksOf(visits: readonly VisitFact[]): Waiting | undefined {
  if (visits.length === 0) return undefined;
  return { visits: visits.length, tasks: [...new Set(visits.map(({ taskId }) => taskId!))].sort() };
}

/** Of a shortage: what still waits for its visit, and what was cancelled and can be visited all the same. */
export interface StillOpen {
  readonly waiting?: Waiting | undefined;
  readonly calledOff?: Waiting | undefined;
}

interface OpenDetails {
  readonly waiting?: number;
  readonly waitingIn?: readonly string[];
  readonly cancelled?: number;
  readonly cancelledIn?: readonly string[];
}

/** How much of a shortage the tasks that drew it still make good, and which tasks. */
export function openAmong({ waiting, calledOff }: StillOpen, shortBy: number): OpenDetails {
  const waits = Math.min(waiting?.visits ?? 0, Math.max(0, shortBy));
  const cancelled = Math.min(calledOff?.visits ?? 0, Math.max(0, shortBy - waits));
  return {
    ...(waits > 0 && { waiting: waits, waitingIn: waiting!.tasks }),
    ...(cancelled > 0 && { cancelled, cancelledIn: calledOff!.tasks }),
  };
}
