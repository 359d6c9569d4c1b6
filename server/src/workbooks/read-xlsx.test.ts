import { describe, expect, it } from 'vitest';
import type { Table } from './table.ts';
import {
  escapeXml,
  type FixtureCell,
  makeSheet,
  makeXlsx,
  notesOf,
  objectHeader,
  objectRow,
  tableOf,
} from './workbook-fixture.ts';

describe('cells as Excel and WPS store them', () => {
  it('inline strings, rich text, phonetic guides, escapes, formulas and booleans', async () => {
    const header = [...objectHeader, '备注'];
    const cells = [
      {
        attributes: 't="inlineStr"',
        xml: '<is><r><t>示范县</t></r><r><rPr><b/></rPr><t xml:space="preserve">青禾&amp;甲厂</t></r><rPh sb="0" eb="1"><t>QING</t></rPh></is>',
      },
      objectRow[1]!,
      { attributes: 't="str"', xml: '<f>A1&amp;"号"</f><v>一号路_x000D_2号</v>' },
      '王示范',
      '140826',
      '重点管理',
      '正常',
      null,
      { attributes: 't="b"', xml: '<v>1</v>' },
    ];
    const table = await tableOf(makeSheet([header, cells]));
    expect(table.rows[0]!.cells).toMatchObject({ name: '示范县青禾&甲厂', address: '一号路2号', note: '是' });
  });

  it('rich text in shared strings is joined without its phonetic guide', async () => {
    const shared = `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${[...objectHeader].map((text) => `<si><t>${escapeXml(text)}</t></si>`).join('')}<si><r><t>甲</t></r><r><t>厂</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si></sst>`;
    const cells = objectHeader.map((_, i): FixtureCell => ({ attributes: 't="s"', xml: `<v>${i}</v>` }));
    const row: FixtureCell[] = [
      { attributes: 't="s"', xml: '<v>8</v>' },
      { attributes: 't="inlineStr"', xml: `<is><t>${objectRow[1]}</t></is>` },
    ];
    const bytes = makeXlsx({ sheets: [{ name: 'a', rows: [cells, row] }], parts: { 'xl/sharedStrings.xml': shared } });
    expect((await tableOf(bytes)).rows[0]!.cells).toEqual({ name: '甲厂', creditCode: objectRow[1] });
  });

  it('dates by built-in, Chinese and custom formats, from 1900 and from 1904, and bare serial numbers', async () => {
    const date = (serial: number, style: number): FixtureCell => ({
      attributes: `s="${style}"`,
      xml: `<v>${serial}</v>`,
    });
    const rows = [
      objectHeader,
      ...[date(46083, 1), date(46083.75, 2), date(46083, 3), 46083].map((cell) => [...objectRow.slice(0, 7), cell]),
    ];
    const styles = [14, 31, 'yyyy"年"m"月"d"日";@'];
    const dates = (table: Table) => table.rows.map(({ cells }) => cells.statusSince);
    const from1900 = await tableOf(makeXlsx({ sheets: [{ name: 'a', rows }], styles }));
    expect(dates(from1900)).toEqual(Array(4).fill('2026-03-02'));
    expect(notesOf(from1900)).toContain('第 5 行 状态起始日期：已将 Excel 日期序号转为日期（46083 → 2026-03-02）');
    const from1904 = await tableOf(makeXlsx({ sheets: [{ name: 'a', rows }], styles, date1904: true }));
    expect(dates(from1904)).toEqual(Array(4).fill('2030-03-03'));
  });

  it('codes stored as numbers are told apart, written in full', async () => {
    const row = ['甲厂', { xml: '<v>9.1140826123456001E+17</v>' }, '一号路', '王示范', 140826, '重点管理', '正常'];
    const [first] = (await tableOf(makeSheet([objectHeader, row]))).rows;
    expect(first!.cells).toMatchObject({ creditCode: '911408261234560000', region: '140826' });
    expect(first!.numeric).toEqual(['creditCode', 'region']);
  });

  it('a formula error or a formula without a result counts as blank and is noted', async () => {
    const row = [
      '甲厂',
      objectRow[1]!,
      { attributes: 't="e"', xml: '<f>VLOOKUP(A1,[1]x!A:B,2,0)</f><v>#N/A</v>' },
      { xml: '<f>B2</f>' },
      '140826',
      '重点管理',
      '正常',
    ];
    const table = await tableOf(makeSheet([objectHeader, row]));
    expect(table.rows[0]!.cells.address).toBeUndefined();
    expect(notesOf(table)).toEqual([
      '第 2 行 地址：公式结果是错误值，按空白处理（#N/A）',
      '第 2 行 法人：公式结果是错误值，按空白处理（公式没有结果）',
    ]);
  });

  it('namespace prefixes on every element, as some exporters write them', async () => {
    const part = `<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>${[
      objectHeader,
      objectRow,
    ]
      .map(
        (cells) =>
          `<x:row>${cells.map((text) => `<x:c t="inlineStr"><x:is><x:t>${text ?? ''}</x:t></x:is></x:c>`).join('')}</x:row>`,
      )
      .join('')}</x:sheetData></x:worksheet>`;
    const table = await tableOf(
      makeXlsx({ sheets: [{ name: 'a', rows: [] }], parts: { 'xl/worksheets/sheet1.xml': part } }),
    );
    expect(table.rows).toMatchObject([{ rowNumber: 2, cells: { name: objectRow[0], region: '140826' } }]);
  });
});
