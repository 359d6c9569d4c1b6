import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { verifyEvidence } from '../../evidence/verify-evidence.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, rule, type Tree } from '../agencies/test-tree.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { exportDraw } from '../draws/export-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { justifyRule } from '../own-numbers/justify-rule.ts';
import { createTask } from '../tasks/create-task.ts';
import { editPlanEntry } from './edit-plan-entry.ts';
import { proposePlan } from './propose-plan.ts';
import { putInForce } from './test-plans.ts';

const DICE = '35162406251340952716';
const plan = { agency: EAST, year: 2026 };

/** 原则上: fewer than the minimum, for a reason that is recorded and approved. */
describeDatabases('a plan below the minimum', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target, (pack) => {
      pack.rules = pack.rules.filter(({ id }) => id !== 'jiangxian/ratio/key/county');
      pack.rules.push(rule('ratio/key/county', { every: 'quarter', min: '50%' }, 'principle'));
    });
    await tree.furnish(
      EAST,
      Array.from({ length: 6 }, (_, i) => ({ key: inventedCode(i), class: i < 4 ? ('key' as const) : 'general' })),
      8,
    );
    await tree.publishItems(EAST);
    await tree.does('east-office', proposePlan, plan);
  });
  afterAll(() => tree.close());
  const edit = (entry: string, n: number) => tree.does('east-office', editPlanEntry, { ...plan, entry, n });

  test('is refused where the rule is hard, and without a reason where it holds in principle', async () => {
    await expect(edit('2026q4.general', 0)).rejects.toMatchObject({ code: 'plan.belowMinimum' });
    await expect(edit('2026q4.key', 1)).rejects.toMatchObject({
      code: 'plan.reasonNeeded',
      message: expect.stringContaining('sunlot agency justify --agency 999901 --rule twolevels/ratio/key/county'),
    });
  });

  test('stands with a reason, for its period alone, and is drawn and verified with it', async () => {
    await tree.does('east-office', justifyRule, {
      ...{ agency: EAST, rule: 'twolevels/ratio/key/county', period: '2026Q4', reason: '两家停产检修' },
      approver: 'east-head',
    });
    await expect(edit('2026q3.key', 1)).rejects.toMatchObject({ code: 'plan.reasonNeeded' });
    await edit('2026q4.key', 1);
    await putInForce(tree, plan);
    const made = await tree.does('east-office', createTask, { agency: EAST, class: 'key', period: '2026Q4' });
    expect(made).not.toHaveProperty('minimumToday');
    const { draw, strata } = await tree.does('east-office', freezeDraw, { task: '2026q4-key' });
    expect(strata).toMatchObject([{ required: 2, n: 1 }]);
    for (const login of ['east-office', 'east-witness'])
      await tree.does(login, enterDraw, { draw, source: 'dice', value: DICE });
    await tree.does('east-office', runDraw, { draw });
    const { bytes } = await tree.looks('east-office', exportDraw, { draw });
    const verified = verifyEvidence(bytes);
    expect(verified.checks.filter(({ state }) => state === 'fail')).toEqual([]);
    expect(Buffer.from(bytes).toString('utf8')).toContain('原则上应抽 2 家，计划抽 1 家');
  });
});
