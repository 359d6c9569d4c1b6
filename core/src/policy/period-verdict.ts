import { type CalendarDate, type Period, periodDays, periodsOfYear, yearOf } from '../basics/dates.ts';
import { addWorkingDays, type WorkingDays } from './working-days.ts';

/** When the verdict on a period becomes final: open while the period runs, provisional after it, closed once and for good. */

export type VerdictState = 'open' | 'provisional' | 'closed';

/** Working days after a period in which what happened in it can still be recorded. */
const DAYS_TO_RECORD = 5;

export interface VerdictTimes {
  readonly ends: CalendarDate;
  /** The last day to record what belongs to the period; its verdict is final from the next day on. */
  readonly lastDay: CalendarDate;
  /** 推算: that day rests on a year whose holidays are not announced yet. */
  readonly provisional: boolean;
}

/** A verdict that was opened again has the same days once more, from that day on. */
export function verdictTimes(period: Period, calendar: WorkingDays, reopenedOn?: CalendarDate): VerdictTimes {
  const ends = periodDays(period).to;
  const { date, provisional } = addWorkingDays(calendar, reopenedOn ?? ends, { days: DAYS_TO_RECORD });
  return { ends, lastDay: date, provisional };
}

/** The state of a verdict that is not closed. */
export function stateOn({ ends }: Pick<VerdictTimes, 'ends'>, today: CalendarDate): Exclude<VerdictState, 'closed'> {
  return today <= ends ? 'open' : 'provisional';
}

/** Inspections of a period that belong to draws. */
export interface PeriodWork {
  readonly tasks: number;
  /** Tasks that are begun and have drawn nobody yet. */
  readonly undrawn: number;
  /** Objects that were drawn and have no visit. */
  readonly unvisited: number;
}

/** Why a verdict may be closed: the days are over, or before them every inspection is; undefined = it may not. */
export function closingGround(
  times: VerdictTimes,
  { tasks, undrawn, unvisited }: PeriodWork,
  today: CalendarDate,
): 'time' | 'concluded' | undefined {
  if (today <= times.ends) return undefined;
  if (today > times.lastDay) return 'time';
  // Nothing that was drawn says nothing of what was done: then only the days decide.
  return tasks > 0 && undrawn === 0 && unvisited === 0 ? 'concluded' : undefined;
}

/** The quarters and years that are over and ended on a day or after it, in order. */
export function periodsOver({
  since,
  today,
}: {
  readonly since: CalendarDate;
  readonly today: CalendarDate;
}): readonly Period[] {
  const first = yearOf(since);
  return Array.from({ length: yearOf(today) - first + 1 }, (_, i) => first + i)
    .flatMap((year) => [...periodsOfYear(year, 'quarter'), ...periodsOfYear(year, 'year')])
    .filter((period) => periodDays(period).to >= since && periodDays(period).to < today);
}
