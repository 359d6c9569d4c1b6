import { Command } from 'commander';
import { afterEach, expect, test, vi } from 'vitest';
import { main } from './main.ts';
import * as program from './program.ts';

afterEach(() => vi.restoreAllMocks());

/** What a command line ends with whose work fails so. */
async function endOf(error: Error) {
  vi.spyOn(program, 'makeProgram').mockReturnValue(
    new Command().action(() => {
      throw error;
    }),
  );
  const said: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  return { code: await main([]), said: said.join('') };
}

test('a database that was stopped is told as that', async () => {
  const { code, said } = await endOf(Object.assign(new Error('terminating connection'), { code: '57P01' }));
  expect([code, said]).toEqual([75, expect.stringContaining('database.busy')]);
  expect(said).not.toContain('程序错误');
});

test('control: whatever else fails is a fault of the program', async () => {
  const { code, said } = await endOf(new Error('no such thing'));
  expect([code, said]).toEqual([1, expect.stringContaining('程序错误')]);
});
