import type { CalendarDate } from '../basics/dates.ts';
import type { Method, VisitFact } from './facts.ts';
import type { Pack } from './pack.ts';
import { theRule } from './pack.ts';
import { isUnapproved, isWithheld } from './publication-record.ts';

/** What has become of the objects that a task drew: the end of a task follows from it, and nobody states it. */

export interface TaskObject {
  readonly drawnOn: CalendarDate;
  /** When its visit was sent out; a recognised result closes the item on that day. */
  readonly sentOn?: CalendarDate;
  /** Visits recorded for the draw. */
  readonly visits: readonly VisitFact[];
  readonly cancelledOn?: CalendarDate;
}

/** `noResult`: somebody was there, and the result is not recorded. A visit weighs more than a cancellation before it. */
export type ObjectState = 'waiting' | 'noResult' | 'done' | 'recognised' | 'cancelled';

export interface TaskWork {
  readonly drawn: number;
  readonly done: number;
  readonly recognised: number;
  readonly cancelled: number;
  readonly waiting: number;
  readonly noResult: number;
  /** Of those done: results that are public, lawfully withheld, and neither yet. */
  readonly published: number;
  readonly withheld: number;
  readonly unpublished: number;
  /** Of those done: results withheld, whole or in part, that nobody approved. */
  readonly unapproved: number;
  /** Drawn ranks that nobody holds: the object was replaced and the reserve was spent. They are none of `drawn`. */
  readonly vacant: number;
  /** Once something was drawn and all of it is concluded: the day of the last conclusion; an empty rank is concluded when it became so. */
  readonly completedOn?: CalendarDate;
}

export function objectState({ visits, cancelledOn }: TaskObject): ObjectState {
  const visit = concluding(visits);
  if (visit) return visit.recognised ? 'recognised' : 'done';
  if (cancelledOn !== undefined) return 'cancelled';
  return visits.length > 0 ? 'noResult' : 'waiting';
}

/** The visit that concludes an object: one of its own before one that is recognised. */
export function concluding(visits: readonly VisitFact[]): VisitFact | undefined {
  const withResult = visits.filter(({ state, results }) => state === 'completed' && results.length > 0);
  return withResult.find(({ recognised }) => !recognised) ?? withResult[0];
}

/** `vacatedOn`: for each empty rank, since when it is empty. */
export function taskWork(objects: readonly TaskObject[], vacatedOn: readonly CalendarDate[] = []): TaskWork {
  const states = objects.map(objectState);
  const count = (wanted: ObjectState) => states.filter((state) => state === wanted).length;
  const done = objects.flatMap((object, i) => (states[i] === 'done' ? [concluding(object.visits)!] : []));
  const published = done.filter(({ publishedOn }) => publishedOn !== undefined).length;
  const withheld = done.filter(isWithheld).length;
  const days = [...objects.flatMap((object) => concludedOn(object) ?? []), ...vacatedOn];
  const isComplete = days.length > 0 && days.length === objects.length + vacatedOn.length;
  return {
    drawn: objects.length,
    done: done.length,
    recognised: count('recognised'),
    cancelled: count('cancelled'),
    waiting: count('waiting'),
    noResult: count('noResult'),
    published,
    withheld,
    unpublished: done.length - published - withheld,
    unapproved: done.filter(isUnapproved).length,
    vacant: vacatedOn.length,
    ...(isComplete && { completedOn: latest(days) }),
  };
}

function concludedOn({ drawnOn, sentOn, visits, cancelledOn }: TaskObject): CalendarDate | undefined {
  const visit = concluding(visits);
  if (!visit) return cancelledOn;
  // The result that is recognised may be older than the draw.
  if (visit.recognised) return sentOn ?? drawnOn;
  return latest([visit.date, visit.inspectionEndedOn, visit.resultDeterminedOn].filter((day) => day !== undefined));
}

/** Of at least one day. */
function latest(days: readonly CalendarDate[]): CalendarDate {
  return [...days].sort().at(-1)!;
}

export interface RoundFigures extends Omit<TaskWork, 'completedOn' | 'unapproved'> {
  /** Every wording of the pack in its order, then those that the pack does not know. A visit with two wordings is in both. */
  readonly wordings: readonly { readonly text: string; readonly count: number }[];
  readonly methods: readonly { readonly method: Method; readonly count: number }[];
}

const METHODS: readonly Method[] = ['onSite', 'tech', 'written', 'thirdParty'];

/** What a statistics table of one round says: how many objects, what became of them, how often each wording of a result. */
export function roundFigures(
  pack: Pack,
  objects: readonly TaskObject[],
  vacatedOn: readonly CalendarDate[] = [],
): RoundFigures {
  const { completedOn: _, unapproved: __, ...numbers } = taskWork(objects, vacatedOn);
  const visits = objects.flatMap(({ visits: own }) => concluding(own) ?? []);
  const known = theRule(pack, 'wordings').value.list.map(({ text }) => text);
  const found = visits.flatMap(({ results }) => results);
  const texts = [...new Set([...known, ...found])];
  const made = visits.filter(({ recognised }) => !recognised);
  return {
    ...numbers,
    wordings: texts.map((text) => ({ text, count: found.filter((one) => one === text).length })),
    methods: METHODS.map((method) => ({
      method,
      count: made.filter((visit) => visit.method === method).length,
    })).filter(({ count }) => count > 0),
  };
}
