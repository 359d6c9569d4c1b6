import { hex } from '@sunlot/core/basics/bytes.ts';
import { leafHash, merkleRoot, nodeHash, rootOfHashes } from '@sunlot/core/hash/merkle.ts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { consoleActor } from '../accounts/actor.ts';
import { read, write } from '../context.ts';
import { describeDatabases } from '../db/test-database.ts';
import { buildApp } from '../http/app.ts';
import { openTestOffice, type TestOffice } from '../imports/test-office.ts';
import { appendEntry, treeSize } from './append.ts';
import { makeCheckpoint, readNote } from './checkpoint.ts';
import { exportTiles } from './log-tiles.ts';
import { verifyLogs } from './read-log.ts';

/** A tree as somebody rebuilds it who has nothing but the files. */
type Files = ReadonlyMap<string, Uint8Array>;

/** N in path elements of three digits, written out here a second time. */
function place(index: number): string {
  const last = String(index % 1000).padStart(3, '0');
  return index < 1000 ? last : `x${String(Math.floor(index / 1000)).padStart(3, '0')}/${last}`;
}

function fileOf(files: Files, level: number | 'entries', { index, left }: { index: number; left: number }): Buffer {
  const path = `tile/${level}/${place(index)}${left < 256 ? `.p/${left}` : ''}`;
  const bytes = files.get(path);
  if (!bytes) throw new Error(`no file ${path}`);
  return Buffer.from(bytes);
}

/** The hashes of a level of tiles, out of its files. */
function hashesOf(files: Files, level: number, size: number): readonly Buffer[] {
  const count = Math.floor(size / 256 ** level);
  const hashes: Buffer[] = [];
  for (let index = 0; index * 256 < count; index++) {
    const tile = fileOf(files, level, { index, left: count - index * 256 });
    for (let at = 0; at < tile.length; at += 32) hashes.push(tile.subarray(at, at + 32));
  }
  expect(hashes).toHaveLength(count);
  return hashes;
}

