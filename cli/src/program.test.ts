import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { commandRun } from './command-run.ts';
import { outputFor } from './output.ts';
import { makeProgram } from './program.ts';

type Page = { readonly name: string; readonly description: string; readonly help: string; readonly command: Command };

/** The help of the program and of every command below it. */
function helpPages(lang: 'zh' | 'en'): readonly Page[] {
  let printed = '';
  const output = outputFor(['--lang', lang], {}, { stdout: (text) => (printed += text), stderr: () => {} });
  const pages = (command: Command, above: string): Page[] => {
    const name = `${above} ${command.name()}`.trim();
    printed = '';
    command.outputHelp();
    const page = { name, description: command.description(), help: printed, command };
    return [page, ...command.commands.flatMap((below) => pages(below, name))];
  };
  return pages(
    makeProgram(output, () => {}),
    '',
  );
}

const inChinese = helpPages('zh');
const inEnglish = helpPages('en');
const HAN = /\p{Script=Han}/u;

describe('the help of every command', () => {
  test('is there for all nouns and verbs, in both languages', () => {
    expect(inChinese.length).toBeGreaterThanOrEqual(45);
    expect(inEnglish.map(({ name }) => name)).toEqual(inChinese.map(({ name }) => name));
  });

  test.each(inChinese)('$name begins with two examples in Chinese, and describes itself', ({ help, description }) => {
    expect(help).toMatch(/^示例：\n {2}(PORT=8080 )?sunlot [^\n]+\n {2}(PORT=8080 )?sunlot [^\n]+\n\n用法：/);
    expect(description).toMatch(HAN);
  });

  test.each(inEnglish)('$name begins with two examples in English, and describes itself', ({ help, description }) => {
    expect(help).toMatch(/^Examples:\n {2}(PORT=8080 )?sunlot [^\n]+\n {2}(PORT=8080 )?sunlot [^\n]+\n\nUsage:/);
    expect(description).toMatch(/^\w.{3}/);
  });

  test.each(inEnglish)('$name has no Chinese in its English help but names of the examples and columns', ({ help }) => {
    // A scope is written with the columns and words of the workbooks, a result with those of the scheme: both are Chinese.
    const own = ['示范县分局', '“-退回”', '重金属=是', '未发现问题', '发现问题已责令整改'];
    expect(own.reduce((text, name) => text.replaceAll(name, ''), help)).not.toMatch(HAN);
  });

  test.each(inEnglish)('$name says how to get Chinese, silence and no questions', ({ help }) => {
    for (const option of ['--lang', '--quiet', '--no-color', '--no-input', '--help']) expect(help).toContain(option);
  });
});

describe('the examples', () => {
  const examples = [...inChinese, ...inEnglish].flatMap(({ name, help }) =>
    [...help.split('\n\n')[0]!.matchAll(/^ {2}(?:PORT=8080 )?sunlot (.+)$/gm)].map(([, line]) => ({
      name,
      line: line!,
    })),
  );

  test.each(examples)('of $name parse: $line', ({ name, line }) => {
    const words = line.replace(/ [<>] .*$/, '').split(' ');
    expect(commandRun(words)).toMatch(new RegExp(`^${name}( |$)`));
  });

  test('a line with an option that does not exist does not', () => {
    expect(() => commandRun(['pack', 'list', '--nothing'])).toThrow('unknown option');
  });
});
