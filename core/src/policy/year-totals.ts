import { type CalendarDate, type Period, periodDays, periodsOfYear } from '../basics/dates.ts';
import type { ClassId, InspectorFacts, TaskType, VisitFact } from './facts.ts';
import { groupBy } from './grouping.ts';
import type { YearTotals } from './judge-shares.ts';
import type { DoneVisit, Ledger } from './ledger.ts';
import { findRule, type Pack, theRule } from './pack.ts';
import { participationOf } from './participation.ts';
import { factsOn } from './past-facts.ts';
import { resultCounts } from './publication-record.ts';
import { classesNamed, isOffSite } from './served.ts';
import { inspectionRecords, unitsOf } from './visit-units.ts';
import { versionOfVisit } from './visit-version.ts';
import { dayCounted, isCountedIn } from './visits.ts';
import type { WorkingDays } from './working-days.ts';

/** Counts of a year over all classes of a level, from the ledger. */

export interface TotalsInput {
  readonly year: number;
  readonly agency: string;
  readonly inspectors?: readonly InspectorFacts[];
  readonly figures?: { readonly tasks: number; readonly objects: number };
  readonly asOf: CalendarDate;
  readonly calendar: WorkingDays;
}

export function yearTotals(pack: Pack, ledger: Ledger, input: TotalsInput): YearTotals {
  const { year, figures, inspectors } = input;
  const visits = drawnVisits(pack, ledger, String(year));
  const units = (of: readonly VisitFact[]) => unitsOf(pack, of);
  // A task and an object are there by whatever record of a visit lies in the year.
  const records = madeVisits(pack, ledger, String(year));
  const tasks = [...groupBy(records, taskKey).values()].map((of) => of[0]!);
  const objects = new Set(records.map(({ objectId }) => objectId));
  const byGrade = visits.filter(isByGrade(pack, ledger));
  const participation = inspectors && participationOf(pack, { inspectors, visits: ledger.visits, year });
  return {
    level: ledger.level,
    visits: units(visits),
    internalJoint: units(visits.filter(isOf('internalJoint'))),
    tasks: { all: tasks.length, internalJoint: tasks.filter(isOf('internalJoint')).length },
    creditBased: units(byGrade),
    objects: {
      all: objects.size,
      creditBased: new Set(records.filter(isByGrade(pack, ledger)).map(({ objectId }) => objectId)).size,
    },
    interdepartmental: interdepartmental(pack, ledger, year),
    ...(figures ? { figures } : {}),
    ...(participation ? { participation } : {}),
    results: resultCounts(pack, ledger, { ...input, versions: ledger.versions }),
  };
}

/** How many random visits of a period count: one with several departments is one, or one each (AMB-50). */
export function randomVisitsIn(pack: Pack, ledger: Ledger, period: Period): number {
  return unitsOf(pack, drawnVisits(pack, ledger, period));
}

/** Those of them that are history: from before the first draw held here, so that none stands behind them. */
export function historyIn(pack: Pack, ledger: Ledger, period: Period): number {
  return unitsOf(
    pack,
    drawnVisits(pack, ledger, period).filter(({ origin }) => origin === 'history'),
  );
}

/**
 * Completed random visits of a period; the off-site rounds of the positive list are left out unless the pack reads it so (AMB-14). A result
 * that was recognised is no visit, nobody went: it counts to minimum and coverage where it was drawn, and nowhere as an inspection.
 */
export function drawnVisits(pack: Pack, ledger: Ledger, period: Period): readonly VisitFact[] {
  const random = new Set(madeVisits(pack, ledger));
  // A visit has one day, whichever of its numbers is looked at.
  return visitsMadeIn(pack, ledger, period).filter((visit) => random.has(visit));
}

/** The same with the visits of those rounds: how they were made, what they found and what became of it is told with the others. */
export function visitsMadeIn(pack: Pack, ledger: Ledger, period: Period): readonly VisitFact[] {
  return visitsIn(pack, asVisits(ledger.done).filter(isMade), period);
}

/** Visits of those rounds that are no random visit under another number. */
export function offSiteRoundsIn(pack: Pack, ledger: Ledger, period: Period): readonly VisitFact[] {
  const random = new Set(drawnVisits(pack, ledger, period));
  const records = inspectionRecords(pack, visitsMadeIn(pack, ledger, period));
  return records.filter((of) => !of.some((record) => random.has(record))).flat();
}

/** Does the scheme have rounds of visits that are not among the random ones? */
export function hasOffSiteRounds(pack: Pack, { level, versions = [] }: Pick<Ledger, 'level' | 'versions'>): boolean {
  const hasClass = (under: Pack) => under.classes.some(({ id }) => isOffSite(under, { class: id, level }));
  return !countsOffSiteRounds(pack) && [pack, ...versions].some(hasClass);
}

function visitsIn(pack: Pack, made: readonly VisitFact[], period: Period): readonly VisitFact[] {
  const { from, to } = periodDays(period);
  const dayOf = daysOfVisits(pack, made);
  return made.filter((visit) => {
    const day = dayOf(visit);
    return from <= day && day <= to;
  });
}

function madeVisits(pack: Pack, ledger: Ledger, period?: Period): readonly VisitFact[] {
  return closedVisits(pack, ledger, period).filter(isMade);
}

function isMade({ recognised }: VisitFact): boolean {
  return !recognised;
}

function asVisits(done: readonly DoneVisit[]): readonly VisitFact[] {
  return done.map(({ visit }) => visit);
}

/**
 * The day by which each visit stands in the figures. Recorded under the numbers of several tasks it is one (AMB-50) and stands in one period: by
 * the day on which it was made where one of these tasks has that day, else by the last day of them.
 */