function entriesOf(files: Files, size: number): readonly Buffer[] {
  const entries: Buffer[] = [];
  for (let index = 0; index * 256 < size; index++) {
    const bundle = fileOf(files, 'entries', { index, left: size - index * 256 });
    for (let at = 0; at < bundle.length; ) {
      const length = bundle.readUInt16BE(at);
      entries.push(bundle.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
  }
  return entries;
}

/** The root from the highest tiles down: whole tiles by the level above, what is left by its own leaves. */
function rootFromTiles(files: Files, size: number): string {
  let right: Uint8Array | undefined;
  for (let level = 0; 256 ** level <= size; level++) {
    const hashes = hashesOf(files, level, size);
    const whole = hashes.length - (hashes.length % 256);
    const rest = hashes.slice(whole);
    const own = rest.length > 0 ? rootOfHashes(rest, { from: 0, to: rest.length }) : undefined;
    right = own && right ? joined(rest, right) : (own ?? right);
  }
  return hex(right!);
}

/** Complete subtrees to the left of a smaller tree, folded as RFC 6962 splits them. */
function joined(left: readonly Uint8Array[], right: Uint8Array): Uint8Array {
  let hash = right;
  for (let to = left.length; to > 0; ) {
    const span = to & -to;
    hash = nodeHash(rootOfHashes(left.slice(to - span, to), { from: 0, to: span }), hash);
    to -= span;
  }
  return hash;
}

describeDatabases('the log as tiles', (target) => {
  let office: TestOffice;
  let app: FastifyInstance;
  beforeAll(async () => {
    office = await openTestOffice(target);
    app = await buildApp(office.deps, { limits: { requestsPerMinute: 1_000_000, busyMs: 0 } });
  });
  afterAll(async () => {
    await app.close();
    await office.close();
  });

  /** Grows the public log to a size and signs it. */
  const growTo = (size: number) =>
    write(office.deps, consoleActor(), async (ctx) => {
      for (let at = await treeSize(ctx.tx, 'public'); at < size; at++) {
        const entry = { type: 'disclosure', at: ctx.at, n: at, text: '试'.repeat(at % 50) };
        await appendEntry(ctx.tx, {
          tree: 'public',
          type: 'disclosure',
          agency: undefined,
          subject: undefined,
          at: ctx.at,
          entry,
        });
      }
      await ctx.audit({ action: 'test.grow' });
      return makeCheckpoint(ctx.tx, { keys: ctx.keys, tree: 'public', at: ctx.at });
    });
  const exported = async (): Promise<Files> => {
    const files = new Map<string, Uint8Array>();
    const put = async (path: string, bytes: Uint8Array) => void files.set(path, bytes);
    const { files: count } = await read(office.deps, consoleActor(), (ctx) => exportTiles(ctx, { put }));
    expect(files.size).toBe(count);
    return files;
  };
  const get = (path: string) => app.inject({ method: 'GET', url: `/log/${path}`, headers: { host: 'sunlot.test' } });

  test('who may not read logs writes none; without a checkpoint there is nothing to read', async () => {
    const put = async () => {};
    await expect(read(office.deps, office.worker, (ctx) => exportTiles(ctx, { put }))).rejects.toMatchObject({
      code: 'request.notPermitted',
    });
    await expect(read(office.deps, consoleActor(), (ctx) => exportTiles(ctx, { put }))).rejects.toMatchObject({
      code: 'request.notFound',
    });
    for (const path of ['checkpoint', 'tile/0/000.p/1']) expect((await get(path)).statusCode).toBe(404);
  });

  test.each([1, 2, 255, 256, 257, 511, 512, 513])(
    'of %i entries: a reader with nothing but the files has every entry and the root of the checkpoint',
    async (size) => {
      await growTo(size);
      const files = await exported();
      const note = readNote(Buffer.from(files.get('checkpoint')!).toString('utf8'), office.deps.keys.logPublicKey);
      if (!note.ok) throw new Error(note.error);
      const rows = await office.ask<{ entry: Uint8Array }>(
        `select entry from log_entry where tree = 'public' order by index`,
      );
      const entries = entriesOf(files, size);
      expect(note.value.size).toBe(size);
      expect(entries.map(hexOf)).toEqual(rows.map(({ entry }) => hexOf(entry)));
      expect(hashesOf(files, 0, size).map(hexOf)).toEqual(entries.map((entry) => hexOf(leafHash(entry))));
      expect(rootFromTiles(files, size)).toBe(hex(note.value.root));
      expect(rootFromTiles(files, size)).toBe(hex(merkleRoot(entries)));
    },
  );

  test('over HTTP they are the same files, cached for ever; the checkpoint is asked for anew', async () => {
    await growTo(513);
    for (const [path, bytes] of await exported()) {
      const answer = await get(path);
      expect(answer.statusCode, path).toBe(200);
      expect(hexOf(answer.rawPayload), path).toBe(hexOf(bytes));
      const isTile = path !== 'checkpoint';
      expect(answer.headers['cache-control']).toBe(isTile ? 'public, max-age=31536000, immutable' : 'no-cache');
      expect(answer.headers['content-type']).toBe(isTile ? 'application/octet-stream' : 'text/plain; charset=utf-8');
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  test('a partial tile of an earlier checkpoint keeps its bytes; what the checkpoint does not cover is not there', async () => {
    await growTo(513);
    const before = await exported();
    await growTo(600);
    for (const path of ['tile/0/002.p/1', 'tile/entries/002.p/1', 'tile/1/000.p/2']) {
      expect(hexOf((await get(path)).rawPayload)).toBe(hexOf(before.get(path)!));
    }
    await write(office.deps, consoleActor(), async (ctx) => {
      await ctx.audit({ action: 'test.grow' });
      const entry = { type: 'disclosure', at: ctx.at };
      await appendEntry(ctx.tx, {
        tree: 'public',
        type: 'disclosure',
        agency: undefined,
        subject: undefined,
        at: ctx.at,
        entry,
      });
    });
    for (const path of [
      'tile/0/002.p/89',
      'tile/entries/002.p/89',
      'tile/0/002',
      'tile/1/001.p/1',
      'tile/2/000.p/1',
      'tile/63/000',
      'tile/0/2',
      'tile/0/000/',
      'tile/',
      'tile/entries/..%2f000',
    ])
      expect([path, (await get(path)).statusCode]).toEqual([path, 404]);
    expect((await get('tile/0/002.p/88')).statusCode).toBe(200);
    expect((await get('tile/0/002.p/89')).headers['cache-control']).not.toContain('immutable');
  });

  test('an entry too long for a bundle is not taken into the log', async () => {
    const long = write(office.deps, consoleActor(), async (ctx) => {
      await ctx.audit({ action: 'test.grow' });
      const entry = { type: 'disclosure', at: ctx.at, text: 'x'.repeat(65_500) };
      await appendEntry(ctx.tx, {
        tree: 'public',
        type: 'disclosure',
        agency: undefined,
        subject: undefined,
        at: ctx.at,
        entry,
      });
    });
    await expect(long).rejects.toThrow(/log_entry_size/);
    expect((await read(office.deps, consoleActor(), (ctx) => verifyLogs(ctx, { outside: undefined }))).ok).toBe(true);
  });
});

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
