import { utf8 } from '@sunlot/core/basics/bytes.ts';
import type { Manifest } from '@sunlot/core/draw/manifest.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases, type TestTarget } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, type Edit, openTree } from '../agencies/test-tree.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { rehearseDraw } from '../draws/rehearse-draw.ts';
import { drawTask } from '../draws/test-draw.ts';
import { adjustPlan } from '../plans/adjust-plan.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { showPlan } from '../plans/show-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { importVisits } from '../visits/import-visits.ts';
import { createTask } from './create-task.ts';

const plan = { agency: EAST, year: 2026 };
const q4 = { agency: EAST, class: 'key', period: '2026Q4' };

/** Thirty of a hundred key units a quarter, and no coverage of the year. */
const thirty: Edit = (tree) => {
  tree.rules = tree.rules.filter(({ id }) => !id.includes('/coverage/key/'));
  tree.rules.find(({ id }) => id.endsWith('/ratio/key/county'))!.value = { every: 'quarter', min: '30%' };
};

/** Eleven key units, of which four are drawn for the quarter. */
async function openDrawn(target: TestTarget) {
  const tree = await openTree(target, thirty);
  const furnish = (from: number, to: number) =>
    tree.furnish(
      EAST,
      Array.from({ length: to - from }, (_, i) => ({ key: inventedCode(from + i + 1), class: 'key' as const })),
    );
  await furnish(0, 11);
  await tree.furnish(EAST, [], 10);
  await tree.publishItems(EAST);
  await tree.does('east-office', proposePlan, plan);
  await putInForce(tree, plan);
  const creates = () => tree.does('east-office', createTask, q4);
  /** Draws a task: its code, and whom it took. */
  const draws = async (task: string) => {
    const draw = await drawTask(tree, task, ['east-office', 'east-witness']);
    const rows = await tree.ask<{ key: string }>(`select key from drawn_object join inspection_object as object
      on object.id = object_id where draw_id = '${draw}' order by rank`);
    const [row] = await tree.ask<{ manifest: string }>(`select manifest from draw where id = '${draw}'`);
    const { clause } = (JSON.parse(row!.manifest) as Manifest).strata[0]!;
    return { keys: rows.map(({ key }) => key), clause };
  };
  const first = await creates();
  expect(first).toMatchObject({ code: '2026q4-key', n: 4 });
  const drawn = (await draws(first.task)).keys;
  const among = (keys: readonly string[]) => `key in (${keys.map((key) => `'${key}'`).join(',')})`;
  return {
    tree,
    furnish,
    creates,
    draws,
    drawn,
    others: Array.from({ length: 11 }, (_, i) => inventedCode(i + 1)).filter((key) => !drawn.includes(key)),
    rehearses: (task: string) => tree.looks('east-office', rehearseDraw, { task }),
    adjusts: (n: number) => tree.does('east-office', adjustPlan, { ...plan, entry: '2026q4.key', n, reason: '停产' }),
    stops: (keys: readonly string[]) =>
      tree.ask(`update inspection_object set status = 'suspended', status_since = '2026-11-20',
        facts = facts || '{"status": "suspended", "statusSince": "2026-11-20"}' where ${among(keys)}`),
    leaves: (keys: readonly string[]) =>
      tree.ask(`update inspection_object set facts = facts - 'keyListMember' where ${among(keys)}`),
    visited(keys: readonly string[], code = '2026q4-key') {
      const lines = keys.map((key) => `2026-11-20,${key},${code},随机,未发现问题`);
      const bytes = utf8(['检查日期,统一社会信用代码,任务编号,抽取方式,检查结果', ...lines].join('\n'));
      return tree.does('east-office', importVisits, { agency: EAST, file: 'x.csv', bytes });
    },
    /** What `plan show` says of the entry. */
    async lacks() {
      const { catchUp = [] } = await tree.looks('east-office', showPlan, plan);
      return catchUp
        .filter(({ entry }) => entry === '2026q4.key')
        .map(({ base, required, supplement }) => [base, required, supplement]);
    },
    async verdict() {
      const { tables } = await tree.looks('east-office', judgeCompliance, { ...plan, quarter: 'Q4' });
      const { base, required, actual } = tables.find((one) => one.class === 'key' && one.topic === 'ratio')!;
      return [base, required, actual];
    },
  };
}

type Drawn = Awaited<ReturnType<typeof openDrawn>>;
const nothing = (why: string) => ({ code: 'task.noSupplement', message: expect.stringContaining(why) });

