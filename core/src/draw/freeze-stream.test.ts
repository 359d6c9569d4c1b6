import { describe, expect, test } from 'vitest';
import { linesOf } from '../../test/lines-of.ts';
import { platformWasm } from '../../test/platform-wasm.ts';
import {
  countyTerms,
  creditCode,
  DICE,
  frozenCounty,
  LIST_KEY,
  objectRow,
  SOFTWARE,
  WINDOW,
} from '../../test/session.ts';
import { hashOf, PROFILES } from '../hash/hash.ts';
import { plainLanes } from '../hash/lanes.ts';
import { wasmLanes } from '../hash/wasm-lanes.ts';
import { type Frozen, freeze } from './freeze.ts';
import type { FreezeFault, FreezeInput } from './freeze-input.ts';
import { type FrozenStream, freezeStream } from './freeze-stream.ts';
import { rehearse, rehearseList } from './rehearse.ts';
import { restoreRows } from './restore-rows.ts';
import type { ObjectRow } from './rows.ts';
import { areCommitted, drawList, runDraw, seatDrawn } from './run.ts';

const terms = countyTerms('std');

function opened(input: FreezeInput, { most = input.objects.length, makeLanes = plainLanes } = {}) {
  return freezeStream({
    ...input,
    ...{ most, makeLanes, strata: input.strata.map(({ id }) => id) },
    recused: new Set(input.recusals.map(({ objectId }) => objectId)),
  });
}

/** The rows by id, one by one, to the end or to the first fault. */
function streamed(input: FreezeInput, makeLanes = plainLanes): FrozenStream | FreezeFault {
  const stream = opened(input, { makeLanes });
  for (const row of [...input.objects].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))) {
    const added = stream.add(row);
    if (!added.ok) return added.error;
  }
  const { objects: _, ...stated } = input;
  const ended = stream.end(stated);
  return ended.ok ? ended.value : ended.error;
}

function done(input: FreezeInput, makeLanes = plainLanes): FrozenStream {
  const made = streamed(input, makeLanes);
  if ('kind' in made) throw new Error(made.kind);
  return made;
}

function whole(input: FreezeInput): Frozen {
  const frozen = freeze(input);
  if (!frozen.ok) throw new Error(frozen.error.kind);
  return frozen.value;
}

describe.each(PROFILES)('profile %s', (profile) => {
  const lanes = [
    ['plain', plainLanes],
    ['wasm', wasmLanes(platformWasm)],
  ] as const;
  test.each(lanes)('on %s lanes a list frozen row by row is the list frozen at once', (_, makeLanes) => {
    const input = countyTerms(profile);
    const stream = done(input, makeLanes);
    const all = whole(input);
    const { manifest, fingerprint, words, warnings } = all;
    expect(stream).toMatchObject({ manifest, fingerprint, words, warnings });
    expect(linesOf(stream.list.table)).toEqual(all.lines);
    expect(stream.people).toMatchObject({ inspectors: all.inspectors, recusals: all.recusals });
  });
});

test('each row is answered with the text that has to be kept', () => {
  const [row] = terms.objects;
  const texts = opened({ ...terms, objects: [row!] }).add(row!);
  const kept = frozenCounty().objects.find((leaf) => leaf.row.id === row!.id && leaf.row.stratum === row!.stratum);
  expect(texts).toEqual({ ok: true, value: kept!.text });
});

const other = (over: Partial<ObjectRow>) => ({ ...terms, objects: [objectRow(1, over)], recusals: [] });

test.each<readonly [string, FreezeInput, FreezeFault]>([
  ['no row', other({ name: '' }), { kind: 'row', list: 'objects', index: 0, field: 'name', value: '' }],
  ['a stratum that nobody draws', other({ stratum: 'x' }), { kind: 'unknownStratum', index: 0, stratum: 'x' }],
  ['a weight outside the table', other({ weight: 77 }), { kind: 'unknownWeight', index: 0, weight: 77 }],
  ['a tag outside the list', other({ needs: ['x'] }), { kind: 'unknownTag', list: 'objects', index: 0, tag: 'x' }],
  [
    'an object twice',
    { ...terms, objects: [objectRow(1), objectRow(1)] },
    { kind: 'duplicate', list: 'objects', index: 1, key: `key ${creditCode(1)}` },
  ],
  [
    'two rows of an object that contradict each other',
    { ...terms, objects: [objectRow(1), objectRow(1, { stratum: 'general', name: '另名' })] },
    { kind: 'contradiction', index: 1, id: creditCode(1), field: 'name' },
  ],
  [
    'a row too long to hash',
    other({ name: '名'.repeat(20_000) }),
    { kind: 'row', list: 'objects', index: 0, field: 'length', value: '20034' },
  ],
  ['terms that cannot be', { ...terms, seq: 2 }, { kind: 'unnamedPredecessor', seq: 2 }],
])('%s is refused as it is of a list at once', (_, input, fault) => {
  expect(streamed(input)).toEqual(fault);
});

