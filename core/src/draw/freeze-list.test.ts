import { describe, expect, test } from 'vitest';
import { linesOf } from '../../test/lines-of.ts';
import { platformWasm } from '../../test/platform-wasm.ts';
import { creditCode, frozenCounty, LIST_KEY, objectRow } from '../../test/session.ts';
import { hashOf, PROFILES } from '../hash/hash.ts';
import { plainLanes } from '../hash/lanes.ts';
import { wasmLanes } from '../hash/wasm-lanes.ts';
import { type FreezeListFault, freezeList } from './freeze-list.ts';
import { deriveKeys } from './leaves.ts';
import { type ObjectRow, objectRowText } from './rows.ts';

const STD = hashOf('std');
const frozen = (texts: readonly string[], size = texts.length) =>
  freezeList({ hash: STD, objectKey: LIST_KEY, texts, size, makeLanes: plainLanes });

describe.each(PROFILES)('profile %s', (profile) => {
  test.each([
    ['plain', plainLanes],
    ['wasm', wasmLanes(platformWasm)],
  ] as const)('on %s lanes a county gets the lines, root and exclusions of the plain freeze', (_, makeLanes) => {
    const hash = hashOf(profile);
    const county = frozenCounty({ profile });
    const texts = county.objects.map(({ text }) => text).reverse();
    const { object } = deriveKeys(hash, LIST_KEY);
    const list = freezeList({ hash, objectKey: object, texts, size: texts.length, makeLanes });
    if (!list.ok) throw new Error(list.error.kind);
    const { table, root, rowOf, exclusionsOf } = list.value;
    expect(linesOf(table)).toEqual(county.lines);
    expect(root).toBe(county.manifest.lists.objects.root);
    expect(Array.from(rowOf, (row) => texts[row])).toEqual(county.objects.map(({ text }) => text));
    for (const { id, excluded } of county.manifest.strata) expect(exclusionsOf(id)).toEqual(excluded);
  });
});

test('more rows than one run takes, and rows of many lengths', () => {
  const rows = Array.from({ length: 2_100 }, (_, n) => objectRow(n, { name: `厂${'名'.repeat(n % 300)}` }));
  const { objects, lines } = frozenCounty({
    objects: rows,
    recusals: [],
    strata: [{ id: 'key', rule: { kind: 'count', count: 1, clause: '条' }, clause: '条', reserve: 0 }],
  });
  const { object } = deriveKeys(STD, LIST_KEY);
  const texts = objects.map(({ text }) => text);
  const list = freezeList({ hash: STD, objectKey: object, texts, size: 2_100, makeLanes: wasmLanes(platformWasm) });
  expect(list.ok && linesOf(list.value.table)).toEqual(lines);
});

const text = (n: number, over: Partial<ObjectRow> = {}) => objectRowText(objectRow(n, over));

test.each<readonly [string, readonly string[], FreezeListFault]>([
  ['no row', [text(1), 'x'], { kind: 'row', index: 1, field: 'fields', value: '1' }],
  ['a wrong field', [text(1).replace('\t1\t', '\t0\t')], { kind: 'row', index: 0, field: 'weight', value: '0' }],
  ['an object twice', [text(1), text(2), text(1, { name: '另名' })], { kind: 'duplicate', index: 2 }],
  [
    'a row too long',
    [text(1, { name: '名'.repeat(20_000) })],
    { kind: 'row', index: 0, field: 'length', value: '20034' },
  ],
])('%s is refused', (_, texts, fault) => {
  expect(frozen(texts)).toEqual({ ok: false, error: fault });
});

test('a row too many or too few is refused', () => {
  for (const size of [1, 3]) {
    const index = Math.min(size, 2);
    expect(frozen([text(1), text(2)], size)).toEqual({ ok: false, error: { kind: 'size', index } });
  }
});

test('the same object may stand in two strata; an empty list is one', () => {
  expect(frozen([text(1), text(1, { stratum: 'general' })]).ok).toBe(true);
  expect(frozen([])).toMatchObject({
    ok: true,
    value: { root: frozenCounty({ recusals: [] }).manifest.lists.recusals.root },
  });
});

test('more strata than there are places for are refused', () => {
  const texts = Array.from({ length: 65_536 }, (_, n) => `s${n}\t${creditCode(1)}\t名\t0\t1\tin\t-\t-`);
  const fault = { kind: 'row', index: 65_535, field: 'stratum', value: 's65535' };
  expect(frozen(texts)).toEqual({ ok: false, error: fault });
});
