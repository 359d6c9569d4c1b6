import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, type Tree } from '../agencies/test-tree.ts';
import { rehearseDraw } from '../draws/rehearse-draw.ts';
import { drawTask } from '../draws/test-draw.ts';
import { createTask } from '../tasks/create-task.ts';
import { adjustPlan } from './adjust-plan.ts';
import { proposePlan } from './propose-plan.ts';
import { showPlan } from './show-plan.ts';
import { putInForce } from './test-plans.ts';
import { addVisits } from './test-visits.ts';

const plan = { agency: EAST, year: 2026 };
const entry = '2026q4.key';

/** Eight key units, all of them in the year: four wait for the last quarter, and of these one is inspected in it by another task. */
describeDatabases('a quarter in which others stand already', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target);
    const objects = Array.from({ length: 8 }, (_, i) => ({ key: inventedCode(i + 1), class: 'key' as const }));
    await tree.furnish(EAST, objects, 8);
    await tree.publishItems(EAST);
    await tree.does('east-office', proposePlan, plan);
    await putInForce(tree, plan);
    await addVisits(tree, { agency: EAST, date: '2026-02-10', keys: [1, 2].map(inventedCode) });
    await addVisits(tree, { agency: EAST, date: '2026-05-12', keys: [3, 4].map(inventedCode) });
  });
  afterAll(() => tree.close());

  const lacking = async () => (await tree.looks('east-head', showPlan, plan)).catchUp;
  const adjusts = (n: number) => tree.does('east-office', adjustPlan, { ...plan, entry, n, reason: '前期欠账' });

  test('control: while nobody does, the advice is the number of the period', async () => {
    const [one, ...others] = (await lacking())!;
    expect(others).toEqual([]);
    expect(one).toMatchObject({ entry, n: 2, required: 4, recommended: 4 });
    expect(one).not.toHaveProperty('others');
  });

  test('is advised what its own draw takes, the plan may have just that, and the draw takes it', async () => {
    await addVisits(tree, { agency: EAST, date: '2026-10-12', keys: [inventedCode(5)] });
    expect(await lacking()).toMatchObject([{ entry, n: 2, base: 8, required: 3, recommended: 3, others: 1 }]);
    const { task } = await tree.does('east-office', createTask, { agency: EAST, entry });
    expect((await tree.looks('east-office', rehearseDraw, { task })).strata).toMatchObject([{ required: 3, n: 3 }]);
    await expect(adjusts(2)).rejects.toMatchObject({ code: 'plan.belowMinimum', details: { required: 3 } });
    const { entries } = await adjusts(3);
    expect(entries.find(({ id }) => id === entry)).toMatchObject({ base: 8, required: 3, recommended: 3, n: 3 });
    await putInForce(tree, plan);
    expect(await lacking()).toBeUndefined();
    expect((await tree.looks('east-office', rehearseDraw, { task })).strata).toMatchObject([{ required: 3, n: 3 }]);
    await drawTask(tree, task, ['east-office', 'east-witness']);
  });

  test('then has all it asks for, and the plan may be raised by one', async () => {
    expect(await lacking()).toBeUndefined();
    const again = tree.does('east-office', createTask, { agency: EAST, entry });
    await expect(again).rejects.toMatchObject({ message: expect.stringContaining('应抽 4 家，已抽 4 家，缺 0 家') });
    const { entries } = await adjusts(4);
    expect(entries.find(({ id }) => id === entry)).toMatchObject({ required: 3, n: 4 });
  });
});
