import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, type Tree } from '../agencies/test-tree.ts';
import { createTask } from '../tasks/create-task.ts';
import { adjustPlan } from './adjust-plan.ts';
import { proposePlan } from './propose-plan.ts';
import { showPlan } from './show-plan.ts';
import { putInForce } from './test-plans.ts';

const plan = { agency: EAST, year: 2026 };

/** Eight key units, two a quarter. It is the 20th of November. */
describeDatabases('what is asked for several times at once', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target);
    const units = Array.from({ length: 8 }, (_, i) => ({ key: inventedCode(1 + i), class: 'key' as const }));
    await tree.furnish(EAST, units, 8);
    await tree.publishItems(EAST);
  });
  afterAll(() => tree.close());

  test('a plan is proposed once more, and stays one version', async () => {
    const proposals = await Promise.all(thrice(() => tree.does('east-office', proposePlan, plan)));
    expect(proposals.map(({ version }) => version)).toEqual([1, 1, 1]);
    await putInForce(tree, plan);
  });

  test('adjustments of a plan stand in one further version, each with its number and its reason', async () => {
    const adjusts = (entry: string, n: number, reason: string) =>
      tree.does('east-office', adjustPlan, { ...plan, entry, n, reason });
    const numbers = { '2026q1.key': 3, '2026q2.key': 4, '2026q3.key': 5 };
    await Promise.all(Object.entries(numbers).map(([entry, n]) => adjusts(entry, n, `理由 ${n}`)));
    const { entries, version, reason } = await tree.looks('east-office', showPlan, { ...plan, version: 2 });
    const ofEntry = (entry: string) => entries.find(({ id }) => id === entry)?.n;
    expect([version, ...Object.keys(numbers).map(ofEntry)]).toEqual([2, 3, 4, 5]);
    expect(reason?.split('；').sort()).toEqual(['理由 3', '理由 4', '理由 5']);
    await putInForce(tree, plan);
  });

  test('a task is created once, and the others are told which it is', async () => {
    const asked = { agency: EAST, class: 'key', period: '2026Q4' };
    const answers = await Promise.allSettled(thrice(() => tree.does('east-office', createTask, asked)));
    const made = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.task] : []));
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
    expect(made).toHaveLength(1);
    expect(refused).toMatchObject(Array(2).fill({ code: 'task.exists', message: expect.stringContaining(made[0]!) }));
  });
});

function thrice<T>(run: () => Promise<T>): Promise<T>[] {
  return Array.from({ length: 3 }, run);
}
