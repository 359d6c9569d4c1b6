import { expect, test } from 'vitest';
import { platformWasm } from '../../test/platform-wasm.ts';
import { chanceOf, randomTerms } from '../../test/random-session.ts';
import { random } from '../../test/seat-sessions.ts';
import { frozenCounty, LIST_KEY } from '../../test/session.ts';
import { concat, fromUtf8, hex, utf8 } from '../basics/bytes.ts';
import { digestStream, hashOf, PROFILES } from '../hash/hash.ts';
import { plainLanes } from '../hash/lanes.ts';
import { wasmLanes } from '../hash/wasm-lanes.ts';
import { lineOfLeaf, tableOf } from './leaf-table.ts';
import { deriveKeys, rowLeaf } from './leaves.ts';
import { leafTexts } from './lists.ts';
import { lineOpener } from './opened-lines.ts';
import { makeReveal, openedObjects, revealOf, withholdObjects } from './reveal.ts';
import { MOST_CHARACTERS, rowLeafer } from './row-lanes.ts';

test('a list opened piece by piece is the list opened at once, on 200 random sessions', () => {
  const fast = wasmLanes(platformWasm);
  for (let n = 0; n < 200; n++) {
    const chance = chanceOf(random(1_000_003 * (n + 1)));
    const frozen = frozenCounty(randomTerms(chance, 2).terms);
    const { profile } = frozen.manifest;
    const hash = hashOf(profile);
    const { objects } = frozen;
    const ids = chance.in100(50) ? [] : [chance.one(objects).row.id, chance.one(objects).row.id];
    const withheld = withholdObjects(
      frozen,
      ids.map((id) => ({ id, ground: 'privacy' })),
    );
    const closed = new Set(withheld.map(({ leaf }) => leaf));
    const makeLanes = n % 2 === 0 ? fast : plainLanes;
    const open = lineOpener(hash, { objectKey: deriveKeys(hash, LIST_KEY).object, makeLanes });
    const digest = digestStream(hash);
    const [pieces, leaves]: [Uint8Array[], string[]] = [[], []];
    for (let at = 0; at < objects.length; ) {
      const piece = objects.slice(at, at + chance.from(1, 40));
      const opened = open(
        piece.map(({ text }) => text),
        (i) => closed.has(piece[i]!.leaf),
      );
      if (!opened.ok) throw new Error(opened.error.field);
      pieces.push(opened.value.bytes);
      digest.write(opened.value.bytes);
      for (let i = 0; i < piece.length; i++) leaves.push(hex(opened.value.leaves.subarray(32 * i, 32 * i + 32)));
      at += piece.length;
    }
    expect(fromUtf8(concat(...pieces)), `session ${n}`).toBe(openedObjects(frozen, withheld));
    expect(leaves).toEqual(leafTexts(objects));
    const terms = { hash, listKey: LIST_KEY, withheld, ...(n % 3 === 0 && { early: '演示' }) };
    expect(revealOf(terms, digest.end())).toEqual(makeReveal({ ...terms, rows: frozen }));
  }
});

test('a text that is no row is not opened', () => {
  const open = lineOpener(hashOf('std'), { objectKey: LIST_KEY, makeLanes: plainLanes });
  expect(open(['x'], () => false)).toEqual({ ok: false, error: { field: 'fields', value: '1' } });
});

test.each(PROFILES)('a digest of pieces is that of the whole: %s', (profile) => {
  const hash = hashOf(profile);
  const whole = Uint8Array.from({ length: 300 }, (_, i) => (i * 31) & 255);
  for (const length of [0, 1, 55, 56, 63, 64, 65, 128, 300]) {
    for (const step of [1, 7, 63, 64, 65, 300]) {
      const digest = digestStream(hash);
      for (let at = 0; at < length; at += step) digest.write(whole.subarray(at, Math.min(at + step, length)));
      expect(hex(digest.end()), `${length} by ${step}`).toBe(hex(hash.digest(whole.subarray(0, length))));
    }
  }
});

test('every leaf is found at its line, and no other one', () => {
  const table = tableOf(frozenCounty().lines);
  for (let line = 0; line < table.size; line++) expect(lineOfLeaf(table, table.leaves, 32 * line)).toBe(line);
  for (const byte of [0, 128, 255]) expect(lineOfLeaf(table, new Uint8Array(32).fill(byte))).toBe(-1);
});

test('a row too long for a lane has its leaf among the others', () => {
  const hash = hashOf('std');
  const texts = ['a', '长'.repeat(MOST_CHARACTERS + 1), 'b'];
  const salts = utf8('0123456789abcdef'.repeat(6));
  const leaves = new Uint8Array(96);
  rowLeafer(hash, plainLanes)(texts, salts, leaves);
  for (const [i, text] of texts.entries())
    expect(hex(leaves.subarray(32 * i, 32 * i + 32))).toBe(
      hex(rowLeaf(hash, salts.subarray(32 * i, 32 * i + 32), text)),
    );
});
