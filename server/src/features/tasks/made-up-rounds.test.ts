import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { shippedPack } from '../../packs/pack-store.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { openTree, type Tree } from '../agencies/test-tree.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { rehearseDraw } from '../draws/rehearse-draw.ts';
import { revealDraw } from '../draws/reveal-draw.ts';
import { drawTask } from '../draws/test-draw.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { addUser } from '../users/add-user.ts';
import { importVisits } from '../visits/import-visits.ts';
import { createTask } from './create-task.ts';

const COUNTY = '530125';
const plan = { agency: COUNTY, year: 2025 };

/** 宜良 2次/年 at any time (AMB-58) for seven units and two, and 10 % of eighteen once a year. It is the 20th of November 2026. */
describeDatabases('a yearly draw that is made up for', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target);
    const { text } = shippedPack('yiliang');
    const packFile = {
      name: 'any-time.yaml',
      text: text.replace('{ key: tier.halfYears, default: onePerHalf', '{ key: tier.halfYears, default: anyTime'),
    };
    await tree.does('console', addAgency, { code: COUNTY, name: '假想县', level: 'county', packFile });
    for (const [login, roles] of [
      ['office', ['generalOffice', 'enforcementBrigade']],
      ['head', ['head', 'deputyInCharge']],
      ['witness', ['disciplineOfficer']],
    ] as const)
      await tree.does('console', addUser, { login: `yl-${login}`, agency: COUNTY, roles: [...roles] });
    await tree.furnish(
      COUNTY,
      Array.from({ length: 27 }, (_, i) => ({ key: inventedCode(i + 1), class: 'general' as const })),
      8,
    );
    await tree.ask(`update inspection_object set added_at = '2024-12-01T00:00:00Z', facts = facts || (
      case when key = any (array[${ids(1, 7)}]) then '{"tierRows": ["B2"]}'
        when key = any (array[${ids(26, 27)}]) then '{"tierRows": ["C2"]}' else '{"tierRows": ["A2"]}' end)::jsonb
      where agency = '${COUNTY}'`);
    await tree.publishItems(COUNTY);
    await tree.does('yl-office', proposePlan, plan);
    await putInForce(tree, plan, 'yl');
  });
  afterAll(() => tree.close());

  const visited = (from: number, to: number, date: string) => {
    const keys = Array.from({ length: to - from + 1 }, (_, i) => inventedCode(from + i));
    const lines = keys.map((key) => `${date},${key},随机,未发现问题`);
    const bytes = utf8(['检查日期,统一社会信用代码,抽取方式,检查结果', ...lines].join('\n'));
    return tree.does('yl-office', importVisits, { agency: COUNTY, file: 'x.csv', bytes });
  };
  const creates = (entry: string, n?: number) =>
    tree.does('yl-office', createTask, { agency: COUNTY, entry, ...(n && { n }) });
  const rehearses = (task: string) => tree.looks('yl-office', rehearseDraw, { task });
  const shortOf = async (cls: string) => {
    const { findings } = await tree.looks('yl-office', judgeCompliance, plan);
    return findings.filter((one) => one.class === cls && one.code.startsWith('UNDER_')).map((one) => one.shortBy);
  };
  async function draws(task: string): Promise<number> {
    const draw = await drawTask(tree, task, ['yl-office', 'yl-witness']);
    await tree.does('yl-witness', revealDraw, { draw, early: '演示', approver: 'yl-head' });
    const [row] = await tree.ask<{ n: number }>(
      `select count(*)::integer as n from drawn_object where draw_id = '${draw}'`,
    );
    return row!.n;
  }

  test('a round that is planned is no supplement of the one before', async () => {
    // Round one of another class is drawn whole, and round two waits.
    const { task } = await creates('2025.c2.1');
    expect(await draws(task)).toBe(2);
    await expect(creates('2025.c2.1')).rejects.toMatchObject({
      code: 'task.noSupplement',
      message: expect.stringContaining('应抽 4 家次，已抽 2 家次，缺 0 家次') as string,
    });
  });

  test('takes a round where more than one is short', async () => {
    await visited(1, 3, '2025-03-10');
    expect(await shortOf('B2')).toEqual([11]);
    const { task, warnings } = await creates('2025.b2.1');
    expect(warnings).toContain('2025 应抽 14 家次，时段内已有 3 家次，缺 11 家次，这次补抽 7 家');
    expect((await rehearses(task)).strata).toMatchObject([{ base: 7, n: 7 }]);
  });

  test('takes of the second round what both lack, and says so without contradiction', async () => {
    await visited(4, 7, '2025-04-10');
    await visited(1, 2, '2025-09-10');
    expect(await shortOf('B2')).toEqual([5]);
    const { task, warnings } = await creates('2025.b2.2');
    const text = '2025 应抽 14 家次，时段内已有 9 家次，只补抽缺的 5 家次';
    expect(warnings).toContain(text);
    const rehearsed = await rehearses(task);
    expect(rehearsed.strata).toMatchObject([{ base: 7, pool: 5, n: 5 }]);
    expect(rehearsed.warnings).toContain(text);
    expect(rehearsed.warnings.join()).not.toContain('应抽 7 家');
    expect(await draws(task)).toBe(5);
    await expect(creates('2025.b2.2')).rejects.toMatchObject({
      code: 'task.noSupplement',
      message: expect.stringContaining('应抽 14 家次，已抽 14 家次，缺 0 家次'),
    });
  });

  describe('in parts', () => {
    test('control: a part is what was asked for where nobody was visited', async () => {
      expect(await shortOf('A2')).toEqual([2]);
      const { task, warnings = [] } = await creates('2025.a2', 1);
      expect(warnings.filter((text) => text.includes('时段内已有'))).toEqual([]);
      expect(await draws(task)).toBe(1);
    });

    test('the last one takes no more than what is short of the whole entry', async () => {
      await tree.ask(`update plan_entry set n = 5 where entry = '2025.a2'`);
      await visited(8, 9, '2025-03-12');
      const { task, warnings } = await creates('2025.a2');
      const [drawn] = await tree.ask<{ n: number }>(
        `select count(*)::integer as n from drawn_object d join inspection_object o on o.id = d.object_id
         where o.key in (${ids(8, 9)})`,
      );
      const have = 3 - drawn!.n;
      expect(warnings).toContain(`2025 计划 5 家（方案要求 2 家），时段内已有 ${have} 家，只补抽缺的 ${5 - have} 家`);
      expect(await draws(task)).toBe(5 - have);
    });

    test('none is begun where nothing is short', async () => {
      await tree.ask(`update plan_entry set n = 7 where entry = '2025.a2'`);
      await visited(20, 27, '2025-05-12');
      await expect(creates('2025.a2', 1)).rejects.toMatchObject({
        code: 'task.nothingShort',
        message: expect.stringContaining('计划 7 家（方案要求 2 家），时段内已有'),
      });
    });
  });
});

function ids(from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, i) => `'${inventedCode(from + i)}'`).join(',');
}
