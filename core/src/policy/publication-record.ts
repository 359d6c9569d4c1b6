import { type CalendarDate, type Period, periodDays } from '../basics/dates.ts';
import type { VisitFact } from './facts.ts';
import { type Finding, findingOn } from './findings.ts';
import { groupBy } from './grouping.ts';
import type { ResultCounts } from './judge-shares.ts';
import { type Lateness, lateness } from './lateness.ts';
import type { Ledger } from './ledger.ts';
import { type Pack, theRule } from './pack.ts';
import { isSecret } from './paperwork.ts';
import {
  type PublicationDue,
  type PublicationStatus,
  publicationDue,
  publicationState,
  publicationStatus,
  startOfClock,
} from './publication.ts';
import { type Source, sourceOf } from './requirements.ts';
import type { ClockStart } from './rule-topics.ts';
import { underVersions, versionOfVisit } from './visit-version.ts';
import { counts, isCountedIn } from './visits.ts';
import { type WorkingDays, workingDaysBetween } from './working-days.ts';

/** What of a year's results became public, and what is late. */

export interface PublicationAsk {
  readonly period: Period;
  readonly asOf: CalendarDate;
  readonly calendar: WorkingDays;
  /** Every version of the scheme: a result has the clock of the one by which its visit was made. */
  readonly versions?: readonly Pack[] | undefined;
}

/** `unclocked`: it is public, and the day from which its clock runs has not come or is not on record: then nobody can say whether in time. */
export type Result =
  | { readonly visit: VisitFact; readonly due: PublicationDue; readonly status: PublicationStatus }
  | { readonly visit: VisitFact; readonly status: 'unclocked' | 'withheld' };

type Overdue = Extract<Result, { readonly due: PublicationDue }>;

/** Late results: one finding each; where results of a month are due together, one for the month with their number. */
export function publicationFindings(
  pack: Pack,
  { done }: Pick<Ledger, 'done'>,
  ask: PublicationAsk,
): readonly Finding[] {
  const visits = done.map(({ visit }) => visit);
  return underVersions(pack, ask.versions, {
    visits,
    judge: (under, own) => lateFindings(under, statesOf(under, own, { ...ask, versions: undefined }), ask),
  });
}

function lateFindings(pack: Pack, results: readonly Result[], ask: PublicationAsk): readonly Finding[] {
  const rule = theRule(pack, 'publication');
  const late = results.filter((one): one is Overdue => one.status === 'overdue');
  if (rule.value.kind !== 'monthly') {
    return late.map(({ visit: { objectId, date, publishedOn }, due }) =>
      findingOn(rule, 'PUBLICATION_OVERDUE', {
        ...{ object: objectId, date },
        ...lateness({ due: due.date, doneOn: publishedOn, asOf: ask.asOf }, ask.calendar),
      }),
    );
  }
  const months = groupBy(late, ({ due }) => due.from.slice(0, 7));
  return [...months.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([period, results]) => findingOn(rule, 'PUBLICATION_OVERDUE', { period, ...lateTogether(results, ask.asOf) }));
}

/** Results with one due day: done on the day of the last of them, once none is left. */
function lateTogether(results: readonly Overdue[], asOf: CalendarDate): Pick<Finding, 'count' | 'undone'> & Lateness {
  const days = results.flatMap(({ visit }) => visit.publishedOn ?? []).sort();
  const undone = results.length - days.length;
  const doneOn = undone === 0 ? days.at(-1) : undefined;
  return {
    count: results.length,
    ...(undone > 0 && { undone }),
    ...lateness({ due: results[0]!.due.date, doneOn, asOf }),
  };
}

/** 不予公开: nothing of the result became public. Where only a part is left out, the rest has its last day like any other result. */
export function isWithheld({ withheldGround, withheldPart, publishedOn }: VisitFact): boolean {
  return withheldGround !== undefined && !withheldPart && publishedOn === undefined;
}

/** Is the result, or a part of it, left out and nobody on record who approved that? What was recognised is withheld by whoever made that visit. */
export function isUnapproved(visit: VisitFact): boolean {
  const isLeftOut = isWithheld(visit) || (visit.withheldGround !== undefined && visit.withheldPart === true);
  return isLeftOut && !visit.withheldApproved && !visit.recognised;
}

