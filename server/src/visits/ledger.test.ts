import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../db/test-database.ts';
import { enterDraw } from '../features/draws/enter-draw.ts';
import { freezeDraw } from '../features/draws/freeze-draw.ts';
import { rehearseDraw } from '../features/draws/rehearse-draw.ts';
import { runDraw } from '../features/draws/run-draw.ts';
import { COUNTY, type County, DICE, openCounty } from '../features/draws/test-county.ts';
import { importVisits } from '../features/visits/import-visits.ts';
import { visitLedger } from './ledger.ts';
import { territoryOf } from './territory.ts';

const HEADER = '检查日期,统一社会信用代码,检查层级,检查机关,抽取方式,任务编号,检查结果';

describeDatabases('the ledger of visits', (target) => {
  let county: County;
  let keys: readonly string[];
  beforeAll(async () => {
    county = await openCounty(target);
    keys = (
      await county.deps.database.ownerQuery<{ key: string }>(
        'select key from inspection_object order by id::text collate "C"',
      )
    ).map(({ key }) => key);
    await county.addTask('2026Q4', 3);
  });
  afterAll(() => county.close());

  const ledger = () =>
    county.looks(
      'zonghe',
      async (ctx) => visitLedger(ctx, (await territoryOf(ctx, COUNTY))!, { to: ctx.today }),
      undefined,
    );
  const importing = (...rows: readonly string[]) =>
    county.does('zonghe', importVisits, { agency: COUNTY, file: 'v.csv', bytes: utf8([HEADER, ...rows].join('\n')) });
  const drawnKeys = async (draw: string) =>
    (
      await county.deps.database.ownerQuery<{ key: string }>(
        `select o.key from drawn_object d join inspection_object o on o.id = d.object_id where draw_id = '${draw}' order by rank`,
      )
    ).map(({ key }) => key);
  const drawQuarter = async (period: string) => {
    const { draw } = await county.does('zonghe', freezeDraw, { task: `tsk_${period}` });
    await county.does('zonghe', enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('jijian', enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('zonghe', runDraw, { draw });
    return draw;
  };

  it('without history has nothing to leave out', async () => {
    const { excluded } = await county.looks('zonghe', rehearseDraw, { task: 'tsk_2026Q4' });
    expect(excluded).toEqual([]);
    expect(await ledger()).toEqual([]);
  });

  it('lets a draw see who was visited often enough, and who was found clean by those above', async () => {
    const [twice, clean, dirty] = keys as [string, string, string];
    const { result } = await importing(
      `2026-02-01,${twice},,,随机,,未发现问题`,
      `2026-05-01,${twice},,,随机,,未发现问题`,
      `2026-05-01,${clean},市级,某市生态环境局,随机,,未发现问题`,
      `2026-05-01,${dirty},市级,某市生态环境局,随机,,发现问题已责令整改`,
    );
    expect(result).toMatchObject({ added: 4, rejected: 0 });
    const { excluded } = await county.looks('zonghe', rehearseDraw, { task: 'tsk_2026Q4' });
    expect(excluded.map(({ reason, count }) => [reason, count])).toEqual([
      ['cap', 1],
      ['upper-level-clean', 1],
    ]);
  });

  it('has what was drawn until its visit is recorded under the number of the task', async () => {
    const draw = await drawQuarter('2026Q4');
    const drawn = await drawnKeys(draw);
    const waiting = async () =>
      (await ledger()).filter(({ state }) => state === 'drawn').map(({ objectId }) => objectId);
    expect((await waiting()).sort()).toEqual([...drawn].sort());
    const [first, second, ...others] = drawn as [string, string, ...string[]];
    await importing(`2026-11-20,${first},,,随机,2026Q4-KEY,未发现问题`, `2026-11-20,${second},,,针对性,,未发现问题`);
    expect((await waiting()).sort()).toEqual([second, ...others].sort());
    const visits = (await ledger()).filter(({ objectId, date }) => objectId === first && date === '2026-11-20');
    expect(visits).toMatchObject([{ state: 'completed', taskId: '2026q4-key', period: '2026Q4', class: 'key' }]);
  });

  it('takes a random visit that was stored without a number for the one that was drawn', async () => {
    const waiting = (await ledger()).filter(({ state }) => state === 'drawn').map(({ objectId }) => objectId);
    expect((await importing(...waiting.map((key) => `2026-11-20,${key},,,随机,,未发现问题`))).result).toMatchObject({
      added: 0,
      rejected: waiting.length,
    });
    await importing(...waiting.map((key) => `2026-11-20,${key},,,随机,2026Q4-KEY,未发现问题`));
    // As versions stored it that let a row leave its task open.
    await county.deps.database.ownerQuery(
      `update visit set task_code = '', facts = facts - 'taskId' - 'period' where task_code = '2026q4-key'`,
    );
    expect((await ledger()).filter(({ state }) => state === 'drawn')).toEqual([]);
  });
});
