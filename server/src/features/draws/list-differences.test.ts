import type { PublicDraw } from '@sunlot/contract/public-views.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { buildApp } from '../../http/app.ts';
import { endDraw } from './end-draw.ts';
import { enterDraw } from './enter-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { listDifferences } from './list-differences.ts';
import { revealDraw } from './reveal-draw.ts';
import { runDraw } from './run-draw.ts';
import { type County, DICE, openCounty } from './test-county.ts';
import { drawTask } from './test-draw.ts';

describeDatabases('a list frozen again', (target) => {
  let county: County;
  let app: Awaited<ReturnType<typeof buildApp>>;
  let first: string;
  let draw: string;
  let changed: { readonly key: string }[];
  const task = '2026q4-key';
  const shown = async () =>
    (
      await app.inject({ method: 'GET', url: `/public/v1/draws/${draw}`, headers: { host: 'sunlot.test' } })
    ).json<PublicDraw>();
  const page = async () =>
    (await app.inject({ method: 'GET', url: `/v/${draw}`, headers: { host: 'sunlot.test' } })).body;

  beforeAll(async () => {
    county = await openCounty(target);
    app = await buildApp(county.deps, { limits: { requestsPerMinute: 1_000_000, busyMs: 0 } });
    await county.addTask('2026Q4', 10);
    ({ draw: first } = await county.does('zonghe', freezeDraw, { task }));
    await county.does('zonghe', endDraw, { draw: first, reason: '名单有误', approver: 'lingdao' });
    changed = await county.deps.database.ownerQuery<{ key: string }>(
      `update inspection_object set facts = jsonb_set(facts::jsonb, '{name}', '"虚构改名有限公司"')
       where id = 'obj_0' returning key`,
    );
    ({ draw } = await county.does('zonghe', freezeDraw, { task }));
  });
  afterAll(async () => {
    await app.close();
    await county.close();
  });

  test('shows the row that was changed in between to those who may see names, and to nobody else', async () => {
    await expect(county.does('jiancha', listDifferences, { draw })).rejects.toMatchObject({ code: 'draw.namesClosed' });
    const { differences } = await county.does('zonghe', listDifferences, { draw });
    expect(differences).toHaveLength(1);
    expect(differences[0]).toMatchObject({ before: { draw: first, seq: 1 }, withheld: 0 });
    expect(differences[0]!.rows).toMatchObject([
      { kind: 'changed', id: changed[0]!.key, fields: [{ field: 'name', after: '虚构改名有限公司' }] },
    ]);
    expect((await county.does('zonghe', listDifferences, { draw: first })).differences).toEqual([]);
  });

  test('tells everybody with the reveal, not before', async () => {
    for (const login of ['zonghe', 'jijian'])
      await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('zonghe', runDraw, { draw });
    expect((await shown()).differences).toBeUndefined();
    expect(await page()).not.toContain('虚构改名有限公司');
    await county.does('jijian', revealDraw, { draw, early: '试验', approver: 'lingdao' });
    expect((await shown()).differences).toMatchObject([
      { before: { draw: first }, rows: [{ id: changed[0]!.key, name: '虚构改名有限公司' }] },
    ]);
    expect(await page()).toContain('与第 1 次名单的差异');
  });
});

describeDatabases('a changed row whose object is withheld at the reveal', (target) => {
  test('is counted, and named to nobody', async () => {
    const county = await openCounty(target);
    try {
      const task = '2026q4-key';
      await county.addTask('2026Q4', 10);
      const { draw: first } = await county.does('zonghe', freezeDraw, { task });
      await county.does('zonghe', endDraw, { draw: first, reason: '名单有误', approver: 'lingdao' });
      const [row] = await county.deps.database.ownerQuery<{ key: string }>(
        `update inspection_object set facts = jsonb_set(facts::jsonb, '{name}', '"虚构改名有限公司"')
         where id = 'obj_0' returning key`,
      );
      const draw = await drawTask(county, task);
      const withheld = [{ object: row!.key, ground: '商业秘密' }];
      await county.does('jijian', revealDraw, { draw, early: '试验', approver: 'lingdao', withheld });
      const { differences } = await county.does('zonghe', listDifferences, { draw });
      expect(differences).toMatchObject([{ rows: [], withheld: 1 }]);
      expect(JSON.stringify(differences)).not.toMatch(/虚构改名|示范县第1企业/);
    } finally {
      await county.close();
    }
  });
});
