import { expect, test } from 'vitest';
import { rowCounter } from './row-counter.ts';

test('more than required is planned the same way', () => {
  const rows = rowCounter();
  for (const tier of [1, 0, 1])
    rows.add({
      ...{ objectId: 'K', name: '名', class: 'key', state: 'in', covered: false, weight: 1, grade: '-' },
      tier,
    });
  expect(rows.tiers(2)).toEqual([
    { tier: 0, pool: 1, n: 1 },
    { tier: 1, pool: 2, n: 1 },
  ]);
});