function daysOfVisits(pack: Pack, made: readonly VisitFact[]): (visit: VisitFact) => CalendarDate {
  const aside = new Set(made.filter((visit) => dayCounted(visit) !== visit.date).map(({ objectId }) => objectId));
  const recorded = made.filter(({ objectId }) => aside.has(objectId));
  const known = new Map<VisitFact, CalendarDate>();
  for (const records of inspectionRecords(pack, recorded)) {
    const { date } = records[0]!;
    const days = records.map(dayCounted).sort();
    const day = days.includes(date) ? date : days.at(-1)!;
    for (const record of records) known.set(record, day);
  }
  return (visit) => known.get(visit) ?? visit.date;
}

/** The same with what was recognised, of a period or of whatever year. */
function closedVisits(pack: Pack, ledger: Ledger, period?: Period): readonly VisitFact[] {
  const included = countsOffSiteRounds(pack);
  return asVisits(
    ledger.done
      .filter(({ visit }) => period === undefined || isCountedIn(visit, period))
      .filter((one) => included || !isOffSiteRound(pack, ledger, one)),
  );
}

function countsOffSiteRounds({ settings }: Pack): boolean {
  return settings['joint.denominatorIncludesOffsiteFullCoverage'];
}

/**
 * Was it made in a round that takes every object and draws none (AMB-14)? So was what stands there for nothing else, on whatever way it was
 * made. Of a draw held here it is known what it was drawn for; of other visits made without going there it is what they serve.
 */
function isOffSiteRound(pack: Pack, { level, versions }: Ledger, { visit, serves }: DoneVisit): boolean {
  const under = versionOfVisit(pack, versions, visit);
  const isRound = (cls: ClassId) => isOffSite(under, { class: cls, level });
  if (classesNamed(visit).every(isRound)) return true;
  return visit.origin !== 'draw' && visit.method !== 'onSite' && serves.some(isRound);
}

/**
 * AMB-18: drawn by grade, and the object has one; what the directory does not know had none to be drawn by. What came out of a draw
 * held here was drawn so where the scheme weights or stratifies by grade, unless the record of the visit says otherwise. The grade is that
 * which the record of the draw has, without one that of the day of its list, of other visits that of the day on which they were made: a row that
 * speaks of later gives and takes none.
 */
export function isByGrade(pack: Pack, { objectOf, versions }: Pick<Ledger, 'objectOf' | 'versions'>) {
  return (visit: VisitFact) => {
    const { objectId, origin, drawnElsewhere = false, creditBased, gradedInList, date, listDay = date } = visit;
    const object = objectOf.get(objectId);
    const drawsSo = () => origin === 'draw' && !drawnElsewhere && drawsByGrade(versionOfVisit(pack, versions, visit));
    if (object === undefined || !(creditBased ?? drawsSo())) return false;
    return gradedInList ?? factsOn(object, listDay).creditRiskGrade !== undefined;
  };
}

/** Does a draw of the scheme go by the grade: in strata, or with weights that are not alike? */
export function drawsByGrade(pack: Pack): boolean {
  const { stratify, weights } = theRule(pack, 'credit').value;
  return stratify || new Set(Object.values(weights)).size > 1;
}

function isOf(type: TaskType) {
  return (visit: VisitFact) => visit.taskType === type;
}

/** Visits without a task number count as one task by day. */
function taskKey({ taskId, taskType, date }: VisitFact): string {
  return taskId ?? `${taskType} ${date}`;
}

/** Tasks and objects are numbers to reach: what closed an object of a task by a recognised result counts there. */
function interdepartmental(pack: Pack, ledger: Ledger, year: number): NonNullable<YearTotals['interdepartmental']> {
  const every = findRule(pack, 'interdepartmental', ledger)?.value.every ?? 'year';
  const joint = closedVisits(pack, ledger, String(year)).filter(isOf('interdepartmentalJoint'));
  const tasks = jointTasks(pack, ledger);
  const tasksIn = (period: Period) => tasks.filter((of) => isConcludedIn(of, period)).length;
  return {
    byPeriod: Object.fromEntries(periodsOfYear(year, every).map((period) => [period, tasksIn(period)])),
    objects: new Set(joint.map(({ objectId }) => objectId)).size,
  };
}

/** Interdepartmental tasks that were concluded in a period, each by the last of its visits. */
export function concludedTasks(pack: Pack, ledger: Ledger, period: Period): readonly VisitFact[] {
  return jointTasks(pack, ledger)
    .filter((of) => isConcludedIn(of, period))
    .map(lastOf);
}

/** The visits of each interdepartmental task, of whatever year. */
function jointTasks(pack: Pack, ledger: Ledger): readonly (readonly VisitFact[])[] {
  return [...groupBy(closedVisits(pack, ledger).filter(isOf('interdepartmentalJoint')), taskKey).values()];
}

function lastOf(visits: readonly VisitFact[]): VisitFact {
  return visits.reduce((a, b) => (b.date > a.date ? b : a));
}

/**
 * a task is concluded once, and not while an object that it drew waits: on the day of the last conclusion, or on the day recorded of its
 * completion where that is later. Of a task that nobody knows here only its visits speak: it ends with the last of them.
 */
function isConcludedIn(visits: readonly VisitFact[], period: Period): boolean {
  if (visits.some(({ taskEnds }) => taskEnds === 'open')) return false;
  const last = lastOf(visits);
  const endedOn = visits
    .flatMap(({ taskCompletedOn, taskEnds }) => [taskCompletedOn, taskEnds])
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
  if (endedOn === undefined || endedOn < last.date) return isCountedIn(last, period);
  const { from, to } = periodDays(period);
  return from <= endedOn && endedOn <= to;
}
