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
