import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases, type TestTarget } from '../../db/test-database.ts';
import { inTransaction, SYSTEM } from '../../db/transaction.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, rule, type Tree } from '../agencies/test-tree.ts';
import { showCoverage } from '../compliance/show-coverage.ts';
import { adjustPlan } from '../plans/adjust-plan.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { showPlan } from '../plans/show-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { createTask } from '../tasks/create-task.ts';
import { freezeDraw } from './freeze-draw.ts';
import { rehearseDraw } from './rehearse-draw.ts';

const plan = { agency: EAST, year: 2026 };
const entry = '2026q4.general';

/** Twenty general units, one a quarter (5%), all of them within years of which 2026 is the last one: four of them were seen. */
async function openWindow(target: TestTarget, from: string): Promise<Tree> {
  const tree = await openTree(target, (pack) => {
    pack.rules = pack.rules.filter(({ id }) => !/\/(annualRatio|coverage)\/general\/county$/.test(id));
    pack.rules.push(rule('coverage/general/county', { years: 5, from }));
  });
  const objects = Array.from({ length: 20 }, (_, i) => ({ key: inventedCode(i + 1), class: 'general' as const }));
  await tree.furnish(EAST, objects, 10);
  await tree.publishItems(EAST);
  return tree;
}

async function takeOn(tree: Tree): Promise<void> {
  await putInForce(tree, plan);
}

const general = ({ entries }: Awaited<ReturnType<typeof proposePlan>>) =>
  entries.filter(({ class: cls }) => cls === 'general').map((one) => [one.required, one.recommended, one.n]);
const told = (warnings: readonly string[]) => warnings.filter((text) => text.startsWith('周期最后一次抽取'));

describeDatabases('the last draw of a window of years', (target) => {
  let tree: Tree;
  let task: string;
  beforeAll(async () => {
    tree = await openWindow(target, '2022-01-01');
    const { agency } = plan;
    const facts = { class: 'general', level: 'county', agency, taskType: 'daily', selection: 'random' };
    const rest = { state: 'completed', items: ['1'], method: 'onSite', results: ['未发现问题'] };
    await inTransaction(tree.deps.database.db, SYSTEM, (tx) =>
      tx
        .insertInto('visit')
        .values(
          [1, 2, 3, 4].map(inventedCode).map((key, i) => ({
            ...{ id: `vst_${key}`, agency, recorded_by: agency, object_key: key, date: `202${i + 3}-02-10` },
            ...{ task_code: '', level: 'county', class: 'general', row_hash: Buffer.alloc(32) },
            ...{ added_at: '2026-02-10T09:00:00Z', updated_at: '2026-02-10T09:00:00Z' },
            facts: JSON.stringify({ ...facts, ...rest, date: `202${i + 3}-02-10`, objectId: key }),
          })),
        )
        .execute(),
    );
  });
  afterAll(() => tree.close());

  it('has what is lacking planned, as the monitor of coverage says', async () => {
    const numbers = general(await tree.does('east-office', proposePlan, plan));
    expect(numbers.at(-1)).toEqual([1, 16, 16]);
    expect(numbers.map(([required]) => required)).toEqual([1, 1, 1, 1]);
    const { lines } = await tree.looks('east-office', showCoverage, { ...plan, class: 'general', names: 0 });
    expect(lines.find(({ span }) => span === 'window')).toMatchObject({ covered: 4, periodsLeft: 1, pace: 16 });
  });

  it('of a plan that has less it is told what to raise, with the clause of the window', async () => {
    await tree.ask(`update plan_entry set n = 1 where class = 'general'`);
    await takeOn(tree);
    const { catchUp = [] } = await tree.looks('east-office', showPlan, plan);
    const window = { from: '2022-01-01', to: '2026-12-31' };
    expect(catchUp.find((one) => one.entry === entry)).toMatchObject({
      ...{ n: 1, required: 1, recommended: 16, goal: { section: '一', window } },
    });
    ({ task } = await tree.does('east-office', createTask, { agency: EAST, class: 'general', period: '2026Q4' }));
    const { strata, warnings } = await tree.looks('east-office', rehearseDraw, { task });
    expect(strata).toMatchObject([{ base: 20, required: 1, n: 1 }]);
    expect(told(warnings)).toEqual([
      '周期最后一次抽取：2022-01-01 至 2026-12-31 全覆盖（一）还差 16 家，计划只安排 1 家；抽取以前先用 plan adjust 调到 16 家',
    ]);
  });

  it('has no more to be told once the plan has as many', async () => {
    await tree.does('east-office', adjustPlan, { ...plan, entry, n: 16, reason: '周期末补足全覆盖' });
    await takeOn(tree);
    const { catchUp = [] } = await tree.looks('east-office', showPlan, plan);
    expect(catchUp.filter((one) => one.entry === entry)).toEqual([]);
    expect(told((await tree.looks('east-office', rehearseDraw, { task })).warnings)).toEqual([]);
    const frozen = await tree.does('east-office', freezeDraw, { task });
    expect(told(frozen.warnings)).toEqual([]);
    expect(frozen.strata).toMatchObject([{ n: 16 }]);
  });
});

describeDatabases('the last draw of a year within a window', (target) => {
  it('control: asks for its own number, and nothing is told', async () => {
    const tree = await openWindow(target, '2023-01-01');
    expect(general(await tree.does('east-office', proposePlan, plan)).at(-1)).toEqual([1, 1, 1]);
    await takeOn(tree);
    const { task } = await tree.does('east-office', createTask, { agency: EAST, class: 'general', period: '2026Q4' });
    expect(told((await tree.looks('east-office', rehearseDraw, { task })).warnings)).toEqual([]);
    await tree.close();
  });
});
