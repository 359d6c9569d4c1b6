import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goldenCalendars } from '../../test/golden/golden-case.ts';
import { loadHolidays } from '../../test/pack-files.ts';
import { addDays, weekday } from '../basics/dates.ts';
import { addWorkingDays, parseHolidayYear, workingDays, workingDaysBetween } from './working-days.ts';

const SHIPPED = [2021, 2022, 2023, 2024, 2025, 2026, 2027];
const calendar = workingDays(SHIPPED.map(loadHolidays));
const due = (from: string, days: number, dayZeroCounts = false) =>
  addWorkingDays(calendar, from, { days, dayZeroCounts }).date;

describe('the shipped years', () => {
  test.each(SHIPPED.slice(0, 6))('%i names its notice', (year) => {
    const { status, notice } = loadHolidays(year);
    expect(status).toBe('announced');
    expect(notice?.title).toBe(`国务院办公厅关于${year}年部分节假日安排的通知`);
    expect(notice?.number).toMatch(/^国办发明电〔\d{4}〕\d+号$/);
    expect(notice?.issued).toMatch(new RegExp(`^${year - 1}-1[0-2]-`));
  });

  test.each(Object.entries(goldenCalendars))('%s agrees with the golden calendar on every weekday', (year, golden) => {
    const shipped = loadHolidays(Number(year));
    const weekdays = shipped.off.filter((day) => weekday(day) <= 5);
    if (golden.note === undefined) {
      expect(weekdays).toEqual(golden.off);
      expect(shipped.work).toEqual(golden.work);
    } else {
      for (const day of golden.off) expect(weekdays).toContain(day);
    }
  });

  test('2026: the days of the notice', () => {
    const working = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10', '2026-11-20'];
    const off = [
      '2026-01-02',
      '2026-02-16',
      '2026-02-23',
      '2026-04-06',
      '2026-05-05',
      '2026-06-19',
      '2026-09-25',
      '2026-10-07',
    ];
    expect(working.filter((day) => !calendar.isWorkingDay(day))).toEqual([]);
    expect(off.filter((day) => calendar.isWorkingDay(day))).toEqual([]);
    expect(calendar.isProvisional('2026-12-31')).toBe(false);
  });

  test('2027 is an estimate: the statutory days, nothing guessed, every deadline provisional', () => {
    const { status, notice, work } = loadHolidays(2027);
    expect([status, notice, work]).toEqual(['estimated', undefined, []]);
    expect(calendar.isWorkingDay('2027-01-01')).toBe(false);
    expect(calendar.isProvisional('2027-01-01')).toBe(true);
    expect(addWorkingDays(calendar, '2026-12-01', { days: 20 })).toEqual({ date: '2026-12-29', provisional: false });
    expect(addWorkingDays(calendar, '2026-12-10', { days: 20 })).toEqual({ date: '2027-01-08', provisional: true });
  });
});

describe('counting', () => {
  test('make-up days work, holidays do not, the day itself is not counted', () => {
    expect(due('2025-04-25', 1)).toBe('2025-04-27');
    expect(due('2025-04-25', 20)).toBe('2025-05-27');
    expect(due('2022-09-16', 20)).toBe('2022-10-19');
    expect(due('2022-01-28', 20)).toBe('2022-03-02');
    expect(due('2021-09-10', 20)).toBe('2021-10-14');
    expect(due('2022-12-20', 20)).toBe('2023-01-18');
    expect(due('2024-02-08', 1)).toBe('2024-02-09');
  });

  test('where the first day counts, only if it is a working day', () => {
    expect(due('2025-04-25', 20, true)).toBe('2025-05-26');
    expect(due('2025-04-25', 1, true)).toBe('2025-04-25');
    expect(due('2025-04-26', 1, true)).toBe('2025-04-27');
  });

  test('a year nobody told about is Monday to Friday and provisional', () => {
    const empty = workingDays([]);
    expect(addWorkingDays(empty, '2030-05-31', { days: 1 })).toEqual({ date: '2030-06-03', provisional: true });
  });

  test('a later table for the same year replaces the earlier one', () => {
    const announced = {
      year: 2027,
      status: 'announced',
      notice: { title: '通知', issued: '2026-11-30' },
      off: [],
      work: [],
    } as const;
    const both = workingDays([loadHolidays(2027), announced]);
    expect(both.isProvisional('2027-01-01')).toBe(false);
    expect(both.isWorkingDay('2027-01-01')).toBe(true);
  });

  test('working days between two days are what adding them takes', () => {
    expect(workingDaysBetween(calendar, '2025-05-20', '2025-05-27')).toBe(5);
    expect(workingDaysBetween(calendar, '2025-05-27', '2025-05-27')).toBe(0);
    expect(workingDaysBetween(calendar, '2025-05-28', '2025-05-27')).toBe(0);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 1, max: 60 }), (offset, days) => {
        const from = addDays('2021-01-04', offset);
        const end = due(from, days);
        expect(calendar.isWorkingDay(end)).toBe(true);
        expect(workingDaysBetween(calendar, from, end)).toBe(days);
        expect(due(from, days + 1) > end).toBe(true);
      }),
    );
  });
});

test('the same answers in every time zone', () => {
  const before = process.env.TZ;
  const hours = new Set<number>();
  const answers = ['Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati'].map((zone) => {
    process.env.TZ = zone;
    hours.add(new Date('2026-11-20T08:00:00Z').getHours());
    return [due('2025-04-25', 20), due('2022-01-28', 20), weekday('2026-11-20'), calendar.isWorkingDay('2026-02-14')];
  });
  if (before === undefined) delete process.env.TZ;
  else process.env.TZ = before;
  expect(hours.size).toBe(3);
  expect(answers).toEqual(Array(3).fill(['2025-05-27', '2022-03-02', 5, true]));
});

describe('reading a year', () => {
  const year = {
    year: 2027,
    status: 'announced',
    notice: { title: '通知', issued: '2026-11-30' },
    off: ['2027-01-01'],
    work: ['2027-01-03'],
  };
  const faults = (edit: object) => {
    const parsed = parseHolidayYear({ ...year, ...edit });
    return parsed.ok ? [] : parsed.error.map(({ path, message }) => `${path.join('/')} ${message}`);
  };

  test('good', () => {
    expect(faults({})).toEqual([]);
    expect(
      faults({
        status: 'estimated',
        notice: { title: '通知', issued: '2026-11-30', number: '1号', url: 'https://example.gov.cn' },
      }),
    ).toEqual([]);
  });

  test.each([
    [{ year: 'next' }, 'year '],
    [{ notice: undefined, status: 'announced' }, 'notice'],
    [{ off: ['2026-12-31'] }, 'off/0 off[0]：“2026-12-31”不在 2027 年。'],
    [{ work: ['2027-01-04'] }, 'work/0 work[0]：“2027-01-04”本来就是工作日'],
    [{ off: ['2027-01-03'], work: ['2027-01-03'] }, '同时写成了放假和上班'],
    [{ off: ['2027-02-29'] }, 'off/0'],
  ])('%j is refused', (edit, words) => {
    expect(faults(edit).join('\n')).toContain(words);
  });

  test('an announced year without a notice is refused', () => {
    const { notice: _, ...without } = year;
    const parsed = parseHolidayYear(without);
    expect(parsed).toMatchObject({
      ok: false,
      error: [{ path: ['notice'], message: 'notice：已公布的年份须写明通知。' }],
    });
  });
});
