import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, type Tree } from '../agencies/test-tree.ts';
import { importObjects } from '../objects/import-objects.ts';
import { addPlanEntry } from '../plans/add-plan-entry.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { createTask } from './create-task.ts';

const plan = { agency: EAST, year: 2026 };
const campaign = { ...plan, kind: 'campaign', period: '2026Q4', reason: '上级部署', n: 1 } as const;

/** A printer that changes its trade and a weaver that closes, both from a day to come. */
describeDatabases('what a task is narrowed to, before the day of a row', (target) => {
  let tree: Tree;
  const takes = async (...rows: readonly (readonly string[])[]) => {
    const header =
      '单位名称,统一社会信用代码,单位地址,法定代表人,所在区域,排污许可管理类别,重点排污单位,行业类型,状态,状态起始日期,变更生效日期';
    const bytes = utf8([header, ...rows.map((row) => row.join(','))].join('\n'));
    const { result } = await tree.does('east-office', importObjects, { agency: EAST, file: 'x.csv', bytes });
    expect(result).toMatchObject({ rejected: 0 });
  };
  const row = (n: number, ...cells: readonly string[]) => [
    `假想${n}号`,
    inventedCode(n),
    `假想路${n}号`,
    '某某某',
    EAST,
    '重点管理',
    '是',
    ...cells,
  ];
  const creates = (more: object) => tree.does('east-office', createTask, { agency: EAST, ...more } as never);

  beforeAll(async () => {
    tree = await openTree(target);
    await tree.furnish(EAST, [], 6);
    await takes(...[1, 2, 3, 4, 5, 6].map((n) => row(n, '水泥制造', '正常', '', '')));
    await takes(row(7, '印刷', '正常', '', ''), row(8, '纺织', '正常', '', ''));
    await tree.publishItems(EAST);
    await tree.does('east-office', proposePlan, plan);
    for (const name of ['专项一', '专项二', '专项三'])
      await tree.does('east-office', addPlanEntry, { ...campaign, name });
    await putInForce(tree, plan);
    await takes(row(7, '食品', '正常', '', '2026-12-20'), row(8, '纺织', '关停', '2026-12-20', ''));
  });
  afterAll(() => tree.close());

  test('goes by the rows that hold, of a class and of a scope of its own', async () => {
    const key = { class: 'key', period: '2026Q4', reason: '集中治理' };
    await expect(creates({ ...key, filter: '行业类型=食品' })).rejects.toMatchObject({ code: 'task.filterEmpty' });
    expect(await creates({ ...key, filter: '行业类型=印刷' })).toMatchObject({ targeted: { filter: '行业类型=印刷' } });
    await creates({ entry: '2026q4.campaign-1', filter: '行业类型=纺织' });
    await creates({ entry: '2026q4.campaign-2', filter: '行业类型=印刷' });
    const refused = creates({ entry: '2026q4.campaign-3', filter: '行业类型=食品' });
    await expect(refused).rejects.toMatchObject({ code: 'task.filterEmpty' });
  });
});
