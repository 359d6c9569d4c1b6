import { describe, expect, test } from 'vitest';
import { anObject, aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadPack, withSwitches } from '../../test/pack-files.ts';
import { candidates } from './candidates.ts';
import { countedAfterwards, madeUp } from './made-up.ts';

const pack = loadPack('jiangxian');
const id = (n: number) => `K-${String(n).padStart(3, '0')}`;
const objects = Array.from({ length: 37 }, (_, i) => keyObject(id(i + 1)));
/** So many were visited in a month, from a number on. */
const visited = (n: number, month: string, from = 1) =>
  Array.from({ length: n }, (_, i) => aVisit({ objectId: id(from + i), date: `2026-${month}-10` }));

function taken(
  period: string,
  today: string,
  {
    visits = visited(6, '02'),
    planned = 10,
    excused = false,
  }: Partial<Parameters<typeof madeUp>[2]> & {
    readonly visits?: ReturnType<typeof visited>;
  } = {},
) {
  const found = candidates(pack, { class: 'key', level: 'county', period, date: today, objects, visits })!;
  return madeUp(pack, found, { today, planned, excused });
}

describe('a draw for a period that is over', () => {
  test('takes what the visits of the period leave of its number: 4 of 10 after 6', () => {
    expect(taken('2026Q1', '2026-04-01')).toEqual({ asked: 10, have: 6, n: 4 });
    expect(taken('2026Q1', '2026-04-01', { visits: visited(12, '02') })).toEqual({ asked: 10, have: 12, n: 0 });
  });

  test('goes by the plan where that has more, by the law where the list has grown', () => {
    expect(taken('2026Q1', '2026-04-01', { planned: 15 })).toEqual({ asked: 15, have: 6, n: 9 });
    expect(taken('2026Q1', '2026-04-01', { planned: 8 })).toEqual({ asked: 10, have: 6, n: 4 });
  });

  test('takes whom the year lacks in its last period (C0-6), and the ratio’s number where that was excused', () => {
    const visits = [...visited(20, '02'), ...visited(6, '11', 21)];
    expect(taken('2026Q4', '2027-01-04', { visits })).toEqual({ asked: 17, have: 6, n: 11 });
    expect(taken('2026Q4', '2027-01-04', { visits, excused: true })).toEqual({ asked: 10, have: 6, n: 4 });
  });

  test('takes what was planned where a reason was approved for fewer', () => {
    expect(taken('2026Q1', '2026-04-01', { planned: 8, excused: true })).toEqual({ asked: 8, have: 6, n: 2 });
  });

  test('control: has the number of the plan on the last day of its period, or where nobody was visited in it', () => {
    expect(taken('2026Q1', '2026-03-31')).toBeUndefined();
    expect(taken('2026Q1', '2026-04-01', { visits: [] })).toBeUndefined();
    expect(taken('2026Q1', '2026-04-01', { visits: visited(6, '04') })).toBeUndefined();
  });

  test('control: a round of those that are each wanted twice is asked for as it is (AMB-58)', () => {
    const twice = withSwitches(loadPack('yiliang'), { 'tier.halfYears': 'anyTime' });
    const scope = { class: 'B3', level: 'county', period: '2022', date: '2023-01-04' } as const;
    const two = [1, 2].map((n) => anObject({ id: id(n), permitCategory: 'none', tags: ['要求:市政府要求'] }));
    const visits = [aVisit({ objectId: id(1), date: '2022-03-01', class: 'B3' })];
    const found = candidates(twice, { ...scope, objects: two, visits })!;
    expect([found.alreadyDrawn, countedAfterwards(twice, found, '2023-01-04')]).toEqual([1, 0]);
  });
});
