import { expect, test } from 'vitest';
import { periodOverTexts } from './period-over.ts';

test('a draw after its period is told for what it counts: a class for the period, a joint task or campaign for its own days', () => {
  const told = (cls: string, today: string) => periodOverTexts({ today }, { class: cls, period: '2026Q1' });
  expect(told('key', '2026-04-01')).toEqual([
    '2026Q1 已于 2026-03-31 结束：现在抽取属于补抽，检查计入 2026Q1，判定里认定为逾期抽取',
  ]);
  for (const cls of ['interdepartmental', 'campaign'])
    expect(told(cls, '2026-04-01')).toEqual([
      '2026Q1 已于 2026-03-31 结束：这类任务按检查、办结的日期计数，不计入 2026Q1',
    ]);
  // Control: nothing while it runs.
  for (const cls of ['key', 'interdepartmental']) expect(told(cls, '2026-03-31')).toEqual([]);
});
