import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inTransaction, SYSTEM } from '../../db/transaction.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, type Tree, WEST } from '../agencies/test-tree.ts';
import { showCoverage } from '../compliance/show-coverage.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { rehearseDraw } from '../draws/rehearse-draw.ts';
import { createTask } from '../tasks/create-task.ts';
import { withdrawTask } from '../tasks/withdraw-task.ts';
import { adjustPlan } from './adjust-plan.ts';
import { editPlanEntry } from './edit-plan-entry.ts';
import { proposePlan } from './propose-plan.ts';
import { showPlan } from './show-plan.ts';
import { putInForce } from './test-plans.ts';

const entry = '2026q4.key';

/** Key objects: a quarter of them each quarter, everybody within the year. It is the 20th of November. */
describeDatabases('a plan while its year is under way', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target);
    for (const [agency, first] of [
      [EAST, 1],
      [WEST, 101],
    ] as const) {
      const objects = Array.from({ length: 8 }, (_, i) => ({ key: inventedCode(first + i), class: 'key' as const }));
      await tree.furnish(agency, objects, 8);
      await tree.publishItems(agency);
    }
  });
  afterAll(() => tree.close());

  const visited = (agency: string, date: string, numbers: readonly number[]) => {
    const common = { date, class: 'key', level: 'county', agency, taskType: 'daily', selection: 'random' };
    const rest = { state: 'completed', items: ['1'], method: 'onSite', results: ['未发现问题'] };
    return inTransaction(tree.deps.database.db, SYSTEM, (tx) =>
      tx
        .insertInto('visit')
        .values(
          numbers.map(inventedCode).map((key) => ({
            ...{ id: `vst_${agency}_${key}`, agency, recorded_by: agency, object_key: key, date, task_code: '' },
            ...{ level: 'county', class: 'key', row_hash: Buffer.alloc(32), added_at: `${date}T09:00:00Z` },
            ...{ updated_at: `${date}T09:00:00Z`, facts: JSON.stringify({ ...common, ...rest, objectId: key }) },
          })),
        )
        .execute(),
    );
  };
  const numbersOf = (view: {
    entries: readonly { class: string; required: number; recommended: number; n: number }[];
  }) => view.entries.filter(({ class: cls }) => cls === 'key').map((one) => [one.required, one.recommended, one.n]);
  const covered = async (login: string, agency: string) => {
    const { lines } = await tree.looks(login, showCoverage, { agency, year: 2026, class: 'key', names: 0 });
    return lines[0]!.periods.map(({ required, recommended }) => [required, recommended]);
  };

  describe('that is made then', () => {
    const plan = { agency: WEST, year: 2026 };

    test('says of the last quarter what is still to be covered, as the monitor of coverage does', async () => {
      await visited(WEST, '2026-02-10', [101, 102]);
      await visited(WEST, '2026-05-12', [103]);
      const view = await tree.does('west-office', proposePlan, plan);
      expect(numbersOf(view)).toEqual([
        [2, 2, 2],
        [2, 2, 2],
        [2, 3, 2],
        [5, 5, 5],
      ]);
      expect(numbersOf(view).map((one) => one.slice(0, 2))).toEqual(await covered('west-head', WEST));
      expect(view).not.toHaveProperty('unrecorded');
      expect(await tree.looks('west-head', showPlan, plan)).not.toHaveProperty('catchUp');
    });

    test('is not edited below it; a text of an entry that stays as it is may change', async () => {
      const edit = (more: object) => tree.does('west-office', editPlanEntry, { ...plan, entry, ...more });
      await expect(edit({ n: 4 })).rejects.toMatchObject({
        code: 'plan.belowMinimum',
        message: expect.stringContaining('最低数 5'),
      });
      const { entries } = await edit({ n: 6, fields: { guidingUnit: '示范市生态环境局' } });
      expect(entries.find(({ id }) => id === entry)).toMatchObject({ n: 6, required: 5 });
    });

    test('is not changed by what is drawn in the quarter itself', async () => {
      await putInForce(tree, plan, 'west');
      const { task } = await tree.does('west-office', createTask, { agency: WEST, class: 'key', period: '2026Q4' });
      await tree.does('west-office', freezeDraw, { task });
      expect(await tree.looks('west-head', showPlan, plan)).not.toHaveProperty('catchUp');
    });
  });

  describe('that was made before anything was recorded', () => {
    const plan = { agency: EAST, year: 2026 };
    const adjust = (n: number) => tree.does('east-office', adjustPlan, { ...plan, entry, n, reason: '前三季度欠账' });

    test('is that of a whole year, and says so', async () => {
      const view = await tree.does('east-office', proposePlan, plan);
      expect(numbersOf(view)).toEqual(Array(4).fill([2, 2, 2]));
      expect(view.unrecorded).toBe(true);
      expect(await tree.looks('east-head', showPlan, plan)).toMatchObject({ unrecorded: true });
      await putInForce(tree, plan);
    });

    test('stays as it was issued, and beside it stands what is needed by now', async () => {
      await visited(EAST, '2026-02-10', [1, 2]);
      await visited(EAST, '2026-05-12', [3]);
      const view = await tree.looks('east-head', showPlan, plan);
      expect(numbersOf(view)).toEqual(Array(4).fill([2, 2, 2]));
      expect(view).not.toHaveProperty('unrecorded');
      const numbers = { n: 2, base: 8, required: 5, recommended: 5 };
      expect(view.catchUp).toEqual([
        { entry, class: 'key', className: '重点排污单位', period: '2026Q4', ...numbers, section: '四（五）2' },
      ]);
    });

    test('is drawn with no less than that, by the clause of the coverage, also where nobody adjusts it', async () => {
      const made = await tree.does('east-office', createTask, { agency: EAST, class: 'key', period: '2026Q4' });
      expect(made).toMatchObject({ n: 2, minimumToday: { n: 5, pool: 8, entry } });
      const { strata, warnings } = await tree.looks('east-office', rehearseDraw, { task: made.task });
      expect(strata).toMatchObject([{ base: 8, required: 5, n: 5, pool: 8 }]);
      expect(strata[0]!.clause).toMatch(/抽查比例为100%.*本年度还有 5 家没有抽到.*每季度抽查比例/);
      expect(warnings.join()).toContain('应抽 5 家（尚有 5 家本年度未抽），计划只安排 2 家，本次抽 5 家');
      await tree.does('east-office', withdrawTask, { task: made.task, reason: '先调整计划' });
    });

    test('is adjusted to no less than that, and then carries it', async () => {
      await expect(adjust(4)).rejects.toMatchObject({
        code: 'plan.belowMinimum',
        message: expect.stringContaining('最低数 5'),
      });
      await expect(adjust(2)).rejects.toMatchObject({ code: 'plan.belowMinimum' });
      const view = await adjust(5);
      expect(view.entries.find(({ id }) => id === entry)).toMatchObject({ n: 5, required: 5, recommended: 5 });
      expect(await tree.looks('east-head', showPlan, plan)).not.toHaveProperty('catchUp');
      expect(numbersOf(await tree.looks('east-head', showPlan, { ...plan, version: 1 }))).toEqual(
        Array(4).fill([2, 2, 2]),
      );
    });

    test('is the plan of the next year untouched by it', async () => {
      const next = await tree.does('east-office', proposePlan, { agency: EAST, year: 2027 });
      expect(next).not.toHaveProperty('unrecorded');
      expect(next.entries.every(({ required, n }) => required === n)).toBe(true);
    });
  });
});