test('too few in the pool is refused at the end', () => {
  const strata = [{ ...terms.strata[0]!, n: 40 }, terms.strata[1]!];
  const refused = freeze({ ...terms, strata });
  expect(refused.ok).toBe(false);
  expect(streamed({ ...terms, strata })).toEqual(!refused.ok && refused.error);
});

test('the same object may stand in two strata that agree', () => {
  const objects = [...terms.objects, ...terms.objects.slice(0, 3).map((row) => ({ ...row, stratum: 'general' }))];
  const known = new Set(terms.objects.filter(({ stratum }) => stratum === 'general').map(({ id }) => id));
  const input = { ...terms, objects: objects.filter((row, i) => i < terms.objects.length || !known.has(row.id)) };
  expect(done(input).manifest).toEqual(whole(input).manifest);
});

test('rows out of order, more rows than were said, and a short key are bugs of the caller', () => {
  const [a, b] = [objectRow(1), objectRow(2)].sort((x, y) => (x.id < y.id ? -1 : 1)) as [ObjectRow, ObjectRow];
  const disordered = opened({ ...terms, objects: [a, b] });
  disordered.add(b);
  expect(() => disordered.add(a)).toThrow('ascend');
  const short = opened(terms, { most: 1 });
  short.add(a);
  expect(() => short.add(b)).toThrow('laid out');
  expect(() => opened({ ...terms, listKey: new Uint8Array(16) })).toThrow('32 bytes');
});

describe('a draw from the list and the rows of those drawn', () => {
  const all = frozenCounty();
  const { list, manifest, people } = done(terms);
  const entropy = [{ k: 'dice', value: DICE, index: 0, at: '2026-01-01T00:00:00Z', leaf: '0'.repeat(64) }] as never;
  const rest = { manifest, listKey: LIST_KEY, entropy, window: WINDOW, software: SOFTWARE };
  const thrown = drawList({ manifest, entropy, list });

  test('is the draw from all rows', () => {
    if (!thrown.ok) throw new Error(thrown.error.kind);
    const drawnLeaves = new Set(thrown.value.lines.map((line) => all.lines[line]!.leaf));
    const objects = all.objects.filter(({ leaf }) => drawnLeaves.has(leaf));
    expect(objects.length).toBeLessThan(all.objects.length);
    const seated = seatDrawn({ ...rest, rows: { objects, ...people } }, thrown.value);
    expect(seated).toEqual(runDraw({ ...rest, rows: all }));
    expect(seated.ok).toBe(true);
  });

  test('is refused on another list, other people, or without a drawn row', () => {
    if (!thrown.ok) throw new Error(thrown.error.kind);
    const refused = { ok: false, error: { kind: 'lists' } };
    expect(drawList({ manifest, entropy, list: { ...list, root: '0'.repeat(64) } })).toEqual(refused);
    expect(seatDrawn({ ...rest, rows: { ...people, objects: [] } }, thrown.value)).toEqual(refused);
    expect(seatDrawn({ ...rest, rows: { ...all, inspectors: [] } }, thrown.value)).toEqual(refused);
    expect(seatDrawn({ ...rest, rows: { ...all, recusals: [] } }, thrown.value)).toEqual(refused);
  });
});

test('rows are those of a manifest, or they are not', () => {
  const all = frozenCounty();
  expect(areCommitted(all.manifest, all)).toBe(true);
  for (const part of ['objects', 'inspectors', 'recusals'] as const)
    expect(areCommitted(all.manifest, { ...all, [part]: all[part].slice(1) })).toBe(false);
});

test('a frozen list is rehearsed as its rows are', () => {
  const { listKey: _, ...input } = terms;
  const tried = rehearse(input, 5);
  const rows = restoreRows(hashOf('std'), LIST_KEY, {
    objects: frozenCounty().objects.map(({ text }) => text),
    inspectors: [],
    recusals: [],
  });
  if (!rows.ok || !tried.ok) throw new Error('does not rehearse');
  const { manifest, list } = done(terms);
  const byLeaf = new Map(rows.value.objects.map(({ leaf, row }) => [leaf, row]));
  const again = rehearseList({ ...terms, manifest, table: list.table, objectOf: (leaf) => byLeaf.get(leaf)! }, 5);
  const { rounds, seated, postponed, failed } = again;
  expect({ rounds, seated, postponed, failed }).toEqual({
    ...{ rounds: 5, seated: tried.value.seated, postponed: tried.value.postponed, failed: tried.value.failed },
  });
});
