import { expect, it } from 'vitest';
import { lastDay } from './object-class.ts';

it('the last day of a class set by hand is the one before it was ended, or the planned one', () => {
  const span = { from: '2026-02-10', to: '2026-03-31' };
  expect(lastDay(span)).toBe('2026-03-31');
  expect(lastDay({ ...span, endedOn: '2026-02-20' })).toBe('2026-02-19');
  expect(lastDay({ ...span, endedOn: '2026-02-10' })).toBe('—');
});
