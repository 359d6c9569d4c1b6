import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inTransaction, SYSTEM } from '../../db/transaction.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, type Tree, WEST } from '../agencies/test-tree.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { showPlan } from '../plans/show-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { createTask } from './create-task.ts';
import { showLoad } from './show-load.ts';

const plan = { agency: EAST, year: 2026 };
const BUSY = inventedCode(1);
const CALM = inventedCode(2);

describeDatabases('inspections are spread over the year', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target, (pack) => {
      // Today is 20 November: with 45 days a task of the fourth quarter falls wholly inside.
      pack.rules.find(({ id }) => id.includes('/stagger/'))!.value = { tasks: 3, days: 45, perWeek: 2 };
    });
    await tree.furnish(
      EAST,
      [1, 2, 3, 4].map((i) => ({ key: inventedCode(i), class: 'key' as const })),
      4,
    );
    await tree.publishItems(EAST);
    await tree.does('east-office', proposePlan, plan);
    await putInForce(tree, plan);
    await visits([BUSY, '2026-11-17'], [BUSY, '2026-11-18'], [CALM, '2026-11-18'], [CALM, '2026-03-02']);
  });
  afterAll(() => tree.close());

  async function visits(...made: readonly (readonly [string, string])[]): Promise<void> {
    const facts = { class: 'key', level: 'county', agency: EAST, taskType: 'daily', selection: 'random' };
    const rest = { state: 'completed', items: ['1'], method: 'onSite', results: ['未发现问题'] };
    await inTransaction(tree.deps.database.db, SYSTEM, (tx) =>
      tx
        .insertInto('visit')
        .values(
          made.map(([objectId, date], i) => ({
            ...{ id: `vst_${date}_${objectId}_${i}`, agency: EAST, recorded_by: EAST, object_key: objectId, date },
            ...{ task_code: `${date}-x`, level: 'county', class: 'key', row_hash: Buffer.alloc(32) },
            ...{ facts: JSON.stringify({ ...facts, ...rest, objectId, date, taskId: `${date}-x` }) },
            ...{ added_at: '2026-11-19T01:00:00Z', updated_at: '2026-11-19T01:00:00Z' },
          })),
        )
        .execute(),
    );
  }

  const looks = (login: string, agency = EAST) => tree.does(login, showLoad, { agency, year: 2026 });

  describe('the load per object, area and week', () => {
    test('is for those who dispatch, in their own territory', async () => {
      await expect(looks('east-witness')).rejects.toMatchObject({ code: 'request.notPermitted' });
      await expect(looks('east-office', WEST)).rejects.toMatchObject({ code: 'request.notFound' });
    });

    test('shows who is visited more than once, and full weeks', async () => {
      const load = await looks('east-office');
      expect(load.objects).toEqual([
        { object: { key: BUSY, name: `示例企业${BUSY}` }, visits: 2 },
        { object: { key: CALM, name: `示例企业${CALM}` }, visits: 2 },
      ]);
      expect(load.weeks).toEqual([
        { area: EAST, week: '2026-03-02', fixed: 1, open: 0 },
        { area: EAST, week: '2026-11-16', fixed: 3, open: 0 },
      ]);
      expect(load.fullWeeks).toEqual([{ area: EAST, week: '2026-11-16', fixed: 3, open: 0 }]);
      expect(load.clause).toMatchObject({ section: '四（一）' });
    });
  });

  test('a new task warns of objects that it would crowd upon, without naming them', async () => {
    const task = await tree.does('east-office', createTask, { agency: EAST, class: 'key', period: '2026Q4' });
    const crowded = task.warnings!.filter((text) => !text.startsWith('PLAN_NOT_PUBLIC'));
    expect(crowded).toEqual([expect.stringMatching(/^CLUSTERED：若抽中，1 家对象的检查过于集中/)]);
    expect(JSON.stringify(task)).not.toContain(BUSY);
  });

  test('three tasks on one object are CLUSTERED, in the plan without its name', async () => {
    const before = await tree.looks('east-head', showPlan, plan);
    expect(before.findings.filter(({ code }) => code === 'CLUSTERED')).toHaveLength(1);
    await visits([BUSY, '2026-11-20']);
    expect((await looks('east-office')).objects[0]).toMatchObject({
      object: { key: BUSY },
      visits: 3,
      clustered: { tasks: ['2026-11-17-x', '2026-11-18-x', '2026-11-20-x'], from: '2026-11-17', to: '2026-11-20' },
    });
    const after = await tree.looks('east-head', showPlan, plan);
    const found = after.findings.filter(({ code }) => code === 'CLUSTERED').map(({ message }) => message);
    expect(found).toEqual([
      expect.stringContaining('1 家对象的检查过于集中'),
      expect.stringContaining('2026-11-16 起的一周有 4 家次检查'),
    ]);
    expect(after.load).toContainEqual({ area: EAST, week: '2026-11-16', fixed: 4, open: 0 });
    expect(JSON.stringify(after)).not.toContain(BUSY);
  });
});
