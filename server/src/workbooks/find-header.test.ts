import { inspectorVocabulary } from '@sunlot/contract/inspector-columns.ts';
import { itemVocabulary } from '@sunlot/contract/item-columns.ts';
import { describe, expect, it } from 'vitest';
import { makeSheet, makeXlsx, objectHeader, objectRow, problemOf, tableOf } from './workbook-fixture.ts';

describe('header', () => {
  it('is found below a merged title, by name and not by position, with synonyms, line breaks and full-width signs', async () => {
    const header = ['状　态', '企业\n名称', '＊统一社会信用代码（必填）', '区县', '法人', '门牌'];
    const table = await tableOf(
      makeSheet(
        [
          ['2026年检查对象名录'],
          ['填报单位：绛县分局'],
          header,
          ['正常', '甲厂', objectRow[1]!, '140826', '王示范', '7号'],
        ],
        { merges: ['A1:F1'] },
      ),
    );
    expect(table.headerRow).toBe(3);
    expect(table.rows).toEqual([
      {
        rowNumber: 4,
        cells: {
          status: '正常',
          name: '甲厂',
          creditCode: objectRow[1],
          region: '140826',
          legalRepresentative: '王示范',
        },
        remarks: { 门牌: '7号' },
        numeric: [],
      },
    ]);
    expect(table.unknownHeaders).toEqual(['门牌']);
  });

  it('of two rows with merged cells is read as the annex of an item list has it', async () => {
    const bytes = makeXlsx({
      sheets: [
        {
          name: '清单',
          rows: [
            ['随机抽查事项清单'],
            ['序号', '抽查项目', null, '检查对象', '事项类别', '检查方式', '检查主体', '检查依据'],
            [null, '抽查类别', '抽查事项'],
            [
              '5',
              '危险废物日常监管',
              '经营单位',
              '危险废物经营许可证单位',
              '重点检查事项',
              '现场检查书面检查',
              '县级以上',
              '甲法',
            ],
            [null, null, '贮存转移', '危险废物产生单位', '重点检查事项', '现场检查书面检查'],
          ],
          merges: ['A1:H1', 'A2:A3', 'B2:C2', 'D2:D3', 'E2:E3', 'F2:F3', 'G2:G3', 'H2:H3', 'A4:A5', 'B4:B5'],
        },
      ],
    });
    const { headerRow, rows } = await tableOf(bytes, { vocabulary: itemVocabulary });
    expect(headerRow).toBe(3);
    expect(rows.map(({ cells }) => [cells.serialNo, cells.category, cells.itemName, cells.legalBasis])).toEqual([
      ['5', '危险废物日常监管', '经营单位', '甲法'],
      ['5', '危险废物日常监管', '贮存转移', undefined],
    ]);
  });

  it('that names a column twice keeps the second as a remark', async () => {
    const table = await tableOf(
      makeSheet([
        [...objectHeader, '单位名称'],
        [...objectRow, '曾用名'],
      ]),
    );
    expect(table.repeatedHeaders).toEqual(['单位名称']);
    expect(table.rows[0]!.remarks).toEqual({ 单位名称: '曾用名' });
  });

  it('missing altogether, or missing required columns, is refused and says which', async () => {
    expect(
      await problemOf(
        makeSheet([
          ['姓名', '电话'],
          ['甲', '1'],
        ]),
      ),
    ).toMatchObject({ code: 'noHeader' });
    const problem = await problemOf(
      makeSheet([
        ['企业名称', '地址', '法人'],
        ['甲厂', '一号路', '王示范'],
      ]),
    );
    expect(problem?.code).toBe('missingColumns');
    expect(problem?.message).toContain('所在区域、状态、统一社会信用代码或项目编号');
    expect(await problemOf(makeSheet([objectHeader]))).toMatchObject({ code: 'noRows' });
  });
});

describe('sheets', () => {
  const list = (name: string, hidden = false) => ({ name, hidden, rows: [objectHeader, objectRow] });

  it('instructions and hidden ones step back behind the list', async () => {
    const bytes = makeXlsx({
      sheets: [{ name: '填写说明', rows: [objectHeader, objectRow] }, list('旧表', true), list('名录')],
    });
    expect((await tableOf(bytes)).sheet).toBe('名录');
  });

  it('of which several fit are listed, and one can be named', async () => {
    const bytes = makeXlsx({ sheets: [list('2025'), list('2026')] });
    expect(await problemOf(bytes)).toMatchObject({ code: 'severalSheets', sheets: ['2025', '2026'] });
    expect((await tableOf(bytes, { sheet: '2026' })).sheet).toBe('2026');
    expect(await problemOf(bytes, { sheet: '2027' })).toMatchObject({ code: 'noSuchSheet' });
  });
});

it('an inspectors list is not taken for an objects list', async () => {
  const bytes = makeSheet([
    ['姓名', '单位', '执法证号'],
    ['张示范', '一中队', 'SF-001'],
  ]);
  expect(await problemOf(bytes, { vocabulary: inspectorVocabulary })).toBeUndefined();
  expect(await problemOf(bytes)).toMatchObject({ code: 'noHeader' });
});
