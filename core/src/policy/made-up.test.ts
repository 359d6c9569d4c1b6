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
    ...part
  }: Partial<Parameters<typeof madeUp>[2]> & {
    readonly visits?: ReturnType<typeof visited>;
  } = {},
) {
  const found = candidates(pack, { class: 'key', level: 'county', period, date: today, objects, visits })!;
  return madeUp(pack, found, { today, planned, excused, ...part });
}

describe('a draw for a period that is over', () => {
  test('takes what the visits of the period leave of its number: 4 of 10 after 6', () => {
    expect(taken('2026Q1', '2026-04-01')).toEqual({ asked: 10, byLaw: 10, have: 6, lacking: 4, n: 4, unit: '家' });
    expect(taken('2026Q1', '2026-04-01', { visits: visited(12, '02') })).toEqual({
      asked: 10,
      byLaw: 10,
      have: 12,
      lacking: 0,
      n: 0,
      unit: '家',
    });
  });

  test('goes by the plan where that has more, by the law where the list has grown', () => {
    expect(taken('2026Q1', '2026-04-01', { planned: 15 })).toEqual({
      asked: 15,
      byLaw: 10,
      have: 6,
      lacking: 9,
      n: 9,
      unit: '家',
    });
    expect(taken('2026Q1', '2026-04-01', { planned: 8 })).toEqual({
      asked: 10,
      byLaw: 10,
      have: 6,
      lacking: 4,
      n: 4,
      unit: '家',
    });
  });

  test('takes whom the year lacks in its last period (C0-6), and the ratio’s number where that was excused', () => {
    const visits = [...visited(20, '02'), ...visited(6, '11', 21)];
    expect(taken('2026Q4', '2027-01-04', { visits })).toEqual({
      asked: 17,
      byLaw: 17,
      have: 6,
      lacking: 11,
      n: 11,
      unit: '家',
    });
    expect(taken('2026Q4', '2027-01-04', { visits, excused: true })).toEqual({
      asked: 10,
      byLaw: 10,
      have: 6,
      lacking: 4,
      n: 4,
      unit: '家',
    });
  });

  test('takes what was planned where a reason was approved for fewer', () => {
    expect(taken('2026Q1', '2026-04-01', { planned: 8, excused: true })).toEqual({
      asked: 8,
      byLaw: 0,
      have: 6,
      lacking: 2,
      n: 2,
      unit: '家',
    });
  });

  test('control: has the number of the plan on the last day of its period, or where nobody was visited in it', () => {
    expect(taken('2026Q1', '2026-03-31')).toBeUndefined();
    expect(taken('2026Q1', '2026-04-01', { visits: [] })).toBeUndefined();
    expect(taken('2026Q1', '2026-04-01', { visits: visited(6, '04') })).toBeUndefined();
  });

  test('takes of an entry drawn in parts no more than the part that was asked for, and what is short', () => {
    expect(taken('2026Q1', '2026-04-01', { part: 3 })).toMatchObject({ asked: 10, lacking: 4, n: 3 });
    expect(taken('2026Q1', '2026-04-01', { part: 5 })).toMatchObject({ lacking: 4, n: 4 });
  });

  describe('of those that are each wanted twice in a year (AMB-58)', () => {
    const twice = withSwitches(loadPack('yiliang'), { 'tier.halfYears': 'anyTime' });
    const seven = Array.from({ length: 7 }, (_, i) =>
      anObject({ id: id(i + 1), permitCategory: 'none', tags: ['要求:市政府要求'] }),
    );
    /** A visit in March to each, and a second one in June to the first so many. */
    const late = (first: number, second: number, today = '2023-01-04') => {
      const on = (n: number, date: string) =>
        Array.from({ length: n }, (_, i) => aVisit({ objectId: id(i + 1), date, class: 'B3' }));
      const visits = [...on(first, '2022-03-01'), ...on(second, '2022-06-01')];
      const scope = { class: 'B3', level: 'county', period: '2022', date: today } as const;
      const found = candidates(twice, { ...scope, objects: seven, visits })!;
      return { found, made: madeUp(twice, found, { today, planned: 7, excused: false }) };
    };

    test('takes what both rounds lack: 5 of 14 after 9, and nothing after 14', () => {
      expect(late(7, 2).made).toEqual({ asked: 14, byLaw: 14, have: 9, lacking: 5, n: 5, unit: '家次' });
      expect(late(7, 7).made).toMatchObject({ have: 14, lacking: 0, n: 0 });
    });

    test('takes one round where more than one is short', () => {
      expect(late(3, 0).made).toMatchObject({ have: 3, lacking: 11, n: 7 });
      // Whoever was there twice is not drawn any more: five are left, and the rest is for the next draw.
      expect(late(3, 2).made).toMatchObject({ have: 5, lacking: 9, n: 5 });
    });

    test('control: while the year runs the round is drawn as it was planned', () => {
      expect(late(7, 2, '2022-12-31').made).toBeUndefined();
      expect(countedAfterwards(late(7, 2).found, '2023-01-01')).toBe(9);
    });
  });
});

test('where everybody is asked for the plan asks for no more than there are on the list', () => {
  const yiliang = loadPack('yiliang');
  const six = Array.from({ length: 6 }, (_, i) => keyObject(id(i + 1), { tierRows: ['B2'] }));
  const visits = [1, 2, 3, 4].map((n) => aVisit({ objectId: id(n), date: '2026-03-04', class: 'B2' }));
  const asked = { class: 'B2', level: 'county', period: '2026H1', date: '2026-07-06', objects: six, visits } as const;
  const found = candidates(yiliang, asked)!;
  expect(madeUp(yiliang, found, { today: '2026-07-06', planned: 7, excused: false })).toMatchObject({
    ...{ asked: 6, byLaw: 6, have: 4, lacking: 2, n: 2 },
  });
});
