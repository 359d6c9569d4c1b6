import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf, isInstant, secondsOf } from './instants.ts';

test('instants are RFC 3339 in UTC and whole seconds, as the platform counts them', () => {
  fc.assert(
    fc.property(fc.integer({ min: -12_212_553_600, max: 253_402_300_799 }), (seconds) => {
      const text = `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
      expect(instantOf(seconds)).toBe(text);
      expect(secondsOf(text)).toBe(seconds);
      expect(isInstant(text)).toBe(true);
    }),
  );
});

test('other ways to write a time are refused', () => {
  const wrong = [
    '2026-11-20',
    '2026-11-20T01:00:00+08:00',
    '2026-11-20T01:00:00.0Z',
    '2026-02-30T01:00:00Z',
    '2026-11-20T24:00:00Z',
    '2026-11-20T01:00:60Z',
    '2026-11-20t01:00:00z',
  ];
  for (const text of wrong) expect(isInstant(text), text).toBe(false);
  expect(() => secondsOf('2026-11-20')).toThrow('not an instant');
});
