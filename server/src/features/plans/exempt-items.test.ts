import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases, type TestTarget } from '../../db/test-database.ts';
import { inTransaction, SYSTEM } from '../../db/transaction.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { CITY, EAST, openTree, rule } from '../agencies/test-tree.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { drawTask } from '../draws/test-draw.ts';
import { createTask } from '../tasks/create-task.ts';
import { adjustPlan } from './adjust-plan.ts';
import { proposePlan } from './propose-plan.ts';
import { showPlan } from './show-plan.ts';
import { putInForce } from './test-plans.ts';

const plan = { agency: EAST, year: 2026 };
const ENTRY = '2026q4.key';

type Seen = {
  readonly agency: string;
  readonly unit: number;
  readonly date: string;
  readonly items?: readonly string[];
};

/**
 * Eight key units, everybody within the year; whoever a higher level found clean is exempt item by item (营口 三（四）). Four were
 * visited here, and one by the city. The fourth quarter is drawn.
 */
async function openExempt(target: TestTarget, byCity: readonly string[]) {
  const tree = await openTree(target, ({ rules }) => {
    rules.push(rule('exemption/all/county', { per: 'item', from: 'higherLevel', apply: true }, 'soft'));
  });
  const objects = Array.from({ length: 8 }, (_, i) => ({ key: inventedCode(i + 1), class: 'key' as const }));
  await tree.furnish(EAST, objects, 10);
  await tree.publishItems(EAST);
  await tree.does('east-office', proposePlan, plan);
  await putInForce(tree, plan);
  const visited = ({ agency, unit, date, items = ['1'] }: Seen) => {
    const [key, level] = [inventedCode(unit), agency === CITY ? 'municipal' : 'county'];
    const common = { class: 'key', level, agency, taskType: 'daily', selection: 'random', state: 'completed' };
    const facts = { ...common, items, method: 'onSite', results: ['未发现问题'], date, objectId: key };
    return {
      ...{ id: `vst_${agency}_${unit}`, agency, recorded_by: agency, object_key: key, date, task_code: '' },
      ...{ level, class: 'key', row_hash: Buffer.alloc(32), added_at: `${date}T09:00:00Z` },
      ...{ updated_at: `${date}T09:00:00Z`, facts: JSON.stringify(facts) },
    };
  };
  await inTransaction(tree.deps.database.db, SYSTEM, (tx) =>
    tx
      .insertInto('visit')
      .values([
        ...[1, 2].map((unit) => visited({ agency: EAST, unit, date: '2026-02-10' })),
        ...[3, 4].map((unit) => visited({ agency: EAST, unit, date: '2026-05-12' })),
        visited({ agency: CITY, unit: 5, date: '2026-06-12', items: byCity }),
      ])
      .execute(),
  );
  const creates = () => tree.does('east-office', createTask, { agency: EAST, entry: ENTRY });
  const { task, minimumToday } = await creates();
  const draw = await drawTask(tree, task, ['east-office', 'east-witness']);
  const drawn = await tree.ask(`select object_id from drawn_object where draw_id = '${draw}'`);
  return {
    tree,
    creates,
    took: [minimumToday?.n, drawn.length],
    async lacks() {
      const { catchUp = [] } = await tree.looks('east-office', showPlan, plan);
      return catchUp.filter(({ entry }) => entry === ENTRY).map(({ required, supplement }) => [required, supplement]);
    },
    adjusts: (n: number) => tree.does('east-office', adjustPlan, { ...plan, entry: ENTRY, n, reason: '补足' }),
    async coverage() {
      const { tables } = await tree.looks('east-office', judgeCompliance, plan);
      const { base, required } = tables.find((one) => one.class === 'key' && one.topic === 'coverage')!;
      return [base, required];
    },
  };
}

describeDatabases('an exemption that goes item by item', (target) => {
  let of: Awaited<ReturnType<typeof openExempt>>;
  beforeAll(async () => {
    of = await openExempt(target, ['1']);
  });
  afterAll(() => of.tree.close());

  it('leaves three units to the last quarter, and nothing is lacking once they are drawn', async () => {
    expect(of.took).toEqual([3, 3]);
    expect(await of.lacks()).toEqual([]);
    await expect(of.creates()).rejects.toMatchObject({
      code: 'task.noSupplement',
      message: expect.stringContaining('已抽 3 家，缺 0 家'),
    });
    expect(await of.coverage()).toEqual([8, 8]);
  });

  it('has what is lacking where units come in: plan, its adjustment and the supplement ask for the same', async () => {
    await of.tree.furnish(EAST, [
      { key: inventedCode(9), class: 'key' },
      { key: inventedCode(10), class: 'key' },
    ]);
    expect(await of.lacks()).toEqual([[5, { drawn: 3, lost: 0, grown: { from: 8, to: 10 } }]]);
    await expect(of.adjusts(4)).rejects.toMatchObject({ code: 'plan.belowMinimum', details: { n: 4, required: 5 } });
    const { entries } = await of.adjusts(5);
    expect(entries.find(({ id }) => id === ENTRY)).toMatchObject({ base: 10, required: 5, n: 5 });
    expect(await of.creates()).toMatchObject({
      n: 2,
      supplement: { why: expect.stringMatching(/应抽 5 家，已抽 3 家，缺 2 家$/) },
    });
  });
});

describeDatabases('control: a visit of the city that had another item exempts nobody', (target) => {
  let of: Awaited<ReturnType<typeof openExempt>>;
  beforeAll(async () => {
    of = await openExempt(target, ['7']);
  });
  afterAll(() => of.tree.close());

  it('leaves four units to the last quarter', async () => {
    expect(of.took).toEqual([4, 4]);
    expect(await of.lacks()).toEqual([]);
    await of.tree.furnish(EAST, [{ key: inventedCode(9), class: 'key' }]);
    expect(await of.lacks()).toEqual([[5, { drawn: 4, lost: 0, grown: { from: 8, to: 9 } }]]);
    expect(await of.creates()).toMatchObject({ n: 1 });
  });
});
