import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases, type TestTarget } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, type Edit, openTree, rule } from '../agencies/test-tree.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { drawTask } from '../draws/test-draw.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { importVisits } from '../visits/import-visits.ts';
import { createTask } from './create-task.ts';

const plan = { agency: EAST, year: 2026 };
const general = { agency: EAST, class: 'general', period: '2026' };

/** A floor of the province for general units (AMB-04), under a reading of it. */
const withFloor =
  (reading: string): Edit =>
  (tree) => {
    tree.rules = tree.rules.filter(({ id }) => !/\/(ratio|annualRatio)\/general\/county$/.test(id));
    tree.rules.push(rule('floor/general/county', { coverageYears: 1 }, 'soft'));
    tree.ambiguities.push({
      ...{ id: 'AMB-04', problem: '假想', reading: '假想', clause: { section: '一', quote: '假想方案' } },
      switches: [{ key: 'special.floor', default: reading, options: ['provincialWarn', 'none', 'provincialEnforce'] }],
    });
  };

/** Four general units, all of them drawn for the year. */
async function openFloor(target: TestTarget, reading: string) {
  const tree = await openTree(target, withFloor(reading));
  const furnish = (from: number, to: number, people = 0) =>
    tree.furnish(
      EAST,
      Array.from({ length: to - from }, (_, i) => ({ key: inventedCode(from + i + 1), class: 'general' as const })),
      people,
    );
  await furnish(0, 4, 10);
  await tree.publishItems(EAST);
  await tree.does('east-office', proposePlan, plan);
  await putInForce(tree, plan);
  const creates = () => tree.does('east-office', createTask, general);
  const draws = async (task: string) => {
    const draw = await drawTask(tree, task, ['east-office', 'east-witness']);
    const rows = await tree.ask<{ key: string }>(`select key from drawn_object join inspection_object as object
      on object.id = object_id where draw_id = '${draw}' order by rank`);
    return rows.map(({ key }) => key);
  };
  return {
    tree,
    furnish,
    creates,
    draws,
    visited(keys: readonly string[], code: string) {
      const lines = keys.map((key) => `2026-11-20,${key},${code},随机,未发现问题`);
      const bytes = utf8(['检查日期,统一社会信用代码,任务编号,抽取方式,检查结果', ...lines].join('\n'));
      return tree.does('east-office', importVisits, { agency: EAST, file: 'x.csv', bytes });
    },
    async verdict() {
      const { tables } = await tree.looks('east-office', judgeCompliance, plan);
      const { base, required, actual } = tables.find((one) => one.class === 'general' && one.topic === 'floor')!;
      return [base, required, actual];
    },
  };
}

const nothing = (why: string) => ({ code: 'task.noSupplement', message: expect.stringContaining(why) });

describeDatabases('a class that the floor of the province asks for whole', (target) => {
  let of: Awaited<ReturnType<typeof openFloor>>;
  beforeAll(async () => {
    of = await openFloor(target, 'provincialEnforce');
  });
  afterAll(() => of.tree.close());

  it('is drawn whole, also who has come since the plan', async () => {
    await of.furnish(4, 5);
    const { task, n, minimumToday } = await of.creates();
    expect([n, minimumToday?.n]).toEqual([4, 5]);
    const drawn = await of.draws(task);
    expect(drawn).toHaveLength(5);
    await of.visited(drawn, '2026-general');
    expect(await of.verdict()).toEqual([5, 5, 5]);
    await expect(of.creates()).rejects.toMatchObject(nothing('应抽 5 家，已抽 5 家，缺 0 家'));
  });

  it('has a supplement for who comes after the draw, of those alone', async () => {
    await of.furnish(5, 7);
    const { task, n, code, supplement } = await of.creates();
    expect([n, supplement?.why]).toEqual([2, '名单由 5 家增至 7 家，应抽 7 家，已抽 5 家，缺 2 家']);
    const drawn = await of.draws(task);
    expect([...drawn].sort()).toEqual([inventedCode(6), inventedCode(7)].sort());
    expect(await of.verdict()).toEqual([7, 7, 5]);
    await of.visited(drawn, code);
    expect(await of.verdict()).toEqual([7, 7, 7]);
    await expect(of.creates()).rejects.toMatchObject(nothing('缺 0 家'));
  });
});

describeDatabases('a class of which the floor of the province only warns', (target) => {
  it('control: has no supplement, as nothing is asked', async () => {
    const of = await openFloor(target, 'provincialWarn');
    const { task } = await of.creates();
    expect(await of.draws(task)).toHaveLength(4);
    await of.furnish(4, 6);
    await expect(of.creates()).rejects.toMatchObject(nothing('缺 0 家'));
    await of.tree.close();
  });
});
