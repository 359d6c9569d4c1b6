import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, type Tree } from '../agencies/test-tree.ts';
import { drawTask } from '../draws/test-draw.ts';
import { createTask } from '../tasks/create-task.ts';
import { adjustPlan } from './adjust-plan.ts';
import { proposePlan } from './propose-plan.ts';
import { showPlan } from './show-plan.ts';
import { putInForce } from './test-plans.ts';

const plan = { agency: EAST, year: 2026 };
const q3 = { agency: EAST, class: 'key', period: '2026Q3' };

/** Key objects, a quarter of them each quarter: 5 of 20 are drawn, then there are 33. */
describeDatabases('an entry that was drawn and is adjusted', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target);
    await furnish(0, 20);
    await tree.furnish(EAST, [], 10);
    await tree.publishItems(EAST);
    await tree.does('east-office', proposePlan, plan);
    await takeOn();
    const { task } = await tree.does('east-office', createTask, q3);
    await draws(task);
    await furnish(20, 33);
  });
  afterAll(() => tree.close());

  const furnish = (from: number, to: number) =>
    tree.furnish(
      EAST,
      Array.from({ length: to - from }, (_, i) => ({ key: inventedCode(from + i + 1), class: 'key' as const })),
    );
  async function takeOn(): Promise<void> {
    await putInForce(tree, plan);
  }
  async function draws(task: string): Promise<void> {
    await drawTask(tree, task, ['east-office', 'east-witness']);
  }
  const adjusts = (n: number, entry = '2026q3.key') =>
    tree.does('east-office', adjustPlan, { ...plan, entry, n, reason: '名单增加' });
  const entryOf = ({ entries }: Awaited<ReturnType<typeof adjusts>>, entry = '2026q3.key') =>
    entries.find(({ id }) => id === entry);
  const close = (from: number, to: number) =>
    tree.ask(`update inspection_object set status = 'closed', facts = facts || '{"status": "closed"}'
      where key in (${Array.from({ length: to - from }, (_, i) => `'${inventedCode(from + i + 1)}'`).join(',')})`);

  test('is refused fewer than the law asks of the list of today', async () => {
    await expect(adjusts(8)).rejects.toMatchObject({ code: 'plan.belowMinimum', details: { n: 8, required: 9 } });
    await expect(adjusts(34)).rejects.toMatchObject({
      code: 'request.invalid',
      message: expect.stringContaining('超过基数 33'),
    });
    expect(await tree.looks('east-head', showPlan, plan)).toMatchObject({ version: 1 });
  });

  test('takes over base and minimum of today, as one that is not drawn does, and what is issued says so', async () => {
    expect(entryOf(await adjusts(10))).toMatchObject({ base: 33, required: 9, n: 10 });
    expect(entryOf(await adjusts(33, '2026q4.key'), '2026q4.key')).toMatchObject({ base: 33, n: 33 });
    await takeOn();
    const view = await tree.looks('east-head', showPlan, plan);
    expect(view).toMatchObject({ version: 2, state: 'issued' });
    expect(entryOf(view)).toMatchObject({ base: 33, required: 9, n: 10 });
    expect((await tree.does('east-office', createTask, q3)).supplement?.why).toBe(
      '名单由 20 家增至 33 家，计划 10 家（方案要求 9 家），已抽 5 家，缺 5 家',
    );
  });

  test('is refused more than there are where the list has shrunk', async () => {
    await close(8, 33);
    await expect(adjusts(11)).rejects.toMatchObject({
      code: 'request.invalid',
      message: expect.stringContaining('超过基数 8'),
    });
  });

  test('not drawn, it is lowered to the list that has shrunk', async () => {
    expect(entryOf(await adjusts(8, '2026q4.key'), '2026q4.key')).toMatchObject({ base: 8, n: 8 });
  });
});
