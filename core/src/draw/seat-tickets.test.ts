import { expect, test } from 'vitest';
import { drawingOrder } from '../../test/seat-oracle.ts';
import { seedOf } from '../../test/seat-sessions.ts';
import { hex } from '../basics/bytes.ts';
import { hashOf } from '../hash/hash.ts';
import { seatKey, seatOrder, seatTicket, seatTickets, smallestFirst } from './seat-tickets.ts';

const STD = hashOf('std');

const source = { hash: STD, seed: seedOf('tickets') };
const ids = Array.from({ length: 40 }, (_, i) => `SX-2026-${i * 7919}`);
const keys = Array.from({ length: 30 }, (_, i) => seatKey(i + 1, i % 2 === 0 ? 'leader' : 'member'));

test('a seat is named by rank and seat', () => {
  expect(seatKey(17, 'leader')).toBe('17/leader');
});

test('the number of a person for a seat is what Python’s hmac and hashlib give', () => {
  expect(hex(seatTicket({ hash: STD, seed: new Uint8Array(32) }, '17/leader', 'SX-001'))).toBe(
    '11d6a2fe8c2789c4308e61e651b8b45a2f28da2d3c732ba6c92f816c88c7c497',
  );
});

test('the drawing order of the seats is that of their plainly computed numbers', () => {
  expect(seatOrder(source, keys)).toEqual(drawingOrder(source, keys));
});

test('people come in the order of their numbers, each once', () => {
  const tickets = seatTickets(source, keys, ids);
  for (const [seat, key] of keys.entries()) {
    const people = ids.map((_, i) => i).filter((i) => i % 3 !== seat % 3);
    const next = tickets.open(seat, people);
    const expected = people
      .map((person) => ({ person, number: hex(seatTicket(source, key, ids[person]!)) }))
      .sort((a, b) => (a.number < b.number ? -1 : 1));
    expect(people.map(() => next())).toEqual(expected.map(({ person }) => person));
  }
});

test('numbers that begin alike are told apart by the first word that differs, read without a sign', () => {
  const numbers = Int32Array.of(
    ...[5, 5, 5, 5, 5, 5, 5, -1],
    ...[5, 5, 5, 5, 5, 5, 5, 2],
    ...[5, 5, 5, -9, 5, 5, 5, 0],
  );
  const next = smallestFirst([0, 1, 2], numbers);
  expect([next(), next(), next()]).toEqual([1, 0, 2]);
});
