import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { expect, test } from 'vitest';
import { formFile, readFormFile } from './form-sheet.ts';

const FORM = {
  object: { key: '91999999MA0000001N', name: '示范厂' },
  edition: '3-0123456789ab',
  blocks: [
    {
      kind: 'permit' as const,
      title: '排污许可证载明事项',
      rows: [
        { id: 'p1', text: '废水，COD ≤ 50 mg/L' },
        { id: 'p2', text: '=废气' },
      ],
    },
    { kind: 'item' as const, serial: '5a', title: '危险废物', rows: [{ id: '5a.10', text: '转移联单\n台账' }] },
  ],
};
const ANSWERS = { p1: { answer: 'pass' }, p2: { answer: 'fail', note: '-未提供\n第二行' } } as const;
const HEADER = '编号,检查内容,检查结果,情况说明,表号';
const csv = (...lines: readonly string[]) => readFormFile(utf8([HEADER, ...lines].join('\n')), '表.csv');

test.each(['表.xlsx', '表.CSV'])('%s comes back as it was written, blank rows without an answer', async (file) => {
  const blank = await readFormFile(await formFile(FORM, file), file);
  expect(blank).toMatchObject({ edition: FORM.edition, printedFor: FORM.object.key });
  expect(blank.rows.map(({ id, answer }) => [id, answer])).toEqual([
    ['p1', undefined],
    ['p2', undefined],
    ['5a.10', undefined],
  ]);
  const { rows } = await readFormFile(await formFile(FORM, file, ANSWERS), file);
  expect(rows.map(({ id, answer, note, text }) => [id, answer, note, text])).toEqual([
    ['p1', 'pass', undefined, '废水，COD ≤ 50 mg/L'],
    ['p2', 'fail', '-未提供\n第二行', '=废气'],
    ['5a.10', undefined, undefined, '转移联单台账'],
  ]);
});

test('a text file opens in a spreadsheet: marked as UTF-8, and nothing in it is computed', async () => {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await formFile(FORM, '表.csv'));
  expect(text.startsWith('\ufeff编号,事项,检查内容,检查结果,情况说明,检查对象,表号\r\n')).toBe(true);
  expect(text).toContain("p2,排污许可证载明事项,'=废气,");
  expect(() => formFile(FORM, '表.pdf')).toThrow(expect.objectContaining({ code: 'request.invalid' }));
});

test('answers are read in the words of offices; lines for signatures are no rows', async () => {
  const { rows } = await csv(
    'p1,废水,符合,,1-a',
    'p2,废气,不符合,漏气,1-a',
    'p3,噪声,不适用,,1-a',
    '检查人员（签字）：,,,,',
  );
  expect(rows.map(({ answer }) => answer)).toEqual(['pass', 'fail', 'notApplicable']);
});

test.each([
  [
    ['p1,废水,好,,1-a', 'p2,废气,一般,,1-a'],
    'import.unreadable',
    /第 2 行 检查结果：“好”不是检查结果的可选值，请改为：合格、不合格、不涉及。第 3 行/,
  ],
  [[',废水,合格,,1-a'], 'import.unreadable', /第 2 行 编号：编号没有填写/],
  [['p1,废水,合格,,1-a', 'p2,废气,合格,,1-b'], 'form.severalEditions', /2 个不同的表号（1-a、1-b）/],
  [['p1,废水,合格,,'], 'import.unreadable', /没有表号。请重新取表/],
])('%j is refused with %s, saying where', async (lines, code, message) => {
  await expect(csv(...lines)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});

test('what is no form, or far too large, is refused', async () => {
  const refused = (bytes: Uint8Array, file: string) => readFormFile(bytes, file).catch((error: unknown) => error);
  for (const [bytes, file] of [
    [utf8('%PDF-1.7'), '表.xlsx'],
    [new Uint8Array(5_000_001), '表.xlsx'],
    [new Uint8Array(), '表.xlsx'],
    [utf8('单位名称,统一社会信用代码\n示范厂,9'), '表.csv'],
    [utf8('编号,检查内容,检查结果,情况说明\np1,废水,合格,'), '表.csv'],
    [utf8('{"edition":'), '表.json'],
    [new Uint8Array([0x7b, 0xff, 0x7d]), '表.json'],
    [utf8('{"edition":"1-a","rows":[{"id":"p1","answer":"good"}]}'), '表.json'],
    [utf8('{"edition":"1-a","rows":[{"id":"p1","sound":1}]}'), '表.json'],
  ] as const)
    expect(await refused(bytes, file)).toMatchObject({ code: 'import.unreadable', details: { file } });
});

test('JSON is the body of the route, less what the command line says', async () => {
  const form = { edition: '1-a', rows: [{ id: 'p1', answer: 'fail', note: '漏气' }] };
  expect(await readFormFile(utf8(JSON.stringify(form)), '表.json')).toEqual(form);
});
