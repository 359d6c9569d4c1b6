import { expect, test } from 'vitest';
import { aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadPack } from '../../test/pack-files.ts';
import { candidates } from './candidates.ts';
import type { VisitFact } from './facts.ts';
import { leastToday } from './least-today.ts';
import { makeLedger } from './ledger.ts';
import { proposePlan } from './plan.ts';
import { ofOwnDraw } from './plan-numbers.ts';

/** 绛县, 37 key units: what an entry is to have where others stand for its quarter already is what its draw takes. */

const pack = loadPack('jiangxian');
const ids = (from: number, n: number) => Array.from({ length: n }, (_, i) => `K-${String(from + i).padStart(3, '0')}`);
const objects = ids(1, 37).map((id) => keyObject(id));
const on = (date: string, of: readonly string[]): readonly VisitFact[] =>
  of.map((objectId) => aVisit({ objectId, date }));
const before = [...on('2026-02-02', ids(1, 5)), ...on('2026-05-05', ids(6, 5)), ...on('2026-08-08', ids(11, 10))];

function numbers(visits: readonly VisitFact[], period = '2026Q4', asOf = '2026-10-10') {
  const agency = { code: '999999', name: '示范县分局', level: 'county' } as const;
  const ledger = makeLedger(pack, { level: 'county', agency: agency.code, year: 2026, objects, visits, asOf });
  const plan = proposePlan(pack, { agency, year: 2026, bases: {}, soFar: { ledger, frozen: [] } });
  const entry = plan.entries.find((one) => one.class === 'key' && one.period === period)!;
  const { required, n } = ofOwnDraw(entry);
  const list = candidates(pack, { class: 'key', level: 'county', period, date: asOf, objects, visits })!;
  return { period: entry.required, own: required, n, draw: leastToday(pack, list).n };
}

test('the rest of the coverage, and never fewer than the ratio', () => {
  const with3 = [...before, ...on('2026-10-02', ids(21, 3))];
  expect(numbers(with3)).toEqual({ period: 17, own: 14, n: 14, draw: 14 });
  const with12 = [...before, ...on('2026-10-02', ids(21, 12))];
  expect(numbers(with12)).toEqual({ period: 17, own: 10, n: 10, draw: 10 });
});

test('also whom the year still owes where others were covered before', () => {
  const again = [...before, ...on('2026-10-02', ids(1, 3))];
  expect(numbers(again)).toEqual({ period: 17, own: 17, n: 17, draw: 17 });
});

test('control: nobody stands for the quarter, or it is not the last one', () => {
  expect(numbers(before)).toEqual({ period: 17, own: 17, n: 17, draw: 17 });
  const third = numbers([...before.slice(0, 10), ...on('2026-07-02', ids(11, 4))], '2026Q3', '2026-07-10');
  expect(third).toMatchObject({ period: 10, own: 10, draw: 10 });
});
