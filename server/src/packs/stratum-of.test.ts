import { expect, test } from 'vitest';
import { isListOf } from './stratum-of.ts';

test('an entry of the plan has its own list, its parts, what it lacked, and those drawn again', () => {
  const year = { class: 'key', entry: '2026.key' };
  for (const list of ['key', 'key-redraw', 'key-part-2', 'key-supplement-1', 'key-supplement-1-redraw'])
    expect([list, isListOf(list, year)]).toEqual([list, true]);
  const second = { class: 'B2', entry: '2026.b2.2' };
  expect(['b2-round-2', 'b2-round-2-part-1', 'b2', 'b2-supplement-1'].map((list) => isListOf(list, second))).toEqual([
    ...[true, true],
    ...[false, false],
  ]);
});

test('control: lists outside the plan, of other classes and with a scope of their own are none of it', () => {
  const entry = { class: 'key', entry: '2026q4.key' };
  for (const list of ['key-ad-hoc-1', 'key-unit', 'monkey', 'campaign-1', 'special'])
    expect([list, isListOf(list, entry)]).toEqual([list, false]);
  expect(isListOf('campaign-1', { class: 'campaign', entry: '2026.campaign-1' })).toBe(true);
});
