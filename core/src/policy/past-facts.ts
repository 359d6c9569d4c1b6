import type { CalendarDate } from '../basics/dates.ts';
import type { DateSpan, ObjectFacts, ObjectStatus, ReplacedFacts } from './facts.ts';

/**
 * What held of an object on a day. Rows of the directory are replaced; the row of today does not say how things stood before, and a
 * period that is over is judged by how they stood then (R-051, AMB-01).
 */

/** Was the object in the directory on a day? One that is not known to be later than the others was always there. */
export function isListedOn({ listedFrom }: ObjectFacts, date: CalendarDate): boolean {
  return listedFrom === undefined || listedFrom <= date;
}

/** The state of an object on a day: before its status began it was what the row before said, and without one active. */
export function statusOn(object: ObjectFacts, date: CalendarDate): ObjectStatus {
  const { status, statusSince } = stateRowOn(object, date);
  return statusSince !== undefined && date < statusSince ? 'active' : status;
}

/** State and its first day as the row has them by which the state of a day goes. */
export function stateRowOn(object: ObjectFacts, date: CalendarDate): Pick<ObjectFacts, 'status' | 'statusSince'> {
  let stood: Pick<ObjectFacts, 'status' | 'statusSince'> = object;
  for (const { statusUntil, facts } of latestFirst(object)) {
    if (statusUntil === undefined) continue;
    if (statusUntil <= date) break;
    stood = facts;
  }
  return stood;
}

/** The facts by which the class on a day is judged. State, classes set by hand and the history itself stay those of the object. */
export function factsOn(object: ObjectFacts, date: CalendarDate): ObjectFacts {
  if (object.earlier === undefined) return object;
  let stood = object;
  for (const replaced of latestFirst(object)) {
    if (replaced.until === undefined) continue;
    if (replaced.until <= date) break;
    stood = withOwnDays(replaced, stood, date);
  }
  if (stood === object) return object;
  const { statusSince: _, overrides: __, ...facts } = stood;
  const { status, statusSince, overrides, earlier } = object;
  return {
    ...facts,
    status,
    earlier: earlier!,
    ...(statusSince !== undefined && { statusSince }),
    ...(overrides && { overrides }),
  };
}

/**
 * The rows that were replaced, the latest first, each with the first day of what came instead as the last row has it that speaks of that day: a
 * row with nothing but another 状态起始日期 or 变更生效日期 puts the day of the one before right.
 */
function latestFirst(object: ObjectFacts): readonly ReplacedFacts[] {
  const { earlier = [] } = object;
  if (earlier.length < 2) return earlier;
  const known = PUT_RIGHT.get(object) ?? putRight(object, earlier);
  PUT_RIGHT.set(object, known);
  return known;
}

/** Asked of an object for every day that is looked at. */
const PUT_RIGHT = new WeakMap<ObjectFacts, readonly ReplacedFacts[]>();

function putRight(object: ObjectFacts, earlier: readonly ReplacedFacts[]): readonly ReplacedFacts[] {
  let [changed, state] = [object, object];
  return earlier
    .map((replaced, i) => ({ replaced, next: earlier[i + 1]?.facts ?? object }))
    .reverse()
    .map(({ replaced, next }) => {
      if (saidIn(next) !== saidIn(changed)) changed = next;
      if (next.status !== state.status) state = next;
      const until = replaced.until && rightDay(replaced.until, next.changedSince, changed.changedSince);
      const statusUntil = replaced.statusUntil && rightDay(replaced.statusUntil, next.statusSince, state.statusSince);
      return { ...replaced, ...(until && { until }), ...(statusUntil && { statusUntil }) };
    });
}

function rightDay(day: CalendarDate, before: CalendarDate | undefined, after: CalendarDate | undefined): CalendarDate {
  return after === undefined || after === before ? day : after;
}

/** All that a row says but from when on, without what the object has besides its row. */
function saidIn(row: ObjectFacts): string {
  const said = Object.entries(row).filter(([key, value]) => value !== undefined && !BESIDES.has(key));
  return JSON.stringify(said.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The person who represents an object decides no class, and is not kept with rows that were replaced. */
const BESIDES: ReadonlySet<string> = new Set([
  'changedSince',
  'earlier',
  'overrides',
  'listedFrom',
  'legalRepresentative',
] satisfies readonly (keyof ObjectFacts)[]);

/** Do two rows say the same, but for the days from which it holds? */
export function isSameButDays(row: ObjectFacts, other: ObjectFacts): boolean {
  const undated = ({ statusSince: _, ...said }: ObjectFacts) => said;
  return saidIn(undated(row)) === saidIn(undated(other));
}

/**
 * What has a day of its own counts by that day, whichever row says it: events always; the list of a year and the span of 正面清单
 * unless the later row says from when on it speaks.
 */
function withOwnDays({ facts, stated }: ReplacedFacts, later: ObjectFacts, date: CalendarDate): ObjectFacts {
  const events = distinct([...(facts.events ?? []), ...(later.events ?? [])]);
  const ofYears = stated ? [] : (later.keyListMember ?? []).filter(({ year }) => year !== undefined);
  const lists = distinct([...(facts.keyListMember ?? []), ...ofYears]);
  const span = stated || covers(facts.positiveList, date) ? facts.positiveList : later.positiveList;
  const { events: _, keyListMember: __, positiveList: ___, ...rest } = facts;
  return {
    ...rest,
    ...(events.length > 0 && { events }),
    ...(lists.length > 0 && { keyListMember: lists }),
    ...(span && { positiveList: span }),
  };
}

function covers(span: DateSpan | undefined, date: CalendarDate): boolean {
  return span !== undefined && span.from <= date && (span.to === undefined || date <= span.to);
}

function distinct<T>(all: readonly T[]): readonly T[] {
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}