/** Results, or parts of them, withheld without anybody who approved it. A warning: no scheme's own words speak of the approval. */
function unapprovedFindings(pack: Pack, visits: readonly VisitFact[]): readonly Finding[] {
  const rule = theRule(pack, 'secrecy');
  return visits.filter(isUnapproved).map(({ objectId, date, withheldGround, withheldPart }) =>
    findingOn(rule, 'WITHHELD_UNAPPROVED', {
      ...{ object: objectId, date, period: date.slice(0, 7), severity: 'warning' },
      ground: `${withheldGround}${withheldPart ? '（部分）' : ''}`,
    }),
  );
}

/**
 * Results that became public as they were although they are on a ground on which the scheme forbids to publish (不予公开, R-159). Where it
 * only allows to leave them out (可不予公开), publishing is the office's choice. Then those left out that nobody approved, under every scheme.
 */
export function secrecyFindings(pack: Pack, visits: readonly VisitFact[]): readonly Finding[] {
  const rule = theRule(pack, 'secrecy');
  const published = visits.flatMap(({ objectId, date, publishedOn, withheldGround: ground, withheldPart }) => {
    if (publishedOn === undefined || ground === undefined || withheldPart || !isSecret(pack, ground)) return [];
    const period = date.slice(0, 7);
    return [findingOn(rule, 'SECRET_PUBLISHED', { object: objectId, date, doneOn: publishedOn, ground, period })];
  });
  return [...published, ...unapprovedFindings(pack, visits)];
}

/**
 * Counted visits of a period whose publication clock has started, or whose result is public or withheld without one, with how each stands. What was recognised is none of them: whoever
 * made that visit publishes it (谁检查、谁录入、谁公开, R-158).
 */
export function resultsOf(pack: Pack, { done }: Pick<Ledger, 'done'>, ask: PublicationAsk): readonly Result[] {
  return statesOf(
    pack,
    done.map(({ visit }) => visit),
    ask,
  );
}

function statesOf(pack: Pack, all: readonly VisitFact[], ask: PublicationAsk): readonly Result[] {
  const visits = all.filter((visit) => isCountedIn(visit, ask.period) && !visit.recognised);
  const dueOf = rememberDue(pack, ask);
  return visits.flatMap((visit): readonly Result[] => {
    const due = dueOf(visit);
    if (due === undefined) {
      if (visit.results.length === 0) return [];
      if (isWithheld(visit)) return [{ visit, status: 'withheld' }];
      return visit.publishedOn === undefined ? [] : [{ visit, status: 'unclocked' }];
    }
    const outcome = {
      ...(visit.publishedOn ? { publishedOn: visit.publishedOn } : {}),
      withheld: isWithheld(visit),
    };
    return [{ visit, due, status: publicationStatus(due, outcome, ask.asOf) }];
  });
}

/** Results of which nobody can say whether they became public in time: the day from which the clock runs was not recorded. */
export interface Unclocked extends Source {
  readonly results: number;
  readonly start: ClockStart;
}

/**
 * Undefined where there are none. Where the clock runs from the completion of the task, a task counts as one whose day is lacking once the
 * period of the visit is over.
 */
export function unclockedResults(
  pack: Pack,
  { done }: Pick<Ledger, 'done'>,
  ask: Omit<PublicationAsk, 'calendar'>,
): Unclocked | undefined {
  const startFor = (visit: VisitFact) => startOfClock(versionOfVisit(pack, ask.versions, visit));
  const lacking = done.filter(({ visit, to }) => {
    if (!isCountedIn(visit, ask.period) || visit.recognised) return false;
    const start = startFor(visit);
    if (visit.results.length === 0 || isWithheld(visit)) return false;
    // What became public before its clock began is in time.
    if (start === 'taskCompleted' && visit.publishedOn !== undefined && visit.taskEnds === 'open') return false;
    const { [start]: day } = startsOf(visit);
    const isToCome = start === 'taskCompleted' && ask.asOf <= (visit.period ? to : quarterEnd(visit.date));
    return day === undefined && !isToCome;
  });
  const [first] = lacking;
  if (first === undefined) return undefined;
  const rule = theRule(versionOfVisit(pack, ask.versions, first.visit), 'publication');
  return { results: lacking.length, start: startFor(first.visit), ...sourceOf(rule) };
}

