import type { Manifest } from '@sunlot/core/draw/manifest.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { verifyEvidence } from '../../evidence/verify-evidence.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, type Edit, openTree, type Tree } from '../agencies/test-tree.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { endDraw } from '../draws/end-draw.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { exportDraw } from '../draws/export-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { rehearseDraw } from '../draws/rehearse-draw.ts';
import { revealDraw } from '../draws/reveal-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { drawTask } from '../draws/test-draw.ts';
import { adjustPlan } from '../plans/adjust-plan.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { createTask } from './create-task.ts';
import { listTasks } from './list-tasks.ts';
import { showTask } from './show-task.ts';

const plan = { agency: EAST, year: 2026 };
const DICE = '35162406251340952716';
const construction = { agency: EAST, class: 'construction', period: '2026' };
const key = { agency: EAST, class: 'key', period: '2026Q3' };

describeDatabases('what a class still lacks after its draw', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target);
    await furnish(0, 20, 'key');
    await furnish(20, 24, 'general');
    await makeProjects(20, 24);
    await tree.furnish(EAST, [], 10);
    await tree.publishItems(EAST);
    await tree.does('east-office', proposePlan, plan);
    await takeOn();
  });
  afterAll(() => tree.close());

  const furnish = (from: number, to: number, cls: 'key' | 'general') =>
    tree.furnish(
      EAST,
      Array.from({ length: to - from }, (_, i) => ({ key: inventedCode(from + i + 1), class: cls })),
    );
  const makeProjects = async (from: number, to: number) => {
    for (let i = from; i < to; i++)
      await tree.ask(`update inspection_object set facts = facts || '{"constructionProject": true}'
        where key = '${inventedCode(i + 1)}'`);
  };
  async function takeOn(): Promise<void> {
    await putInForce(tree, plan);
  }
  const creates = (more: object) => tree.does('east-office', createTask, more as never);
  const adjusts = (more: object) =>
    tree.does('east-office', adjustPlan, { ...plan, reason: '名单增加', ...more } as never);
  const freezes = (task: string) => tree.does('east-office', freezeDraw, { task });
  async function draws(task: string): Promise<string> {
    const { draw } = await freezes(task);
    const entry = { draw, source: 'dice', value: DICE } as const;
    await tree.does('east-office', enterDraw, entry);
    await tree.does('east-witness', enterDraw, entry);
    await tree.does('east-office', runDraw, { draw });
    return draw;
  }
  const reveals = (draw: string) =>
    tree.does('east-witness', revealDraw, { draw, early: '演示', approver: 'east-head' });
  const drawnKeys = async (draw: string) => {
    const rows = await tree.ask<{ key: string }>(`select key from drawn_object join inspection_object as object
      on object.id = object_id where draw_id = '${draw}' order by rank`);
    return rows.map((row) => row.key);
  };
  /** The number of a task as list and look have it. */
  const shown = async (task: string) => {
    const listed = (await tree.looks('east-office', listTasks, { agency: EAST })).find((one) => one.task === task)!;
    return [listed.n, (await tree.looks('east-office', showTask, { task })).n];
  };
  const stratumOf = async (draw: string) => {
    const [row] = await tree.ask<{ manifest: string }>(`select manifest from draw where id = '${draw}'`);
    return (JSON.parse(row!.manifest) as Manifest).strata[0]!;
  };

  describe('of construction projects, all of which are drawn at once', () => {
    let whole: string;

    test('is nothing where the list is as it was: a second draw is refused', async () => {
      const { task, n } = await creates(construction);
      expect(n).toBe(4);
      await expect(creates(construction)).rejects.toMatchObject({ code: 'task.exists' });
      whole = await draws(task);
      await expect(creates(construction)).rejects.toMatchObject({
        code: 'task.noSupplement',
        message: expect.stringContaining('应抽 4 家，已抽 4 家，缺 0 家'),
      });
      expect((await tree.looks('east-office', listTasks, { agency: EAST })).length).toBe(1);
    });

    test('is what the list has more: a labelled draw of those alone', async () => {
      await furnish(24, 25, 'general');
      await makeProjects(24, 25);
      await expect(creates({ ...construction, n: 2 })).rejects.toMatchObject({
        code: 'task.noSupplement',
        message: expect.stringContaining('只补缺额'),
      });
      const more = await creates(construction);
      expect(more).toMatchObject({
        code: '2026-construction-supplement-1',
        n: 1,
        supplement: { nth: 1, why: '名单由 4 家增至 5 家，应抽 5 家，已抽 4 家，缺 1 家' },
      });
      await expect(creates(construction)).rejects.toMatchObject({ code: 'task.exists' });
      const draw = await draws(more.task);
      expect(await drawnKeys(draw)).toEqual([inventedCode(25)]);
      expect(await stratumOf(draw)).toMatchObject({
        id: 'construction-supplement-1',
        n: 1,
        base: 5,
        excluded: [{ state: 'base', reason: 'already-drawn', count: 4 }],
        clause: expect.stringContaining('第 1 次补充抽取：名单由 4 家增至 5 家'),
      });
      await expect(creates(construction)).rejects.toMatchObject({ code: 'task.noSupplement' });
    });

    test('stands beside the first in the plan, once that is adjusted', async () => {
      await expect(adjusts({ entry: '2026.construction', n: 4 })).rejects.toMatchObject({ code: 'plan.entryDrawn' });
      await expect(adjusts({ entry: '2026.construction', n: 5, fields: { initiator: 'x' } })).rejects.toMatchObject({
        code: 'plan.entryDrawn',
      });
      await expect(adjusts({ entry: '2026.construction', n: 6 })).rejects.toMatchObject({ code: 'request.invalid' });
      const { entries } = await adjusts({ entry: '2026.construction', n: 5 });
      expect(entries.find(({ id }) => id === '2026.construction')).toMatchObject({ base: 5, required: 5, n: 5 });
      await takeOn();
      await expect(creates(construction)).rejects.toMatchObject({ code: 'task.noSupplement' });
    });

    test('is asked of the year as well: the base is that of the longer list', async () => {
      const { tables } = await tree.looks('east-head', judgeCompliance, { agency: EAST, year: 2026 });
      expect(tables.find(({ class: cls, topic }) => cls === 'construction' && topic === 'ratio')).toMatchObject({
        ...{ base: 5, required: 5, actual: 0, baseFrom: 'freeze' },
      });
    });

    test('is verified by anybody like every other draw', async () => {
      const [task] = (await tree.looks('east-office', listTasks, { agency: EAST })).filter((one) => one.supplement);
      const draw = task!.draws[0]!;
      await reveals(draw);
      const { bytes } = await tree.looks('east-office', exportDraw, { draw });
      const verdict = verifyEvidence(bytes);
      expect(verdict.checks.filter(({ state }) => state === 'fail')).toEqual([]);
      expect(verdict.ok).toBe(true);
      expect(await drawnKeys(whole)).toHaveLength(4);
    });
  });

  describe('of a class with a ratio each quarter', () => {
    test('is asked again at the freeze, and is gone where the list shrank since', async () => {
      const { task } = await creates(key);
      await draws(task);
      await expect(creates(key)).rejects.toMatchObject({ code: 'task.noSupplement' });
      await furnish(30, 31, 'key');
      const more = await creates(key);
      expect(more).toMatchObject({ code: '2026q3-key-supplement-1', n: 1 });
      await tree.ask(`update inspection_object set status = 'closed', facts = facts || '{"status": "closed"}'
        where key = '${inventedCode(31)}'`);
      await expect(freezes(more.task)).rejects.toMatchObject({
        code: 'task.noSupplement',
        message: expect.stringContaining('缺额已经没有了'),
      });
      await furnish(40, 46, 'key');
      expect((await tree.looks('east-office', rehearseDraw, { task: more.task })).strata).toMatchObject([
        { n: 2, required: 2 },
      ]);
    });

    test('waits for a first draw that was given up, and no two lists are open at once', async () => {
      const tasks = await tree.looks('east-office', listTasks, { agency: EAST });
      const first = tasks.find(({ code }) => code === '2026q3-key')!;
      const more = tasks.find(({ code }) => code === '2026q3-key-supplement-1')!;
      const { draw: open } = await freezes(more.task);
      await tree.does('east-office', endDraw, { draw: first.draws[0]!, reason: '演示', approver: 'east-head' });
      await expect(freezes(first.task)).rejects.toMatchObject({ code: 'draw.openManifest' });
      await tree.does('east-office', endDraw, { draw: open, reason: '演示', approver: 'east-head' });
      await expect(freezes(more.task)).rejects.toMatchObject({
        code: 'task.supplementWaits',
        message: expect.stringContaining('2026q3-key'),
      });
      await draws(first.task);
    });

    test('is also what a plan adjusted since asks for', async () => {
      const q2 = { ...key, period: '2026Q2' };
      const { task, n } = await creates(q2);
      await draws(task);
      await expect(creates(q2)).rejects.toMatchObject({ code: 'task.noSupplement' });
      await adjusts({ entry: '2026q2.key', n: n + 5 });
      await expect(creates(q2)).rejects.toMatchObject({ code: 'task.noSupplement' });
      await takeOn();
      const more = await creates(q2);
      expect(more).toMatchObject({ code: '2026q2-key-supplement-1', n: 3 });
      expect(await shown(more.task)).toEqual([3, 3]);
    });

    test('shows in list and look what the draw would take, however often the plan was raised since', async () => {
      const tasks = await tree.looks('east-office', listTasks, { agency: EAST });
      const { task } = tasks.find(({ code }) => code === '2026q2-key-supplement-1')!;
      const { n, draws: first } = tasks.find(({ code }) => code === '2026q2-key')!;
      await reveals(first[0]!);
      await adjusts({ entry: '2026q2.key', n: n + 8 });
      expect(await shown(task)).toEqual([3, 3]);
      await takeOn();
      expect(await shown(task)).toEqual([6, 6]);
      expect((await tree.looks('east-office', showTask, { task })).supplement).toMatchObject({
        nth: 1,
        why: expect.stringContaining('缺 6 家'),
      });
      expect((await tree.looks('east-office', rehearseDraw, { task })).strata).toMatchObject([{ n: 6 }]);
      const draw = await draws(task);
      expect(await drawnKeys(draw)).toHaveLength(6);
      expect(await shown(task)).toEqual([6, 6]);
      await reveals(draw);
    });

    test('shows that nothing is lacking any more', async () => {
      const q4 = { ...key, period: '2026Q4' };
      const { task } = await creates(q4);
      await draws(task);
      await furnish(50, 54, 'key');
      const more = await creates(q4);
      expect(await shown(more.task)).toEqual([more.n, more.n]);
      await tree.ask(`update inspection_object set status = 'closed', facts = facts || '{"status": "closed"}'
        where key in (${[51, 52, 53, 54].map((i) => `'${inventedCode(i)}'`).join(',')})`);
      expect(await shown(more.task)).toEqual([0, 0]);
      expect((await tree.looks('east-office', showTask, { task: more.task })).supplement!.why).toContain(
        '缺额已经没有了',
      );
    });
  });
});

