import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { drawRecordPage } from '../../public/draw-record.ts';
import { publicDraw } from '../../public/draws.ts';
import { importVisits } from '../visits/import-visits.ts';
import { enterDraw } from './enter-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { recordDraw } from './record-draw.ts';
import { runDraw } from './run-draw.ts';
import { COUNTY, type County, DICE, openCounty } from './test-county.ts';

const NAME = /示范县第\d+企业有限公司/g;

describeDatabases('the record of a draw', (target) => {
  let county: County;
  let draw: string;
  let clean: readonly string[];
  beforeAll(async () => {
    county = await openCounty(target);
    const rows = await county.deps.database.ownerQuery<{ key: string; name: string }>(
      `select key, name from inspection_object where permit_category = '重点管理' order by id limit 5`,
    );
    clean = rows.map(({ name }) => name);
    // G:J-09: five key objects were inspected by the upper level this year and nothing was found.
    const lines = rows.map(({ key }) => `2026-03-02,${key},重点排污单位,随机,市级,示范省级中心,未发现问题`);
    const header = '检查日期,统一社会信用代码,对象类别,抽取方式,检查层级,检查机关,检查结果';
    await county.does('zonghe', importVisits, {
      agency: COUNTY,
      file: 'v.csv',
      bytes: utf8([header, ...lines].join('\n')),
    });
    const task = await county.addTask('2026Q4', 10);
    ({ draw } = await county.does('zonghe', freezeDraw, { task }));
  });
  afterAll(() => county.close());

  const closed = (login: string) => county.looks(login, recordDraw, { draw });
  const sheet = async (login?: string) =>
    drawRecordPage(
      await county.looks('zonghe', publicDraw, { draw }),
      login === undefined ? undefined : await closed(login),
    );

  it('is closed to who may not see names, and each look at it is logged', async () => {
    await expect(closed('jiancha')).rejects.toMatchObject({ code: 'draw.namesClosed' });
    await expect(county.looks('zonghe', recordDraw, { draw: 'drw_none' })).rejects.toMatchObject({
      code: 'draw.unknown',
    });
    await closed('jijian');
    const logged = await county.deps.database.ownerQuery(`select from log_entry where type = 'draw.record'`);
    expect(logged).toHaveLength(1);
  });

  it('lists who was left out, with the reason; the public sheet has their number', async () => {
    const { excluded, drawn } = await closed('zonghe');
    expect(excluded).toMatchObject([
      { reason: 'upper-level-clean', reasonName: '上级已抽查未发现问题', state: 'base' },
    ]);
    expect(excluded[0]!.objects.map(({ name }) => name).sort()).toEqual([...clean].sort());
    expect(drawn).toEqual([]);
    const [open, full] = [await sheet(), await sheet('zonghe')];
    expect(open.match(NAME)).toBeNull();
    expect(open).toMatch(/上级已抽查未发现问题<\/td><td>计入<\/td><td class="number">5<\/td>/);
    expect([...new Set(full.match(NAME))].sort()).toEqual([...clean].sort());
    expect(open).toContain('尚未抽取');
  });

  it('has base, share, minimum, pool, seed, result, witness and times once it is drawn', async () => {
    await county.does('zonghe', enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('jijian', enterDraw, { draw, source: 'dice', value: DICE });
    const { seed, winners } = await county.does('zonghe', runDraw, { draw });
    const [open, full] = [await sheet(), await sheet('lingdao')];
    for (const text of ['2026q4-key', '25%', '基数', '应抽（最低）', '可抽', seed!, DICE, '2026 年第四季度', 'A4']) {
      expect(open).toContain(text);
      expect(full).toContain(text);
    }
    for (const { leaf } of winners!) expect(open).toContain(leaf.slice(0, 16));
    expect(open.match(NAME)).toBeNull();
    expect(open).not.toContain('jijian');
    const { drawn, people } = await closed('zonghe');
    expect(drawn).toHaveLength(winners!.length);
    for (const { object } of drawn) expect(full).toContain(object.name);
    expect(people.map(({ part, name }) => [part, name])).toEqual([
      ['封存名单', 'zonghe'],
      ['摇号录入（经办）', 'zonghe'],
      ['摇号录入（见证）', 'jijian'],
      ['公布结果', 'zonghe'],
    ]);
    expect(full).toContain('jijian');
  });

  it('takes nothing from elsewhere: one file, no script', async () => {
    const page = await sheet('zonghe');
    expect(page).not.toMatch(/<script|src=|href=|url\(/);
  });
});
