import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { commandRun } from './command-run.ts';
import { outputFor } from './output.ts';
import { makeProgram } from './program.ts';

const pageOf = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');

/** Every command that does something, as it is typed: `draw freeze`, `object class propose`. */
function commandsOf(command: Command, above: readonly string[] = []): readonly string[] {
  return command.commands.flatMap((below) => {
    const words = [...above, below.name()];
    return below.commands.length === 0 ? [words.join(' ')] : commandsOf(below, words);
  });
}

/**
 * The commands that the first column of a table names. `sunlot agency add`, `list` are two: a word alone stands
 * beside the last word of the command before it. Options, arguments and what follows them are left out.
 */
function commandsNamed(page: string): readonly string[] {
  return [...page.matchAll(/^\| (`sunlot [^|]+) \|/gm)].flatMap(([, cell]) => {
    let beside: readonly string[] = [];
    return [...cell!.matchAll(/`((?:sunlot )?[a-z][a-z -]*)[^`]*`/g)].map(([, typed]) => {
      const words = typed!
        .replace(/ ?--.*$/, '')
        .trim()
        .split(' ');
      const whole = words[0] === 'sunlot' ? words.slice(1) : [...beside, ...words];
      beside = whole.slice(0, -1);
      return whole.join(' ');
    });
  });
}

describe('the table of commands in docs/operations.md', () => {
  const page = pageOf('operations.md');
  const output = outputFor([], {}, { stdout: () => {}, stderr: () => {} });
  const program = commandsOf(makeProgram(output, () => {}));

  test('has each command of the program, and none that is not there', () => {
    expect(program.length).toBeGreaterThan(100);
    expect([...new Set(commandsNamed(page))].sort()).toEqual([...program].sort());
  });

  test('is read so that a forgotten command is missed and a removed one is found', () => {
    const row = '| `sunlot draw freeze` TASK `--lead`, `enter`, `nonce --text` | does |\n';
    expect(commandsNamed(row)).toEqual(['draw freeze', 'draw enter', 'draw nonce']);
    expect(commandsNamed(page.replace('`sunlot draw rehearse` ', ''))).not.toContain('draw rehearse');
    expect(commandsNamed(`${page}\n| \`sunlot draw redraw\` DRAW | again |\n`)).toContain('draw redraw');
  });
});

describe('the commands on docs/draws.md', () => {
  const lines = [...pageOf('draws.md').matchAll(/(?:^|`)sunlot ([^`\n…]+?)(?= *#|`|$)/gm)].map(([, line]) => line!);

  test('are there', () => {
    expect(lines.length).toBeGreaterThan(20);
  });

  test.each([...new Set(lines)])('parse: sunlot %s', (line) => {
    expect(`sunlot ${line} `.startsWith(`${commandRun(line.trim().split(/\s+/))} `)).toBe(true);
  });
});
