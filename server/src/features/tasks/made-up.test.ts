import { utf8 } from '@sunlot/core/basics/bytes.ts';
import type { Manifest } from '@sunlot/core/draw/manifest.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { verifyEvidence } from '../../evidence/verify-evidence.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, type Tree } from '../agencies/test-tree.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { exportDraw } from '../draws/export-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { rehearseDraw } from '../draws/rehearse-draw.ts';
import { revealDraw } from '../draws/reveal-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { COUNTY, openCounty } from '../draws/test-county.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { cancelVisit } from '../task-ends/cancel-visit.ts';
import { importVisits } from '../visits/import-visits.ts';
import { createTask } from './create-task.ts';
import { listTasks } from './list-tasks.ts';

const plan = { agency: EAST, year: 2026 };
const DICE = '35162406251340952716';
const TAKES_TWO = '2026Q3 应抽 5 家，时段内已有 3 家，只补抽缺的 2 家';

const visitsOf = (keys: readonly string[], date: string) =>
  utf8(
    ['检查日期,统一社会信用代码,抽取方式,检查结果', ...keys.map((key) => `${date},${key},随机,未发现问题`)].join('\n'),
  );

/** Twenty key units, five a quarter, in November: of the third quarter nothing is drawn here. */
describeDatabases('a draw that makes up for a quarter with visits of its own', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target);
    await tree.furnish(
      EAST,
      Array.from({ length: 20 }, (_, i) => ({ key: inventedCode(i + 1), class: 'key' as const })),
    );
    await tree.furnish(EAST, [], 10);
    await tree.publishItems(EAST);
    await tree.does('east-office', proposePlan, plan);
    // As a plan made in January has it.
    await tree.ask(`update plan_entry set n = 5, base = 20, required = 5, recommended = 5 where class = 'key'`);
    await putInForce(tree, plan);
  });
  afterAll(() => tree.close());

  const creates = (period: string) =>
    tree.does('east-office', createTask, { agency: EAST, class: 'key', period } as never);
  const visited = (from: number, to: number, date: string) =>
    tree.does('east-office', importVisits, {
      ...{ agency: EAST, file: 'x.csv' },
      bytes: visitsOf(
        Array.from({ length: to - from }, (_, i) => inventedCode(from + i + 1)),
        date,
      ),
    });
  const rehearses = (task: string) => tree.looks('east-office', rehearseDraw, { task });
  const shortBy = async (quarter: string) => {
    const { findings } = await tree.looks('east-office', judgeCompliance, { ...plan, quarter });
    return findings.filter((one) => one.class === 'key' && one.code === 'UNDER_RATIO').map((one) => one.shortBy);
  };
  const refused = { code: 'task.nothingShort', message: expect.stringContaining('应抽 5 家，时段内已有 5 家') };

  it('control: takes the number of the plan where nobody was visited', async () => {
    const view = await creates('2026Q2');
    expect(view.warnings!.filter((text) => text.includes('只补抽'))).toEqual([]);
    const { strata } = await rehearses(view.task);
    expect(strata).toMatchObject([{ base: 20, required: 5, n: 5 }]);
  });

  it('goes by the visits of the day, and none is held where nothing is short', async () => {
    const { task } = (await tree.looks('east-office', listTasks, { agency: EAST }))[0]!;
    await visited(5, 9, '2026-05-11');
    expect((await rehearses(task)).strata).toMatchObject([{ required: 1, n: 1 }]);
    await visited(9, 10, '2026-05-12');
    expect(await shortBy('Q2')).toEqual([]);
    await expect(rehearses(task)).rejects.toMatchObject(refused);
    await visited(10, 15, '2026-02-11');
    await expect(creates('2026Q1')).rejects.toMatchObject(refused);
  });

  it('takes what the verdict says is short, and says so before and in its manifest', async () => {
    await visited(0, 3, '2026-08-10');
    expect(await shortBy('Q3')).toEqual([2]);
    const view = await creates('2026Q3');
    expect(view.warnings).toContain(TAKES_TWO);
    const rehearsed = await rehearses(view.task);
    expect(rehearsed.warnings).toContain(TAKES_TWO);
    expect(rehearsed.strata).toMatchObject([{ base: 20, required: 2, n: 2 }]);
    const { draw } = await tree.does('east-office', freezeDraw, { task: view.task });
    for (const login of ['east-office', 'east-witness'])
      await tree.does(login, enterDraw, { draw, source: 'dice', value: DICE });
    await tree.does('east-office', runDraw, { draw });
    const [row] = await tree.ask<{ manifest: string }>(`select manifest from draw where id = '${draw}'`);
    const { clause, n, base } = (JSON.parse(row!.manifest) as Manifest).strata[0]!;
    expect([n, base, clause]).toEqual([
      2,
      20,
      expect.stringMatching(/；时段结束后补抽：应抽 5 家，已有 3 家，缺 2 家$/),
    ]);
    await tree.does('east-witness', revealDraw, { draw, early: '演示', approver: 'east-head' });
    const { bytes } = await tree.looks('east-witness', exportDraw, { draw });
    expect(verifyEvidence(bytes).ok).toBe(true);
  });

  it('leaves nothing to be drawn besides', async () => {
    await expect(creates('2026Q3')).rejects.toMatchObject({
      code: 'task.noSupplement',
      message: expect.stringContaining('应抽 5 家，已抽 5 家，缺 0 家'),
    });
    const keys = await tree.ask<{ key: string; code: string }>(
      `select o.key, t.code from drawn_object d join inspection_object o on o.id = d.object_id
       join draw on draw.id = d.draw_id join task t on t.id = draw.task_id`,
    );
    const lines = keys.map(({ key, code }) => `2026-11-20,${key},${code},随机,未发现问题`);
    const bytes = utf8(['检查日期,统一社会信用代码,任务编号,抽取方式,检查结果', ...lines].join('\n'));
    await tree.does('east-office', importVisits, { agency: EAST, file: 'x.csv', bytes });
    expect(await shortBy('Q3')).toEqual([]);
  });

  it('what the plan has more than the law is filled by whoever counts and by whose visit was cancelled', async () => {
    await tree.ask(`update plan_entry set n = 7 where entry = '2026q3.key'`);
    const view = await creates('2026Q3');
    const { draw } = await tree.does('east-office', freezeDraw, { task: view.task });
    for (const login of ['east-office', 'east-witness'])
      await tree.does(login, enterDraw, { draw, source: 'dice', value: DICE });
    await tree.does('east-office', runDraw, { draw });
    const drawn = await tree.ask<{ key: string }>(
      `select key from drawn_object d join inspection_object o on o.id = d.object_id where d.draw_id = '${draw}'`,
    );
    expect(drawn).toHaveLength(2);
    for (const { key } of drawn)
      await tree.does('east-office', cancelVisit, {
        ...{ task: view.task, object: key, reason: '停产', approver: 'east-head' },
      });
    await expect(creates('2026Q3')).rejects.toMatchObject({
      code: 'task.noSupplement',
      message: expect.stringContaining('计划 7 家（方案要求 5 家），已抽 7 家，缺 0 家'),
    });
    // Control: a plan of one more is short of one.
    await tree.ask(`update plan_entry set n = 8 where entry = '2026q3.key'`);
    expect((await creates('2026Q3')).warnings).toBeDefined();
    const [task] = await tree.ask<{ n: number }>(`select n from task where state = 'initiated' and period = '2026Q3'`);
    expect(task?.n).toBe(1);
  });
});

describeDatabases('a draw with visits of its quarter before it', (target) => {
  it('control: takes the number of the plan while the quarter runs, and what is short of it afterwards', async () => {
    const county = await openCounty(target, { at: '2026-03-25T01:00:00Z', keyObjects: 20 });
    const task = await county.addTask('2026Q1', 5);
    const keys = await county.deps.database.ownerQuery<{ key: string }>(
      `select key from inspection_object where id in ('obj_0', 'obj_1', 'obj_2')`,
    );
    const bytes = visitsOf(
      keys.map(({ key }) => key),
      '2026-03-10',
    );
    await county.does('zonghe', importVisits, { agency: COUNTY, file: 'x.csv', bytes });
    const rehearsed = async () => (await county.looks('zonghe', rehearseDraw, { task })).strata;
    expect(await rehearsed()).toMatchObject([{ base: 20, required: 5, n: 5 }]);
    county.wait(8 * 86_400);
    expect(await rehearsed()).toMatchObject([{ base: 20, required: 2, n: 2 }]);
    // More than the law asks was planned: that stands for the whole quarter.
    await county.deps.database.ownerQuery(`update task set n = 7`);
    expect(await rehearsed()).toMatchObject([{ required: 4, n: 4 }]);
    await county.close();
  });
});
