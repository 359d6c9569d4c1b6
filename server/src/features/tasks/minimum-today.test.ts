import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, type Tree } from '../agencies/test-tree.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { showPlan } from '../plans/show-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { createTask } from './create-task.ts';

const plan = { agency: EAST, year: 2026 };

describeDatabases('a task whose class has grown since the plan', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target);
    await furnish(0, 8);
    await tree.furnish(EAST, [], 10);
    await tree.publishItems(EAST);
    await tree.does('east-office', proposePlan, plan);
    await putInForce(tree, plan);
  });
  afterAll(() => tree.close());
  const furnish = (from: number, to: number) =>
    tree.furnish(
      EAST,
      Array.from({ length: to - from }, (_, i) => ({ key: inventedCode(from + i + 1), class: 'key' as const })),
    );
  const creates = (period: string) => tree.does('east-office', createTask, { agency: EAST, class: 'key', period });

  test('has one number while the directory is as it was planned', async () => {
    const view = await creates('2026Q3');
    expect(view.n).toBe(2);
    expect(view).not.toHaveProperty('minimumToday');
  });

  test('has both where it is larger: what was planned, and what the freeze will take', async () => {
    await furnish(8, 20);
    const view = await creates('2026Q4');
    expect(view).toMatchObject({ n: 2, minimumToday: { n: 5, pool: 20, entry: '2026q4.key', section: '四（五）2' } });
    const { strata } = await tree.does('east-office', freezeDraw, { task: view.task });
    expect(strata).toMatchObject([{ required: 5, n: 5 }]);
  });

  test('a plan says from which period on a class by last quarter’s events is an estimate: of no other class, and of no quarter that has begun', async () => {
    expect(await tree.looks('east-office', showPlan, plan)).not.toHaveProperty('estimates');
    const next = await tree.does('east-office', proposePlan, { agency: EAST, year: 2027 });
    expect([...new Set(next.entries.map((one) => one.class))]).toEqual(['general', 'special']);
    expect(next.estimates).toEqual([{ class: 'special', className: '特殊监管对象', from: '2027Q1' }]);
  });
});
