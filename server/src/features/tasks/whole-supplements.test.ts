import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases, type TestTarget } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, type Edit, openTree } from '../agencies/test-tree.ts';
import { rehearseDraw } from '../draws/rehearse-draw.ts';
import { replaceDraw } from '../draws/replace-draw.ts';
import { drawTask } from '../draws/test-draw.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { showPlan } from '../plans/show-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { createTask } from './create-task.ts';

const plan = { agency: EAST, year: 2026 };
const q4 = { agency: EAST, class: 'key', period: '2026Q4' };

const everyQuarter =
  (min: string): Edit =>
  (tree) => {
    tree.rules = tree.rules.filter(({ id }) => !id.includes('/coverage/key/'));
    tree.rules.find(({ id }) => id.endsWith('/ratio/key/county'))!.value = { every: 'quarter', min };
  };

/** Key units, of which a share is asked for each quarter and those of the fourth are drawn; the last places stand empty. */
async function openEmptied(
  target: TestTarget,
  { min, units, empty }: { readonly min: string; readonly units: number; readonly empty: number },
) {
  const tree = await openTree(target, everyQuarter(min));
  const objects = Array.from({ length: units }, (_, i) => ({ key: inventedCode(i + 1), class: 'key' as const }));
  await tree.furnish(EAST, objects, 10);
  await tree.publishItems(EAST);
  await tree.does('east-office', proposePlan, plan);
  await putInForce(tree, plan);
  const creates = () => tree.does('east-office', createTask, q4);
  const draws = async (task: string) => {
    const draw = await drawTask(tree, task, ['east-office', 'east-witness']);
    const rows = await tree.ask<{ key: string }>(`select key from drawn_object join inspection_object as object
      on object.id = object_id where draw_id = '${draw}' order by rank`);
    return { draw, keys: rows.map(({ key }) => key) };
  };
  const { draw, keys } = await draws((await creates()).task);
  const emptied = keys.slice(0, empty);
  for (const rank of emptied.keys()) {
    const asked = { draw, rank: rank + 1, reason: 'suspended' as const, document: `停产报告${rank}号` };
    const evidence = String(rank + 1).padStart(64, '0');
    await tree.does('east-office', replaceDraw, { ...asked, evidence, approver: 'east-head' });
  }
  return {
    tree,
    creates,
    draws,
    emptied,
    closes: (key: string) =>
      tree.ask(`update inspection_object set status = 'closed', status_since = '2026-11-20',
        facts = facts || '{"status": "closed", "statusSince": "2026-11-20"}' where key = '${key}'`),
    rehearses: (task: string) => tree.looks('east-office', rehearseDraw, { task }),
    async lacks() {
      const { catchUp = [] } = await tree.looks('east-office', showPlan, plan);
      return catchUp
        .filter(({ entry }) => entry === '2026q4.key')
        .map(({ n, base, required, supplement }) => [n, base, required, supplement?.drawn]);
    },
  };
}

type Emptied = Awaited<ReturnType<typeof openEmptied>>;

describeDatabases('a class of which everybody is asked for, with places that stand empty', (target) => {
  let of: Emptied;
  beforeAll(async () => {
    of = await openEmptied(target, { min: '100%', units: 7, empty: 3 });
  });
  afterAll(() => of.tree.close());

  it('lacks all of them while all are on the list', async () => {
    expect(await of.lacks()).toEqual([[7, 7, 7, 4]]);
  });

  it('lacks those alone who are there still: plan, task, rehearsal and draw have one number', async () => {
    await of.closes(of.emptied[0]!);
    expect(await of.lacks()).toEqual([[7, 6, 6, 4]]);
    const { task, n, supplement } = await of.creates();
    expect([n, supplement?.why]).toEqual([2, '应抽 6 家，已抽 4 家，缺 2 家']);
    const { strata, warnings } = await of.rehearses(task);
    expect(strata).toMatchObject([{ base: 6, required: 2, n: 2, pool: 2 }]);
    expect(warnings.join()).not.toContain('缺 3 家');
    expect((await of.draws(task)).keys.toSorted()).toEqual(of.emptied.slice(1).toSorted());
    await expect(of.creates()).rejects.toMatchObject({
      code: 'task.noSupplement',
      message: expect.stringContaining('应抽 6 家，已抽 6 家，缺 0 家'),
    });
  });
});

describeDatabases('control: a class of which a part is asked for', (target) => {
  let of: Emptied;
  beforeAll(async () => {
    of = await openEmptied(target, { min: '70%', units: 3, empty: 1 });
  });
  afterAll(() => of.tree.close());

  it('keeps the number of its plan where the list has shrunk', async () => {
    await of.closes(of.emptied[0]!);
    expect(await of.lacks()).toEqual([]);
    await expect(of.creates()).rejects.toMatchObject({
      code: 'task.noSupplement',
      message: expect.stringContaining('应抽 3 家，已抽 2 家，缺 1 家；没有可抽的对象'),
    });
  });
});
