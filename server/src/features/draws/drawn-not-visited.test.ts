import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { closeVerdict } from '../compliance/close-verdict.ts';
import { showCompliance } from '../compliance/show-compliance.ts';
import { showPlan } from '../plans/show-plan.ts';
import { cancelVisit } from '../task-ends/cancel-visit.ts';
import { importVisits } from '../visits/import-visits.ts';
import { enterDraw } from './enter-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { rehearseDraw } from './rehearse-draw.ts';
import { runDraw } from './run-draw.ts';
import { COUNTY, type County, DICE, openCounty } from './test-county.ts';

const plan = { agency: COUNTY, year: 2026 };

/** 绛县, twelve key units, all of them in the year: of the three of the second quarter two were drawn and not visited. */
describeDatabases('units of a class to be covered that were drawn and not visited', (target) => {
  let county: County;
  let second: readonly string[];

  const draws = async (period: string) => {
    const { draw } = await county.does('zonghe', freezeDraw, { task: `tsk_${period}` });
    for (const login of ['zonghe', 'jijian'])
      await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('zonghe', runDraw, { draw });
    const rows = await county.deps.database.ownerQuery<{ key: string }>(
      `select o.key from drawn_object d join inspection_object o on o.id = d.object_id where draw_id = '${draw}' order by rank`,
    );
    return rows.map(({ key }) => key);
  };
  const visits = (date: string, period: string, keys: readonly string[]) =>
    county.does('zonghe', importVisits, {
      ...{ agency: COUNTY, file: 'v.csv' },
      bytes: utf8(
        [
          '检查日期,统一社会信用代码,抽取方式,任务编号,检查结果',
          ...keys.map((key) => `${date},${key},随机,${period.toLowerCase()}-key,未发现问题`),
        ].join('\n'),
      ),
    });
  const until = (day: string) =>
    county.wait((Date.parse(`${day}T01:00:00Z`) - Date.parse(county.deps.clock.instant())) / 1000);
  const short = async () =>
    (await county.looks('zonghe', showCompliance, { ...plan, quarter: 'Q2' })).findings.filter(
      ({ code, class: cls }) => code === 'UNDER_RATIO' && cls === 'key',
    );
  const told = async () =>
    (await county.looks('zonghe', rehearseDraw, { task: 'tsk_2026Q4' })).warnings.filter((text) =>
      text.includes('已抽取尚未检查'),
    );

  beforeAll(async () => {
    county = await openCounty(target, { at: '2026-01-10T01:00:00Z', keyObjects: 12 });
    for (const quarter of ['Q1', 'Q2', 'Q3', 'Q4']) await county.addTask(`2026${quarter}`, 3);
    await county.deps.database.ownerQuery(
      `update plan_entry set clause = '{"section":"三（五）","quote":"按比例抽取"}'`,
    );
    until('2026-02-10');
    await visits('2026-02-10', '2026Q1', await draws('2026Q1'));
    until('2026-05-10');
    second = await draws('2026Q2');
    await visits('2026-05-10', '2026Q2', second.slice(0, 1));
    until('2026-08-10');
  });
  afterAll(() => county.close());

  it('are told with the shortage of their quarter, with the task under which they are inspected still', async () => {
    expect(await short()).toMatchObject([
      { required: 3, actual: 1, shortBy: 2, waiting: 2, waitingIn: ['2026q2-key'] },
    ]);
    await county.does('lingdao', closeVerdict, { ...plan, quarter: 'Q2' });
    expect(await short()).toMatchObject([{ waiting: 2, waitingIn: ['2026q2-key'] }]);
    const { standing } = await county.looks('zonghe', showCompliance, { ...plan, quarter: 'Q2' });
    expect(standing.differences!.findings).toEqual([]);
  });

  it('are told by the plan and by the rehearsal of the last draw, which count them as drawn', async () => {
    await visits('2026-08-10', '2026Q3', await draws('2026Q3'));
    until('2026-10-20');
    const { waiting } = await county.looks('zonghe', showPlan, plan);
    expect(waiting).toEqual([
      expect.objectContaining({ class: 'key', period: '2026Q4', visits: 2, tasks: ['2026q2-key'] }),
    ]);
    const { strata } = await county.looks('zonghe', rehearseDraw, { task: 'tsk_2026Q4' });
    expect(strata).toMatchObject([{ n: 3 }]);
    expect(await told()).toEqual([
      '本年最后一次抽取：此前 2 家已抽取尚未检查，按已抽取计，查完才计入判定：仍按原任务（2026q2-key）查完录入',
    ]);
  });

  it('are no more once they are visited under that task, or their visit was called off', async () => {
    await visits('2026-10-20', '2026Q2', second.slice(1, 2));
    expect(await told()).toEqual([expect.stringContaining('此前 1 家已抽取尚未检查')]);
    await county.does('zonghe', cancelVisit, {
      ...{ task: 'tsk_2026Q2', object: '3', reason: '停产', approver: 'lingdao' },
    });
    expect(await told()).toEqual([]);
    expect(await county.looks('zonghe', showPlan, plan)).not.toHaveProperty('waiting');
  });
});
