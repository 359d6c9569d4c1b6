import { afterEach, expect, test } from 'vitest';
import { requireAnswerable } from './console-password.ts';

const terminal = process.stdin.isTTY;
afterEach(() => {
  process.stdin.isTTY = terminal;
});

test('at a terminal under --no-input the password is not asked for: refused, with what to do', () => {
  process.stdin.isTTY = true;
  expect(() => requireAnswerable('jijian', false)).toThrow(
    expect.objectContaining({ code: 'console.passwordNeeded', exit: 4, message: expect.stringContaining('标准输入') }),
  );
});

test('without --no-input it may be asked for, and a password from stdin needs no question', () => {
  process.stdin.isTTY = true;
  expect(() => requireAnswerable('jijian', true)).not.toThrow();
  process.stdin.isTTY = false;
  expect(() => requireAnswerable('jijian', false)).not.toThrow();
});
