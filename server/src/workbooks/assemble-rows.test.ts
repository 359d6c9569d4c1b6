import { describe, expect, it } from 'vitest';
import { makeSheet, notesOf, objectHeader, objectRow, tableOf } from './workbook-fixture.ts';

describe('dirt', () => {
  it('full-width characters, odd spaces, line breaks and placeholders are cleaned and each is shown', async () => {
    const row = [
      ' 示范县　青禾\u00a0水泥厂\u200b ',
      '９１999999ｍａ0000001n',
      '示范县\n１２号',
      '王　示　范',
      '140826',
      '重点管理',
      '正常',
      '/',
    ];
    const table = await tableOf(makeSheet([objectHeader, row]));
    expect(table.rows[0]!.cells).toEqual({
      name: '示范县青禾水泥厂',
      creditCode: '91999999MA0000001N',
      address: '示范县12号',
      legalRepresentative: '王示范',
      region: '140826',
      permitCategory: '重点管理',
      status: '正常',
    });
    expect(notesOf(table)).toEqual([
      '第 2 行 企业名称：已去除多余的空格或不可见字符',
      '第 2 行 统一社会信用代码：已将全角字符转为半角',
      '第 2 行 统一社会信用代码：已将小写字母转为大写',
      '第 2 行 地址：已将全角字符转为半角',
      '第 2 行 地址：已去除单元格内的换行',
      '第 2 行 法人：已去除多余的空格或不可见字符',
      '第 2 行 状态起始日期：占位符号按空白处理',
    ]);
  });

  it('blank rows, an example row, column numbers and the footer are left out, the last three noted', async () => {
    const numbers = objectHeader.map((_, i) => String(i + 1));
    const rows = [
      objectHeader,
      numbers,
      ['示例：某某公司', '91…'],
      [],
      ['  '],
      objectRow,
      ['合计', null, '1家'],
      ['填表人：张示范', null, '审核人：李示范'],
    ];
    const table = await tableOf(makeSheet(rows));
    expect(table.rows.map(({ rowNumber }) => rowNumber)).toEqual([6]);
    expect(notesOf(table)).toEqual([
      '第 2 行：识别为列号行，没有导入',
      '第 3 行：识别为示例行，没有导入',
      '第 7 行：识别为表尾，没有导入（合计）',
      '第 8 行：识别为表尾，没有导入（填表人：张示范）',
    ]);
  });

  it('an enterprise whose name begins like a footer is a row', async () => {
    const table = await tableOf(makeSheet([objectHeader, ['合计机械厂', ...objectRow.slice(1)]]));
    expect(table.rows[0]!.cells.name).toBe('合计机械厂');
  });

  it('a downward merge gives its value to every row', async () => {
    const table = await tableOf(
      makeSheet([objectHeader, objectRow, ['乙厂', objectRow[1]!, null, '李示范', null, '登记管理', '正常']], {
        merges: ['C2:C3', 'E2:E3'],
      }),
    );
    expect(table.rows[1]!.cells).toMatchObject({ address: '示范县一号路1号', region: '140826' });
    expect(notesOf(table)).toContain('第 3 行 地址：合并单元格，取左上角单元格的内容');
  });

  it('a column 错误原因 of a returned workbook is ignored', async () => {
    const table = await tableOf(
      makeSheet([
        [...objectHeader, '错误原因'],
        [...objectRow, '旧的原因'],
      ]),
    );
    expect(table.unknownHeaders).toEqual([]);
    expect(table.rows[0]!.remarks).toEqual({});
  });
});
