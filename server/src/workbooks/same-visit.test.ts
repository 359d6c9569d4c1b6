import { describe, expect, it } from 'vitest';
import { DRAWN_TASK, facts, faults, GOOD, judgeAll } from './test-visit-rows.ts';

/** one visit that serves several tasks is recorded under the number of each; that is no slip. */

const CAMPAIGN = { ...DRAWN_TASK, code: '2025q2.campaign-1', taskType: 'campaign' } as const;
const tasks = [DRAWN_TASK, CAMPAIGN].map((task) => ({ ...task, drawn: new Map([[GOOD.creditCode, '2025-04-01']]) }));
const taskOf = (_: string, number: string) => tasks.find(({ code }) => code === number);
const under = (task: string, more: Record<string, string> = {}) => ({ ...GOOD, task, ...more });
const codes = (rows: readonly Record<string, string>[], more = {}) =>
  judgeAll(rows, { taskOf, ...more }).map((one) =>
    one.warnings.map(({ code }) => code).filter((c) => c.includes('uplicate')),
  );

describe('rows of one day about one object', () => {
  it('are one visit where both tasks drew the object', () => {
    expect(codes([under(DRAWN_TASK.code), under(CAMPAIGN.code)])).toEqual([[], []]);
    // Control: under a number of which nobody knows that it drew the object, or none at all.
    expect(codes([under(DRAWN_TASK.code), under('另一任务')])).toEqual([[], ['suspectDuplicate']]);
    expect(codes([under(DRAWN_TASK.code), under(CAMPAIGN.code), GOOD])).toEqual([[], [], ['suspectDuplicate']]);
    const unknown = (_: string, number: string) => ({ ...DRAWN_TASK, code: number, drawn: 'closed' as const });
    expect(codes([under('a'), under('b')], { taskOf: unknown })).toEqual([[], ['suspectDuplicate']]);
  });

  it('are one visit with a directed inspection that was recorded beforehand', () => {
    const directed = under('zdx-2025-001', { selection: '针对性' });
    expect(codes([under(DRAWN_TASK.code), directed])).toEqual([[], []]);
  });

  it('are twice the same row all the same under one number', () => {
    const [, again] = judgeAll([under(DRAWN_TASK.code), under(DRAWN_TASK.code)], { taskOf });
    expect(faults(again!)).toMatchObject([{ column: 'date', code: 'duplicate' }]);
  });
});

it('a row says under which numbers the ledger has its visit already', () => {
  const [known] = judgeAll([under(CAMPAIGN.code)], { taskOf }).map((one) => facts(one)!);
  const ledger = [known!, { ...known!, taskId: '另一任务' }, { ...known!, taskId: 'x', date: '2025-04-11' }];
  const besides = (task: string) =>
    judgeAll([under(task)], { taskOf, visitsOf: () => ledger }).map((one) => one.ok && one.value.besides);
  expect(besides(DRAWN_TASK.code)).toEqual([[CAMPAIGN.code]]);
  expect(besides('另一任务')).toEqual([[]]);
});
