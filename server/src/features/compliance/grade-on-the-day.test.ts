import { afterAll, beforeAll, expect, it } from 'vitest';
import { read, type UseCase, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { openTestApp, type TestApp } from '../../http/test-app.ts';
import { recordedVisits } from '../../visits/ledger.ts';
import { withOrigins } from '../../visits/origins.ts';
import { territoryOf } from '../../visits/territory.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { COUNTY, DICE, openCounty } from '../draws/test-county.ts';
import { importObjects } from '../objects/import-objects.ts';
import { importVisits } from '../visits/import-visits.ts';
import { judgeCompliance } from './judge-compliance.ts';
import { fileOf, type Group, group, objectsFile, visit } from './test-schemes.ts';

const PLACE = '910104';
const DAY = 86_400_000;

describeDatabases('the share drawn by credit grade', (target) => {
  let site: TestApp;
  const does = async <I, O>(useCase: UseCase<I, O>, login: string, input: I) =>
    write(site.deps, await site.actor(login), (ctx) => useCase(ctx, input));
  const takes = async (given: Group, cells: Group['cells']) => {
    const groups = [{ codes: given.codes, cells: { 重点排污单位: '是', ...cells } }];
    const input = { agency: PLACE, file: 'o.csv', bytes: objectsFile(groups, PLACE) };
    expect((await does(importObjects, 'banshi', input)).result).toMatchObject({ rejected: 0 });
  };
  const share = async () => {
    const view = await read(site.deps, await site.actor('banshi'), (ctx) =>
      judgeCompliance(ctx, { agency: PLACE, year: 2026 }),
    );
    const found = view.tables.find(({ topic }) => topic === 'creditShare')!;
    return [found.base, found.required, found.actual];
  };
  const coming = group(3, {});
  const standing = group(2, {});

  beforeAll(async () => {
    site = await openTestApp(target);
    await does(addAgency, 'alice', { code: PLACE, name: '假想县分局', level: 'county', pack: 'xiongan' });
    await site.addPerson('banshi', ['enforcementBrigade'], PLACE);
    await takes(coming, { 信用风险等级: '' });
    await takes(standing, { 信用风险等级: 'A' });
  });
  afterAll(() => site.close());

  it('takes no grade from a row that speaks of a day to come, and keeps the one a unit had', async () => {
    const rows = [...coming.codes, ...standing.codes].map((code) =>
      visit('2026-03-05', code, { 是否信用分级抽取: '是' }),
    );
    const input = { agency: PLACE, file: 'v.csv', bytes: fileOf(rows) };
    expect((await does(importVisits, 'banshi', input)).result).toMatchObject({ rejected: 0 });
    expect(await share()).toEqual([5, 4, 2]);
    await takes(coming, { 信用风险等级: 'C', 变更生效日期: '2026-12-01' });
    expect(await share()).toEqual([5, 4, 2]);
    site.moveClock(15 * DAY);
    await takes(standing, { 信用风险等级: '' });
    expect(await share()).toEqual([5, 4, 2]);
    site.moveClock(5 * DAY);
    // Control: what is visited from that day on has the grade of that day.
    const later = [...coming.codes, ...standing.codes].map((code) =>
      visit('2026-12-06', code, { 是否信用分级抽取: '是' }),
    );
    await does(importVisits, 'banshi', { agency: PLACE, file: 'w.csv', bytes: fileOf(later) });
    expect(await share()).toEqual([10, 8, 5]);
  });
});

describeDatabases('a visit of a draw held here', (target) => {
  it('tells the day of the list that it was drawn from; others tell none', async () => {
    const county = await openCounty(target, { at: '2026-09-25T01:00:00Z' });
    const { draw } = await county.does('zonghe', freezeDraw, { task: await county.addTask('2026Q4', 3) });
    for (const login of ['zonghe', 'jijian'])
      await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('zonghe', runDraw, { draw });
    county.wait(30 * 86_400);
    const drawn = (
      await county.deps.database.ownerQuery<{ key: string; code: string }>(
        `select o.key, t.code from standing_object d join inspection_object o on o.id = d.object_id
         join draw on draw.id = d.draw_id join task t on t.id = draw.task_id order by d.rank`,
      )
    ).map(({ key, code }) => visit('2026-10-12', key, { 任务编号: code }));
    const other = await county.deps.database.ownerQuery<{ key: string }>(
      'select key from inspection_object where id not in (select object_id from standing_object) order by key limit 1',
    );
    const rows = [...drawn, visit('2026-09-01', other[0]!.key)];
    const { result } = await county.does('zonghe', importVisits, {
      agency: COUNTY,
      file: 'v.csv',
      bytes: fileOf(rows),
    });
    expect(result).toMatchObject({ rejected: 0 });
    const days = await county.looks(
      'zonghe',
      async (ctx) => {
        const territory = (await territoryOf(ctx, COUNTY))!;
        const visits = await recordedVisits(ctx, territory, { to: ctx.today });
        return (await withOrigins(ctx, territory, visits)).map(({ origin, listDay }) => [origin, listDay]);
      },
      undefined,
    );
    // The list of a quarter that was still to come is of its first day.
    expect(days.toSorted()).toEqual([...Array(drawn.length).fill(['draw', '2026-10-01']), ['history', undefined]]);
    await county.close();
  });
});
