import { findingLines } from '@sunlot/contract/compliance-words.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { endDraw } from '../draws/end-draw.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { rehearseDraw } from '../draws/rehearse-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { COUNTY, type County, DICE, openCounty } from '../draws/test-county.ts';
import { directoryOf } from '../draws/test-directory.ts';
import { drawTask } from '../draws/test-draw.ts';
import { importObjects } from '../objects/import-objects.ts';
import { createTask } from '../tasks/create-task.ts';
import { closeVerdict } from './close-verdict.ts';
import { judgeCompliance } from './judge-compliance.ts';
import { reopenVerdict } from './reopen-verdict.ts';

const DAY = 86_400;
const QUARTER = { agency: COUNTY, year: 2026, quarter: 'Q1' } as const;
const MADE_UP = '2026Q1 已于 2026-03-31 结束：现在抽取属于补抽，检查计入 2026Q1，判定里认定为逾期抽取';

/** A county whose first quarter passed without a draw, on 15 April. */
describeDatabases('a draw for a quarter that is over', (target) => {
  let county: County;
  let task: string;
  beforeAll(async () => {
    county = await openCounty(target, { at: '2026-02-20T01:00:00Z' });
    task = await county.addTask('2026Q1', 10);
    county.wait(54 * DAY);
  });
  afterAll(() => county.close());

  const draws = async (of: string) => {
    const { draw, warnings } = await county.does('zonghe', freezeDraw, { task: of });
    for (const login of ['zonghe', 'jijian'])
      await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('zonghe', runDraw, { draw });
    return warnings;
  };
  const late = async (quarter: 'Q1' | 'Q2') => {
    const view = await county.looks('lingdao', judgeCompliance, { agency: COUNTY, year: 2026, quarter });
    return { view, found: view.findings.filter(({ code }) => code === 'DRAWN_LATE') };
  };

  it('is refused with all that leads to it once the verdict is closed, and says how to go on', async () => {
    await county.does('lingdao', closeVerdict, QUARTER);
    const refusal = {
      code: 'task.periodClosed',
      message: expect.stringContaining('--year 2026 --quarter Q1 --reason'),
    };
    await expect(county.looks('zonghe', rehearseDraw, { task })).rejects.toMatchObject(refusal);
    await expect(county.does('zonghe', freezeDraw, { task })).rejects.toMatchObject(refusal);
    const wanted = { agency: COUNTY, class: 'key', period: '2026Q1', basis: '方案', windowFrom: '2026-04-15' };
    await expect(
      county.does('zonghe', createTask, { ...wanted, windowTo: '2026-04-30', purpose: '补抽' } as never),
    ).rejects.toMatchObject(refusal);
  });

  it('goes by the directory of its last day: who came since is drawn for the quarter that runs', async () => {
    await county.does('lingdao', reopenVerdict, { ...QUARTER, reason: '第一季度漏抽' });
    const input = { agency: COUNTY, file: 'x.csv', bytes: directoryOf([{ n: 1 }, { n: 2, status: '关闭' }]) };
    expect((await county.does('zonghe', importObjects, input)).result).toMatchObject({ added: 2 });
    const base = async (of: string) => (await county.looks('zonghe', rehearseDraw, { task: of })).strata[0]!.base;
    expect(await base(task)).toBe(37);
    expect(await base(await county.addTask('2026Q2', 10))).toBe(38);
  });

  it('is told before it is made and by the verdict, once a leader has opened that again', async () => {
    expect((await county.looks('zonghe', rehearseDraw, { task })).warnings[0]).toBe(MADE_UP);
    expect((await late('Q1')).found).toEqual([]);
    expect((await draws(task))[0]).toBe(MADE_UP);
    const { view, found } = await late('Q1');
    expect(found).toMatchObject([
      {
        ...{ class: 'key', period: '2026Q1', severity: 'error' },
        ...{ due: '2026-03-31', doneOn: '2026-04-15', lateBy: { days: 15, unit: 'day' } },
      },
    ]);
    const told = findingLines({ ...view, findings: [...found] }, 'zh').join('\n');
    expect(told).toContain('时段结束以后才抽取');
    expect(told).toContain('期限 2026-03-31，2026-04-15 抽取，晚 15 个自然日。');
  });

  it('control: of the quarter that runs nothing is refused or said', async () => {
    expect((await draws('tsk_2026Q2')).filter((text) => text.includes('补抽'))).toEqual([]);
    expect((await late('Q2')).found).toEqual([]);
  });
});

describeDatabases('a session that was broken off while the quarter ran', (target) => {
  it('was a draw in time: the one held for it later is to be explained, and no violation', async () => {
    const county = await openCounty(target, { at: '2026-03-30T01:00:00Z' });
    const task = await county.addTask('2026Q1', 10);
    const draws = async () => {
      const draw = await drawTask(county, task);
      return draw;
    };
    await county.does('zonghe', endDraw, { draw: await draws(), reason: '设备故障', approver: 'lingdao' });
    county.wait(3 * DAY);
    await draws();
    const { findings } = await county.looks('lingdao', judgeCompliance, { agency: COUNTY, year: 2026, quarter: 'Q1' });
    const late = findings.filter(({ code }) => code === 'DRAWN_LATE');
    expect(late).toMatchObject([{ severity: 'warning', doneOn: '2026-04-02' }]);
    await county.close();
  });
});
