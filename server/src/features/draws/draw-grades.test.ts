import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { checkPrograms } from '../../public/check-programs.ts';
import { drawPage } from '../../public/draw-page.ts';
import { drawRecordPage } from '../../public/draw-record.ts';
import { publicDraw } from '../../public/draws.ts';
import { enterDraw } from './enter-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { recordDraw } from './record-draw.ts';
import { revealDraw } from './reveal-draw.ts';
import { runDraw } from './run-draw.ts';
import { showDraw } from './show-draw.ts';
import { type County, DICE, openCounty } from './test-county.ts';

/** A draw of so many of 37, of which the first `few` have the grade D and the rest A. */
async function draws(county: County, few: number, n: number): Promise<string> {
  const grade = `case when substr(id, 5)::int < ${few} then 'D' else 'A' end`;
  await county.deps.database.ownerQuery(
    `update inspection_object set facts = facts || jsonb_build_object('creditRiskGrade', ${grade})`,
  );
  const { draw } = await county.does('zonghe', freezeDraw, { task: await county.addTask('2026Q4', n) });
  return draw;
}

async function throws(county: County, draw: string): Promise<void> {
  for (const login of ['zonghe', 'jijian']) await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
  await county.does('zonghe', runDraw, { draw });
}

describeDatabases('the credit-risk grades of a draw', (target) => {
  let county: County;
  let draw: string;
  beforeAll(async () => {
    county = await openCounty(target);
    // More than have one grade: whatever the draw, some of each are in it.
    draw = await draws(county, 16, 22);
  });
  afterAll(() => county.close());

  const shown = () => county.looks('zonghe', publicDraw, { draw });
  const closed = () => county.looks('zonghe', recordDraw, { draw });
  const frozen = [
    { grade: 'A', base: 21, pool: 21 },
    { grade: 'D', base: 16, pool: 16 },
  ];

  it('stand in base and pool from the freeze on, for everybody and in the record', async () => {
    expect((await county.looks('jiancha', showDraw, { draw })).grades).toEqual(frozen);
    expect((await shown()).grades).toEqual(frozen);
    expect((await closed()).grades).toEqual(frozen);
    await expect(county.looks('jiancha', recordDraw, { draw })).rejects.toMatchObject({ code: 'draw.namesClosed' });
  });

  it('and of the result as they were at the freeze, whatever became of them since', async () => {
    await county.deps.database.ownerQuery(`update inspection_object set facts = facts || '{"creditRiskGrade": "C"}'`);
    await throws(county, draw);
    const { grades, drawn } = await closed();
    const ofD = drawn.filter(({ object }) => Number(object.name.replace(/\D/g, '')) <= 16).length;
    expect(ofD).toBeGreaterThan(0);
    expect(grades).toEqual([
      { ...frozen[0], drawn: 22 - ofD },
      { ...frozen[1], drawn: ofD },
    ]);
    expect((await shown()).grades).toEqual(grades);
    const row = `<tr><th scope="row">D</th><td class="number">16</td><td class="number">16</td><td class="number">${ofD}</td></tr>`;
    expect(drawRecordPage(await shown(), await closed())).toContain(row);
    expect(drawRecordPage(await shown())).toContain(row);
    expect(
      drawPage(await shown(), 'https://example.gov.cn', { scripts: undefined, programs: checkPrograms() }).html,
    ).toContain('各信用风险等级的基数');
  });

  it('are kept sealed: the table has no grade of an object in clear, and they do not change', async () => {
    const [{ sealed } = { sealed: Buffer.of() }] = await county.deps.database.ownerQuery<{ sealed: Buffer }>(
      `select sealed_grades as sealed from draw where id = '${draw}'`,
    );
    expect(sealed.length).toBeGreaterThan(37);
    expect(sealed.includes('["-"')).toBe(false);
    await expect(
      county.deps.database.ownerQuery(`update draw set sealed_grades = null where id = '${draw}'`),
    ).rejects.toMatchObject({ code: '23001' });
  });
});

describeDatabases('the credit-risk grades of a draw with few units in one', (target) => {
  let county: County;
  let draw: string;
  beforeAll(async () => {
    county = await openCounty(target);
    draw = await draws(county, 2, 10);
    await throws(county, draw);
  });
  afterAll(() => county.close());

  it('are told inside alone until the names are, for a count would speak of one of them', async () => {
    const shown = () => county.looks('zonghe', publicDraw, { draw });
    const { grades } = await county.looks('zonghe', recordDraw, { draw });
    expect(grades?.map(({ grade, base, pool }) => [grade, base, pool])).toEqual([
      ['A', 35, 35],
      ['D', 2, 2],
    ]);
    expect(grades!.reduce((sum, { drawn = 0 }) => sum + drawn, 0)).toBe(10);
    expect((await county.looks('zonghe', showDraw, { draw })).grades).toBeUndefined();
    expect((await shown()).grades).toBeUndefined();
    expect(drawRecordPage(await shown())).toContain('有的等级家数很少');
    await county.does('jijian', revealDraw, { draw, early: '演示', approver: 'lingdao' });
    expect((await shown()).grades).toEqual(grades);
  });
});
