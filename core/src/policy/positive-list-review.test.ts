import { expect, test } from 'vitest';
import { anObject } from '../../test/facts-fixtures.ts';
import { loadPack } from '../../test/pack-files.ts';
import { listingsToReview } from './positive-list-review.ts';

/** AMB-13: special first, and a task to review the positive listing. */

const positiveList = { from: '2025-01-01', to: '2026-12-31' };
const crime = { kind: 'crime', date: '2025-06-10' } as const;
const both = anObject({ id: 'B', positiveList, events: [crime] });
const asked = (pack: string, more: Partial<typeof both> = {}, date = '2026-05-14') =>
  listingsToReview(loadPack(pack), [{ object: { ...both, ...more }, visits: [] }], date);

test('a firm that is special and on the positive list is a task, with what made it special', () => {
  expect(asked('xiongan')).toEqual([
    { objectId: 'B', name: '示例单位B', reasons: ['有涉刑等严重违法违规记录'], since: '2025-06-10' },
  ]);
  const risky = { events: [], environmentalRisk: '高' } as const;
  expect(asked('xiongan', risky)).toMatchObject([{ reasons: ['环境风险等级高'] }]);
  expect(asked('xiongan', risky)[0]).not.toHaveProperty('since');
});

test('until one of the two ends, and for the living only', () => {
  expect(asked('xiongan', {}, '2027-01-01')).toEqual([]);
  expect(asked('xiongan', { events: [] })).toEqual([]);
  expect(asked('xiongan', { status: 'closed' })).toEqual([]);
});

test('by the day: a row that speaks of a day to come ends or begins nothing before it', () => {
  const before = (facts: typeof both) => ({ earlier: [{ until: '2026-12-01', stated: true, facts }] });
  const days = (more: Partial<typeof both>) =>
    ['2026-07-10', '2026-12-01'].map((day) => asked('xiongan', more, day).length);
  expect(days({ status: 'closed', statusSince: '2026-12-01' })).toEqual([1, 0]);
  expect(
    days({
      statusSince: '2026-12-01',
      earlier: [{ statusUntil: '2026-12-01', stated: false, facts: { ...both, status: 'closed' } }],
    }),
  ).toEqual([0, 1]);
  const { positiveList: _, ...unlisted } = both;
  const off = anObject({ ...unlisted, ...before(both) });
  const on = anObject({ ...both, ...before(unlisted) });
  const reviewed = (object: typeof off) =>
    ['2026-07-10', '2026-12-01'].map(
      (day) => listingsToReview(loadPack('xiongan'), [{ object, visits: [] }], day).length,
    );
  expect(reviewed(off)).toEqual([1, 0]);
  expect(reviewed(on)).toEqual([0, 1]);
  // Who only comes on that day is nobody's task before it.
  expect(days({ listedFrom: '2026-12-01' })).toEqual([0, 1]);
});

test('by id, whatever the order of the directory', () => {
  const members = ['C', 'A'].map((id) => ({ object: { ...both, id }, visits: [] }));
  expect(listingsToReview(loadPack('xiongan'), members, '2026-05-14').map(({ objectId }) => objectId)).toEqual([
    'A',
    'C',
  ]);
  const ordered = listingsToReview(loadPack('xiongan'), [...members].reverse(), '2026-05-14');
  expect(ordered.map(({ objectId }) => objectId)).toEqual(['A', 'C']);
});

test('only where the scheme leaves it open', () => {
  expect(asked('yiliang', { tags: ['要求:集中投诉'] })).toHaveLength(1);
  expect(asked('jiangxian', { events: [{ kind: 'penalty', date: '2026-02-10' }] })).toEqual([]);
});
