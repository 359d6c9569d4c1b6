import { strFromU8, unzipSync } from 'fflate';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { errorWorkbook, markWorkbook, type RowError } from './error-workbook.ts';
import { type FixtureSheet, makeXlsx, objectHeader, objectRow, tableOf } from './workbook-fixture.ts';
import { createXmlScanner } from './xml-events.ts';

const errors: readonly RowError[] = [
  {
    rowNumber: 4,
    findings: [
      { column: 'creditCode', code: 'badCheckDigit', message: '校验不通过。' },
      { column: 'legalRepresentative', code: 'missing', message: '法定代表人没有填写 <请补上>。' },
      { column: 'jointObject', code: 'badChoice', message: '没有这一列。' },
    ],
  },
];

const sheet: FixtureSheet = {
  name: '名录',
  head: '<cols><col min="1" max="1" width="32.5" customWidth="1"/></cols>',
  merges: ['A1:H1'],
  rows: [
    ['2026年检查对象名录'],
    objectHeader,
    objectRow,
    [
      '乙厂',
      { attributes: 's="1"', xml: '<v>9</v>' },
      '二号路',
      null,
      '140826',
      '登记管理',
      '正常',
      { attributes: 's="2"', xml: '<v>46083</v>' },
    ],
  ],
  tail: '<conditionalFormatting sqref="A1:A9"><cfRule type="duplicateValues" dxfId="0" priority="1"/></conditionalFormatting><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape"/><extLst/>',
};
const book = (more: Partial<FixtureSheet> = {}) =>
  makeXlsx({
    styles: ['@', 31],
    sheets: [
      { name: '填写说明', rows: [['请勿改动表头']] },
      { ...sheet, ...more },
    ],
  });

async function returned(bytes = book(), given = errors) {
  const marked = await markWorkbook(bytes, await tableOf(bytes), given);
  return { marked, parts: unzipSync(marked), before: unzipSync(bytes) };
}

const partText = (parts: Record<string, Uint8Array>, name: string) => strFromU8(parts[name]!);

describe('a workbook given back', () => {
  it('keeps every part that has nothing to do with the errors, and all looks of the sheet', async () => {
    const { parts, before } = await returned();
    for (const name of ['xl/worksheets/sheet1.xml', 'xl/workbook.xml', 'xl/sharedStrings.xml']) {
      expect(parts[name]).toEqual(before[name]);
    }
    const xml = partText(parts, 'xl/worksheets/sheet2.xml');
    expect(xml).toContain('<mergeCell ref="A1:H1"/>');
    expect(xml).toContain('dxfId="0"');
    expect(xml).toContain('<c r="H4" s="2"><v>46083</v></c>');
    expect(xml).toMatch(/<pageSetup [^>]*\/><legacyDrawing [^>]*\/><extLst\/>/);
  });

  it('is well-formed in every part, and another reader sees red cells, comments and reasons', async () => {
    const { marked, parts } = await returned();
    for (const [name, bytes] of Object.entries(parts)) {
      if (!/\.(?:xml|rels|vml)$/.test(name)) continue;
      const scanner = createXmlScanner({ open: () => {}, close: () => {}, text: () => {} });
      scanner.write(strFromU8(bytes));
      expect(() => scanner.end(), name).not.toThrow();
    }
    const list = (await readXlsx(marked, { readStyles: true })).sheets[1]!;
    expect(list.rows[1]!.at(8)).toBe('错误原因');
    expect(list.rows[3]!.at(8)).toBe('校验不通过。 法定代表人没有填写 <请补上>。 没有这一列。');
    const code = list.cells?.get('3,1');
    expect(code?.style).toMatchObject({ numFmt: '@', fill: { fgColor: { rgb: 'FFC7CE' } } });
    expect(code?.comment?.text).toContain('校验不通过。');
    expect(list.cells?.get('3,3')?.comment?.text).toContain('<请补上>');
    expect(list.cells?.get('2,1')?.comment).toBeUndefined();
  });

  it('comes back accepted: the column of reasons is ignored, and written anew where errors remain', async () => {
    const { marked } = await returned();
    const table = await tableOf(marked);
    expect(table.unknownHeaders).toEqual([]);
    expect(table.rows.map(({ cells, remarks }) => [cells.name, remarks])).toEqual([
      ['示范县青禾水泥有限公司', {}],
      ['乙厂', {}],
    ]);
    const [error] = errors;
    const again = await markWorkbook(marked, table, [{ rowNumber: 3, findings: [error!.findings[0]!] }]);
    const rows = (await readXlsx(again)).sheets[1]!.rows;
    expect(rows[1]!.filter((cell) => cell === '错误原因')).toHaveLength(1);
    expect([rows[2]!.at(8), rows[3]!.at(8) ?? null]).toEqual(['校验不通过。', null]);
  });

  it('leaves notes of the office behind the table where they are', async () => {
    const rows = [...sheet.rows.slice(0, 3), [...sheet.rows[3]!, null, '电话联系']];
    const { marked } = await returned(book({ rows }));
    const list = (await readXlsx(marked)).sheets[1]!;
    expect(list.rows[3]!.slice(9, 11)).toEqual(['电话联系', expect.stringContaining('校验不通过')]);
    expect(list.rows[1]!.at(10)).toBe('错误原因');
  });

  it('keeps comments that were there', async () => {
    const parts = {
      'xl/comments1.xml':
        '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>甲</author></authors><commentList><comment ref="B4" authorId="0"><text><t>待核</t></text></comment></commentList></comments>',
      'xl/drawings/vmlDrawing1.vml': '<xml xmlns:v="urn:schemas-microsoft-com:vml"></xml>',
      'xl/worksheets/_rels/sheet2.xml.rels':
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="../comments1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/></Relationships>',
    };
    const { parts: after } = await returned(book({ parts }));
    const comments = partText(after, 'xl/comments1.xml');
    expect(comments).toContain('待核');
    expect(comments.match(/<comment /g)).toHaveLength(2);
    expect(comments).toContain('ref="D4" authorId="1"');
  });
});

it('a text file comes back as a workbook of text cells', async () => {
  const csv = new TextEncoder().encode(
    `${objectHeader.join(',')}\n${objectRow.join(',')}\n乙厂,919999990000000000,二号路,,140826,登记管理,正常,\n`,
  );
  const given = [{ ...errors[0]!, rowNumber: 3 }];
  const marked = await markWorkbook(csv, await tableOf(csv), given);
  const list = (await readXlsx(marked, { readStyles: true })).sheets[0]!;
  expect(list.rows[2]!.slice(0, 2)).toEqual(['乙厂', '919999990000000000']);
  expect(list.cells?.get('2,1')?.style?.fill).toMatchObject({ fgColor: { rgb: 'FFC7CE' } });
  expect(list.cells?.get('2,3')?.comment?.text).toContain('法定代表人');
  expect((await tableOf(marked)).rows.map(({ numeric }) => numeric)).toEqual([[], []]);
});

it('works in a thread of its own, and refuses a file that is none', async () => {
  const bytes = book();
  const layout = await tableOf(bytes);
  const done = await errorWorkbook(bytes, layout, errors);
  expect(done.ok && Buffer.from(done.value).equals(Buffer.from(await markWorkbook(bytes, layout, errors)))).toBe(true);
  expect(await errorWorkbook(bytes.slice(0, 900), layout, errors)).toMatchObject({
    ok: false,
    error: { code: 'damaged' },
  });
});
