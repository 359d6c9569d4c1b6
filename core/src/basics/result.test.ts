import { expect, test } from 'vitest';
import { assert, throwIllegalValue } from './assert.ts';
import { err, ok } from './result.ts';

test('an outcome is a value, refused or not', () => {
  expect(ok(3)).toEqual({ ok: true, value: 3 });
  expect(err('no')).toEqual({ ok: false, error: 'no' });
});

test('a broken invariant throws and names itself', () => {
  expect(() => assert(false, 'two is one')).toThrow('assertion failed: two is one');
  expect(() => assert(true, 'never')).not.toThrow();
  expect(() => throwIllegalValue('x' as never)).toThrow('illegal value: x');
});
