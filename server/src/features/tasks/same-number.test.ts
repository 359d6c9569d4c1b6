import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, type Tree, WEST } from '../agencies/test-tree.ts';
import { rehearseDraw } from '../draws/rehearse-draw.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { createTask } from './create-task.ts';
import { showTask } from './show-task.ts';
import { withdrawTask } from './withdraw-task.ts';

const CODE = '2026q4-key';

describeDatabases('one number of a task in two counties', (target) => {
  let tree: Tree;
  const tasks: Record<string, string> = {};
  beforeAll(async () => {
    tree = await openTree(target);
    for (const [agency, place, first] of [
      [EAST, 'east', 1],
      [WEST, 'west', 101],
    ] as const) {
      const plan = { agency, year: 2026 };
      const objects = Array.from({ length: 20 }, (_, i) => ({ key: inventedCode(first + i), class: 'key' as const }));
      await tree.furnish(agency, objects, 10);
      await tree.publishItems(agency);
      await tree.does(`${place}-office`, proposePlan, plan);
      await putInForce(tree, plan, place);
      const { task } = await tree.does(`${place}-office`, createTask, { agency, class: 'key', period: '2026Q4' });
      tasks[agency] = task;
    }
  });
  afterAll(() => tree.close());

  it('means the task of one’s own county', async () => {
    expect(await tree.looks('east-office', showTask, { task: CODE })).toMatchObject({ task: tasks[EAST] });
    expect(await tree.looks('west-office', rehearseDraw, { task: CODE })).toMatchObject({ task: tasks[WEST] });
  });

  it.each(['console', 'city-office'])('is asked about where it may be either: %s', async (login) => {
    const ambiguous = {
      code: 'task.ambiguous',
      details: { task: CODE, tasks: expect.stringMatching(/^(?:(?:东区分局|西县分局)（tsk_\w+）、?){2}$/) },
    };
    await expect(tree.looks(login, showTask, { task: CODE })).rejects.toMatchObject(ambiguous);
    if (login === 'console')
      await expect(tree.looks(login, rehearseDraw, { task: CODE })).rejects.toMatchObject(ambiguous);
    expect(await tree.looks(login, showTask, { task: tasks[WEST]! })).toMatchObject({ task: tasks[WEST] });
  });

  it('is the one that stands where the other was taken back', async () => {
    await tree.does('west-office', withdrawTask, { task: CODE, reason: '范围写错' });
    expect(await tree.looks('console', showTask, { task: CODE })).toMatchObject({ task: tasks[EAST] });
  });
});
