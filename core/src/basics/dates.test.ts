import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  addYears,
  dateInShanghai,
  dateOfDayNumber,
  dayNumber,
  daysInMonth,
  isDate,
  isPeriod,
  liesWithin,
  monthOf,
  nextQuarter,
  periodAround,
  periodDays,
  periodsOfYear,
  quarterOf,
  weekday,
  yearOf,
} from './dates.ts';

const days = fc.integer({ min: dayNumber('1583-01-01'), max: dayNumber('9999-12-31') });
const iso = (n: number) => new Date(n * 86_400_000).toISOString().slice(0, 10);

test('day numbers and dates agree with the platform calendar, both ways, over all years', () => {
  fc.assert(
    fc.property(days, (n) => {
      const date = dateOfDayNumber(n);
      expect(date).toBe(iso(n));
      expect(dayNumber(date)).toBe(n);
      expect(weekday(date)).toBe(((new Date(n * 86_400_000).getUTCDay() + 6) % 7) + 1);
      expect([yearOf(date), monthOf(date)]).toEqual([Number(date.slice(0, 4)), Number(date.slice(5, 7))]);
    }),
    { numRuns: 2000 },
  );
  expect(dateOfDayNumber(dayNumber('1583-01-01') - 1)).toBe('1582-12-31');
});

test.each([
  '2026-02-29',
  '2100-02-29',
  '2026-13-01',
  '2026-00-10',
  '2026-04-31',
  '2026-1-01',
  '1582-12-31',
  '2026-11-20 ',
])('%s is no date', (text) => {
  expect(isDate(text)).toBe(false);
  expect(() => dayNumber(text)).toThrow('date');
});

test('leap years by the Gregorian rule', () => {
  expect([2000, 2024, 1900, 2026].map((year) => daysInMonth(year, 2))).toEqual([29, 29, 28, 28]);
  expect([1, 4, 6, 9, 11, 12].map((month) => daysInMonth(2026, month))).toEqual([31, 30, 30, 30, 30, 31]);
});

test('days and years are added by the calendar; 29 February rolls to 1 March', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  expect(addYears('2024-02-29', 1)).toBe('2025-03-01');
  expect(addYears('2024-02-29', 4)).toBe('2028-02-29');
  expect(addYears('2026-11-20', -1)).toBe('2025-11-20');
});

test('the date in Shanghai changes at 16:00 UTC', () => {
  expect(dateInShanghai(Date.UTC(2026, 10, 20, 15, 59, 59, 999))).toBe('2026-11-20');
  expect(dateInShanghai(Date.UTC(2026, 10, 20, 16, 0, 0))).toBe('2026-11-21');
  const lateOnTheLastDay = dateInShanghai(Date.parse('2025-03-31T23:30:00+08:00'));
  expect([lateOnTheLastDay, quarterOf(lateOnTheLastDay)]).toEqual(['2025-03-31', '2025Q1']);
});

test('periods have a first and a last day', () => {
  expect(periodDays('2026')).toEqual({ from: '2026-01-01', to: '2026-12-31' });
  expect(periodDays('2026H1')).toEqual({ from: '2026-01-01', to: '2026-06-30' });
  expect(periodDays('2026H2')).toEqual({ from: '2026-07-01', to: '2026-12-31' });
  expect(periodDays('2026Q4')).toEqual({ from: '2026-10-01', to: '2026-12-31' });
  expect(periodDays('2024-02')).toEqual({ from: '2024-02-01', to: '2024-02-29' });
  for (const text of ['2026Q5', '2026H3', '2026-13', '26', '2026-1']) {
    expect(isPeriod(text)).toBe(false);
    expect(() => periodDays(text)).toThrow('period');
  }
});

test.each(['year', 'halfYear', 'quarter', 'month'] as const)(
  'the periods of a year by %s cover it without gap',
  (unit) => {
    const periods = periodsOfYear(2026, unit).map(periodDays);
    expect(periods[0]!.from).toBe('2026-01-01');
    expect(periods[periods.length - 1]!.to).toBe('2026-12-31');
    for (const [i, { from }] of periods.slice(1).entries()) expect(from).toBe(addDays(periods[i]!.to, 1));
  },
);

test.each(['year', 'halfYear', 'quarter', 'month'] as const)('a day lies in the one %s that holds it', (unit) => {
  for (const period of periodsOfYear(2028, unit)) {
    const { from, to } = periodDays(period);
    expect([from, to].map((day) => periodAround(day, unit))).toEqual([period, period]);
  }
});

test('quarters follow each other over the end of the year', () => {
  expect(quarterOf('2026-11-20')).toBe('2026Q4');
  expect(quarterOf('2026-01-01')).toBe('2026Q1');
  expect(nextQuarter('2026Q4')).toBe('2027Q1');
});

test('a great many periods are answered like a few', () => {
  const years = Array.from({ length: 900 }, (_, i) => 1100 + i);
  const months = years.flatMap((year) => periodsOfYear(year, 'month'));
  expect(months.length).toBeGreaterThan(10_000);
  for (const period of [...months, '2026-02', '2026Q4'])
    expect(periodDays(period).from <= periodDays(period).to).toBe(true);
  expect(periodDays('2026-02')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
});

test('a month and a quarter lie within their quarter; a half-year, a year and the month beside it do not', () => {
  const within = (whole: string) => (period: string) => liesWithin(period, whole);
  const periods = ['2026-03', '2026-04', '2026-06', '2026-07', '2026Q2', '2026Q3', '2026H1', '2026', '2025-05'];
  expect(periods.filter(within('2026Q2'))).toEqual(['2026-04', '2026-06', '2026Q2']);
  expect(periods.filter(within('2026'))).toEqual(periods.slice(0, -1));
});
