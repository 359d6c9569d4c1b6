import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { DICE, frozenCounty } from '../../test/session.ts';
import { be32, concat, hex, lengthPrefixed, utf8 } from '../basics/bytes.ts';
import { hashOf } from '../hash/hash.ts';
import { differingPlaces, entropyClass, isSourceValue, sourceBits, sourceBytes, sourceShape } from './entropy.ts';
import { drawSeed, rehearsalSeed, stratumKey } from './seed.ts';

const STD = hashOf('std');

const DICE20 = { k: 'dice', count: 20, faces: 10 } as const;
const lp = (text: string) => lengthPrefixed(utf8(text));

test('twenty ten-sided dice give 66 bits; bits are whole and never rounded up', () => {
  expect(sourceBits(DICE20)).toBe(66);
  expect(sourceBits({ k: 'dice', count: 1, faces: 8 })).toBe(3);
  expect(sourceBits({ k: 'dice', count: 1, faces: 7 })).toBe(2);
  expect(sourceBits({ k: 'dice', count: 25, faces: 6 })).toBe(64);
  expect(entropyClass([DICE20])).toBe('room');
});

test('a throw is the digits in order, a ten typed 0', () => {
  expect(isSourceValue(DICE20, DICE)).toBe(true);
  expect(isSourceValue({ k: 'dice', count: 3, faces: 6 }, '616')).toBe(true);
  for (const wrong of ['61', '6161', '610', '617', '6 1', '６１６'])
    expect(isSourceValue({ k: 'dice', count: 3, faces: 6 }, wrong), wrong).toBe(false);
  expect(hex(sourceBytes({ k: 'dice', value: '160' }))).toBe('313630');
});

test.each([
  { count: 0, faces: 10 },
  { count: 20, faces: 11 },
  { count: 20, faces: 1 },
])('no dice of %j', (dice) => {
  expect(sourceShape({ k: 'dice', ...dice }, '').ok).toBe(false);
});

test('two entries are compared place by place', () => {
  expect(differingPlaces(DICE, DICE)).toEqual([]);
  expect(differingPlaces('123', '143')).toEqual([2]);
  expect(differingPlaces('123', '1234')).toEqual([4]);
  expect(differingPlaces('213', '123')).toEqual([1, 2]);
});

test('the seed is HKDF of the session and its values', () => {
  const { manifest, fingerprint } = frozenCounty();
  const salt = createHash('sha256')
    .update(concat(utf8('sunlot/1/draw'), lp('140826'), lp('2026q4-key'), be32(1), fingerprint))
    .digest();
  const expected = createHmac('sha256', salt).update(lp(DICE)).digest('hex');
  expect(hex(drawSeed(manifest, [{ k: 'dice', value: DICE }]))).toBe(expected);
});

test('a seed of twenty digits is used whole: the last digit counts (no number type in between)', () => {
  const { manifest } = frozenCounty();
  const seedOf = (value: string) => hex(drawSeed(manifest, [{ k: 'dice', value }]));
  expect(Number(DICE)).toBe(Number(`${DICE.slice(0, -1)}7`));
  expect(seedOf(DICE)).not.toBe(seedOf(`${DICE.slice(0, -1)}7`));
});

test('a throw read again in another order, or split otherwise, is another seed', () => {
  const { manifest } = frozenCounty();
  const seedOf = (...values: string[]) =>
    hex(
      drawSeed(
        manifest,
        values.map((value) => ({ k: 'dice', value })),
      ),
    );
  expect(seedOf([...DICE].reverse().join(''))).not.toBe(seedOf(DICE));
  expect(new Set([seedOf('12', '3'), seedOf('1', '23'), seedOf('123'), seedOf('3', '12')]).size).toBe(4);
});

test('another manifest, task or session is another seed; a rehearsal never gives the seed of a draw', () => {
  const { manifest } = frozenCounty();
  const value = [{ k: 'dice', value: DICE }] as const;
  const seeds = [manifest, { ...manifest, seq: 2 }, { ...manifest, task: 'other' }, { ...manifest, lead: 1 }].map((m) =>
    hex(drawSeed(m, value)),
  );
  expect(new Set([...seeds, hex(rehearsalSeed(manifest, 1)), hex(rehearsalSeed(manifest, 2))]).size).toBe(6);
});

test('the key of a stratum and tier is one whole block of HKDF-Expand', () => {
  const seed = new Uint8Array(32).fill(1);
  const info = utf8('sunlot/1/stratum/key#2');
  const first = createHmac('sha256', seed)
    .update(concat(info, Uint8Array.of(1)))
    .digest();
  const second = createHmac('sha256', seed)
    .update(concat(first, info, Uint8Array.of(2)))
    .digest();
  expect(hex(stratumKey(STD, seed, { stratum: 'key', tier: 2 }))).toBe(first.toString('hex') + second.toString('hex'));
});
