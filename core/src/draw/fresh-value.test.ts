import { expect, test } from 'vitest';
import { frozenCounty } from '../../test/session.ts';
import { secondsOf } from '../basics/instants.ts';
import { hashOf } from '../hash/hash.ts';
import { freshSource, isFreshValue, replacementSeed } from './fresh-value.ts';
import { firstRoundFrom, QUICKNET } from './quicknet.ts';

const dice = (count: number) => ({ k: 'dice', count, faces: 10 }) as const;
const value = { k: 'dice', value: '0123456789' } as const;

test('the last source runs once more, and only in mode fresh', () => {
  const { manifest } = frozenCounty({ entropy: [dice(20), dice(10)], replacement: { mode: 'fresh', max: 1 } });
  expect(freshSource(manifest, '2026-11-20T01:00:00Z')).toEqual(dice(10));
  expect(isFreshValue(manifest, value)).toBe(true);
  expect(isFreshValue(manifest, { ...value, value: '01234567890123456789' })).toBe(false);
  const next = { ...manifest, replacement: { mode: 'next', max: 1 } } as const;
  expect(isFreshValue(next, value)).toBe(false);
  expect(isFreshValue(next, undefined)).toBe(true);
});

test('a beacon gives the first round after lead; where nothing can run again there is no value', () => {
  const { manifest } = frozenCounty({ replacement: { mode: 'fresh', max: 1 } });
  const asked = '2026-11-20T01:00:00Z';
  const beacon = { k: 'drand', chain: QUICKNET.chain, round: 1 } as const;
  const issue = { k: 'kl8', issue: '2026310', drawnAt: '2026-11-21T13:30:00Z' } as const;
  const source = freshSource({ ...manifest, lead: 600, entropy: [dice(20), beacon] }, asked);
  expect(source).toEqual({ ...beacon, round: firstRoundFrom(secondsOf(asked) + 600) });
  expect(freshSource({ ...manifest, entropy: [issue] }, asked)).toBeUndefined();
  expect(isFreshValue({ ...manifest, entropy: [issue] }, value)).toBe(false);
});

test('without a value the seed is that of the draw, with one another', () => {
  const seed = new Uint8Array(32).fill(5);
  expect(replacementSeed(hashOf('std'), seed, undefined)).toEqual(seed);
  expect(replacementSeed(hashOf('std'), seed, value)).not.toEqual(seed);
});
