import { findingLines } from '@sunlot/contract/compliance-words.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actorByLogin } from '../../accounts/actor.ts';
import { steppedClock } from '../../clock.ts';
import { type Deps, read, type UseCase, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, rule, type Tree } from '../agencies/test-tree.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { adjustPlan } from '../plans/adjust-plan.ts';
import { approvePlan } from '../plans/approve-plan.ts';
import { issuePlan } from '../plans/issue-plan.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { submitPlan } from '../plans/submit-plan.ts';
import { createTask } from '../tasks/create-task.ts';
import { importVisits } from '../visits/import-visits.ts';
import { showCompliance } from './show-compliance.ts';

const plan = { agency: EAST, year: 2026 };
const DICE = '35162406251340952716';

/** Twenty general units, one a quarter (5%), a fifth of them in the year; in November one is drawn and inspected. */
describeDatabases('what is advised of a yearly ratio before the verdict is closed', (target) => {
  let tree: Tree;
  let deps: Deps;
  beforeAll(async () => {
    tree = await openTree(target, (pack) => {
      pack.rules.push(rule('annualRatio/general/county', { min: '20%' }));
    });
    const objects = Array.from({ length: 20 }, (_, i) => ({ key: inventedCode(i + 1), class: 'general' as const }));
    deps = tree.deps;
    await tree.furnish(EAST, objects, 10);
    await tree.publishItems(EAST);
    await tree.does('east-office', proposePlan, plan);
    await tree.ask(`update plan_entry set n = 1, base = 20, required = 1, recommended = 1 where class = 'general'`);
    await takeOn();
    const { task, code } = await creates();
    await visited(await draws(task), code);
    deps = { ...tree.deps, clock: steppedClock('2027-01-04T01:00:00Z') };
  });
  afterAll(() => tree.close());

  const does = async <I, O>(login: string, useCase: UseCase<I, O>, input: I) =>
    write(deps, await actorByLogin(deps.database.db, login, 'console'), (ctx) => useCase(ctx, input));
  async function takeOn(): Promise<void> {
    await does('east-office', submitPlan, plan);
    await does('east-head', approvePlan, plan);
    await does('east-head', issuePlan, plan);
  }
  const creates = () => does('east-office', createTask, { agency: EAST, class: 'general', period: '2026Q4' });
  async function draws(task: string): Promise<readonly string[]> {
    const { draw } = await does('east-office', freezeDraw, { task });
    for (const login of ['east-office', 'east-witness'])
      await does(login, enterDraw, { draw, source: 'dice', value: DICE });
    await does('east-office', runDraw, { draw });
    const rows = await tree.ask<{ key: string }>(`select key from drawn_object join inspection_object as object
      on object.id = object_id where draw_id = '${draw}'`);
    return rows.map(({ key }) => key);
  }
  const visited = (keys: readonly string[], code: string, date = '2026-11-20') =>
    does('east-office', importVisits, {
      ...{ agency: EAST, file: 'x.csv' },
      bytes: utf8(
        [
          '检查日期,统一社会信用代码,任务编号,抽取方式,检查结果',
          ...keys.map((key) => `${date},${key},${code},随机,未发现问题`),
        ].join('\n'),
      ),
    });
  const advice = async () => {
    const { findings, ...view } = await read(
      deps,
      await actorByLogin(deps.database.db, 'east-office', 'console'),
      (ctx) => showCompliance(ctx, plan),
    );
    const own = findings.filter(({ rule: id }) => id.includes('/annualRatio/'));
    return (['zh', 'en'] as const).flatMap((lang) =>
      findingLines({ ...view, findings: own }, lang).flatMap((line) => (/怎么办|What to do/.test(line) ? [line] : [])),
    );
  };

  it('is to raise the plan first, as a draw is refused before', async () => {
    const [zh, en] = await advice();
    expect(zh).toMatch(/判定还没有定案：.*可以补抽，但要先调整计划（全年比例不抬高各时段的应抽数）：/);
    expect(zh).toContain(`sunlot plan adjust --agency ${EAST} --year 2026 --entry 编号 --n 家数 --reason 理由`);
    expect(en).toContain(`sunlot plan adjust --agency ${EAST} --year 2026 --entry ID --n NUMBER --reason WHY`);
    await expect(creates()).rejects.toMatchObject({
      code: 'task.noSupplement',
      message: expect.stringContaining('应抽 1 家，已抽 1 家，缺 0 家'),
    });
  });

  it('which, followed, makes up what is short', async () => {
    await does('east-office', adjustPlan, { ...plan, entry: '2026q4.general', n: 4, reason: '补足全年比例' });
    await takeOn();
    const { task, n, code, supplement } = await creates();
    expect([n, supplement?.why]).toEqual([3, '计划 4 家（方案要求 1 家），已抽 1 家，缺 3 家']);
    await visited(await draws(task), code, '2027-01-04');
    expect(await advice()).toEqual([]);
  });
});
