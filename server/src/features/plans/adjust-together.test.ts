import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, type Tree } from '../agencies/test-tree.ts';
import { adjustPlan } from './adjust-plan.ts';
import { proposePlan } from './propose-plan.ts';
import { showPlan } from './show-plan.ts';
import { putInForce } from './test-plans.ts';

const plan = { agency: EAST, year: 2026 };

/** Eight key units, two a quarter. It is the 20th of November. */
describeDatabases('two adjustments of a plan at once', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target);
    const units = Array.from({ length: 8 }, (_, i) => ({ key: inventedCode(1 + i), class: 'key' as const }));
    await tree.furnish(EAST, units, 8);
    await tree.publishItems(EAST);
    await tree.does('east-office', proposePlan, plan);
    await putInForce(tree, plan);
  });
  afterAll(() => tree.close());

  test('stand in one further version, each with its number and its reason', async () => {
    const adjusts = (entry: string, n: number, reason: string) =>
      tree.does('east-office', adjustPlan, { ...plan, entry, n, reason });
    const numbers = { '2026q1.key': 3, '2026q2.key': 4, '2026q3.key': 5 };
    await Promise.all(Object.entries(numbers).map(([entry, n]) => adjusts(entry, n, `理由 ${n}`)));
    const { entries, version, reason } = await tree.looks('east-office', showPlan, { ...plan, version: 2 });
    const ofEntry = (entry: string) => entries.find(({ id }) => id === entry)?.n;
    expect([version, ...Object.keys(numbers).map(ofEntry)]).toEqual([2, 3, 4, 5]);
    expect(reason?.split('；').sort()).toEqual(['理由 3', '理由 4', '理由 5']);
  });
});
