import { addDays, type CalendarDate, dayNumber, weekday, yearOf } from '../basics/dates.ts';
import { err, ok, type Result } from '../basics/result.ts';
import { type Decoder, date, fields, integer, list, oneOf, optional, type PackFault, refuse, text } from './decode.ts';

/** Working days of an office: Monday to Friday, less the State Council's holidays, plus its make-up days. */

/** One year's table, as its file or an imported one says it. */
export interface HolidayYear {
  readonly year: number;
  /** announced = from the notice named · estimated = 推算, no notice yet: weekdays only, deadlines are provisional. */
  readonly status: 'announced' | 'estimated';
  readonly notice?: {
    readonly title: string;
    readonly number?: string;
    readonly issued: CalendarDate;
    readonly url?: string;
  };
  readonly note?: string;
  /** Days off; weekend days of a holiday may stand here too. */
  readonly off: readonly CalendarDate[];
  /** Weekend days on which offices work. */
  readonly work: readonly CalendarDate[];
}

const shape: Decoder<HolidayYear> = fields<HolidayYear>({
  year: integer(2000, 2200),
  status: oneOf('announced', 'estimated'),
  notice: optional(
    fields<NonNullable<HolidayYear['notice']>>({
      title: text,
      number: optional(text),
      issued: date,
      url: optional(text),
    }),
  ),
  note: optional(text),
  off: list(date),
  work: list(date),
});

/** Reads a year's table; faults as for a pack. */
export function parseHolidayYear(value: unknown): Result<HolidayYear, readonly PackFault[]> {
  const faults: PackFault[] = [];
  const year = shape.read(value, [], faults);
  if (year === undefined) return err(faults);
  checkYear(year, faults);
  return faults.length === 0 ? ok(year) : err(faults);
}

function checkYear(table: HolidayYear, faults: PackFault[]): void {
  if (table.status === 'announced' && table.notice === undefined)
    refuse(['notice'], faults, '已公布的年份须写明通知。');
  for (const key of ['off', 'work'] as const) {
    table[key].forEach((day, i) => {
      if (yearOf(day) !== table.year) refuse([key, i], faults, `“${day}”不在 ${table.year} 年。`);
    });
  }
  table.work.forEach((day, i) => {
    if (weekday(day) < 6) refuse(['work', i], faults, `“${day}”本来就是工作日，调休上班日应为周六或周日。`);
    if (table.off.includes(day)) refuse(['work', i], faults, `“${day}”同时写成了放假和上班。`);
  });
}

/** A calendar of several years. */
export interface WorkingDays {
  readonly isWorkingDay: (day: CalendarDate) => boolean;
  /** Is the year of the day without an announced table? */
  readonly isProvisional: (day: CalendarDate) => boolean;
}

/** Makes the calendar; of two tables for one year the later one in the list holds. */
export function workingDays(years: readonly HolidayYear[]): WorkingDays {
  const tables = new Map(
    years.map(({ year, status, off, work }) => [year, { status, off: new Set(off), work: new Set(work) }] as const),
  );
  return {
    isWorkingDay: (day) => {
      const table = tables.get(yearOf(day));
      return table?.work.has(day) || (weekday(day) <= 5 && !table?.off.has(day));
    },
    isProvisional: (day) => tables.get(yearOf(day))?.status !== 'announced',
  };
}

export interface DueDay {
  readonly date: CalendarDate;
  /** 推算: the span touches a year whose holidays are not announced. */
  readonly provisional: boolean;
}

/**
 * The last of so many working days after a day. The day itself is not counted (之日起, AMB-28) unless
 * `dayZeroCounts`, and then only where it is a working day.
 */
export function addWorkingDays(
  calendar: WorkingDays,
  from: CalendarDate,
  { days, dayZeroCounts = false }: { readonly days: number; readonly dayZeroCounts?: boolean },
): DueDay {
  let day = dayZeroCounts ? from : addDays(from, 1);
  let provisional = calendar.isProvisional(day);
  for (let left = calendar.isWorkingDay(day) ? days - 1 : days; left > 0; ) {
    day = addDays(day, 1);
    provisional ||= calendar.isProvisional(day);
    if (calendar.isWorkingDay(day)) left--;
  }
  return { date: day, provisional };
}

/** Working days after a day up to and including another; 0 where it is not later. */
export function workingDaysBetween(calendar: WorkingDays, after: CalendarDate, until: CalendarDate): number {
  let count = 0;
  for (let left = dayNumber(until) - dayNumber(after); left > 0; left--) {
    if (calendar.isWorkingDay(addDays(until, 1 - left))) count++;
  }
  return count;
}
