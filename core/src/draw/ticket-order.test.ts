import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat, hex } from '../basics/bytes.ts';
import { LEAF_BYTES } from './line-bytes.ts';

import { orderOf } from './select.ts';

/** A ticket of these bytes, the rest zeros. */
const ticket = (...bytes: readonly number[]) => Uint8Array.from({ length: LEAF_BYTES }, (_, i) => bytes[i] ?? 0);

test('the smaller ticket comes first, as bytes without a sign; equal ones stay in the order of their leaves', () => {
  const tickets = [
    ticket(255, 1),
    ticket(9, 9, 9, 3),
    ticket(9, 9, 9, 2),
    ticket(9, 9, 9, 1, 200),
    ticket(9, 9, 9, 1, 200),
    ticket(9, 9, 9, 1, 100),
    ticket(0, 1),
  ];
  expect([...orderOf(concat(...tickets))]).toEqual([6, 5, 3, 4, 2, 1, 0]);
  expect([...orderOf(new Uint8Array(0))]).toEqual([]);
});

test('any tickets come in the order of their hex', () => {
  const few = fc.array(
    fc.integer({ min: 253, max: 258 }).map((n) => n % 256),
    { minLength: 5, maxLength: 5 },
  );
  fc.assert(
    fc.property(fc.array(few, { maxLength: 60 }), (rows) => {
      const tickets = rows.map((row) => ticket(...row));
      const expected = tickets
        .map((each, i) => ({ text: hex(each), i }))
        .sort((a, b) => (a.text === b.text ? a.i - b.i : a.text < b.text ? -1 : 1));
      expect([...orderOf(concat(...tickets))]).toEqual(expected.map(({ i }) => i));
    }),
  );
});

test('more rows than a sort key has places for are refused', () => {
  expect(() => orderOf({ length: 2 ** 23 * LEAF_BYTES } as Uint8Array)).toThrow('rows to sort');
});
