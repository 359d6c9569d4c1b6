import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inTransaction, SYSTEM } from '../../db/transaction.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, type Tree, WEST } from '../agencies/test-tree.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { createTask } from '../tasks/create-task.ts';
import { adjustPlan } from './adjust-plan.ts';
import { proposePlan } from './propose-plan.ts';
import { showPlan } from './show-plan.ts';
import { putInForce } from './test-plans.ts';

const DICE = '35162406251340952716';

/** Key objects: a quarter of them each quarter, everybody within the year. It is the 20th of November. */
describeDatabases('what a plan lacks by now', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target);
    for (const [agency, place, first] of [
      [EAST, 'east', 1],
      [WEST, 'west', 101],
    ] as const) {
      const objects = Array.from({ length: 8 }, (_, i) => ({ key: inventedCode(first + i), class: 'key' as const }));
      await tree.furnish(agency, objects, 8);
      await tree.publishItems(agency);
      const plan = { agency, year: 2026 };
      await tree.does(`${place}-office`, proposePlan, plan);
      await putInForce(tree, plan, place);
    }
  });
  afterAll(() => tree.close());

  const lacking = async (agency: string) => {
    const login = agency === EAST ? 'east-head' : 'west-head';
    const { catchUp } = await tree.looks(login, showPlan, { agency, year: 2026 });
    return catchUp;
  };
  async function draws(task: string, whileSealed: () => Promise<void> = async () => {}): Promise<void> {
    const { draw } = await tree.does('east-office', freezeDraw, { task });
    await whileSealed();
    const entry = { draw, source: 'dice', value: DICE } as const;
    await tree.does('east-office', enterDraw, entry);
    await tree.does('east-witness', enterDraw, entry);
    await tree.does('east-office', runDraw, { draw });
  }

  test('is nothing where the number planned is reached, also where more than that was drawn', async () => {
    const at = {
      '2026-02-10': [101, 102, 103, 104],
      '2026-05-12': [105, 106, 107, 108],
      '2026-10-20': [101, 102, 103],
    };
    const common = { class: 'key', level: 'county', agency: WEST, taskType: 'daily', selection: 'random' };
    const rest = { state: 'completed', items: ['1'], method: 'onSite', results: ['未发现问题'] };
    const rows = Object.entries(at).flatMap(([date, numbers]) => numbers.map((i) => ({ date, key: inventedCode(i) })));
    await inTransaction(tree.deps.database.db, SYSTEM, (tx) =>
      tx
        .insertInto('visit')
        .values(
          rows.map(({ date, key }) => ({
            ...{ id: `vst_${date}_${key}`, agency: WEST, recorded_by: WEST, object_key: key, date, task_code: '' },
            ...{ level: 'county', class: 'key', row_hash: Buffer.alloc(32), added_at: `${date}T09:00:00Z` },
            ...{ updated_at: `${date}T09:00:00Z`, facts: JSON.stringify({ ...common, ...rest, date, objectId: key }) },
          })),
        )
        .execute(),
    );
    expect(await lacking(WEST)).toBeUndefined();
  });

  test('has a supplementary draw where the entry is drawn, and `task create` makes it', async () => {
    const { task } = await tree.does('east-office', createTask, { agency: EAST, entry: '2026q4.key' });
    await draws(task);
    const [one, ...others] = (await lacking(EAST))!;
    expect(others).toEqual([]);
    expect(one).toMatchObject({ entry: '2026q4.key', n: 2, required: 8, supplement: { drawn: 2, lost: 0 } });
    const more = await tree.does('east-office', createTask, { agency: EAST, entry: '2026q4.key' });
    expect(more).toMatchObject({ code: '2026q4-key-supplement-1', n: 6 });
    expect(await lacking(EAST)).toBeUndefined();
    await draws(more.task, async () => expect(await lacking(EAST)).toBeUndefined());
    expect(await lacking(EAST)).toBeUndefined();
  });

  test('is no number of an entry that is only created: the plan may be adjusted to it', async () => {
    await tree.furnish(
      WEST,
      Array.from({ length: 4 }, (_, i) => ({ key: inventedCode(201 + i), class: 'key' as const })),
    );
    await tree.does('west-office', createTask, { agency: WEST, entry: '2026q4.key' });
    const [one] = (await lacking(WEST))!;
    expect(one).toMatchObject({ entry: '2026q4.key', n: 2, required: 4 });
    expect(one).not.toHaveProperty('supplement');
    const adjust = { agency: WEST, year: 2026, entry: one!.entry, n: one!.required, reason: '名录增加' };
    await tree.does('west-office', adjustPlan, adjust);
    expect(await lacking(WEST)).toBeUndefined();
  });
});
