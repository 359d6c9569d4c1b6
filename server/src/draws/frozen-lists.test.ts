import { describe, expect, it } from 'vitest';
import { type FrozenRowsOfDraw, measuredLists } from './frozen-lists.ts';

const list = (ids: string, more: Partial<FrozenRowsOfDraw> = {}): FrozenRowsOfDraw => ({
  ...{ class: 'B2', period: '2022', supplements: false, isRound: false, base: ids.length, pool: ids.length },
  rows: [...ids].map((id) => ({ id, state: 'in' })),
  ...more,
});
const told = (...latestFirst: readonly FrozenRowsOfDraw[]) =>
  measuredLists(latestFirst).map(({ base, pool, rows }) => [rows.map(({ id }) => id).join(''), base, pool]);

describe('the list that a period is measured by', () => {
  it('of rounds and parts is the last one: who closed between them is out, who came is in', () => {
    const second = list('123567', { isRound: true });
    expect(told(second, list('123456'))).toEqual([['123567', 6, 6]]);
    expect(told(list('89', { isRound: true }), list('789', { isRound: true }))).toEqual([['89', 2, 2]]);
    // A supplement of both rounds brings nobody back.
    expect(told(list('123567', { supplements: true }), second, list('123456'))).toEqual([['123567', 6, 6]]);
  });

  it('of a draw of all at once stays as it was frozen, with who is new in its supplement', () => {
    expect(told(list('12357', { supplements: true, pool: 1 }), list('12345'))).toEqual([['123457', 6, 6]]);
    expect(told(list('1', { period: '2023', isRound: true }), list('12'))).toEqual([
      ['1', 1, 1],
      ['12', 2, 2],
    ]);
  });
});
