import { expect, test } from 'vitest';
import { judge, RESUMING } from './test-visit-rows.ts';

test('a visit while the object stood still names the day on which that began, not the one on which it ends', () => {
  const [warning] = judge({ creditCode: RESUMING, date: '2025-11-05' }).warnings;
  expect(warning).toMatchObject({ column: 'date', code: 'datesDisagree' });
  expect(warning!.message).toMatch(/名录中这个对象自 2025-10-01 起已停产/);
});

test('control: before that day nothing is pointed out', () => {
  expect(judge({ creditCode: RESUMING, date: '2025-09-30' }).warnings).toEqual([]);
});
