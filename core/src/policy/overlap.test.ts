import { expect, test } from 'vitest';
import { type OverlapSide, overlapDecision, overlapStanding } from './overlap.ts';

const side = (answer?: OverlapSide['answer'], ...visitedOn: readonly string[]): OverlapSide => ({ answer, visitedOn });

test('one is enough to go separately, going together takes both (D7 decision)', () => {
  expect(overlapDecision(side('separate'), side())).toBe('separate');
  expect(overlapDecision(side('joint'), side('separate'))).toBe('separate');
  expect(overlapDecision(side('joint'), side('merge'))).toBe('together');
  expect(overlapDecision(side('joint'), side())).toBeUndefined();
  expect(overlapDecision(side(), side('joint'))).toBeUndefined();
});

test('a reminder asks until it is decided or one of both was there', () => {
  expect(overlapStanding(side(), side('joint'))).toBe('open');
  expect(overlapStanding(side('joint'), side('joint'))).toBe('together');
  expect(overlapStanding(side(), side('separate'))).toBe('separate');
  expect(overlapStanding(side('joint', '2026-11-20'), side('joint'))).toBe('oneWent');
});

test('once both were there it says whether they went together', () => {
  const went = (a: OverlapSide['answer'], day = '2026-11-20') =>
    overlapStanding(side(a, '2026-11-20'), side(undefined, day, '2026-12-01'));
  expect(went('joint')).toBe('wentTogether');
  expect(went(undefined)).toBe('wentTogether');
  expect(went('joint', '2026-11-21')).toBe('wentSeparately');
  expect(went('separate')).toBe('wentSeparately');
});
