import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOf } from '../../test/lines-of.ts';
import { platformWasm } from '../../test/platform-wasm.ts';
import { frozenCounty } from '../../test/session.ts';
import { concat, fromUtf8, hex, utf8 } from '../basics/bytes.ts';
import { hashOf } from '../hash/hash.ts';
import { plainLanes } from '../hash/lanes.ts';
import { sha256 } from '../hash/sha256.ts';
import { wasmLanes } from '../hash/wasm-lanes.ts';
import { tableOf } from './leaf-table.ts';
import { listReader, readList } from './list-reader.ts';
import { publicListChunks, tableRoot } from './list-writer.ts';
import { objectsRoot, type PublicLine, publicListText } from './lists.ts';

const STD = hashOf('std');
const makers = [
  ['plain', plainLanes],
  ['wasm', wasmLanes(platformWasm)],
] as const;

const leaves = Array.from({ length: 9_000 }, (_, n) => hex(sha256(utf8(`line ${n}`)))).sort();
const someLines = fc
  .array(
    fc.record({
      stratum: fc.constantFrom('key', 'general', 'a', `x${'y'.repeat(63)}`),
      tier: fc.oneof(fc.nat(3), fc.constantFrom(9, 10, 99, 100, 999_999)),
      weight: fc.integer({ min: 1, max: 255 }),
      state: fc.constantFrom('in', 'base', 'out'),
    }),
    { maxLength: 40 },
  )
  .map((rows) =>
    rows.map(({ stratum, state, ...row }, n): PublicLine => {
      const leaf = leaves[n]!;
      return state === 'out' ? { stratum, state, leaf } : { stratum, state, ...row, leaf };
    }),
  );

test.each(makers)('on %s lanes any list is read back from pieces of any length, and written again', (_, makeLanes) => {
  fc.assert(
    fc.property(someLines, fc.integer({ min: 1, max: 300 }), (lines, piece) => {
      const bytes = utf8(publicListText(lines));
      const reader = listReader(STD, { size: lines.length, makeLanes });
      for (let at = 0; at < bytes.length; at += piece) {
        expect(reader.write(bytes.subarray(at, at + piece))).toBeUndefined();
      }
      const table = tableOf(lines);
      expect(linesOf(table)).toEqual(lines);
      const root = objectsRoot(STD, lines);
      expect(reader.end()).toEqual({ ok: true, value: { table, root } });
      expect(readList(STD, bytes, makeLanes)).toEqual({ ok: true, value: { table, root } });
      expect(tableRoot(STD, table, makeLanes)).toBe(root);
      expect(fromUtf8(concat(...publicListChunks(table)))).toBe(publicListText(lines));
    }),
    { numRuns: 40 },
  );
});

test('a long list is written in several pieces', () => {
  const lines = leaves.map(
    (leaf): PublicLine => ({ stratum: `x${'y'.repeat(63)}`, state: 'in', tier: 7, weight: 1, leaf }),
  );
  const pieces = Array.from(publicListChunks(tableOf(lines)), (piece) => piece.slice());
  expect(pieces).toHaveLength(2);
  expect(fromUtf8(concat(...pieces))).toBe(publicListText(lines));
});

test('the county’s list under profile gm', () => {
  const { lines, manifest } = frozenCounty({ profile: 'gm' });
  const read = readList(hashOf('gm'), utf8(publicListText(lines)), wasmLanes(platformWasm));
  expect(read).toMatchObject({ ok: true, value: { root: manifest.lists.objects.root } });
});

const [leafA, leafB] = ['a'.repeat(64), 'b'.repeat(64)];
const right = `key\t0\t1\tin\t${leafA}\n`;

test.each<[string, number, string]>([
  [`key\t0\t1\tin\t${leafB}\nkey\t0\t1\tin\t${leafA}\n`, 2, 'order'],
  [`${right}${right}`, 2, 'order'],
  [right.slice(0, -1), 1, 'form'],
  [`${right}k`, 2, 'form'],
  [`key\t0\t1\tin\t${leafA}\r\n`, 1, 'form'],
  [`key\t00\t1\tin\t${leafA}\n`, 1, 'form'],
  [`key\t1000000\t1\tin\t${leafA}\n`, 1, 'form'],
  [`key\t0\t256\tin\t${leafA}\n`, 1, 'form'],
  [`key\t0\t1000\tin\t${leafA}\n`, 1, 'form'],
  [`key\t0\t0\tin\t${leafA}\n`, 1, 'form'],
  [`key\t\t1\tin\t${leafA}\n`, 1, 'form'],
  [`key\t-\t-\tin\t${leafA}\n`, 1, 'form'],
  [`key\t-1\t1\tin\t${leafA}\n`, 1, 'form'],
  [`key\t0\t-\tout\t${leafA}\n`, 1, 'form'],
  [`key\t-\t1\tout\t${leafA}\n`, 1, 'form'],
  [`key\t0\t1\tbad\t${leafA}\n`, 1, 'form'],
  [`KEY\t0\t1\tin\t${leafA}\n`, 1, 'form'],
  [`名\t0\t1\tin\t${leafA}\n`, 1, 'form'],
  [`key\t0\t1\tin\t${leafA.toUpperCase()}\n`, 1, 'form'],
  [`key\t0\t1\tin\t${leafA}\textra\n`, 1, 'form'],
  ['\n', 1, 'form'],
  [`key ${right}`, 1, 'form'],
  [`${'k'.repeat(200)}\t0\t1\tin\t${leafA}\n`, 1, 'form'],
])('the list %j is refused in line %i (%s)', (text, line, problem) => {
  for (const piece of [1, 7, 1000]) {
    const bytes = utf8(text);
    const reader = listReader(STD, { size: text.split('\n').length - 1, makeLanes: plainLanes });
    for (let at = 0; at < bytes.length; at += piece) reader.write(bytes.subarray(at, at + piece));
    expect(reader.end()).toEqual({ ok: false, error: { line, problem } });
  }
});

test('a list of fewer or more lines than the manifest says is refused', () => {
  const reader = (size: number) => listReader(STD, { size, makeLanes: plainLanes });
  const [short, long] = [reader(2), reader(0)];
  expect(short.write(utf8(right))).toBeUndefined();
  expect(short.end()).toEqual({ ok: false, error: { line: 2, problem: 'size' } });
  expect(long.write(utf8(right))).toEqual({ line: 1, problem: 'size' });
});

test('names whose bytes make the same number are told apart', () => {
  const names = ['ak', 'c-', 'ak', 's5fotqwhs', 'longltjx45r9', 'c-'];
  const lines = names.map((stratum, n): PublicLine => ({ stratum, state: 'in', tier: 0, weight: 1, leaf: leaves[n]! }));
  const read = readList(STD, utf8(publicListText(lines)), plainLanes);
  expect(read).toMatchObject({ ok: true, value: { table: tableOf(lines) } });
});

test('a list of more strata than there are places for is refused', () => {
  const leaf = (n: number) => n.toString(16).padStart(64, '0');
  const text = Array.from({ length: 65_536 }, (_, n) => `s${n}\t0\t1\tin\t${leaf(n)}\n`).join('');
  expect(readList(STD, utf8(text), plainLanes)).toEqual({ ok: false, error: { line: 65_536, problem: 'form' } });
});
