import { fromHex } from '@sunlot/core/basics/bytes.ts';
import type { Reveal } from '@sunlot/core/draw/certificate.ts';
import { FILES } from '@sunlot/core/draw/evidence.ts';
import { deriveKeys } from '@sunlot/core/draw/leaves.ts';
import { makeReveal, openedObjects, withholdObjects } from '@sunlot/core/draw/reveal.ts';
import { hashOf } from '@sunlot/core/hash/hash.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { textsByLine } from '../../draws/line-order.ts';
import { openedRowsOf } from '../../draws/opened-rows.ts';
import { committedList } from '../../draws/public-list.ts';
import { verifyEvidence } from '../../evidence/verify-evidence.ts';
import { unzipEvidence } from '../../evidence/zip-evidence.ts';
import { storedManifest } from './draw-view.ts';
import { enterDraw } from './enter-draw.ts';
import { exportDraw } from './export-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { openNames } from './open-names.ts';
import { revealDraw } from './reveal-draw.ts';
import { runDraw } from './run-draw.ts';
import { selectDraw } from './sql.ts';
import { type County, DICE, openCounty, openVault } from './test-county.ts';

describeDatabases('the rows of a draw opened piece by piece', (target) => {
  let county: County;
  let draw: string;
  beforeAll(async () => {
    county = await openCounty(target, { keyObjects: 2_130 });
    ({ draw } = await county.does('zonghe', freezeDraw, { task: await county.addTask('2026Q4', 20) }));
    for (const login of ['zonghe', 'jijian'])
      await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('zonghe', runDraw, { draw });
  }, 120_000);
  afterAll(() => county.close());

  const looked = <T>(work: (ctx: Context) => Promise<T>) => county.looks('zonghe', work, undefined);
  const rowOf = (ctx: Context) => selectDraw(ctx.tx, draw).then((row) => row!);

  test('however little is held at once, the texts come in the order of the lines', async () => {
    await looked(async (ctx) => {
      const { rows } = await openVault(ctx, await rowOf(ctx));
      const expected = rows.objects.map(({ text }) => text);
      for (const held of [1e9, 100_000, 20_000]) {
        const texts: string[] = [];
        for await (const piece of textsByLine(ctx, { draw, size: expected.length, held })) texts.push(...piece);
        expect(texts).toEqual(expected);
      }
    });
  });

  test('an order of another length is refused', async () => {
    const read = looked(async (ctx) => {
      for await (const _ of textsByLine(ctx, { draw, size: 2_000 })) throw new Error('a text came out');
    });
    await expect(read).rejects.toThrow('an order of 2130 lines, not 2000');
  });

  test('a row that is not behind its leaf ends the opening', async () => {
    const read = looked(async (ctx) => {
      const row = await rowOf(ctx);
      const table = await committedList(ctx, row);
      const opening = { draw, manifest: storedManifest(row), table, closed: new Set<number>() };
      for await (const _ of openedRowsOf(ctx, { ...opening, objectKey: new Uint8Array(32) })) throw new Error('opened');
    });
    await expect(read).rejects.toThrow('is not behind its leaf');
  });

  test('a reveal with a withheld object has the bytes of the list opened at once, and its pack verifies', async () => {
    const { object, drawn } = await looked(async (ctx) => {
      const { rows } = await openVault(ctx, await rowOf(ctx));
      return { object: rows.objects[1_000]!.row.id, drawn: rows.objects.length };
    });
    await county.does('jijian', revealDraw, {
      ...{ draw, early: '演示', approver: 'lingdao' },
      withheld: [{ object, ground: '国家秘密' }],
    });
    await looked(async (ctx) => {
      const row = await rowOf(ctx);
      const { listKey, rows } = await openVault(ctx, row);
      const hash = hashOf('std');
      const reveal = JSON.parse(row.reveal!) as Reveal;
      const withheld = withholdObjects(rows, [{ id: object, ground: reveal.withheld[0]!.ground }]);
      expect(withheld).toHaveLength(1);
      expect(reveal).toEqual(makeReveal({ hash, rows, listKey, withheld, early: '演示' }));
      const { bytes } = await exportDraw(ctx, { draw });
      const opened = Buffer.from(unzipEvidence(bytes)!.get(FILES.openedObjects)!).toString();
      expect(opened).toBe(openedObjects(rows, withheld));
      expect(opened.split('\n')).toHaveLength(drawn);
      expect(opened).not.toContain(object);
      expect(fromHex(opened.slice(0, 64))).toHaveLength(deriveKeys(hash, listKey).object.length);
      expect(verifyEvidence(bytes)).toMatchObject({ ok: true, phase: 'P4' });
      const names = await openNames(ctx, draw);
      expect([...names.keys()]).not.toContain(withheld[0]!.leaf);
      expect(names.size).toBeGreaterThanOrEqual(20);
    });
  }, 60_000);
});
