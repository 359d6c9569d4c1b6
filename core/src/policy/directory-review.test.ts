import { expect, test } from 'vitest';
import { loadPack } from '../../test/pack-files.ts';
import { directoryNotReviewed, reviewPeriod } from './directory-review.ts';

const xinxian = loadPack('xinxian');

test('a draw without a review in its quarter is warned about, with the clause', () => {
  for (const lastReview of [undefined, '2021-03-31', '2021-05-11']) {
    expect(directoryNotReviewed(xinxian, { date: '2021-05-10', lastReview })).toMatchObject({
      code: 'DIRECTORY_NOT_REVIEWED',
      period: '2021Q2',
      severity: 'warning',
      clause: { section: '三（二）', quote: '定期审核实行动态管理，科学调整' },
    });
  }
});

test('a review in the quarter, up to the day itself, is enough', () => {
  for (const lastReview of ['2021-04-01', '2021-05-10']) {
    expect(directoryNotReviewed(xinxian, { date: '2021-05-10', lastReview })).toBeUndefined();
  }
});

test('a pack that asks for no review gives no warning', () => {
  const silent = { ...xinxian, rules: xinxian.rules.filter(({ topic }) => topic !== 'directory') };
  expect(reviewPeriod(silent, '2021-05-10')).toBeUndefined();
  expect(directoryNotReviewed(silent, { date: '2021-05-10' })).toBeUndefined();
});
