import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases, type TestTarget } from '../../db/test-database.ts';
import { inTransaction, SYSTEM } from '../../db/transaction.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, type Edit, openTree, rule, type Tree } from '../agencies/test-tree.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { rehearseDraw } from '../draws/rehearse-draw.ts';
import { createTask } from '../tasks/create-task.ts';
import { proposePlan } from './propose-plan.ts';
import { showPlan } from './show-plan.ts';
import { putInForce } from './test-plans.ts';

const plan = { agency: EAST, year: 2026 };

type Switched = { readonly switches?: readonly { readonly key: string; default: string }[] };

/** A floor of the province for general units (AMB-04), under a reading of it, measured by all lists of the year. */
const withFloor =
  (reading: string): Edit =>
  (tree) => {
    tree.rules = tree.rules.filter(({ id }) => !/\/(ratio|annualRatio)\/general\/county$/.test(id));
    tree.rules.push(rule('floor/general/county', { coverageYears: 1 }, 'soft'));
    tree.ambiguities.push({
      ...{ id: 'AMB-04', problem: '假想', reading: '假想', clause: { section: '一', quote: '假想方案' } },
      switches: [{ key: 'special.floor', default: reading, options: ['provincialWarn', 'none', 'provincialEnforce'] }],
    });
    const switches = (tree.ambiguities as Switched[]).flatMap((one) => one.switches ?? []);
    switches.find(({ key }) => key === 'calc.annualBase')!.default = 'union';
  };

/** Four general units, of which one was inspected in March while it was a key unit. */
async function openFloor(target: TestTarget, reading: string): Promise<Tree> {
  const tree = await openTree(target, withFloor(reading));
  const objects = Array.from({ length: 4 }, (_, i) => ({ key: inventedCode(i + 1), class: 'general' as const }));
  await tree.furnish(EAST, objects, 10);
  await tree.publishItems(EAST);
  const { agency } = plan;
  const key = inventedCode(1);
  const about = { date: '2026-03-10', class: 'key', level: 'county' };
  const facts = { agency, taskType: 'daily', selection: 'random', items: ['1'], method: 'onSite', objectId: key };
  await inTransaction(tree.deps.database.db, SYSTEM, (tx) =>
    tx
      .insertInto('visit')
      .values({
        ...{ ...about, id: 'vst_1', agency, recorded_by: agency, object_key: key, task_code: '' },
        ...{ row_hash: Buffer.alloc(32), added_at: '2026-03-10T09:00:00Z', updated_at: '2026-03-10T09:00:00Z' },
        facts: JSON.stringify({ ...about, ...facts, state: 'completed', results: ['未发现问题'] }),
      })
      .execute(),
  );
  return tree;
}

const whole = ({ entries }: Awaited<ReturnType<typeof proposePlan>>) =>
  entries.filter(({ class: cls }) => cls === 'general').map((one) => [one.base, one.required, one.recommended, one.n]);

describeDatabases('a floor that binds, of which a part was inspected in another class', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openFloor(target, 'provincialEnforce');
  });
  afterAll(() => tree.close());

  it('is planned by those whom the year lacks, as its draw asks and the verdict counts', async () => {
    expect(whole(await tree.does('east-office', proposePlan, plan))).toEqual([[4, 3, 3, 3]]);
    await tree.ask(`update plan_entry set n = 2 where class = 'general'`);
    await putInForce(tree, plan);
    const { catchUp = [] } = await tree.looks('east-office', showPlan, plan);
    expect(catchUp.filter(({ entry }) => entry === '2026.general')).toMatchObject([
      { n: 2, base: 4, required: 3, recommended: 3 },
    ]);
    const { task, minimumToday } = await tree.does('east-office', createTask, {
      ...{ agency: EAST, class: 'general', period: '2026' },
    });
    expect(minimumToday?.n).toBe(3);
    expect((await tree.looks('east-office', rehearseDraw, { task })).strata).toMatchObject([{ base: 4, n: 3 }]);
    const { tables } = await tree.looks('east-office', judgeCompliance, plan);
    const { base, actual } = tables.find((one) => one.class === 'general' && one.topic === 'floor')!;
    expect([base, actual]).toEqual([4, 1]);
  });
});

describeDatabases('a floor that only warns', (target) => {
  it('is advised by the same units, and requires none', async () => {
    const tree = await openFloor(target, 'provincialWarn');
    expect(whole(await tree.does('east-office', proposePlan, plan))).toEqual([[4, 0, 3, 3]]);
    await tree.close();
  });
});
