import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countyTerms, creditCode, frozenCounty, inspectorRow, LIST_KEY, objectRow } from '../../test/session.ts';
import { hex } from '../basics/bytes.ts';
import { canonicalJson } from '../basics/canonical-json.ts';
import { hashOf } from '../hash/hash.ts';
import { freeze } from './freeze.ts';
import type { FreezeInput } from './freeze-input.ts';
import { keyCommit } from './leaves.ts';
import { leafTexts, leavesRoot, objectsRoot } from './lists.ts';
import { fingerprint } from './manifest.ts';
import { manifestShape } from './manifest-shape.ts';
import { restoreRows, rowTexts } from './restore-rows.ts';
import { countExclusions, fillTiers, requiredBy } from './strata.ts';

const STD = hashOf('std');

const terms = countyTerms();

function faultOf(change: Partial<FreezeInput>): unknown {
  const frozen = freeze({ ...terms, ...change });
  return frozen.ok ? 'frozen' : frozen.error;
}

test('the manifest fixes every number before there is a seed', () => {
  const { manifest, objects, inspectors, recusals, lines } = frozenCounty();
  expect(manifest.strata).toEqual([
    {
      ...{
        id: 'key',
        base: 21,
        rule: { kind: 'ratio', p: 25, q: 100 },
        required: 6,
        n: 6,
        reserve: 3,
        clause: '实施方案第三条',
      },
      tiers: [
        { tier: 0, pool: 12, n: 6 },
        { tier: 1, pool: 6, n: 0 },
      ],
      excluded: [
        { state: 'base', reason: 'cap', count: 3 },
        { state: 'out', reason: 'suspended', count: 3 },
      ],
    },
    {
      ...{
        id: 'general',
        base: 13,
        rule: { kind: 'count', count: 3, clause: '实施方案第四条' },
        required: 3,
        n: 3,
        reserve: 2,
      },
      ...{ clause: '实施方案第四条', tiers: [{ tier: 0, pool: 13, n: 3 }], excluded: [] },
    },
  ]);
  expect(manifest.keyCommit).toBe(keyCommit(STD, LIST_KEY));
  expect(manifest.lists).toEqual({
    objects: { root: objectsRoot(STD, lines), size: 37 },
    inspectors: { root: leavesRoot(STD, leafTexts(inspectors)), size: 10 },
    recusals: { root: leavesRoot(STD, leafTexts(recusals)), size: 2 },
  });
  expect(objects.map(({ leaf }) => leaf)).toEqual(lines.map(({ leaf }) => leaf));
  expect(manifestShape(manifest, '')).toEqual({ ok: true, value: manifest });
  expect(JSON.stringify(manifest)).not.toContain('虚构');
});

test('rows in any order freeze to the same fingerprint', () => {
  const right = hex(frozenCounty().fingerprint);
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...terms.objects], { minLength: terms.objects.length }),
      fc.shuffledSubarray([...terms.inspectors], { minLength: terms.inspectors.length }),
      (objects, inspectors) => {
        expect(hex(frozenCounty({ objects, inspectors }).fingerprint)).toBe(right);
      },
    ),
    { numRuns: 20 },
  );
});

test('any change of a row, a term or the key is another fingerprint', () => {
  const changes: Partial<FreezeInput>[] = [
    {},
    { objects: terms.objects.slice(1) },
    { objects: terms.objects.map((row, n) => (n === 0 ? { ...row, name: '改名厂' } : row)) },
    { inspectors: terms.inspectors.map((row, n) => (n === 0 ? { ...row, load: 9 } : row)) },
    { recusals: [] },
    { listKey: new Uint8Array(32) },
    { minChoice: 4 },
    { strata: terms.strata.map((stratum) => ({ ...stratum, n: 7 })) },
  ];
  expect(new Set(changes.map((change) => hex(frozenCounty(change).fingerprint))).size).toBe(changes.length);
});

test('the fingerprint is the hash of the canonical manifest and has twelve words', () => {
  const { manifest, words, fingerprint: hash } = frozenCounty();
  expect(hex(hash)).toBe(hex(fingerprint(JSON.parse(canonicalJson(manifest)))));
  expect([...words]).toHaveLength(12);
});

test('rows come back from their texts and the key', () => {
  const { objects, inspectors, recusals } = frozenCounty();
  const texts = rowTexts({ objects, inspectors, recusals });
  const shuffled = { ...texts, objects: [...texts.objects].reverse() };
  expect(restoreRows(STD, LIST_KEY, shuffled)).toEqual({ ok: true, value: { objects, inspectors, recusals } });
  for (const list of ['objects', 'inspectors', 'recusals'] as const) {
    expect(restoreRows(STD, LIST_KEY, { ...texts, [list]: ['x'] })).toEqual({
      ok: false,
      error: { field: 'fields', value: '1' },
    });
  }
});

