import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import { freeze } from '@sunlot/core/draw/freeze.ts';
import { publicListText } from '@sunlot/core/draw/lists.ts';
import { rowTexts } from '@sunlot/core/draw/restore-rows.ts';
import type { ObjectRow } from '@sunlot/core/draw/rows.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '../../context.ts';
import { readMigrations } from '../../db/migrate.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { publicListOf, readPublicList } from '../../draws/public-list.ts';
import { objectRowsOf, textsOfLines } from '../../draws/sealed-rows.ts';
import { verifyEvidence } from '../../evidence/verify-evidence.ts';
import { drawInputs } from './draw-inputs.ts';
import { enterDraw } from './enter-draw.ts';
import { exportDraw } from './export-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { frozenOrRefused } from './frozen-list.ts';
import { ownTask } from './own-draw.ts';
import { revealDraw } from './reveal-draw.ts';
import { runDraw } from './run-draw.ts';
import { namedDraw } from './show-draw.ts';
import { selectDraw } from './sql.ts';
import { COUNTY, type County, DICE, openCounty, openVault } from './test-county.ts';

describeDatabases('the lists of a draw in blocks', (target) => {
  let county: County;
  let draw: string;
  beforeAll(async () => {
    county = await openCounty(target, { keyObjects: 2_030 });
    ({ draw } = await county.does('zonghe', freezeDraw, { task: await county.addTask('2026Q4', 2_001) }));
  }, 120_000);
  afterAll(() => county.close());

  const looked = <T>(work: (ctx: Context) => Promise<T>) => county.looks('zonghe', work, undefined);
  const rowOf = (ctx: Context) => selectDraw(ctx.tx, draw).then((row) => row!);

  test('the bytes are those of the same rows frozen at once', async () => {
    await looked(async (ctx) => {
      const row = await rowOf(ctx);
      const { listKey, rows } = await openVault(ctx, row);
      const objects: ObjectRow[] = [];
      for await (const each of objectRowsOf(ctx, draw)) objects.push(each);
      expect(objects).toHaveLength(2_030);
      // People as they are now, with the reasons that the stored rows have sealed.
      const task = await ownTask(ctx, row.task_id, 'draw.freeze');
      const inputs = await drawInputs(ctx, task, { listKey });
      const streamed = frozenOrRefused(inputs);
      const { directory, seq } = JSON.parse(row.manifest) as { directory: string; seq: number };
      const { supersedes: _, reason: __, ...terms } = { supersedes: [], reason: '', ...inputs.terms };
      const whole = freeze({ ...terms, directory, seq, objects });
      if (!whole.ok) throw new Error(whole.error.kind);
      expect(canonicalJson(whole.value.manifest)).toBe(row.manifest);
      const pieces: Uint8Array[] = [];
      for await (const piece of publicListOf(ctx, draw)) pieces.push(piece);
      expect(Buffer.concat(pieces).toString()).toBe(publicListText(whole.value.lines));
      expect(rowTexts(rows)).toEqual(rowTexts(whole.value));
      expect(streamed.list.root).toBe(whole.value.manifest.lists.objects.root);
    });
  });

  test('single lines find their rows, wherever these lie', async () => {
    await looked(async (ctx) => {
      const { rows } = await openVault(ctx, await rowOf(ctx));
      const lines = [2_029, 0, 1_000, 7];
      const texts = await textsOfLines(ctx, draw, lines);
      expect([...texts].sort()).toEqual(lines.map((line) => rows.objects[line]!.text).sort());
      expect(await textsOfLines(ctx, draw, [])).toEqual([]);
    });
  });

  test('a block can neither change, nor go, nor be added once the draw stands', async () => {
    const { db, ownerQuery } = county.deps.database;
    const row = { draw_id: draw, agency: COUNTY, kind: 'list', no: 99, before: 0, body: Buffer.from('x') } as const;
    for (const text of [`update draw_block set body = ''`, 'delete from draw_block', 'truncate draw_block'])
      await expect(ownerQuery(text)).rejects.toThrow('append-only');
    await expect(
      county.does('zonghe', (ctx: Context) => ctx.tx.insertInto('draw_block').values(row).execute(), undefined),
    ).rejects.toThrow('cannot grow');
    // Outside of a transaction of somebody nothing is seen, and nobody writes for another agency.
    expect(await db.selectFrom('draw_block').select('no').execute()).toEqual([]);
    await expect(
      county.does(
        'zonghe',
        (ctx: Context) =>
          ctx.tx
            .insertInto('draw_block')
            .values({ ...row, draw_id: 'drw_x', agency: '999902' })
            .execute(),
        undefined,
      ),
    ).rejects.toThrow(/row-level security|foreign key/);
  });

  test('blocks without a draw do not outlive their transaction', async () => {
    const row = {
      draw_id: 'drw_none',
      agency: COUNTY,
      kind: 'list',
      no: 0,
      before: 0,
      body: Buffer.from('x'),
    } as const;
    const orphan = county.does(
      'zonghe',
      async (ctx: Context) => {
        await ctx.audit({ action: 'test' });
        await ctx.tx.insertInto('draw_block').values(row).execute();
      },
      undefined,
    );
    await expect(orphan).rejects.toThrow('draw_block_of_draw');
    expect(await county.deps.database.ownerQuery(`select from draw_block where draw_id = 'drw_none'`)).toEqual([]);
  });

  test('everybody may read the public list of it, and nothing else of it', async () => {
    const { db } = county.deps.database;
    const blocks = await db.selectFrom('public_list_block').select('no').where('draw_id', '=', draw).execute();
    expect(blocks.length).toBeGreaterThan(0);
    const { size } = await looked(async (ctx) => (await readPublicList(ctx, await rowOf(ctx))).table);
    expect(size).toBe(2_030);
  });

  test('a sealed block opens at its own place only', async () => {
    const [two] = await county.deps.database.ownerQuery<{ body: Buffer }>(
      `select body from draw_block where kind = 'inspectors'`,
    );
    const { keys } = county.deps;
    expect(keys.open(two!.body, `draw/${draw}/rows/inspectors/0`).length).toBeGreaterThan(100);
    for (const place of [
      `draw/${draw}/rows/inspectors/1`,
      `draw/${draw}/rows/objects/0`,
      'draw/drw_x/rows/inspectors/0',
    ])
      expect(() => keys.open(two!.body, place)).toThrow();
  });
});

