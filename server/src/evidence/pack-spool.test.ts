import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
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
const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('sunlot-pack-'));

test.each([0, 3, 9])('%i MB come out as they went in, and no file stays', async (count) => {
  const before = left();
  const whole = Buffer.concat(PIECES.slice(0, count));
  const pack = await spooled(PIECES.slice(0, count));
  expect(pack).toMatchObject({ size: whole.length, isInMemory: count < 4 });
  expect(pack.sha256).toBe(createHash('sha256').update(whole).digest('hex'));
  expect(Buffer.from(await pack.bytes()).equals(whole)).toBe(true);
  expect((await buffer(pack.stream())).equals(whole)).toBe(true);
  await expect.poll(left).toEqual(before);
});

test('what nobody reads goes away, and what fails leaves nothing', async () => {
  const before = left();
  await (await spooled(PIECES)).discard();
  const failing = spoolPack(async (sink) => {
    for (const piece of PIECES) await sink(piece);
    throw new Error('the database went away');
  });
  await expect(failing).rejects.toThrow('went away');
  expect(left()).toEqual(before);
});