test.each<[string, Partial<FreezeInput>, unknown]>([
  [
    'an object row outside its alphabets',
    { objects: [objectRow(1, { id: 'x' })] },
    { kind: 'row', list: 'objects', index: 0, field: 'id', value: 'x' },
  ],
  [
    'an inspector row',
    { inspectors: [inspectorRow(1), inspectorRow(2, { cap: -1 })] },
    { kind: 'row', list: 'inspectors', index: 1, field: 'cap', value: '-1' },
  ],
  [
    'a recusal row',
    { recusals: [{ objectId: creditCode(1), inspectorId: 'A', reason: '' }] },
    { kind: 'row', list: 'recusals', index: 0, field: 'reason', value: '' },
  ],
  [
    'one object twice in a stratum',
    { objects: [...terms.objects, objectRow(2)] },
    { kind: 'duplicate', list: 'objects', index: 37, key: `key ${creditCode(2)}` },
  ],
  [
    'one inspector twice',
    { inspectors: [inspectorRow(1), inspectorRow(1)] },
    { kind: 'duplicate', list: 'inspectors', index: 1, key: '140826-1' },
  ],
  [
    'one recusal twice',
    { recusals: [...terms.recusals, ...terms.recusals] },
    { kind: 'duplicate', list: 'recusals', index: 2, key: `${creditCode(2)} 140826-1` },
  ],
  [
    'a row of no stratum',
    { objects: [objectRow(1, { stratum: 'other' })] },
    { kind: 'unknownStratum', index: 0, stratum: 'other' },
  ],
  ['a weight of no table', { objects: [objectRow(1, { weight: 7 })] }, { kind: 'unknownWeight', index: 0, weight: 7 }],
  [
    'a weight without a table',
    { weights: { clause: '无', table: [] } },
    { kind: 'unknownWeight', index: 0, weight: 2 },
  ],
  [
    'two names of one object',
    { objects: [objectRow(1), objectRow(1, { stratum: 'general', name: '别名' })] },
    { kind: 'contradiction', index: 1, id: creditCode(1), field: 'name' },
  ],
  [
    'two specialties of one object',
    { objects: [objectRow(1), objectRow(1, { stratum: 'general', needs: ['water'] })] },
    { kind: 'contradiction', index: 1, id: creditCode(1), field: 'needs' },
  ],
  [
    'closed here, open there',
    { objects: [objectRow(1), objectRow(1, { stratum: 'general', state: 'out', reason: 'closed' })] },
    { kind: 'contradiction', index: 1, id: creditCode(1), field: 'state' },
  ],
  [
    'a tag outside the vocabulary',
    { objects: [objectRow(1, { needs: ['fire'] })] },
    { kind: 'unknownTag', list: 'objects', index: 0, tag: 'fire' },
  ],
  [
    'a tag of a person',
    { inspectors: [inspectorRow(1, { tags: ['fire'] })] },
    { kind: 'unknownTag', list: 'inspectors', index: 0, tag: 'fire' },
  ],
  [
    'a tag of a seat',
    { seats: [{ id: 'leader', needs: ['boss'] }] },
    { kind: 'unknownTag', list: 'seats', index: 0, tag: 'boss' },
  ],
  ['too little chance', { entropy: [{ k: 'dice', count: 19, faces: 10 }] }, { kind: 'bits', bits: 63 }],
  ['a second session that names no first', { seq: 2 }, { kind: 'unnamedPredecessor', seq: 2 }],
  [
    'a stratum twice',
    { strata: [...terms.strata, terms.strata[0]!] },
    { kind: 'terms', path: 'strata', expected: 'each stratum once' },
  ],
  [
    'a seat twice',
    { seats: [terms.seats[0]!, terms.seats[0]!] },
    { kind: 'terms', path: 'seats', expected: 'each seat once' },
  ],
  ['a term outside its form', { agency: 'x' }, { kind: 'terms', path: 'agency', expected: 'an agency code' }],
  ['unsorted tags', { tags: ['water', 'leader'] }, { kind: 'terms', path: 'tags', expected: 'tags sorted by bytes' }],
  ['tags that are none', { tags: ['leader', 'water', 'Ä'] }, { kind: 'terms', path: 'tags[2]', expected: 'a code' }],
  ['a manifest beyond 64 KB', { reason: '理'.repeat(30_000) }, { kind: 'tooLarge', bytes: 92_034 }],
])('%s is refused', (_, change, fault) => {
  const found = faultOf(change);
  if (typeof found === 'object' && found !== null && 'bytes' in found) expect(found.bytes).toBeGreaterThan(65_000);
  else expect(found).toEqual(fault);
});

