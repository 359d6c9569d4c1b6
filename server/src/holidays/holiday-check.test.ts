import { expect, test } from 'vitest';
import { holidayCheck } from './holiday-check.ts';

test('the running year is asked for before the next', () => {
  const check = (...known: readonly number[]) =>
    holidayCheck(2027, (year) => (known.includes(year) ? `国办发明电〔${year - 1}〕7号` : undefined));
  for (const known of [[], [2028]]) {
    expect(check(...known)).toMatchObject({ state: 'attention', what: { zh: expect.stringContaining('2027 年') } });
  }
  // Controls: this year is known, and so is the next.
  expect(check(2027)).toMatchObject({ state: 'attention', what: { zh: expect.stringContaining('2028 年') } });
  expect(check(2027, 2028)).toMatchObject({ state: 'ok', what: { zh: expect.stringContaining('2028 年') } });
});