describeDatabases('a class of a scheme that is read as “at least once”', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target, readAtLeastOnce);
    await tree.furnish(
      EAST,
      Array.from({ length: 20 }, (_, i) => ({ key: inventedCode(i + 1), class: 'key' as const })),
      10,
    );
    await tree.publishItems(EAST);
    await tree.does('east-office', proposePlan, plan);
    await putInForce(tree, plan);
  });
  afterAll(() => tree.close());

  test('is drawn again without a shortage, by a number that is stated', async () => {
    const creates = (more: object = {}) => tree.does('east-office', createTask, { ...key, ...more } as never);
    const { task } = await creates();
    await drawTask(tree, task, ['east-office', 'east-witness']);
    await expect(creates()).rejects.toMatchObject({ code: 'task.noSupplement' });
    const more = await creates({ n: 2 });
    expect(more).toMatchObject({ n: 2, supplement: { nth: 1 } });
    expect((await tree.does('east-office', freezeDraw, { task: more.task })).strata).toMatchObject([{ n: 2 }]);
  });
});

/** The pack with the other reading of “每季度抽查1次” (AMB-52). */
const readAtLeastOnce: Edit = (pack) => {
  const { ambiguities } = pack as unknown as { ambiguities: { switches?: { key: string; default: string }[] }[] };
  const found = ambiguities.flatMap(({ switches = [] }) => switches).find(({ key: name }) => name === 'draw.perPeriod');
  found!.default = 'atLeastOnce';
};
