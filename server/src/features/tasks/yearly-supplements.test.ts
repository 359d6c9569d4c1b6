import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases, type TestTarget } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, type Edit, openTree, rule } from '../agencies/test-tree.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { DICE } from '../draws/test-county.ts';
import { drawTask } from '../draws/test-draw.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { showPlan } from '../plans/show-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { importVisits } from '../visits/import-visits.ts';
import { createTask } from './create-task.ts';

const plan = { agency: EAST, year: 2026 };
const OFFICE = ['east-office', 'east-witness'] as const;
const general = { agency: EAST, class: 'general', period: '2026' };

/** Two general units a year for each officer (1:2). */
const byOfficers: Edit = (tree) => {
  tree.rules = tree.rules.filter(({ id }) => !/\/(ratio|annualRatio)\/general\/county$/.test(id));
  tree.rules.push(rule('headcount/general/county', { objectsPerOfficer: 2 }));
};

/** Forty-five general units and ten officers: twenty a year, of which the first are drawn in November. */
async function openYearly(target: TestTarget) {
  const tree = await openTree(target, byOfficers);
  const all = Array.from({ length: 45 }, (_, i) => inventedCode(i + 1));
  await tree.furnish(
    EAST,
    all.map((key) => ({ key, class: 'general' as const })),
    10,
  );
  const were = (from: number) =>
    tree.ask(`update inspector set added_at = '2025-06-01'
    where certificate_no like 'CERT-${EAST}-%' and substring(certificate_no from '[0-9]+$')::integer >= ${from}`);
  await were(0);
  await tree.publishItems(EAST);
  await tree.does('east-office', proposePlan, plan);
  await putInForce(tree, plan);
  const creates = (n?: number) => tree.does('east-office', createTask, { ...general, ...(n && { n }) });
  const draws = async (n?: number) => {
    const { task, code } = await creates(n);
    const draw = await drawTask(tree, task, OFFICE);
    const rows = await tree.ask<{ key: string }>(`select key from drawn_object join inspection_object as object
      on object.id = object_id where draw_id = '${draw}' order by rank`);
    return { code, keys: rows.map(({ key }) => key) };
  };
  return {
    tree,
    creates,
    draws,
    others: (keys: readonly string[]) => all.filter((key) => !keys.includes(key)),
    stops: (keys: readonly string[]) =>
      tree.ask(`update inspection_object set status = 'suspended', status_since = '2026-11-20',
        facts = facts || '{"status": "suspended", "statusSince": "2026-11-20"}'
        where key in (${keys.map((key) => `'${key}'`).join(',')})`),
    visited({ code, keys }: { readonly code: string; readonly keys: readonly string[] }) {
      const lines = keys.map((key) => `2026-11-20,${key},${code},随机,未发现问题`);
      const bytes = utf8(['检查日期,统一社会信用代码,任务编号,抽取方式,检查结果', ...lines].join('\n'));
      return tree.does('east-office', importVisits, { agency: EAST, file: 'x.csv', bytes });
    },
    async verdict() {
      const { tables } = await tree.looks('east-office', judgeCompliance, plan);
      const { base, required, actual } = tables.find((one) => one.topic === 'headcount')!;
      return [base, required, actual];
    },
    /** Five officers more, who were there on 1 January. */
    async officersCome() {
      await tree.ask(`insert into inspector select (jsonb_populate_record(one, jsonb_build_object(
          'id', one.id || 'b', 'certificate_no', one.certificate_no || '77',
          'facts', one.facts || jsonb_build_object('id', one.certificate_no || '77')))).*
        from inspector as one where agency = '${EAST}' order by one.id limit 5`);
    },
    async lacks() {
      const { catchUp = [] } = await tree.looks('east-office', showPlan, plan);
      return catchUp
        .filter((one) => one.class === 'general')
        .map(({ base, required, supplement }) => [base, required, supplement]);
    },
  };
}

