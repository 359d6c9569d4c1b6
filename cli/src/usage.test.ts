import { CommanderError } from 'commander';
import { describe, expect, test } from 'vitest';
import { outputFor } from './output.ts';
import { makeProgram } from './program.ts';
import { describeUsageError, nearest } from './usage.ts';

/** What a wrong command line is answered, first line only. */
async function refusal(line: string, lang: 'zh' | 'en'): Promise<string> {
  return (await refusalLines(line, lang))[0]!;
}

async function refusalLines(line: string, lang: 'zh' | 'en'): Promise<readonly string[]> {
  const output = outputFor(['--lang', lang], {}, { stdout: () => {}, stderr: () => {} });
  const args = line === '' ? [] : line.split(' ');
  const program = makeProgram(output, () => {});
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return describeUsageError(error, output, nearest(program, args)).split('\n');
    throw error;
  }
  return ['accepted'];
}

const WRONG: readonly (readonly [string, string, string])[] = [
  ['', '✘ 请写明要执行的命令。', '✘ Say which command to run.'],
  ['draw', '✘ 请写明要执行的命令。', '✘ Say which command to run.'],
  ['draw redraw x', '✘ 没有命令 redraw。', '✘ There is no command redraw.'],
  ['pack list --all', '✘ 没有选项 --all。', '✘ There is no option --all.'],
  ['pack show', '✘ 缺少参数 政策包。', '✘ The argument pack is missing.'],
  ['plan show --agency 999999', '✘ 必须给出 --year <年>。', '✘ --year <year> must be given.'],
  ['task list --agency', '✘ 选项 --agency <代码> 后面要有值。', '✘ The option --agency <code> needs a value.'],
  [
    'task create --agency 999999 --class special --ad-hoc --n 2 --period 2026Q1',
    '✘ --ad-hoc 不能和 --period <时段> 同用。',
    '✘ --ad-hoc cannot be used with --period <period>.',
  ],
  ['pack list jiangxian', '✘ 参数太多。', '✘ There are too many arguments.'],
  ['pack list --lang fr', '✘ --lang <语言> 的值不对。', '✘ The value of --lang <language> is wrong.'],
];

describe('a wrong command line', () => {
  test.each(WRONG)('%j is refused in Chinese: %s', async (line, zh) => {
    expect(await refusal(line, 'zh')).toBe(zh);
  });

  test.each(WRONG)('%j is refused in English, %s being %s', async (line, _, en) => {
    expect(await refusal(line, 'en')).toBe(en);
  });

  test.each([
    ['draw foo', '可用：rehearse、freeze、enter、nonce、run、show'],
    ['--lang en draw foo', 'There are: rehearse, freeze, enter, nonce, run, show'],
    ['log', '可用：verify、tail、checkpoint、tiles、cosign、witnesses、appoint、gm-key'],
    ['foo', '可用：demo、serve、init、doctor、agency、user'],
  ])('%j lists what would have fitted: %s', async (line, words) => {
    const args = line.split(' ');
    const output = outputFor(args, {}, { stdout: () => {}, stderr: () => {} });
    const program = makeProgram(output, () => {});
    const refused = await program.parseAsync(args, { from: 'user' }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(CommanderError);
    expect(describeUsageError(refused as CommanderError, output, nearest(program, args))).toContain(words);
  });

  test('says what to type: the command with what it needs, and where the option belongs', async () => {
    expect(await refusalLines('task show --agency 999999', 'zh')).toEqual([
      '✘ 没有选项 --agency。',
      '  --agency 用于：sunlot task create --agency <代码>、sunlot task list --agency <代码>、sunlot task overlaps --agency <代码>',
      '  请输入：sunlot task show <任务>（选项见 sunlot task show --help）',
    ]);
    expect(await refusalLines('task show', 'en')).toEqual([
      '✘ The argument task is missing.',
      '  Type: sunlot task show <task> (its options: sunlot task show --help)',
    ]);
    expect((await refusalLines('plan show --agency 999999', 'en')).at(-1)).toBe(
      '  Type: sunlot plan show --agency <code> --year <year> (its options: sunlot plan show --help)',
    );
    // An option that nobody beside it takes: only what to type.
    expect(await refusalLines('task show x --agnecy 3', 'en')).toHaveLength(2);
    expect((await refusalLines('draw foo', 'zh')).at(-1)).toBe(
      '  请输入：sunlot draw <…>（选项见 sunlot draw --help）',
    );
  });

  test('a right one is accepted, with every option that all commands take', async () => {
    expect(await refusal('pack list --lang en --quiet --no-color --no-input --json', 'en')).toBe('accepted');
    expect(await refusal('--lang en --quiet pack list', 'en')).toBe('accepted');
  });
});
