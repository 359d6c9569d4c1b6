import { addDays, type CalendarDate, daysInMonth, makeDate, monthOf, yearOf } from '../basics/dates.ts';
import { type Clause, type Pack, type Rule, theRule } from './pack.ts';
import { sourceOf } from './requirements.ts';
import type { ClockStart, PublicationValue } from './rule-topics.ts';
import { addWorkingDays, type DueDay, type WorkingDays, workingDaysBetween } from './working-days.ts';

/** When a result must be public, and where it stands. */

/** The days from which a pack's clock may run; those that have not come are absent. */
export type PublicationStarts = { readonly [K in ClockStart]?: CalendarDate };

export interface PublicationDue extends DueDay {
  readonly from: CalendarDate;
  readonly channel: string;
  readonly rule: string;
  readonly clause: Clause;
}

/** Last day to publish a result. Undefined while the event that starts the clock has not come. */
export function publicationDue(
  pack: Pack,
  starts: PublicationStarts,
  calendar: WorkingDays,
): PublicationDue | undefined {
  const rule = theRule(pack, 'publication');
  const from = starts[clockStart(pack, rule)];
  if (from === undefined) return undefined;
  return { from, channel: rule.value.channel, ...dueDay(pack, rule.value, { from, calendar }), ...sourceOf(rule) };
}

/** Does the clock of a pack run from the completion of the whole task? */
export function startsAtCompletion(pack: Pack): boolean {
  return startOfClock(pack) === 'taskCompleted';
}

/** The event from which the clock of publication runs under a pack. */
export function startOfClock(pack: Pack): ClockStart {
  return clockStart(pack, theRule(pack, 'publication'));
}

function clockStart(pack: Pack, { value }: Rule<'publication'>): ClockStart {
  const chosen = pack.settings['publication.startsFrom'];
  if (chosen !== 'byRule') return chosen;
  return value.kind === 'monthly' ? 'resultDetermined' : value.from;
}

function dueDay(
  pack: Pack,
  value: PublicationValue,
  { from, calendar }: { readonly from: CalendarDate; readonly calendar: WorkingDays },
): DueDay {
  if (value.kind === 'monthly') {
    return { date: monthEnd(from, pack.settings['publication.monthly.offsetMonths']), provisional: false };
  }
  return addWorkingDays(calendar, from, {
    days: value.workingDays,
    dayZeroCounts: pack.settings['publication.dayZeroCounts'],
  });
}

/** The last day of the month so many months after a day's month. */
function monthEnd(day: CalendarDate, months: number): CalendarDate {
  const index = yearOf(day) * 12 + monthOf(day) - 1 + months;
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
  return makeDate(year, month, daysInMonth(year, month));
}

export type PublicationStatus = 'notDue' | 'on_time' | 'overdue' | 'withheld';

export interface PublicationState {
  readonly status: PublicationStatus;
  /** Working days left up to the due day, 0 once it has passed. */
  readonly daysLeft: number;
}

interface Outcome {
  readonly publishedOn?: CalendarDate | null;
  readonly withheld?: boolean;
}

/** Where a result stands on a day (golden J-14c): the due day itself is still in time. */
export function publicationState(
  due: Pick<PublicationDue, 'date'>,
  outcome: Outcome,
  { asOf, calendar }: { readonly asOf: CalendarDate; readonly calendar: WorkingDays },
): PublicationState {
  return { status: publicationStatus(due, outcome, asOf), daysLeft: workingDaysBetween(calendar, asOf, due.date) };
}

/** The same without counting the days that are left. */
export function publicationStatus(
  due: Pick<PublicationDue, 'date'>,
  { publishedOn, withheld = false }: Outcome,
  asOf: CalendarDate,
): PublicationStatus {
  if (withheld) return 'withheld';
  if (publishedOn) return publishedOn <= due.date ? 'on_time' : 'overdue';
  return asOf > due.date ? 'overdue' : 'notDue';
}

/** Days on which a reminder is due: 10, 5 and 1 working days before the last day. */
export function reminderDays(due: Pick<PublicationDue, 'date'>, calendar: WorkingDays): readonly CalendarDate[] {
  return [10, 5, 1].map((days) => {
    let day = due.date;
    for (let left = days; left > 0; ) {
      if (calendar.isWorkingDay(day)) left--;
      day = addDays(day, -1);
    }
    return day;
  });
}
