import { type CalendarDate, type Period, periodDays } from '../basics/dates.ts';
import type { ClassId, Level, ObjectFacts, VisitFact } from './facts.ts';
import { groupBy } from './grouping.ts';
import { countsUnder } from './joint-draw.ts';
import { isOwn, type LedgerInput } from './ledger.ts';
import { isGoneOn } from './outstanding.ts';
import type { Pack } from './pack.ts';
import { classRules, dutyOf, placeInYear } from './requirements.ts';
import { classesNamed, isMadeFor } from './served.ts';
import { inPeriod } from './visits.ts';

/** Who is drawn and not inspected yet: a plan and a draw count them, a verdict does once somebody went there under the same task (C0-4). */

export interface Waiting {
  /** Visits that are still to be made. */
  readonly visits: number;
  /** The tasks that drew them, by number. */
  readonly tasks: readonly string[];
}

type Known = Pick<LedgerInput, 'level' | 'agency'> & { readonly visits: readonly VisitFact[] };

/** Visits of a class, made or to come, that count for the level. */
function ofClass(pack: Pack, known: Known, cls: ClassId): readonly VisitFact[] {
  return known.visits.filter(
    (visit) =>
      countsUnder(pack, visit) &&
      isOwn(known, visit) &&
      classesNamed(visit).includes(cls) &&
      isMadeFor(pack, visit)(cls),
  );
}

type WaitingFor = Pick<LedgerInput, 'level' | 'agency' | 'asOf'> & {
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

/** With the last draw of a year that is to be covered: what tasks of periods before it drew of the class and nobody of the year has inspected. */
export function waitingBeforeLast(
  pack: Pack,
  known: Known,
  { class: cls, period }: { readonly class: ClassId; readonly period: Period },
): readonly VisitFact[] {
  if (!isLastOfCoverage(pack, { class: cls, level: known.level, period })) return [];
  const { from } = periodDays(period);
  const ofYear = ofClass(pack, known, cls).filter((visit) => inPeriod(visit, period.slice(0, 4)));
  const visited = new Set(ofYear.filter(({ state }) => state === 'completed').map(({ objectId }) => objectId));
  return ofYear.filter(
    ({ state, objectId, period: own }) =>
      state === 'drawn' && !visited.has(objectId) && own !== undefined && periodDays(own).to < from,
  );
}

function isLastOfCoverage(
  pack: Pack,
  { period, ...scope }: { readonly class: ClassId; readonly level: Level; readonly period: Period },
): boolean {
  if (classRules(pack, scope).coverage?.value.years !== 1) return false;
  const every = dutyOf(pack, scope)?.every;
  return every !== undefined && every !== 'year' && placeInYear(period, every).left === 1;
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
  if (open.length === 0) return undefined;
  return { visits: open.length, tasks: [...new Set(open.map(({ taskId }) => taskId!))].sort() };
}

/** How much of a shortage the tasks that drew it still make good, and which tasks. */
export function waitingAmong(
  waiting: Waiting | undefined,
  shortBy: number,
): { readonly waiting?: number; readonly waitingIn?: readonly string[] } {
  if (waiting === undefined || shortBy <= 0) return {};
  return { waiting: Math.min(waiting.visits, shortBy), waitingIn: waiting.tasks };
}
