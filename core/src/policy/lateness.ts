import { type CalendarDate, dayNumber } from '../basics/dates.ts';
import type { Finding } from './findings.ts';
import { type WorkingDays, workingDaysBetween } from './working-days.ts';

/** What a finding says of something that came after its last day, or is missing after it. */

export type Lateness = Pick<Finding, 'due' | 'dueEstimated' | 'doneOn' | 'lateBy'>;

/**
 * `calendar`: of a limit that is given in working days. Where it ran out on the eve of days off, no working day may have passed: the days
 * of the calendar are told instead, since 0 would not look late. A day that rests on holidays not announced yet says so.
 */
export function lateness(
  {
    due,
    doneOn,
    asOf,
  }: { readonly due: CalendarDate; readonly doneOn?: CalendarDate | undefined; readonly asOf: CalendarDate },
  calendar?: WorkingDays,
): Lateness {
  const until = doneOn ?? asOf;
  const working = calendar ? workingDaysBetween(calendar, due, until) : 0;
  return {
    due,
    ...(calendar?.isProvisional(due) && { dueEstimated: true }),
    ...(doneOn !== undefined && { doneOn }),
    lateBy:
      working > 0 ? { days: working, unit: 'workingDay' } : { days: dayNumber(until) - dayNumber(due), unit: 'day' },
  };
}
