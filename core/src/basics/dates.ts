import { assert } from './assert.ts';

/** A calendar date of the office's calendar (Asia/Shanghai), `YYYY-MM-DD`: a date, never an instant. */
export type CalendarDate = string;

/** `2026`, `2026H1`, `2026Q4` or `2026-10`. */
export type Period = string;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const PERIOD = /^(\d{4})(?:H([12])|Q([1-4])|-(0[1-9]|1[0-2]))?$/;
const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;

/** Is the text a date that exists (1583…9999, Gregorian)? */
export function isDate(text: string): boolean {
  const match = DATE.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1583 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

export function makeDate(year: number, month: number, day: number): CalendarDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export function yearOf(date: CalendarDate): number {
  return Number(date.slice(0, 4));
}

export function monthOf(date: CalendarDate): number {
  return Number(date.slice(5, 7));
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days since 1970-01-01 (proleptic Gregorian; Howard Hinnant's days_from_civil). */
export function dayNumber(date: CalendarDate): number {
  assert(isDate(date), `date ${date}`);
  const month = monthOf(date);
  const year = yearOf(date) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + Number(date.slice(8, 10)) - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}

/** The inverse of {@link dayNumber}. */
export function dateOfDayNumber(days: number): CalendarDate {
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return makeDate(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** The same day so many years later; 29 February rolls forward to 1 March (golden case J-17). */
export function addYears(date: CalendarDate, years: number): CalendarDate {
  const year = yearOf(date) + years;
  const same = `${String(year).padStart(4, '0')}${date.slice(4)}`;
  return isDate(same) ? same : makeDate(year, 3, 1);
}

/** 1 = Monday … 7 = Sunday. */
export function weekday(date: CalendarDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** The calendar date in Asia/Shanghai (UTC+8, no summer time since 1991) of an instant in ms since 1970. */
export function dateInShanghai(epochMs: number): CalendarDate {
  return dateOfDayNumber(Math.floor((epochMs + SHANGHAI_MS) / DAY_MS));
}

export function isPeriod(text: string): boolean {
  return PERIOD.test(text);
}

type Days = { readonly from: CalendarDate; readonly to: CalendarDate };

/** Periods asked for are few and asked for often: once for every object of a directory. */
const KNOWN_PERIODS = new Map<Period, Days>();

/** First and last day of a period, both inclusive. Throws on a text that is no period. */
export function periodDays(period: Period): Days {
  const days = KNOWN_PERIODS.get(period) ?? daysOf(period);
  if (KNOWN_PERIODS.size < 10_000) KNOWN_PERIODS.set(period, days);
  return days;
}

function daysOf(period: Period): Days {
  const match = PERIOD.exec(period);
  assert(match, `period ${period}`);
  const year = Number(match[1]);
  const [first, last] = match[2]
    ? [Number(match[2]) * 6 - 5, Number(match[2]) * 6]
    : match[3]
      ? [Number(match[3]) * 3 - 2, Number(match[3]) * 3]
      : match[4]
        ? [Number(match[4]), Number(match[4])]
        : [1, 12];
  return { from: makeDate(year, first, 1), to: makeDate(year, last, daysInMonth(year, last)) };
}

/** Does a period lie wholly within another? A month and its quarter do; a half-year and a quarter of it do not. */
export function liesWithin(period: Period, whole: Period): boolean {
  const outer = periodDays(whole);
  const { from, to } = periodDays(period);
  return outer.from <= from && to <= outer.to;
}

export type PeriodUnit = 'year' | 'halfYear' | 'quarter' | 'month';

/** The periods of a year in order: 1, 2, 4 or 12 of them. */
export function periodsOfYear(year: number, unit: PeriodUnit): readonly Period[] {
  const y = String(year).padStart(4, '0');
  if (unit === 'year') return [y];
  if (unit === 'halfYear') return [`${y}H1`, `${y}H2`];
  if (unit === 'quarter') return [`${y}Q1`, `${y}Q2`, `${y}Q3`, `${y}Q4`];
  return Array.from({ length: 12 }, (_, i) => `${y}-${String(i + 1).padStart(2, '0')}`);
}

/** The period of a unit that a date lies in. */
export function periodAround(date: CalendarDate, unit: PeriodUnit): Period {
  const of = periodsOfYear(yearOf(date), unit);
  return of[Math.floor(((monthOf(date) - 1) * of.length) / 12)]!;
}

/** The quarter a date lies in, `2026Q4`. */
export function quarterOf(date: CalendarDate): Period {
  return `${date.slice(0, 4)}Q${Math.floor((monthOf(date) + 2) / 3)}`;
}

/** The quarter after a quarter. */
export function nextQuarter(quarter: Period): Period {
  return quarterOf(addDays(periodDays(quarter).to, 1));
}