describeDatabases('a supplement of a yearly number', (target) => {
  let of: Awaited<ReturnType<typeof openYearly>>;
  beforeAll(async () => {
    of = await openYearly(target);
  });
  afterAll(() => of.tree.close());

  it('is of the list of its draw, and begins no base of its own for the year (C0-12)', async () => {
    const first = await of.draws();
    expect(first.keys).toHaveLength(20);
    await of.visited({ ...first, keys: first.keys.slice(0, 15) });
    await of.stops([...first.keys.slice(15), ...of.others(first.keys).slice(0, 10)]);
    expect(await of.verdict()).toEqual([45, 20, 15]);
    const more = await of.draws();
    expect(more).toMatchObject({ code: '2026-general-supplement-1', keys: { length: 5 } });
    await of.visited(more);
    expect(await of.verdict()).toEqual([45, 20, 20]);
    await expect(of.creates()).rejects.toMatchObject({
      code: 'task.noSupplement',
      message: expect.stringContaining('应抽 20 家，已抽 25 家，缺 0 家'),
    });
  });

  it('is told by `plan show` as `task create` makes it, where officers have come since', async () => {
    expect(await of.lacks()).toEqual([]);
    await of.officersCome();
    expect((await of.creates()).supplement?.why).toBe(
      '名单 45 家（其中 15 家已退出），应抽 30 家，已抽 25 家（其中 5 家已不能检查），缺 10 家',
    );
    // Who is only created takes what is lacking at its freeze.
    expect(await of.lacks()).toEqual([]);
    await of.tree.ask(`delete from task where code = '2026-general-supplement-2'`);
    expect(await of.lacks()).toEqual([[45, 30, { drawn: 20, lost: 5 }]]);
  });

  it('of which the plan has more than the scheme is refused by the number of the plan, and says both', async () => {
    const parts = await openYearly(target);
    await parts.tree.ask(`update plan_entry set n = 21 where class = 'general'`);
    const first = await parts.draws(10);
    const second = await parts.draws();
    expect([first.keys.length, second.keys.length]).toEqual([10, 11]);
    for (const part of [first, second]) await parts.visited(part);
    expect(await parts.verdict()).toEqual([45, 20, 21]);
    await expect(parts.creates(1)).rejects.toMatchObject({
      code: 'task.noSupplement',
      message: expect.stringContaining('计划 21 家（方案要求 20 家），已抽 21 家，缺 0 家'),
    });
    await parts.tree.close();
  });

  it('of a number in parts is told once all of them are drawn, and not while a part is left to draw', async () => {
    const parts = await openYearly(target);
    const first = await parts.draws(10);
    await parts.visited({ ...first, keys: first.keys.slice(0, 9) });
    await parts.stops(first.keys.slice(9));
    expect(await parts.lacks()).toEqual([]);
    // A part that is created, or whose list is sealed, is still to be drawn.
    const { task, round } = await parts.creates();
    expect(round).toBe(2);
    expect(await parts.lacks()).toEqual([]);
    const { draw } = await parts.tree.does('east-office', freezeDraw, { task });
    expect(await parts.lacks()).toEqual([]);
    for (const login of OFFICE) await parts.tree.does(login, enterDraw, { draw, source: 'dice', value: DICE });
    await parts.tree.does('east-office', runDraw, { draw });
    const told = [[44, 20, { drawn: 19, lost: 1 }]];
    expect(await parts.lacks()).toEqual(told);
    // As `task create` has it, which says nothing more once the supplement is created.
    const more = await parts.creates();
    expect(more).toMatchObject({ code: '2026-general-supplement-1', n: 1 });
    expect(more.supplement?.why).toBe('应抽 20 家，已抽 20 家（其中 1 家已不能检查），缺 1 家');
    expect(await parts.lacks()).toEqual([]);
    await drawTask(parts.tree, more.task, OFFICE);
    expect(await parts.lacks()).toEqual([]);
    await parts.tree.close();
  });

  it('control: of a number in parts the last part is the base', async () => {
    const parts = await openYearly(target);
    const first = await parts.draws(10);
    await parts.visited(first);
    await parts.stops(parts.others(first.keys).slice(0, 20));
    const second = await parts.draws();
    expect(second).toMatchObject({ code: '2026-general-part-2', keys: { length: 10 } });
    expect(await parts.verdict()).toEqual([25, 20, 10]);
    await parts.tree.close();
  });
});