describeDatabases('a draw frozen before blocks', (target) => {
  let county: County;
  beforeAll(async () => {
    county = await openCounty(target);
  }, 120_000);
  afterAll(() => county.close());

  test('is moved by the migration, runs, and verifies', async () => {
    const task = await county.addTask('2026Q4', 10);
    const { draw } = await county.does('zonghe', freezeDraw, { task });
    await asBefore(county, draw);
    const migration = (await readMigrations()).find(({ name }) => name.startsWith('020-'))!;
    await county.deps.database.ownerQuery(migration.sql);
    const kinds = await county.deps.database.ownerQuery('select kind, no from draw_block order by kind, no');
    expect(kinds).toEqual([
      { kind: 'list', no: 0 },
      { kind: 'rows', no: 0 },
    ]);
    for (const login of ['zonghe', 'jijian'])
      await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
    expect((await county.does('zonghe', runDraw, { draw })).winners).toHaveLength(10);
    const { names } = await county.does('lingdao', namedDraw, { draw });
    expect(names.every(({ object, team }) => object.name.startsWith('示范县') && team.length === 2)).toBe(true);
    const view = verifyEvidence((await county.looks('zonghe', exportDraw, { draw })).bytes);
    expect(view).toMatchObject({ ok: true, phase: 'P2' });
    await county.does('jijian', revealDraw, {
      ...{ draw, early: '演示', approver: 'lingdao' },
      withheld: [{ object: names[0]!.object.key, ground: '国家秘密' }],
    });
    const opened = verifyEvidence((await county.looks('zonghe', exportDraw, { draw })).bytes);
    expect(opened).toMatchObject({ ok: true, phase: 'P4' });
  }, 60_000);
});

/** Puts the database back to what it was before the migration, with the lists of a draw in their fields. */
async function asBefore({ deps, looks }: County, draw: string): Promise<void> {
  const { list, rows } = await looks(
    'zonghe',
    async (ctx: Context) => {
      const pieces: Uint8Array[] = [];
      for await (const piece of publicListOf(ctx, draw)) pieces.push(piece);
      const vault = await openVault(ctx, (await selectDraw(ctx.tx, draw))!);
      return { list: Buffer.concat(pieces).toString(), rows: utf8(canonicalJson(rowTexts(vault.rows))) };
    },
    undefined,
  );
  await deps.database.ownerQuery(
    `drop view public_draw; drop view public_list_block; drop table draw_block; drop function refuse_late_block();
     alter table draw drop constraint draw_of_agency;
     alter table draw add column public_list text, add column sealed_rows bytea;
     create view public_draw as select id, agency, public_list from draw`,
  );
  const sealed = deps.keys.seal(rows, `draw/${draw}/rows`);
  await deps.database.ownerQuery('update draw set public_list = $1, sealed_rows = $2', [list, sealed]);
}
