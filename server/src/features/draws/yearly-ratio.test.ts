import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, rule, type Tree } from '../agencies/test-tree.ts';
import { adjustPlan } from '../plans/adjust-plan.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { createTask } from '../tasks/create-task.ts';
import { freezeDraw } from './freeze-draw.ts';
import { rehearseDraw } from './rehearse-draw.ts';

const plan = { agency: EAST, year: 2026 };

/** Twenty general units, one a quarter (5%), a fifth of them in the year: with the last draw four are lacking still. */
describeDatabases('the last draw of a year that its ratio asks more of than the plan', (target) => {
  let tree: Tree;
  let task: string;
  beforeAll(async () => {
    tree = await openTree(target, (pack) => {
      pack.rules.push(rule('annualRatio/general/county', { min: '20%' }));
    });
    const objects = Array.from({ length: 20 }, (_, i) => ({ key: inventedCode(i + 1), class: 'general' as const }));
    await tree.furnish(EAST, objects, 10);
    await tree.publishItems(EAST);
    await tree.does('east-office', proposePlan, plan);
    await tree.ask(`update plan_entry set n = 1, base = 20, required = 1, recommended = 1 where class = 'general'`);
    await putInForce(tree, plan);
    ({ task } = await tree.does('east-office', createTask, { agency: EAST, class: 'general', period: '2026Q4' }));
  });
  afterAll(() => tree.close());

  const told = (warnings: readonly string[]) => warnings.filter((text) => text.startsWith('本年最后一次抽取'));

  it('is told so before it is held, and what to do', async () => {
    const { strata, warnings } = await tree.looks('east-office', rehearseDraw, { task });
    expect(strata).toMatchObject([{ base: 20, required: 1, n: 1 }]);
    expect(told(warnings)).toEqual([
      expect.stringMatching(
        /^本年最后一次抽取：按全年比例（一）还差 4 家，计划只安排 1 家；抽取以前先用 plan adjust 调到 4 家$/,
      ),
    ]);
  });

  it('has no more to be told once the plan has as many', async () => {
    const more = { ...plan, entry: '2026q4.general', n: 4, reason: '补足全年比例' };
    await tree.does('east-office', adjustPlan, more);
    await putInForce(tree, plan);
    expect(told((await tree.looks('east-office', rehearseDraw, { task })).warnings)).toEqual([]);
    const frozen = await tree.does('east-office', freezeDraw, { task });
    expect(told(frozen.warnings)).toEqual([]);
    expect(frozen.strata).toMatchObject([{ n: 4 }]);
  });
});
