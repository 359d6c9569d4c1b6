import type { Command } from 'commander';
import { outputFor } from './output.ts';
import { makeProgram } from './program.ts';

/** For tests of what pages and help print: which command a line would run. Nothing is run; what does not parse throws. */
export function commandRun(words: readonly string[]): string {
  let ran = '';
  const output = outputFor([], {}, { stdout: () => {}, stderr: () => {} });
  const program = makeProgram(output, () => {});
  const disarm = (command: Command, above: string): void => {
    const name = `${above} ${command.name()}`.trim();
    if (command.commands.length === 0) {
      command.action(() => {
        ran = name;
      });
    }
    for (const below of command.commands) disarm(below, name);
  };
  disarm(program, '');
  program.parse([...words], { from: 'user' });
  return ran;
}
