import { afterEach, expect, test } from 'vitest';
import { askPasswordChange, requireAnswerable } from './console-password.ts';
import { outputFor } from './output.ts';

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

const output = outputFor([], {}, { stdout: () => {}, stderr: () => {} });
const answering = (...answers: string[]) => {
  const asked: string[] = [];
  const ask = async (question: string) => {
    asked.push(question);
    return answers[asked.length - 1] ?? '';
  };
  return { asked, ask };
};

test('a change asks at a terminal for the old password once and the new one twice', async () => {
  process.stdin.isTTY = true;
  const { asked, ask } = answering('old', 'new', 'new');
  expect(await askPasswordChange('jijian', output, ask)).toEqual({ current: 'old', next: 'new' });
  expect(asked).toEqual(['jijian 现在的密码：', '新密码：', '再输入一次新密码：']);
  await expect(askPasswordChange('jijian', output, answering('old', 'new', 'nwe').ask)).rejects.toMatchObject({
    code: 'console.passwordsDiffer',
    exit: 2,
  });
});

test('from a pipe it takes the old and the new one, a line each', async () => {
  process.stdin.isTTY = false;
  const { asked, ask } = answering('old', 'new', 'third');
  expect(await askPasswordChange('jijian', output, ask)).toEqual({ current: 'old', next: 'new' });
  expect(asked).toHaveLength(2);
});