test('fewer than required are drawn only with a reason that is printed', () => {
  const few = terms.objects.filter((row) => row.stratum === 'key').slice(0, 6);
  const stratum = {
    id: 'key',
    clause: '第三条',
    reserve: 3,
    rule: { kind: 'count', count: 5, clause: '第四条' },
  } as const;
  const shortfall = { reason: 'pool-exhausted', text: '可抽对象不足' } as const;
  const base = { ...terms, objects: few };
  expect(freeze({ ...base, strata: [stratum] })).toEqual({
    ok: false,
    error: { kind: 'tooFew', stratum: 'key', required: 5, n: 5, pool: 4 },
  });
  expect(freeze({ ...base, strata: [{ ...stratum, id: 'nobody' }, stratum] })).toEqual({
    ok: false,
    error: { kind: 'tooFew', stratum: 'nobody', required: 5, n: 5, pool: 0 },
  });
  const short = freeze({ ...base, strata: [{ ...stratum, shortfall }] });
  expect(short.ok && short.value.manifest.strata[0]).toMatchObject({ required: 5, n: 4, reserve: 0, shortfall });
  expect(freeze({ ...base, strata: [{ ...stratum, n: 3 }] })).toEqual({
    ok: false,
    error: { kind: 'tooFew', stratum: 'key', required: 5, n: 3, pool: 4 },
  });
  const enough = freeze({ ...base, strata: [{ ...stratum, rule: { kind: 'ratio', p: 1, q: 2 }, shortfall }] });
  expect(enough.ok && enough.value.manifest.strata[0]).not.toHaveProperty('shortfall');
});

test('warned of: small classes, full takes, seats without a choice', () => {
  const { warnings } = frozenCounty({
    objects: [objectRow(1), objectRow(2, { stratum: 'general', needs: ['water'] })],
    strata: [terms.strata[0]!, { ...terms.strata[1]!, rule: { kind: 'ratio', p: 0, q: 1 } }],
  });
  expect(warnings).toContainEqual({ kind: 'smallClass', stratum: 'key', tier: 0, weight: 1, size: 1 });
  expect(warnings).toContainEqual({ kind: 'fullTake', stratum: 'key', n: 1 });
  expect(warnings.filter(({ kind }) => kind === 'fullTake')).toHaveLength(1);
  const few = frozenCounty({ minChoice: 4 }).warnings.filter(({ kind }) => kind === 'fewPeople');
  expect(few).toEqual([{ kind: 'fewPeople', seat: 'leader', objects: 1, people: 3 }]);
  const two = frozenCounty({
    minChoice: 3,
    recusals: [...terms.recusals, { objectId: creditCode(2), inspectorId: '140826-2', reason: 'kinship' }],
  });
  expect(two.warnings).toContainEqual({ kind: 'fewPeople', seat: 'leader', objects: 1, people: 2 });
});

test('a class of five is no small one', () => {
  const objects = Array.from({ length: 5 }, (_, n) => objectRow(n));
  const { warnings } = frozenCounty({ objects, strata: [terms.strata[0]!] });
  expect(warnings.filter(({ kind }) => kind === 'smallClass')).toEqual([]);
});

test('the required number is a ceiling in whole numbers, or the count of the rule', () => {
  expect(requiredBy({ kind: 'ratio', p: 7, q: 100 }, 100)).toBe(7);
  expect(requiredBy({ kind: 'count', count: 12, clause: '第四条' }, 3)).toBe(12);
  expect(
    fillTiers(
      [
        { tier: 0, pool: 2 },
        { tier: 3, pool: 4 },
      ],
      3,
    ),
  ).toEqual([
    { tier: 0, pool: 2, n: 2 },
    { tier: 3, pool: 4, n: 1 },
  ]);
  expect(
    countExclusions(
      [objectRow(1, { state: 'out', reason: 'b' }), objectRow(2, { state: 'out', reason: 'a' })],
      'key',
    ).map(({ reason }) => reason),
  ).toEqual(['a', 'b']);
});

test('a list key is 32 bytes', () => {
  expect(() => freeze({ ...terms, listKey: new Uint8Array(16) })).toThrow('32 bytes');
});
