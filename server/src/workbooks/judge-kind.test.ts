import { describe, expect, it } from 'vitest';
import type { KnownTask, VisitsContext } from './judge-visits.ts';
import { DRAWN_TASK, facts, faults, judge, PLANT } from './test-visit-rows.ts';

const under = (taskType: KnownTask['taskType']): Partial<VisitsContext> => ({
  taskOf: () => ({ ...DRAWN_TASK, taskType, drawn: new Map([[PLANT, '2025-04-01']]) }),
});

/** D8, R-117, R-121: quotas of joint inspections go by the kind of the task, which nobody writes into a row. */
describe('a row under a task of this platform', () => {
  it.each([
    ['daily', '部门联合', '日常'],
    ['daily', '内部联合', '日常'],
    ['daily', '专项', '日常'],
    ['campaign', '日常', '专项'],
    ['internalJoint', '部门联合', '内部联合'],
    ['interdepartmentalJoint', '内部联合', '部门联合'],
  ] as const)('of a %s task comes back where it says 任务类型 %s', (kind, taskType, own) => {
    const found = faults(judge({ task: '2025q2-key', taskType }, under(kind)));
    expect(found).toMatchObject([{ column: 'taskType', code: 'otherKind' }]);
    const [message] = found.map((one) => one.message);
    expect(message).toContain(`任务“2025q2-key”是“${own}”，这一行的任务类型却写了“${taskType}”`);
    expect(message).toContain(`请改为“${own}”或留空`);
  });

  it('is directed or recognised: the kind is the task’s all the same', () => {
    for (const more of [
      { selection: '针对性', ground: '投诉举报', reference: '投诉〔2025〕1号' },
      { noRepeatGround: '结果互认' },
    ])
      expect(faults(judge({ task: '2025q2-key', taskType: '部门联合', ...more }))).toMatchObject([
        { column: 'taskType', code: 'otherKind' },
      ]);
  });

  it.each([
    ['daily', '日常'],
    ['campaign', '专项'],
    ['internalJoint', '内部联合'],
    ['interdepartmentalJoint', '部门联合'],
  ] as const)('of a %s task is taken with its own kind, or with none, which is the task’s', (kind, own) => {
    for (const taskType of [own, undefined])
      expect(facts(judge({ task: '2025q2-key', taskType }, under(kind)))).toMatchObject({ taskType: kind });
  });

  it('may name people of other departments without being of another kind', () => {
    const one = judge({ task: '2025q2-key', taskType: '日常', partnerPeople: '假想县水利局：水某' });
    expect(facts(one)).toMatchObject({ taskType: 'daily', partners: ['假想县水利局'] });
  });
});

it('a row without a task of this platform is taken at its word', () => {
  for (const task of [undefined, '联合-2023-1'])
    for (const [taskType, kind] of [
      ['部门联合', 'interdepartmentalJoint'],
      ['内部联合', 'internalJoint'],
    ])
      expect(facts(judge({ task, taskType }))).toMatchObject({ taskType: kind });
});
