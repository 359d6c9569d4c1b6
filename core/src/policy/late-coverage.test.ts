import { expect, test } from 'vitest';
import { aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack } from '../../test/pack-files.ts';
import { candidates } from './candidates.ts';
import { compliance } from './compliance.ts';
import type { VisitFact } from './facts.ts';
import { workingDays } from './working-days.ts';

/** 绛县, twelve key units, three a quarter: one of the second quarter's was not visited until the last one ran, or later, under its own task. */

const calendar = workingDays([2026, 2027].map(loadHolidays));
const objects = Array.from({ length: 12 }, (_, i) => keyObject(`K-${i + 10}`));
const visit = (i: number, date: string, quarter: string) =>
  aVisit({ objectId: `K-${i + 10}`, date, period: `2026${quarter}`, taskId: `2026${quarter.toLowerCase()}-key` });
const others = [
  ...[0, 1, 2].map((i) => visit(i, '2026-02-10', 'Q1')),
  ...[3, 4].map((i) => visit(i, '2026-05-10', 'Q2')),
  ...[6, 7, 8].map((i) => visit(i, '2026-08-10', 'Q3')),
  ...[9, 10, 11].map((i) => visit(i, '2026-11-10', 'Q4')),
];
const list = { class: 'key', period: '2026Q4', base: 12, available: 12, members: objects.map(({ id }) => id) };

function judged(visits: readonly VisitFact[], frozen = [list]) {
  const { tables } = compliance(loadPack('jiangxian'), {
    ...{ agency: '999999', level: 'county', year: 2026, asOf: '2027-01-20', calendar, objects, visits, frozen },
  });
  return tables.flatMap(({ topic, class: cls, period, required, actual, state }) =>
    cls === 'key' && (period === '2026Q4' || topic === 'coverage') ? [[required, actual, state]] : [],
  );
}

test('a last quarter does not owe whom the year has by the task of an earlier quarter, visited late', () => {
  for (const date of ['2026-11-20', '2027-01-12'])
    for (const frozen of [[list], []])
      expect(judged([...others, visit(5, date, 'Q2')], frozen)).toEqual([
        [3, 3, 'met'],
        [12, 12, 'met'],
      ]);
});

test('control: as long as nobody went there it owes him, and a visit of its own quarter is one of those it asks for', () => {
  expect(judged(others)).toEqual([
    [4, 3, 'short'],
    [12, 11, 'short'],
  ]);
  expect(judged([...others, visit(5, '2026-11-20', 'Q4')])).toEqual([
    [4, 4, 'met'],
    [12, 12, 'met'],
  ]);
});

test('the year after does not have it: plan and draws of that year want the unit as its verdict does', () => {
  const pack = loadPack('jiangxian');
  // Everybody but one is inspected in 2027 by the last quarter; that one was visited in January for the task of 2026.
  const next = objects
    .slice(1)
    .map(({ id }) => aVisit({ objectId: id, date: '2027-05-10', period: '2027Q2', taskId: 't' }));
  const draw = (visits: readonly VisitFact[]) =>
    candidates(pack, {
      ...{ class: 'key', level: 'county', period: '2027Q4', date: '2027-10-10', objects },
      visits: [...next, ...visits],
    })!;
  const year = (visits: readonly VisitFact[]) =>
    compliance(pack, {
      ...{ agency: '999999', level: 'county', year: 2027, asOf: '2028-01-20', calendar, objects },
      visits: [...next, ...visits],
    }).tables.find(({ topic, class: cls }) => topic === 'coverage' && cls === 'key');
  const late = [visit(0, '2027-01-12', 'Q4')];
  expect([draw(late).uncovered, year(late)?.shortBy]).toEqual([1, 1]);
  // Control: one of the year itself.
  const own = [aVisit({ objectId: 'K-10', date: '2027-01-12', period: '2027Q1', taskId: 't' })];
  expect([draw(own).uncovered, year(own)?.shortBy]).toEqual([0, undefined]);
});
