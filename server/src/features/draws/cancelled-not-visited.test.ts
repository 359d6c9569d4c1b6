import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, type Tree } from '../agencies/test-tree.ts';
import { showCompliance } from '../compliance/show-compliance.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { showPlan } from '../plans/show-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { addVisits } from '../plans/test-visits.ts';
import { cancelVisit } from '../task-ends/cancel-visit.ts';
import { createTask } from '../tasks/create-task.ts';
import { drawTask } from './test-draw.ts';

const plan = { agency: EAST, year: 2026 };
const q4 = { agency: EAST, entry: '2026q4.key' };

/** Eight key units, all of them in the year: four are inspected before the last quarter, which draws the other four; one visit is cancelled. */
describeDatabases('a unit of the last quarter whose visit was cancelled', (target) => {
  let tree: Tree;
  let last: readonly string[];

  const draws = async (task: string) => {
    await drawTask(tree, task, ['east-office', 'east-witness']);
    const rows = await tree.ask<{ key: string }>(
      `select o.key from drawn_object d join inspection_object o on o.id = d.object_id join draw on draw.id = draw_id
        where draw.task_id = '${task}' order by rank`,
    );
    return rows.map(({ key }) => key);
  };
  const refused = () => tree.does('east-office', createTask, q4).then(() => '', String);
  const told = async () => (await tree.looks('east-head', showPlan, plan)).cancelled;

  beforeAll(async () => {
    tree = await openTree(target);
    const objects = Array.from({ length: 8 }, (_, i) => ({ key: inventedCode(i + 1), class: 'key' as const }));
    await tree.furnish(EAST, objects, 8);
    await tree.publishItems(EAST);
    await addVisits(tree, { agency: EAST, date: '2026-02-10', keys: [1, 2].map(inventedCode) });
    await addVisits(tree, { agency: EAST, date: '2026-05-12', keys: [3, 4].map(inventedCode) });
    await tree.does('east-office', proposePlan, plan);
    await putInForce(tree, plan);
    const { task } = await tree.does('east-office', createTask, q4);
    last = await draws(task);
    await addVisits(tree, { agency: EAST, date: '2026-11-20', keys: last.slice(1), task: '2026q4-key' });
  });
  afterAll(() => tree.close());

  it('control: while it waits nobody speaks of a cancellation, and nothing is lacking', async () => {
    expect(last).toHaveLength(4);
    expect(await told()).toBeUndefined();
    expect(await refused()).toContain('应抽 4 家，已抽 4 家，缺 0 家');
  });

  it('is told by the plan, and a supplement takes another one', async () => {
    const [{ id: task }] = (await tree.ask<{ id: string }>(`select id from task where code = '2026q4-key'`)) as [
      { id: string },
    ];
    const cancel = { task, object: '1', reason: '停产检修', approver: 'east-head' };
    await tree.does('east-office', cancelVisit, cancel);
    expect(await told()).toMatchObject([{ class: 'key', period: '2026Q4', visits: 1, tasks: ['2026q4-key'] }]);
    const more = await tree.does('east-office', createTask, q4);
    expect(more).toMatchObject({ code: '2026q4-key-supplement-1', n: 1 });
    const keys = await draws(more.task);
    await addVisits(tree, { agency: EAST, date: '2026-11-20', keys, task: more.code });
  });

  it('then the refusal has the number of the verdict, and the plan still says where the unit is inspected', async () => {
    expect(await refused()).toContain('应抽 4 家，已抽 5 家，缺 0 家');
    const { tables } = await tree.looks('east-head', showCompliance, { ...plan, quarter: 'Q4' });
    expect(tables.find(({ class: cls, topic }) => cls === 'key' && topic === 'ratio')).toMatchObject({
      ...{ required: 4, actual: 4 },
    });
    expect(await told()).toMatchObject([{ visits: 1, tasks: ['2026q4-key'] }]);
  });

  it('is told no more once its task is closed', async () => {
    await tree.ask(`update task set state = 'closed' where code = '2026q4-key'`);
    expect(await told()).toBeUndefined();
  });
});
