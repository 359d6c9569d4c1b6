import type { CandidateRow } from './candidate-list.ts';
import type { VisitFact } from './facts.ts';
import { groupBy } from './grouping.ts';
import type { Pack } from './pack.ts';
import { inPeriod } from './visits.ts';
import {
  isLastOfCoverage,
  type Known,
  ofClass,
  stillToGo,
  tasksOf,
  type Waiting,
  type WaitingFor,
  type WaitingForYear,
} from './waiting.ts';

/**
 * Who was drawn, has a visit that was cancelled, and is not inspected: no draw of the period takes them again, and a visit under the same task
 * takes the place of the cancellation, while that task is open.
 */

/** As they were drawn, so that what counts for a class is asked of them as of the others. */
function calledOff(visits: readonly VisitFact[]): readonly VisitFact[] {
  return visits
    .filter(({ state, taskClosed }) => state === 'cancelled' && taskClosed !== true)
    .map((visit) => ({ ...visit, state: 'drawn' }));
}

/** Of a period those of its own tasks, as far as they are wanted beside who waits. */
export function calledOffIn(pack: Pack, { waiting = [], members, ...ask }: WaitingFor & Members): Waiting | undefined {
  const own = (visits: readonly VisitFact[]) =>
    ofClass(pack, { ...ask, visits }, ask.class).filter((visit) => inPeriod(visit, ask.period));
  const waits = groupBy(own(waiting), ({ objectId }) => objectId);
  const wanted = [...groupBy(own(calledOff(waiting)), ({ objectId }) => objectId)].flatMap(([id, visits]) =>
    visits.slice(0, Math.max(0, ask.times - (ask.made.get(id) ?? 0) - (waits.get(id)?.length ?? 0))),
  );
  return stillToGo(among(members, wanted), ask);
}

/** Of a year, each object once. */
export function calledOffOfYear(
  pack: Pack,
  { waiting = [], members, ...ask }: WaitingForYear & Members,
): Waiting | undefined {
  const own = (visits: readonly VisitFact[]) =>
    ofClass(pack, { ...ask, visits }, ask.class).filter(
      (visit) => inPeriod(visit, String(ask.year)) && !ask.reached.has(visit.objectId),
    );
  const waits = new Set(own(waiting).map(({ objectId }) => objectId));
  const left = own(calledOff(waiting)).filter(({ objectId }) => !waits.has(objectId));
  return stillToGo(among(members, firstOfEach(left)), ask);
}

/** Whom the list still has. */
type Members = { readonly members: readonly string[] };

function among(members: readonly string[], visits: readonly VisitFact[]): readonly VisitFact[] {
  const known = new Set(members);
  return visits.filter(({ objectId }) => known.has(objectId));
}

function firstOfEach(visits: readonly VisitFact[]): readonly VisitFact[] {
  return [...groupBy(visits, ({ objectId }) => objectId).values()].map(([first]) => first!);
}

type OfLast = {
  readonly class: string;
  readonly period: string;
  /** The list of a draw of the period. */
  readonly rows: readonly Pick<CandidateRow, 'objectId' | 'state' | 'covered'>[];
};

/** With the last draw of a year that is to be covered, or of a window that ends with it: of its own tasks those whom its list still has, and nobody covered. */
export function calledOffInLast(pack: Pack, known: Known, { class: cls, period, rows }: OfLast): Waiting | undefined {
  const place = { class: cls, level: known.level, period };
  if (!isLastOfCoverage(pack, place)) return undefined;
  const open = rows.filter(({ state, covered }) => state !== 'out' && !covered).map(({ objectId }) => objectId);
  const own = ofClass(pack, { ...known, visits: calledOff(known.visits) }, cls).filter((visit) =>
    inPeriod(visit, period),
  );
  return tasksOf(among(open, firstOfEach(own)));
}
