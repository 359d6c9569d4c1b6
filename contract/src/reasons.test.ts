import { expect, test } from 'vitest';
import { exclusionText } from './reasons.ts';

test('a reason is said in Chinese unless English is asked for; an unknown one stands for itself', () => {
  expect(exclusionText('cap')).toBe('本年度抽查次数已达上限');
  expect(exclusionText('cap', 'en')).toBe('the cap of inspections for the year is reached');
  expect([exclusionText('not-in-the-table'), exclusionText('not-in-the-table', 'en')]).toEqual([
    'not-in-the-table',
    'not-in-the-table',
  ]);
});
