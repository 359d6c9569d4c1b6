import { expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack } from '../../test/pack-files.ts';
import { compliance } from './compliance.ts';
import type { VisitFact } from './facts.ts';
import { workingDays } from './working-days.ts';

/** 营口 2022—2026, a hundred general units, sixty of them inspected by 2025: what is said while 2026 runs. */

const calendar = workingDays([2026, 2027].map(loadHolidays));
const objects = Array.from({ length: 100 }, (_, i) => anObject({ id: `G-${i + 100}` }));
const seen = (from: number, to: number, date: string): readonly VisitFact[] =>
  objects.slice(from, to).map(({ id }) => aVisit({ objectId: id, class: 'general', date }));

function judged(now: number, asOf: string) {
  const visits = [...seen(0, 60, '2023-05-10'), ...seen(60, 60 + now, '2026-02-10')];
  const { findings, tables } = compliance(loadPack('yingkou'), {
    ...{ agency: '999999', level: 'county', year: 2026, asOf, calendar, objects, visits },
  });
  const told = findings.filter((one) => one.class === 'general' && one.code.includes('HORIZON'));
  const row = tables.find(({ topic, class: cls }) => topic === 'coverage' && cls === 'general');
  return { told: told.map(({ code, projected, severity }) => [code, projected, severity]), row };
}

test('the pace of the quarters that are over is looked at while the last year of a window runs', () => {
  // Nine in three quarters: three more are to be looked for in the last one.
  const { told, row } = judged(9, '2026-10-08');
  expect(told).toEqual([['HORIZON_PACE_SHORT', 72, 'warning']]);
  expect(row).toMatchObject({ required: 100, actual: 69, state: 'open' });
});

test('control: nothing is said in pace, nor before a quarter is over, and once the year is over its end counts', () => {
  expect([judged(30, '2026-10-08').told, judged(0, '2026-03-31').told]).toEqual([[], []]);
  expect(judged(9, '2027-01-05').told).toEqual([['UNDER_HORIZON_COVERAGE', undefined, 'error']]);
});

/** Twelve units, seven of them inspected by 2025, and one more in each quarter of 2026. */
const twelve = objects.slice(0, 12);
const DAYS = ['2026-02-10', '2026-05-10', '2026-08-10', '2026-11-10'];
const told = (asOf: string, more: readonly VisitFact[] = []) => {
  const done = [...seen(0, 7, '2023-05-10'), ...DAYS.flatMap((day, i) => seen(7 + i, 8 + i, day)), ...more];
  const { findings, tables } = compliance(loadPack('yingkou'), {
    ...{ agency: '999999', level: 'county', year: 2026, asOf, calendar, objects: twelve },
    visits: done.filter(({ date }) => date <= asOf),
  });
  const row = tables.find(({ topic, class: cls }) => topic === 'coverage' && cls === 'general');
  const [finding] = findings.filter(
    (one) => one.class === 'general' && (one.code.includes('HORIZON') || one.code === 'POOL_EXHAUSTED'),
  );
  return [finding?.code, finding?.projected, row?.actual];
};

test('the quarter that runs has its share of the pace, so that the warning does not come and go within it', () => {
  const days = ['2026-04-05', '2026-06-20', '2026-07-05', '2026-08-20', '2026-10-05', '2026-11-20', '2026-12-31'];
  expect(days.map((day) => told(day).slice(0, 2))).toEqual(days.map(() => ['HORIZON_PACE_SHORT', 11]));
  // Control: two in the quarter that runs, and the twelve are reached.
  expect(told('2026-12-31', seen(11, 12, '2026-12-01'))).toEqual([undefined, undefined, 12]);
});

test('a visit that came late for a task of the last quarter counts in the window of its task, and in no later one', () => {
  const late = { period: '2026Q4', taskId: '2026q4-general' };
  const visit = aVisit({ objectId: 'G-111', class: 'general', date: '2027-01-05', ...late });
  expect(told('2027-01-06', [visit])).toEqual([undefined, undefined, 12]);
  // Control: without a task it is of the new window.
  expect(told('2027-01-06', seen(11, 12, '2027-01-05'))).toEqual(['UNDER_HORIZON_COVERAGE', undefined, 11]);
});

test('whom exemption lets nobody draw in the last year is not held against the window', () => {
  const clean = { class: 'general', date: '2026-03-01', level: 'municipal', agency: '999900' } as const;
  const above = aVisit({ objectId: 'G-111', ...clean });
  expect(told('2027-01-06', [above])).toEqual(['POOL_EXHAUSTED', undefined, 11]);
  // Control: what the city found leaves the unit to be drawn.
  const found = aVisit({ objectId: 'G-111', ...clean, results: ['发现问题已责令整改'] });
  expect(told('2027-01-06', [found])[0]).toBe('UNDER_HORIZON_COVERAGE');
});
