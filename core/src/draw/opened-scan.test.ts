import { expect, test } from 'vitest';
import { actual, changed, failed, textOf, verify } from '../../test/packs.ts';
import { creditCode, objectRow, runSession } from '../../test/session.ts';
import { hex, utf8 } from '../basics/bytes.ts';
import { hashOf } from '../hash/hash.ts';
import { plainLanes } from '../hash/lanes.ts';
import { FILES } from './evidence.ts';
import { rowLeaf } from './leaves.ts';
import { objectsById } from './objects-by-id.ts';
import { scanOpened, wantedRows } from './opened-scan.ts';
import { objectRowText } from './rows.ts';

const scan = (text: string | Uint8Array, visit = () => {}) =>
  scanOpened(typeof text === 'string' ? utf8(text) : text, { hash: hashOf('std'), makeLanes: plainLanes }, visit);
const line = `${'0'.repeat(64)}\trow\n`;

test.each([
  ['', undefined],
  [line.repeat(5_000), undefined],
  ['x', 1],
  [`${line}${line.slice(0, -1)}`, 2],
  ['\n', 1],
  [`${line}${'0'.repeat(63)}\trow\n`, 2],
  [`${'0'.repeat(64)} row\n`, 1],
  [`${'0'.repeat(64)}\t\n`, 1],
  [`${line}${'0'.repeat(64)}\ta\u2028b\n`, 2],
  [`${line.repeat(4_000)}${'A'.repeat(64)}\trow\n${line}`, 4_001],
])('the first line of another form of %#', (text, expected) => {
  expect(scan(text)).toBe(expected);
});

test('bytes that are no text are no line', () => {
  expect(scan(Uint8Array.from([...utf8(line.slice(0, -1)), 0xff, 10]))).toBe(1);
});

test('of the rows behind some leaves those are kept that are rows; a leaf that only begins like one is not wanted', () => {
  const text = objectRowText(objectRow(1));
  const leafOf = (row: string) => hex(rowLeaf(hashOf('std'), new Uint8Array(32), row));
  const file = utf8(`${line}${'0'.repeat(64)}\t${text}\n`);
  const like = `${leafOf(text).slice(0, 8)}${'0'.repeat(56)}`;
  for (const [wanted, seen, rows] of [
    [[leafOf(text), leafOf('row')], 2, 1],
    [[like], 0, 0],
  ] as const) {
    const found = wantedRows(new Set(wanted));
    expect(scanOpened(file, { hash: hashOf('std'), makeLanes: plainLanes }, found.take)).toBeUndefined();
    expect([found.seen.size, found.rows.size]).toEqual([seen, rows]);
  }
});

/** A file of rows as `objectsById` reads it, and where each begins. */
function fileOf(rows: readonly ReturnType<typeof objectRow>[]) {
  const starts: number[] = [];
  let text = '';
  for (const row of rows) {
    starts.push(utf8(text).length);
    text += `${objectRowText(row)}\n`;
  }
  return { file: utf8(text), starts };
}

test('rows of one object are compared with its first, rows of its stratum counted, whatever the seed', () => {
  const one = objectRow(1, { stratum: 'a' });
  const rows = [
    one,
    objectRow(2, { stratum: 'a' }),
    { ...one, stratum: 'b' },
    { ...one, stratum: 'b' },
    one,
    { ...one, stratum: 'c', name: '别名' },
    { ...one, stratum: 'd', name: '又一个别名' },
  ];
  for (const seed of [0, 1, -1, 123_456_789]) {
    const { file, starts } = fileOf(rows);
    const byId = objectsById(file, { size: rows.length, seed });
    for (const [i, row] of rows.entries()) byId.add(row, starts[i]!);
    expect(byId.repeats()).toBe(2);
    expect(byId.contradiction()).toEqual({ id: one.id, field: 'name' });
  }
});

test('two thousand objects that share places are told apart', () => {
  const rows = Array.from({ length: 2_000 }, (_, i) => objectRow(1, { id: `${creditCode(1)}/${i}`, stratum: 'a' }));
  const { file, starts } = fileOf(rows);
  const byId = objectsById(file, { size: rows.length, seed: 7 });
  for (const [i, row] of rows.entries()) byId.add(row, starts[i]!);
  expect([byId.repeats(), byId.contradiction()]).toEqual([0, undefined]);
});

test('of very many wrong rows the first hundred are told, and how many more there are', () => {
  const { P4 } = runSession().packs;
  const [first] = textOf(P4, FILES.openedObjects).split('\n');
  const many = Array.from({ length: 103 }, (_, i) => `${String(i).padStart(64, '0')}${first!.slice(64)}\n`).join('');
  const verified = verify(changed(P4, { [FILES.openedObjects]: many }));
  expect(failed(verified)).toEqual(expect.arrayContaining(['V11', 'V13']));
  const told = actual(verified, 'V11').split('；');
  expect(told).toHaveLength(101);
  expect(told.at(-1)).toBe('另有 3 行不符');
});
