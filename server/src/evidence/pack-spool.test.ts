import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { spoolPack } from './pack-spool.ts';

const PIECES = Array.from({ length: 9 }, () => randomBytes(1_048_576));
const spooled = (pieces: readonly Uint8Array[]) =>
  spoolPack(async (sink) => {
    const reused = Buffer.alloc(1_048_576);
    for (const piece of pieces) {
      reused.set(piece);
      await sink(reused.subarray(0, piece.length));
    }
  });
const left = () => readdirSync(tmpdir());

// A temporary folder of its own: what other programs leave in the common one is not asked about.
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sunlot-spool-'));
  vi.stubEnv('TMPDIR', folder);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test.each([0, 3, 9])('%i MB come out as they went in, and no file stays', async (count) => {
  const whole = Buffer.concat(PIECES.slice(0, count));
  const pack = await spooled(PIECES.slice(0, count));
  expect(pack).toMatchObject({ size: whole.length, isInMemory: count < 4 });
  expect(pack.sha256).toBe(createHash('sha256').update(whole).digest('hex'));
  expect(Buffer.from(await pack.bytes()).equals(whole)).toBe(true);
  expect((await buffer(pack.stream())).equals(whole)).toBe(true);
  await expect.poll(left).toEqual([]);
});

test('a pack that no zip of this form holds is refused in words, and leaves nothing', async () => {
  const tooLarge = spoolPack(
    async (sink) => {
      for (const piece of PIECES) await sink(piece);
    },
    9 * 1_048_576 - 1,
  );
  await expect(tooLarge).rejects.toMatchObject({ code: 'evidence.tooLargeToPack' });
  expect(left()).toEqual([]);
});

test('what nobody reads goes away, and what fails leaves nothing', async () => {
  await (await spooled(PIECES)).discard();
  const failing = spoolPack(async (sink) => {
    for (const piece of PIECES) await sink(piece);
    throw new Error('the database went away');
  });
  await expect(failing).rejects.toThrow('went away');
  expect(left()).toEqual([]);
});
