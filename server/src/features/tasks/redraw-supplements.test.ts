import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inTransaction, SYSTEM } from '../../db/transaction.ts';
import { verifyEvidence } from '../../evidence/verify-evidence.ts';
import { inventedCode as code } from '../../examples/credit-codes.ts';
import { CITY, EAST, openTree, rule, type Tree } from '../agencies/test-tree.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { exportDraw } from '../draws/export-draw.ts';
import { rehearseDraw } from '../draws/rehearse-draw.ts';
import { namedDraw } from '../draws/show-draw.ts';
import { drawTask } from '../draws/test-draw.ts';
import { adjustPlan } from '../plans/adjust-plan.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { showPlan } from '../plans/show-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { createTask } from './create-task.ts';

const plan = { agency: CITY, year: 2026 };
const key = { agency: CITY, class: 'key', period: '2026' };
const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => code(from + i));

describeDatabases('a city that drew before its counties had finished anybody (R-061)', (target) => {
  let tree: Tree;
  const drawn: string[] = [];
  beforeAll(async () => {
    tree = await openTree(target, (pack) => {
      pack.rules = pack.rules.filter(({ id }) => id !== 'jiangxian/ratio/key/municipal');
      pack.rules.push(
        rule('ratio/key/municipal', { every: 'year', min: '30%' }, 'principle'),
        rule('redraw/key/municipal', { min: '20%', among: 'county' }, 'soft'),
      );
    });
    await grows(1, 10);
    await tree.furnish(CITY, [], 12);
    await tree.publishItems(CITY);
    await tree.does('city-office', proposePlan, plan);
    await takeOn();
    drawn.push(...(await draws((await creates()).task)));
  });
  afterAll(() => tree.close());

  const grows = (from: number, to: number) =>
    tree.furnish(
      EAST,
      upTo(from, to).map((one) => ({ key: one, class: 'key' as const })),
    );
  async function takeOn() {
    await putInForce(tree, plan, 'city');
  }
  const creates = (more: object = {}) => tree.does('city-office', createTask, { ...key, ...more } as never);
  const rehearses = (task: string) => tree.looks('city-office', rehearseDraw, { task });
  const listsOf = async (task: string) =>
    (await rehearses(task)).strata.map(({ id, base, pool, n }) => [id, base, pool, n]);
  const shown = async () => (await tree.looks('city-office', showPlan, plan)).redraws;
  async function draws(task: string): Promise<readonly string[]> {
    const draw = await drawTask(tree, task, ['city-office', 'city-witness']);
    const { bytes } = await tree.looks('city-office', exportDraw, { draw });
    expect(verifyEvidence(bytes).checks.filter(({ state }) => state === 'fail')).toEqual([]);
    const { names } = await tree.looks('city-office', namedDraw, { draw });
    return names.map(({ object }) => object.key);
  }
  /** So many of those that the city has not drawn, and the county has not finished. */
  async function finishes(n: number): Promise<readonly string[]> {
    const done = await tree.ask<{ object_key: string }>('select object_key from visit');
    const known = new Set([...drawn, ...done.map((one) => one.object_key)]);
    const next = upTo(1, 10)
      .filter((one) => !known.has(one))
      .slice(0, n);
    await visited('county', next, '2026-11-10');
    return next;
  }
  async function visited(level: 'county' | 'municipal', objects: readonly string[], date: string) {
    const agency = level === 'county' ? EAST : CITY;
    const period = level === 'county' ? '2026Q4' : '2026';
    const facts = {
      ...{ class: 'key', level, agency, date, period, taskType: 'daily', selection: 'random', state: 'completed' },
      ...{ items: ['1'], method: 'onSite', results: ['未发现问题'] },
    };
    await inTransaction(tree.deps.database.db, SYSTEM, (tx) =>
      tx
        .insertInto('visit')
        .values(
          objects.map((objectId) => ({
            ...{ id: `vst_${level}_${objectId}`, agency, recorded_by: agency, object_key: objectId, date, level },
            ...{ task_code: `${period.toLowerCase()}-key`, class: 'key', row_hash: Buffer.alloc(32) },
            facts: JSON.stringify({ ...facts, objectId }),
            ...{ added_at: '2026-11-20T01:00:00Z', updated_at: '2026-11-20T01:00:00Z' },
          })),
        )
        .execute(),
    );
  }

  test('is told what is short while nobody can be drawn again: there is no draw for it yet', async () => {
    expect(drawn).toHaveLength(3);
    await expect(creates()).rejects.toMatchObject({
      code: 'task.noSupplement',
      message: expect.stringContaining(
        '已抽 3 家，缺 0 家；再次抽查应抽 2 家，已抽 0 家，缺 2 家，可再次抽查的只有 0 家',
      ),
    });
    expect(await shown()).toBeUndefined();
  });

  test('draws what is lacking of them in a list of their own, with what the number lacks besides', async () => {
    const finished = await finishes(2);
    await grows(11, 20);
    const { task, n, supplement } = await creates();
    expect(supplement?.why).toBe(
      '名单由 10 家增至 20 家，应抽 6 家，已抽 3 家，缺 3 家；再次抽查应抽 4 家，已抽 0 家，缺 4 家，可再次抽查的只有 2 家',
    );
    expect(n).toBe(3);
    expect(await listsOf(task)).toEqual([
      ['key-supplement-1', 18, 15, 1],
      ['key-supplement-1-redraw', 2, 2, 2],
    ]);
    const { warnings, strata } = await rehearses(task);
    expect(warnings).toEqual(
      expect.arrayContaining([
        '县级已完成抽查、可再次抽查的有 2 家，按要求还应再次抽查 4 家',
        '补充抽取的 3 家中，2 家用于再次抽查，从县级已查完的 2 家中抽取',
      ]),
    );
    expect(strata.map(({ name }) => name)).toEqual([
      expect.stringMatching(/（第 1 次补充抽取）$/),
      expect.stringMatching(/（第 1 次补充抽取，再次抽查）$/),
    ]);
    for (const { clause } of strata) expect(clause).toContain('第 1 次补充抽取：名单由 10 家增至 20 家');
    const more = await draws(task);
    expect(more).toEqual(expect.arrayContaining([...finished]));
    drawn.push(...more);
    expect([drawn.length, new Set(drawn).size]).toEqual([6, 6]);
  });

  test('may draw them alone where the number is met, just as many as are lacking', async () => {
    const finished = await finishes(4);
    expect(await shown()).toMatchObject([
      { entry: '2026.key', class: 'key', period: '2026', required: 4, made: 2, open: 4, n: 2 },
    ]);
    for (const n of [1, 3])
      await expect(creates({ n })).rejects.toMatchObject({
        code: 'task.noSupplement',
        message: expect.stringContaining('只补缺额'),
      });
    const { task, n, supplement } = await creates();
    expect([n, supplement?.why]).toEqual([2, '应抽 6 家，已抽 6 家，缺 0 家；再次抽查应抽 4 家，已抽 2 家，缺 2 家']);
    // What is created and not frozen will take them.
    expect(await shown()).toBeUndefined();
    expect(await listsOf(task)).toEqual([
      ['key-supplement-2', 16, 10, 0],
      ['key-supplement-2-redraw', 4, 4, 2],
    ]);
    const more = await draws(task);
    expect(finished).toEqual(expect.arrayContaining([...more]));
    drawn.push(...more);
    expect(drawn).toHaveLength(8);
    expect(await shown()).toBeUndefined();
    await expect(creates()).rejects.toMatchObject({ message: expect.stringMatching(/已抽 8 家，缺 0 家；出现缺额/) });
  });

  test('draws from one list where the year has as many as it needs', async () => {
    await tree.does('city-office', adjustPlan, { ...plan, entry: '2026.key', n: 9, reason: '加强抽查' } as never);
    await takeOn();
    const { task, n, supplement } = await creates();
    expect([n, supplement?.why]).toEqual([1, '计划 9 家（方案要求 6 家），已抽 8 家，缺 1 家']);
    expect(await listsOf(task)).toEqual([['key-supplement-3', 20, 12, 1]]);
  });

  test('counts in the verdict whom it inspected after the county, and draws by whom it will', async () => {
    await visited('municipal', drawn.slice(0, -1), '2026-11-20');
    const { tables } = await tree.looks('city-office', judgeCompliance, plan);
    const of = (topic: string) => tables.find((row) => row.topic === topic && row.class === 'key');
    expect(of('ratio')).toMatchObject({ base: 20, required: 6, actual: 7, state: 'met' });
    expect(of('redraw')).toMatchObject({ base: 20, required: 4, actual: 3, state: 'open' });
    const task = '2026-key-supplement-3';
    expect(await listsOf(task)).toEqual([['key-supplement-3', 20, 12, 1]]);
    // Where the county has not finished the one that waits, a task that waited takes another instead.
    await tree.ask(`delete from visit where level = 'county' and object_key = '${drawn.at(-1)}'`);
    expect(await listsOf(task)).toEqual([
      ['key-supplement-3', 18, 10, 0],
      ['key-supplement-3-redraw', 2, 2, 1],
    ]);
    expect(await draws(task)).toHaveLength(1);
  });
});