describeDatabases('a supplement for those who were drawn and have stopped before anybody went there', (target) => {
  let of: Drawn;
  beforeAll(async () => {
    of = await openDrawn(target);
  });
  afterAll(() => of.tree.close());

  it('control: is none where it is others who have stopped', async () => {
    await of.stops(of.others.slice(0, 1));
    await expect(of.creates()).rejects.toMatchObject(nothing('应抽 4 家，已抽 4 家，缺 0 家'));
  });

  it('takes what the verdict lacks, by the list of the draw, and says so', async () => {
    await of.visited(of.drawn.slice(2));
    await of.stops(of.drawn.slice(0, 1));
    expect(await of.verdict()).toEqual([11, 4, 2]);
    const why = '名单 11 家（其中 2 家已退出），应抽 4 家，已抽 4 家（其中 1 家已不能检查），缺 1 家';
    expect(await of.lacks()).toEqual([[11, 4, { drawn: 3, lost: 1 }]]);
    const { task, n, supplement } = await of.creates();
    expect([n, supplement?.why]).toEqual([1, why]);
    expect(await of.lacks()).toEqual([]);
    expect((await of.rehearses(task)).strata).toMatchObject([{ base: 9, n: 1 }]);
  });

  it('is asked again at the freeze, and the verdict asks for what it said', async () => {
    await of.stops(of.drawn.slice(1, 2));
    const rows = await of.tree.ask<{ id: string }>(`select id from task where supplement is not null`);
    const { keys, clause } = await of.draws(rows[0]!.id);
    expect(keys).toHaveLength(2);
    expect(clause).toContain('名单 11 家（其中 3 家已退出），应抽 4 家，已抽 4 家（其中 2 家已不能检查），缺 2 家');
    await of.visited(keys, '2026q4-key-supplement-1');
    expect(await of.verdict()).toEqual([11, 4, 4]);
    await expect(of.creates()).rejects.toMatchObject(nothing('应抽 4 家，已抽 6 家，缺 0 家'));
  });

  it('has who came since in the base, as the verdict has once it is drawn; a plan is adjusted by the same numbers', async () => {
    await of.furnish(11, 14);
    // Until the longer list is frozen the verdict goes by the first one, and the plan says so.
    expect([await of.verdict(), await of.lacks()]).toEqual([
      [11, 4, 4],
      [[14, 5, { drawn: 4, lost: 2, grown: { from: 11, to: 14 } }]],
    ]);
    const { task, supplement } = await of.creates();
    expect(supplement?.why).toBe(
      '名单由 11 家增至 14 家（其中 3 家已退出），应抽 5 家，已抽 6 家（其中 2 家已不能检查），缺 1 家',
    );
    const { entries } = await of.adjusts(7);
    expect(entries.find(({ id }) => id === '2026q4.key')).toMatchObject({ base: 14, required: 5, n: 7 });
    await expect(of.adjusts(12)).rejects.toMatchObject({ message: expect.stringContaining('超过基数 11') });
    const { keys } = await of.draws(task);
    await of.visited(keys, '2026q4-key-supplement-2');
    expect(await of.verdict()).toEqual([14, 5, 5]);
  });
});

describeDatabases('a supplement for those who were drawn, visited and have left the list since', (target) => {
  let of: Drawn;
  beforeAll(async () => {
    of = await openDrawn(target);
  });
  afterAll(() => of.tree.close());

  it('is none: whoever was visited counts, whether they have stopped or are of another class', async () => {
    await of.visited(of.drawn);
    await of.stops(of.drawn.slice(0, 1));
    await of.leaves(of.drawn.slice(1, 3));
    expect(await of.verdict()).toEqual([11, 4, 4]);
    await expect(of.creates()).rejects.toMatchObject(nothing('应抽 4 家，已抽 4 家，缺 0 家'));
    expect(await of.lacks()).toEqual([]);
  });

  it('control: makes up for whoever has left it without a visit', async () => {
    const rest = await openDrawn(target);
    await rest.visited(rest.drawn.slice(0, 2));
    await rest.leaves(rest.drawn.slice(1, 3));
    expect(await rest.verdict()).toEqual([11, 4, 2]);
    expect((await rest.creates()).supplement?.why).toBe(
      '名单 11 家（其中 2 家已退出），应抽 4 家，已抽 4 家（其中 1 家已不能检查），缺 1 家',
    );
    await rest.tree.close();
  });
});
