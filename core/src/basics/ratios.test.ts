import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atLeast, atMost, reaches } from './ratios.ts';

test('a quarter of 13 is at least 4 and at most 3', () => {
  expect(atLeast(13, { p: 25, q: 100 })).toBe(4);
  expect(atMost(13, { p: 25, q: 100 })).toBe(3);
  expect(atLeast(12, { p: 25, q: 100 })).toBe(3);
  expect(atLeast(0, { p: 1, q: 2 })).toBe(0);
});

test('exact where floating point is not: 7 % of 100 is 7', () => {
  expect(Math.ceil(100 * 0.07)).toBe(8);
  expect(atLeast(100, { p: 7, q: 100 })).toBe(7);
  expect(atLeast(Number.MAX_SAFE_INTEGER, { p: 99, q: 100 })).toBe(8917127262193582);
});

test('the ceiling is the least count that reaches the ratio, the floor the most that does not pass it', () => {
  const ratio = fc.record({ p: fc.nat(1000), q: fc.integer({ min: 1, max: 1000 }) });
  fc.assert(
    fc.property(fc.nat(100_000), ratio, (n, r) => {
      const least = atLeast(n, r);
      expect(reaches(least, n, r)).toBe(true);
      expect(least === 0 || !reaches(least - 1, n, r)).toBe(true);
      expect(least - atMost(n, r)).toBe((n * r.p) % r.q === 0 ? 0 : 1);
    }),
  );
  expect(reaches(0, 0, { p: 1, q: 1 })).toBe(true);
});

test('counts and ratios that are none throw', () => {
  for (const n of [-1, 0.5, 2 ** 53]) expect(() => atLeast(n, { p: 1, q: 2 })).toThrow('count');
  for (const r of [
    { p: -1, q: 2 },
    { p: 1, q: 0 },
    { p: 0.5, q: 1 },
    { p: 1, q: 1.5 },
  ])
    expect(() => atMost(1, r)).toThrow('ratio');
});
