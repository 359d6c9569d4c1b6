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
const entry = '2026q4.general';

/** A county whose plan was made while it had 重点 alone. It is the 20th of November. */
describeDatabases('a class that had nobody when the plan was made', (target) => {
  let tree: Tree;
  const issues = async () => {
    await putInForce(tree, plan);
  };
  const created = () => tree.does('east-office', createTask, { agency: EAST, class: 'general', period: '2026Q4' });
  const adjusts = (id: string) =>
    tree.does('east-office', adjustPlan, { ...plan, entry: id, n: 2, reason: '新增一般排污单位' });

  beforeAll(async () => {
    tree = await openTree(target);
    const units = Array.from({ length: 8 }, (_, i) => ({ key: inventedCode(1 + i), class: 'key' as const }));
    await tree.furnish(EAST, units, 8);
    await tree.publishItems(EAST);
    await tree.does('east-office', proposePlan, plan);
    await issues();
  });
  afterAll(() => tree.close());

  test('is missing in no plan while it has nobody', async () => {
    expect((await tree.looks('east-head', showPlan, plan)).catchUp?.map((one) => one.entry) ?? []).not.toContain(entry);
    await expect(adjusts(entry)).rejects.toMatchObject({ code: 'plan.entryUnknown' });
  });

  test('is told with what the law asks of it by now, and cannot be drawn without the plan', async () => {
    const units = Array.from({ length: 12 }, (_, i) => ({ key: inventedCode(101 + i), class: 'general' as const }));
    await tree.furnish(EAST, units);
    const { catchUp = [] } = await tree.looks('east-head', showPlan, plan);
    expect(catchUp.filter((one) => one.entry === entry)).toEqual([
      {
        ...{ entry, class: 'general', className: '一般排污单位', period: '2026Q4', n: 0 },
        ...{ base: 12, required: 1, recommended: 1, section: '四（五）1', missing: true },
      },
    ]);
    // They have stood in the directory all year: of the quarters that are over a late draw makes up what the law asks.
    const missing = catchUp.flatMap((one) => (one.missing ? [[one.entry, one.required]] : []));
    expect(missing).toEqual(['q1', 'q2', 'q3', 'q4'].map((quarter) => [`2026${quarter}.general`, 1]));
    await expect(created()).rejects.toMatchObject({ code: 'task.noEntry' });
  });

  test('is put into the plan by an adjustment, and drawn under it', async () => {
    await expect(adjusts('2026q3.nobody')).rejects.toMatchObject({ code: 'plan.entryUnknown' });
    const { entries, version } = await adjusts(entry);
    expect(version).toBe(2);
    expect(entries.at(-1)).toMatchObject({ id: entry, n: 2, base: 12, required: 1, className: '一般排污单位' });
    expect(Object.values(entries.at(-1)!.fields).join()).toContain('2 家');
    await adjusts('2026q3.general');
    await issues();
    expect(await created()).toMatchObject({ class: 'general', n: 2 });
    const late = await tree.does('east-office', createTask, { agency: EAST, class: 'general', period: '2026Q3' });
    expect(late).toMatchObject({ period: '2026Q3', n: 2 });
    const { catchUp = [] } = await tree.looks('east-head', showPlan, plan);
    expect(catchUp.flatMap((one) => (one.missing ? [one.entry] : []))).toEqual(['2026q1.general', '2026q2.general']);
  });
});
