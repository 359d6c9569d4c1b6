import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formFile } from '@sunlot/server/workbooks/form-sheet.ts';
import { describe, expect, test } from 'vitest';
import { drawn, entries, type Part, quarters, schemeSession, taken, verdict } from './typed-scheme.ts';
import type { Done } from './typed-session.ts';

/** The session in docs/schemes, of 营口: typed as it stands, from the office's workbooks to the verdict. */

describe('营口：市执法队和两个分局', () => {
  const session = schemeSession('yingkou');
  const { answer } = session;

  test('reads the lists of three offices', () => {
    expect(taken(session)).toEqual({
      '210882 objects-210882.xlsx': '164 161 3',
      '210804 objects-210804.csv': '49 46 3',
      '210800 inspectors-210800.xlsx': '6 6 0',
      '210882 inspectors-210882.xlsx': '14 14 0',
      '210804 inspectors-210804.xlsx': '5 5 0',
      '210800 items.xlsx': '6 6 0',
      '210882 items.xlsx': '6 6 0',
      '210882 visits-210882.xlsx': '73 71 2',
      '210804 visits-210804.xlsx': '24 24 0',
      '210800 visits-210800.xlsx': '4 4 0',
    });
  });

  test('2022: one key object short in a quarter cannot be made good; the city has its two per cent and its re-draw', () => {
    expect(verdict(answer('compliance', 0))).toEqual([
      '210882 noncompliant',
      'error UNDER_RATIO key 2022Q2 10 9 三（二）1',
      'warning PROVINCIAL_FLOOR_SHORT special 2022 9 8 三（二）',
    ]);
    expect(verdict(answer('compliance', 1))).toEqual(['210804 compliant']);
    expect(verdict(answer('compliance', 2))).toEqual(['210800 compliant']);
    const { tables } = JSON.parse(answer('compliance', 2).out);
    const asked = tables.filter(({ class: cls }: { class: string }) => cls === 'key');
    expect(
      asked.map(({ topic, base, required, actual }: Record<string, Part>) => [topic, base, required, actual]),
    ).toEqual([
      ['ratio', 51, 2, 2],
      ['redraw', 51, 1, 1],
    ]);
  });

  test('2023: who is special because of 2022 is proposed by the office and approved by the head', () => {
    const titled = ({ out }: Done) => out.split('\n')[0];
    expect(titled(answer('yearly propose'))).toMatch(
      /^“特殊监管对象”2023 年名单第 1 版：\S+ \S+ 由 zonghe 提出，自 .* 起待批准$/,
    );
    expect(answer('yearly propose').out).toMatch(/保留 .*上一年度.*挂牌督办 2022-/);
    expect(titled(answer(/yearly approve .* lingdao$/))).toMatch(/由 zonghe 提出，lingdao 已批准$/);
  });

  test('2023: ten key objects a quarter; general ones by the ratio that the county chose; the city two in the year', () => {
    expect(entries(answer('plan propose', 0))).toEqual([
      ...quarters(2023, 'key', '37 10 10'),
      ...quarters(2023, 'general', '113 6 6'),
      '2023.special 9 0 9',
    ]);
    expect(entries(answer('plan propose', 1))).toEqual(['2023.key 51 2 2']);
  });

  test('no draw without the discipline officer', () => {
    const tooEarly = answer('# exit 5: 还缺纪检人员的录入');
    expect(tooEarly.note).toContain('缺见证人的录入');
    expect(answer('# exit 4: 方案要的是市局的纪检人员').note).toContain('上级单位的纪检监督人员');
    expect(drawn(session, 0)).toEqual({ strata: ['key 37 10 10'], winners: 10, verified: true });
  });

  test('the form of a visit begins with the six matters of the permit, and is not taken in with a row unanswered', () => {
    const { blocks, edition } = JSON.parse(answer('--out form.xlsx').out);
    expect(blocks[0]).toMatchObject({ kind: 'permit', rows: { length: 6 } });
    expect(edition).toMatch(/^1-/);
    const rows = blocks.flatMap((block: { readonly rows: readonly object[] }) => block.rows);
    expect(answer('# exit 5: 每一行都没有填写').note).toContain(`还有 ${rows.length} 行没有填写检查结果`);
    expect(answer('# exit 5: 每一行都没有填写').note).toContain('p6 执行报告');
    expect(JSON.parse(answer('task forms').out)).toMatchObject({ missing: 10, visits: { length: 10 } });
  });

  test('a form that is filled in is taken in from a text file, corrected from JSON, and shown in both languages', async () => {
    const fetched = JSON.parse(answer('--out form.xlsx').out);
    const { edition, team, blocks } = fetched;
    const rows: readonly { readonly id: string }[] = blocks.flatMap((block: typeof fetched) => block.rows);
    const pass = Object.fromEntries(rows.map(({ id }) => [id, { answer: 'pass' as const }]));
    const found = { p2: { answer: 'fail' as const, note: '废气排放口未按证监测' } };
    writeFileSync(join(session.folder, 'filled.csv'), await formFile(fetched, 'filled.csv', { ...pass, ...found }));
    const form = (...more: readonly string[]) =>
      session.sunlot('task', 'form', '2023q1-key', '--object', '1', '--as', 'zonghe', ...more);
    const by = ['--by', team[0].certificateNo];
    expect(await form('--file', 'filled.csv', ...by, '--dry-run')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^试运行，不作数：已提交第 1 号/),
    });
    expect(await form('--file', 'filled.csv', ...by)).toMatchObject({
      code: 0,
      out: expect.stringContaining(`（第 1 版）：合格 ${rows.length - 1}、不合格 1、不涉及 0`),
    });
    expect((await form('--file', 'filled.csv', ...by)).code).toBe(5);
    const corrected = { edition, rows: rows.map(({ id }) => ({ id, answer: 'pass' })) };
    writeFileSync(join(session.folder, 'filled.json'), JSON.stringify(corrected));
    expect((await form('--file', 'filled.json', ...by, '--reason', '复核', '--lang', 'en')).out).toMatch(
      /is submitted \(version 2\): \d+ pass, 0 fail, 0 not applicable/,
    );
    expect((await form('--revision', '1')).out).toContain('p2 废气排放口及限值：不合格（废气排放口未按证监测）');
    expect((await form('--lang', 'en')).out).toMatch(/version 2 of 2.* corrected because: 复核/);
    expect(await form('--out', 'again.xlsx', ...by)).toMatchObject({ code: 2 });
    const list = await session.sunlot('task', 'forms', '2023q1-key', '--as', 'zonghe', '--lang', 'en');
    expect(list.out).toMatch(/10 units, 9 without a form/);
  });

  test('the result follows from the form: none without one, no other wording than it allows, and it counts', async () => {
    expect(answer('检查表是结果的依据').note).toContain('还没有提交检查表');
    const result = (wording: string) =>
      session.sunlot('task', 'result', '2023q1-key', '--object', '1', '--wording', wording, '--as', 'zonghe');
    expect(await result('发现问题已责令整改')).toMatchObject({
      code: 5,
      note: expect.stringMatching(/没有不合格的行，结果不能写“发现问题已责令整改”.*未发现问题/),
    });
    expect((await result('未发现问题')).out).toMatch(
      /^✔ 已登记第 1 号 .* 的检查结果：未发现问题（检查表第 2 版，不合格 0 行/,
    );
    expect(await result('未发现问题')).toMatchObject({ code: 0, out: expect.stringContaining('已经登记过') });
    expect((await session.sunlot('task', 'show', '2023q1-key', '--as', 'zonghe')).out).toMatch(/已检查 1/);
  });

  test('the city draws from the directories of its counties', () => {
    expect(drawn(session, 1)).toEqual({ strata: ['key 51 2 2'], winners: 2, verified: true });
  });
});
