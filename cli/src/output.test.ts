import { Problem } from '@sunlot/server/problem.ts';
import { describe, expect, test } from 'vitest';
import { displayWidth, type Output, outputFor, show, showProblem, table } from './output.ts';

/** An output whose lines are kept. */
function kept(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const output: Output = outputFor(args, environment, {
    stdout: (text) => out.push(text),
    stderr: (text) => err.push(text),
  });
  return { output, out, err };
}

describe('tables', () => {
  test('line up on a terminal, where a Chinese character takes two columns', () => {
    const lines = table([
      ['代码', '名称', 'n'],
      ['140', '市局', 7],
      ['140826', 'A 分局', 12],
    ]);
    expect(lines).toEqual(['代码    名称    n', '140     市局    7', '140826  A 分局  12']);
    const columns = lines.map((line) => displayWidth(line.replace(/\S+$/, '')));
    expect(new Set(columns)).toEqual(new Set([16]));
  });

  test('padding by the number of characters would not line up', () => {
    const lengths = ['代码    名称    n', '140826  A 分局  12'].map((line) => line.replace(/\S+$/, '').length);
    expect(new Set(lengths).size).toBe(2);
  });

  test.each([
    ['ascii', 5],
    ['汉字', 4],
    ['（全角）', 8],
    ['𠮷', 2],
    ['é', 1],
    ['✔', 1],
    ['', 0],
  ])('%s takes %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('the language', () => {
  test.each<[string[], Record<string, string>, 'zh' | 'en']>([
    [['pack', 'list'], {}, 'zh'],
    [['pack', 'list', '--lang', 'en'], {}, 'en'],
    [['--lang=en', 'pack', 'list'], {}, 'en'],
    [['pack', 'list'], { SUNLOT_LANG: 'en' }, 'en'],
    [['pack', 'list', '--lang', 'zh'], { SUNLOT_LANG: 'en' }, 'zh'],
    [['verify', '--', '--lang=en'], {}, 'zh'],
  ])('of %j under %j is %s', (args, environment, lang) => {
    const { output } = kept(args, environment);
    expect(output.lang).toBe(lang);
    expect(output.say('中文', 'English')).toBe(lang === 'zh' ? '中文' : 'English');
  });
});

describe('what goes where', () => {
  test('data to stdout; remarks and refusals to stderr', () => {
    const { output, out, err } = kept([]);
    output.out('data');
    output.note('remark');
    output.refuse('refusal');
    expect([out, err]).toEqual([['data\n'], ['remark\n', 'refusal\n']]);
  });

  test('--quiet keeps refusals and data, and nothing else', () => {
    const { output, out, err } = kept(['--quiet']);
    output.out('data');
    output.note('remark');
    output.refuse('refusal');
    expect([out, err]).toEqual([['data\n'], ['refusal\n']]);
  });
});

describe('a refusal', () => {
  const problem = new Problem('request.notPermitted', {
    who: 'jijian',
    action: '封存名单',
    needs: '140826 的综合办、综合行政执法队',
  });

  test('is a Chinese sentence with its code', () => {
    const { output, out, err } = kept([]);
    showProblem(output, problem);
    expect(err).toEqual([`✘ ${problem.message}（request.notPermitted）\n`]);
    expect(problem.message).toBe('当前账号（jijian）没有“封存名单”的权限。需要：140826 的综合办、综合行政执法队。');
    expect(out).toEqual([]);
  });

  test('is an English sentence under --lang en, its details too', () => {
    const { output, err } = kept(['--lang', 'en']);
    showProblem(output, problem);
    expect(err).toEqual([
      '✘ The account jijian has no right to “freeze a list”. It takes: general office, enforcement brigade of 140826. (request.notPermitted)\n',
    ]);
  });

  test('as JSON differs in the message alone', () => {
    const [zh, en] = [kept(['--json']), kept(['--json', '--lang', 'en'])];
    for (const { output } of [zh, en]) showProblem(output, problem);
    const [inChinese, inEnglish] = [zh, en].map(({ out }) => JSON.parse(out.join('')));
    expect(inEnglish.message).not.toBe(inChinese.message);
    expect({ ...inEnglish, message: '' }).toEqual({ ...inChinese, message: '' });
  });
});

describe('a dry run', () => {
  const lines = () => ['✔ 名单已封存', '  第二行'];

  test('begins with its warning, in the language that was asked for; a real one does not', () => {
    const tried = [kept(['--dry-run']), kept(['--dry-run', '--lang', 'en']), kept([])];
    for (const { output } of tried) show(output, { a: 1 }, lines);
    expect(tried.map(({ out }) => out.join(''))).toEqual([
      '试运行，不作数：名单已封存\n  第二行\n',
      'Dry run, does not count: 名单已封存\n  第二行\n',
      '✔ 名单已封存\n  第二行\n',
    ]);
  });

  test('is marked in JSON', () => {
    const { output, out } = kept(['--dry-run', '--json']);
    show(output, { a: 1 }, lines);
    expect(JSON.parse(out.join(''))).toEqual({ dryRun: true, a: 1 });
  });
});
