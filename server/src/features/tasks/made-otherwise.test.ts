import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, type Edit, openTree, type Tree } from '../agencies/test-tree.ts';
import { openFigure } from '../compliance/open-figure.ts';
import { showReport } from '../compliance/show-report.ts';
import { drawTask } from '../draws/test-draw.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { showPlan } from '../plans/show-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { importVisits } from '../visits/import-visits.ts';
import { createTask } from './create-task.ts';

const plan = { agency: EAST, year: 2026 };
const q4 = { agency: EAST, class: 'key', period: '2026Q4' };

/** Thirty of a hundred key units a quarter, inspected without going there (as 雄安 does with its positive list), and no coverage of the year. */
const offSite: Edit = (tree) => {
  tree.rules = tree.rules.filter(({ id }) => !id.includes('/coverage/key/'));
  tree.rules.find(({ id }) => id.endsWith('/ratio/key/county'))!.value = {
    every: 'quarter',
    min: '30%',
    offSite: true,
  };
};

describeDatabases('whoever was drawn and inspected in a way that does not count', (target) => {
  let tree: Tree;
  let drawn: readonly string[];
  const visited = (day: string, keys: readonly string[], { method = '非现场', code = '2026q4-key' } = {}) =>
    tree.does('east-office', importVisits, {
      ...{ agency: EAST, file: 'x.csv' },
      bytes: utf8(
        [
          '检查日期,统一社会信用代码,任务编号,抽取方式,检查结果,检查方式',
          ...keys.map((key) => `${day},${key},${code},随机,未发现问题,${method}`),
        ].join('\n'),
      ),
    });
  const lacks = async () => {
    const { catchUp = [] } = await tree.looks('east-office', showPlan, plan);
    return catchUp.filter(({ entry }) => entry === '2026q4.key').map(({ supplement }) => supplement);
  };
  const drawnFigure = async () => {
    const query = { ...plan, figure: 'drawn', class: 'key', period: '2026Q4', limit: 50 } as const;
    const { unequal } = await tree.looks('east-office', showReport, plan);
    expect(unequal).toEqual([]);
    const { figure, items } = await tree.looks('east-office', openFigure, query);
    return [figure.value, items.length];
  };

  beforeAll(async () => {
    tree = await openTree(target, offSite);
    const units = Array.from({ length: 11 }, (_, i) => ({ key: inventedCode(i + 1), class: 'key' as const }));
    await tree.furnish(EAST, units);
    await tree.furnish(EAST, [], 10);
    await tree.publishItems(EAST);
    await tree.does('east-office', proposePlan, plan);
    await putInForce(tree, plan);
    const { task } = await tree.does('east-office', createTask, q4);
    const draw = await drawTask(tree, task, ['east-office', 'east-witness']);
    const rows = await tree.ask<{ key: string }>(`select key from drawn_object join inspection_object as object
      on object.id = object_id where draw_id = '${draw}' order by rank`);
    drawn = rows.map(({ key }) => key);
    await visited('2026-11-20', drawn.slice(1));
  });
  afterAll(() => tree.close());

  it('control: nobody is lacking while one waits', async () => {
    expect(await lacks()).toEqual([]);
    expect(await drawnFigure()).toEqual([4, 4]);
  });

  it('is told apart from whoever cannot be inspected any more', async () => {
    await visited('2026-11-20', drawn.slice(0, 1), { method: '现场检查' });
    expect(await lacks()).toEqual([{ drawn: 3, lost: 0, otherwise: 1 }]);
    const { supplement } = await tree.does('east-office', createTask, q4);
    expect(supplement?.why).toBe('应抽 4 家，已抽 4 家（其中 1 家查过但检查方式等不合本项要求而不计入），缺 1 家');
  });

  it('is drawn once, also where it was visited again under its task as the class asks', async () => {
    expect(await drawnFigure()).toEqual([4, 4]);
    await visited('2026-11-21', drawn.slice(0, 2));
    expect(await drawnFigure()).toEqual([4, 4]);
    // A row that leaves the number out is of the one draw that took the unit.
    await visited('2026-11-22', drawn.slice(2, 3), { code: '' });
    expect(await drawnFigure()).toEqual([4, 4]);
  });
});
