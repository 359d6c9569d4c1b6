import { expect, test } from 'vitest';
import { either, integer, list, literal, object, text } from './shape.ts';

const pair = object(
  { id: text('a word', (t) => /^[a-z]+$/.test(t)), n: integer(1, 3) },
  { tags: list(literal('x', 'y')) },
);
const flag = literal(true);

test('a value of the shape comes back typed', () => {
  expect(pair({ id: 'ab', n: 3 }, '')).toEqual({ ok: true, value: { id: 'ab', n: 3 } });
  expect(pair({ id: 'ab', n: 1, tags: ['y', 'x'] }, '')).toEqual({
    ok: true,
    value: { id: 'ab', n: 1, tags: ['y', 'x'] },
  });
  expect(flag(true, '')).toEqual({ ok: true, value: true });
  expect(either(flag, integer(0, 9))(4, '')).toEqual({ ok: true, value: 4 });
  expect(either(flag, integer(0, 9))(true, '')).toEqual({ ok: true, value: true });
});

test.each([
  [{ id: 'ab' }, 'n', 'a value'],
  [{ id: 'A', n: 1 }, 'n.id', 'a word'],
  [{ id: 7, n: 1 }, 'n.id', 'a word'],
  [{ id: 'a', n: 4 }, 'n.n', 'an integer 1…3'],
  [{ id: 'a', n: 0 }, 'n.n', 'an integer 1…3'],
  [{ id: 'a', n: 1.5 }, 'n.n', 'an integer 1…3'],
  [{ id: 'a', n: '1' }, 'n.n', 'an integer 1…3'],
  [{ id: 'a', n: 1, more: 1 }, 'n.more', 'no such key'],
  [{ id: 'a', n: 1, tags: ['x', 'z'] }, 'n.tags[1]', 'x | y'],
  [{ id: 'a', n: 1, tags: {} }, 'n.tags', 'a list of at least 0'],
  [[], 'n', 'an object'],
  [null, 'n', 'an object'],
  ['text', 'n', 'an object'],
])('%j is refused with its place', (value, path, expected) => {
  const read = pair(value, 'n');
  expect(read).toEqual({ ok: false, error: { path: path === 'n' && expected === 'a value' ? 'n.n' : path, expected } });
});

test('a list can have a least length, and the last of two shapes speaks', () => {
  expect(list(flag, 1)([], 'l')).toEqual({ ok: false, error: { path: 'l', expected: 'a list of at least 1' } });
  expect(either(flag, integer(0, 1))('x', 'e')).toEqual({
    ok: false,
    error: { path: 'e', expected: 'an integer 0…1' },
  });
});

test('a key of the prototype is no key', () => {
  expect(pair(JSON.parse('{"id":"a","n":1,"__proto__":1}'), '')).toEqual({
    ok: false,
    error: { path: '__proto__', expected: 'no such key' },
  });
});
