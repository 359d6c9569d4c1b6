import { type CalendarDate, type Period, periodDays } from '../basics/dates.ts';
import type { ClassId, Level, VisitFact } from './facts.ts';
import { type Pack, theRule } from './pack.ts';
import type { Wording } from './rule-topics.ts';

/** Questions about the entries of the visit ledger that several rules ask. */

/** Of the level; of a county also by itself, whose territory is its own directory. Above it the territory is the tree. */
export function isOwn(
  { level, agency }: { readonly level: Level; readonly agency?: string | undefined },
  visit: VisitFact,
): boolean {
  return visit.level === level && (level !== 'county' || agency === undefined || visit.agency === agency);
}

/** Does the visit belong to a period: by its task's period where stated, else by its day? */
export function inPeriod(visit: VisitFact, period: Period): boolean {
  const whole = periodDays(period);
  const own = visit.period === undefined ? { from: visit.date, to: visit.date } : periodDays(visit.period);
  return whole.from <= own.from && own.to <= whole.to;
}

/**
 * The day by which a visit stands in the figures: its own; of one made outside the period of its task the nearest of that period. So each lies
 * in one quarter, however long its task has, and one that came late stays with its task.
 */
export function dayCounted({ date, period }: Pick<VisitFact, 'date' | 'period'>): CalendarDate {
  const { from, to } = period === undefined ? { from: date, to: date } : periodDays(period);
  if (date < from) return from;
  return date > to ? to : date;
}

/** Does the visit stand in the figures of a period? One of a task for a longer time does by its day; what its task owes is asked by {@link inPeriod}. */
export function isCountedIn(visit: Pick<VisitFact, 'date' | 'period'>, period: Period): boolean {
  const { from, to } = periodDays(period);
  const day = dayCounted(visit);
  return from <= day && day <= to;
}

/** By their own days. */
export function madeBefore(visits: readonly VisitFact[], period: Period): readonly VisitFact[] {
  const { from } = periodDays(period);
  return visits.filter(({ date }) => date < from);
}

/**
 * Does a visit belong to a period for a class that it serves? Beside those {@link inPeriod}, one made for a longer period of another class, as
 * for the half-year of another row of a table, serves this one on its day (AMB-31).
 */
export function servesIn(
  visit: VisitFact,
  { class: cls, period }: { readonly class: ClassId; readonly period: Period },
): boolean {
  if (inPeriod(visit, period)) return true;
  if (visit.class === cls || visit.state !== 'completed' || visit.period === undefined) return false;
  const [whole, own] = [periodDays(period), periodDays(visit.period)];
  const day = dayCounted(visit);
  return own.from <= whole.from && whole.to <= own.to && whole.from <= day && day <= whole.to;
}

/** Only random visits of environment authorities that were not cancelled count for ratios, coverage and caps. */
export function counts(visit: VisitFact): boolean {
  return visit.selection === 'random' && visit.state !== 'cancelled' && !visit.outside;
}

export function foundViolation(pack: Pack, visit: VisitFact): boolean {
  return findings(pack, visit).some((finding) => finding === 'problem' || finding === 'uncooperative');
}

/** Was something found that has to be followed up: a problem, no cooperation, or a problem still to be dealt with? */
export function needsFollowUp(pack: Pack, visit: VisitFact): boolean {
  return foundViolation(pack, visit) || findings(pack, visit).includes('pending');
}

/**
 * 须整改: a day was set to put it right by, or it is known to be put right, as on the spot. Where nothing was found there is nothing to put right,
 * and neither day says anything.
 */
export function isToRectify(
  pack: Pack,
  visit: Pick<VisitFact, 'state' | 'results' | 'rectifyBy' | 'rectifiedOn'>,
): boolean {
  return (visit.rectifyBy !== undefined || visit.rectifiedOn !== undefined) && !wasClean(pack, visit);
}

/** 已整改: of those. */
export function isRectified(pack: Pack, visit: VisitFact): boolean {
  return visit.rectifiedOn !== undefined && isToRectify(pack, visit);
}

/** 整改逾期: of those, the day to put it right by is over, and it is not known to be done. */
export function isRectificationOverdue(pack: Pack, visit: VisitFact, asOf: CalendarDate): boolean {
  const { rectifyBy, rectifiedOn } = visit;
  return rectifyBy !== undefined && rectifiedOn === undefined && asOf > rectifyBy && isToRectify(pack, visit);
}

/** Concluded with nothing but the wording that says no problem was found. */
export function wasClean(pack: Pack, visit: Pick<VisitFact, 'state' | 'results'>): boolean {
  const found = findings(pack, visit);
  return visit.state === 'completed' && found.length > 0 && found.every((finding) => finding === 'none');
}

function findings(pack: Pack, visit: Pick<VisitFact, 'results'>): readonly (Wording['finding'] | undefined)[] {
  const { list } = theRule(pack, 'wordings').value;
  return visit.results.map((text) => list.find((wording) => wording.text === text)?.finding);
}

const RANK: Readonly<Record<Level, number>> = { county: 0, municipal: 1, newArea: 1 };

export function isHigher(level: Level, than: Level): boolean {
  return RANK[level] > RANK[than];
}

/** A task is complete with its last object (AMB-41): of several days that its visits name, the last holds for all of them. */
export function withLastCompletion(visits: readonly VisitFact[]): readonly VisitFact[] {
  const last = new Map<string, CalendarDate>();
  for (const visit of visits) {
    const task = taskOf(visit);
    const { taskCompletedOn: day } = visit;
    if (task === undefined || day === undefined) continue;
    const known = last.get(task);
    if (known === undefined || known < day) last.set(task, day);
  }
  return visits.map((visit) => {
    const day = last.get(taskOf(visit) ?? '');
    return day === undefined || visit.taskCompletedOn === undefined ? visit : { ...visit, taskCompletedOn: day };
  });
}

function taskOf({ agency, taskId }: VisitFact): string | undefined {
  return taskId === undefined ? undefined : `${agency} ${taskId}`;
}
