import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { COUNTY, type County, DICE, openCounty } from '../draws/test-county.ts';
import { importVisits } from '../visits/import-visits.ts';
import { judgeCompliance } from './judge-compliance.ts';
import { openFigure } from './open-figure.ts';
import { showReport } from './show-report.ts';

const DAY = 86_400;
const YEAR = { agency: COUNTY, year: 2026 };

/** 绛县: three 在建 projects drawn on 10 April for the whole year; one is visited on the day, one in July, one after the year. */
describeDatabases('visits of a task for the year in the figures of its quarters', (target) => {
  let county: County;
  let drawn: readonly string[];
  const visits = async (key: string, date: string) => {
    const row = `${date},${key},在建工程建设项目,随机,2026-KEY,发现问题已责令整改,${date}`;
    const bytes = utf8(`检查日期,统一社会信用代码,对象类别,抽取方式,任务编号,检查结果,结果认定日期\n${row}`);
    const { result } = await county.does('zonghe', importVisits, { agency: COUNTY, file: 'v.csv', bytes });
    expect(result).toMatchObject({ added: 1, rejected: 0 });
  };
  const reported = async (figure: string, ...quarters: readonly (string | undefined)[]) => {
    const found: (number | undefined)[] = [];
    for (const quarter of quarters) {
      const { totals, unequal } = await county.looks('lingdao', showReport, { ...YEAR, quarter });
      expect(unequal).toEqual([]);
      found.push(totals.find((one) => one.figure === figure)?.value);
    }
    return found;
  };

  beforeAll(async () => {
    county = await openCounty(target, { at: '2026-04-10T01:00:00Z' });
    const ask = (text: string) => county.deps.database.ownerQuery<{ key: string }>(text);
    await ask(`update inspection_object set facts = facts || '{"constructionProject": true}'
      where key in (select key from inspection_object where permit_category = '登记管理' order by key limit 3)`);
    await county.addTask('2026', 3);
    await ask(`update task set class = 'construction'`);
    const { draw } = await county.does('zonghe', freezeDraw, { task: 'tsk_2026' });
    for (const login of ['zonghe', 'jijian'])
      await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('zonghe', runDraw, { draw });
    drawn = (
      await ask(`select key from inspection_object where facts->>'constructionProject' = 'true' order by key`)
    ).map(({ key }) => key);
  });
  afterAll(() => county.close());

  it('are in that of their day, with what they found and owe', async () => {
    await visits(drawn[0]!, '2026-04-10');
    county.wait(91 * DAY);
    await visits(drawn[1]!, '2026-07-10');
    const quarters = ['Q1', 'Q2', 'Q3'];
    for (const figure of ['randomVisits', 'longerTasks', 'followUp']) {
      expect([figure, await reported(figure, ...quarters)]).toEqual([figure, [0, 1, 1]]);
    }
    // The result of April is due by July.
    expect(await reported('late', ...quarters, undefined)).toEqual([0, 1, 0, 1]);
    expect(await reported('randomVisits', undefined)).toEqual([2]);
    const opened = await county.looks('lingdao', openFigure, {
      ...{ ...YEAR, quarter: 'Q2', figure: 'longerTasks', limit: 50 },
    });
    expect(opened.items.map(({ object, date, task }) => [object, date, task])).toEqual([
      [drawn[0], '2026-04-10', '2026-key'],
    ]);
  });

  it('in the verdict on that quarter too; what the task owes is judged for the year alone', async () => {
    const judged = async (quarter?: string) => {
      const view = await county.looks('lingdao', judgeCompliance, { ...YEAR, ...(quarter && { quarter }) });
      const late = view.findings.filter(({ code }) => code === 'PUBLICATION_OVERDUE').map(({ object }) => object);
      return [view.visits, late, view.tables.some((one) => one.class === 'construction')];
    };
    expect(await judged('Q1')).toEqual([0, [], false]);
    expect(await judged('Q2')).toEqual([1, [drawn[0]], false]);
    expect(await judged()).toEqual([2, [drawn[0]], true]);
  });

  it('after the year in its last quarter, so that the quarters make up the year', async () => {
    county.wait(180 * DAY);
    await visits(drawn[2]!, '2027-01-06');
    expect(await reported('randomVisits', 'Q1', 'Q2', 'Q3', 'Q4', undefined)).toEqual([0, 1, 1, 1, 3]);
    const next = await county.looks('lingdao', showReport, { agency: COUNTY, year: 2027, quarter: 'Q1' });
    expect(next.totals.find(({ figure }) => figure === 'randomVisits')!.value).toBe(0);
  });
});