function quarterEnd(day: CalendarDate): CalendarDate {
  return periodDays(`${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`).to;
}

/** How results stand whose publication is due or happened: in time, or not. Lawfully withheld ones and those still to come are left out. */
export function publishedInTime(
  pack: Pack,
  visits: readonly VisitFact[],
  ask: PublicationAsk,
): readonly { readonly visit: VisitFact; readonly inTime: boolean }[] {
  return statesOf(pack, visits, ask)
    .filter(({ status }) => status === 'on_time' || status === 'overdue')
    .map(({ visit, status }) => ({ visit, inTime: status === 'on_time' }));
}

/** Visits of one day have one due day under a version: counting working days once for each is enough. */
function rememberDue(pack: Pack, { calendar, versions }: Pick<PublicationAsk, 'calendar' | 'versions'>) {
  const known = new Map<Pack, Map<string, PublicationDue | undefined>>();
  return (visit: VisitFact): PublicationDue | undefined => {
    const under = versionOfVisit(pack, versions, visit);
    const days = known.get(under) ?? new Map<string, PublicationDue | undefined>();
    known.set(under, days);
    const starts = startsOf(visit);
    const key = JSON.stringify(starts);
    if (!days.has(key)) days.set(key, publicationDue(under, starts, calendar));
    return days.get(key);
  };
}

function startsOf({ resultDeterminedOn, inspectionEndedOn, taskCompletedOn }: VisitFact) {
  return {
    ...(resultDeterminedOn ? { resultDetermined: resultDeterminedOn } : {}),
    ...(inspectionEndedOn ? { inspectionEnd: inspectionEndedOn } : {}),
    ...(taskCompletedOn ? { taskCompleted: taskCompletedOn } : {}),
  };
}

export interface DueResult {
  readonly due: PublicationDue;
  /** Working days left up to the due day, 0 on it and after it. */
  readonly daysLeft: number;
  /** Working days since the due day; 0 while it has not passed. */
  readonly overdueBy: number;
  /** The last reminder that has come: at most so many working days are left. */
  readonly reminder?: 10 | 5 | 1;
}

/**
 * Where a result stands that is neither published nor lawfully withheld. Undefined for one that is, for what was recognised
 * or made by others outside, and while its clock has not started.
 */
export function dueResult(
  pack: Pack,
  visit: VisitFact,
  { asOf, calendar }: Omit<PublicationAsk, 'period'>,
): DueResult | undefined {
  const isOpen = visit.publishedOn === undefined && !isWithheld(visit);
  if (!isOpen || !counts(visit) || visit.state !== 'completed' || visit.recognised) return undefined;
  const due = publicationDue(pack, startsOf(visit), calendar);
  if (due === undefined) return undefined;
  const { daysLeft } = publicationState(due, {}, { asOf, calendar });
  const reminder = ([1, 5, 10] as const).find((days) => daysLeft <= days);
  return {
    due,
    daysLeft,
    overdueBy: workingDaysBetween(calendar, due.date, asOf),
    ...(reminder === undefined ? {} : { reminder }),
  };
}

/** Results whose publication is due or has happened: concluded, lawfully withheld, published (also late). */
export function resultCounts(
  pack: Pack,
  ledger: Pick<Ledger, 'done'>,
  ask: Omit<PublicationAsk, 'period'> & { readonly year: number },
): ResultCounts {
  const results = resultsOf(pack, ledger, { ...ask, period: String(ask.year) }).filter(
    ({ status }) => status !== 'notDue',
  );
  const withheld = results.filter(({ status }) => status === 'withheld').length;
  const published = results.filter(({ visit, status }) => status !== 'withheld' && visit.publishedOn !== undefined);
  return { concluded: results.length, withheld, published: published.length };
}
