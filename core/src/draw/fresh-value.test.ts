import { expect, test } from 'vitest';
import { frozenCounty } from '../../test/session.ts';
import { freshSource, isFreshValue, replacementSeed } from './fresh-value.ts';

const dice = (count: number) => ({ k: 'dice', count, faces: 10 }) as const;
const value = { k: 'dice', value: '0123456789' } as const;

test('the last source runs once more, and only in mode fresh', () => {
  const { manifest } = frozenCounty({ entropy: [dice(20), dice(10)], replacement: { mode: 'fresh', max: 1 } });
  expect(freshSource(manifest)).toEqual(dice(10));
  expect(isFreshValue(manifest, value)).toBe(true);
  expect(isFreshValue(manifest, { ...value, value: '01234567890123456789' })).toBe(false);
  const next = { ...manifest, replacement: { mode: 'next', max: 1 } } as const;
  expect(isFreshValue(next, value)).toBe(false);
  expect(isFreshValue(next, undefined)).toBe(true);
});

test('without a value the seed is that of the draw, with one another', () => {
  const seed = new Uint8Array(32).fill(5);
  expect(replacementSeed(seed, undefined)).toEqual(seed);
  expect(replacementSeed(seed, value)).not.toEqual(seed);
});
