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

function latestFirst({ earlier = [] }: ObjectFacts): readonly ReplacedFacts[] {
  return [...earlier].reverse();
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
