import { describe, expect, test } from 'vitest';
import { readScheme, sectionText } from '../../test/golden/scheme-text.ts';
import { loadPack } from '../../test/pack-files.ts';
import type { Pack } from './pack.ts';
import { proposePlan } from './plan.ts';
import { planColumns, planTableRows, readPlanTable } from './plan-table.ts';

const xinxian = loadPack('xinxian');
const yiliang = loadPack('yiliang');
const HEADING = planColumns(xinxian).map(({ label }) => label);
const row = (planName: string, taskName: string, from = '2021年1月') => [
  '',
  planName,
  taskName,
  '一般排污单位抽查',
  '一般排污单位',
  '100%',
  from,
  '2021年12月',
];

function read(pack: Pack, rows: readonly (readonly string[])[]) {
  const table = readPlanTable(pack, rows);
  if (!table.ok) throw new Error(table.error.message);
  return table.value;
}

describe('columns', () => {
  test('of the two schemes with a table, in their order', () => {
    expect(HEADING.join(' ')).toBe('序号 抽查计划名称 抽查任务名称 抽查事项 抽查对象 抽查比例 抽取日期自 抽取日期至');
    expect(
      planColumns(yiliang)
        .map(({ label }) => label)
        .join(' '),
    ).toBe('序号 抽查计划名称 检查类别 抽查事项 检查对象 事项类别 抽查方式 抽查日期');
  });

  test('a scheme without a table prints every field of its plan', () => {
    const labels = planColumns(loadPack('jiangxian')).map(({ label }) => label);
    expect([labels.length, labels[0], labels[1]]).toEqual([10, '序号', '抽查任务名称']);
  });
});

describe('printing', () => {
  test('the name and number of a plan stand once above its tasks', () => {
    const entries = [
      { planName: '日常', taskName: '一', drawFrom: '2021-01', drawTo: '2021-06-30' },
      { planName: '日常', taskName: '二' },
      { planName: '专项', taskName: '三' },
    ].map((fields) => ({ fields }));
    const columns = planColumns(xinxian);
    const serials = planTableRows(xinxian, entries).map((cells) => cells.slice(0, 3));
    expect(serials).toEqual([
      ['1', '日常', '一'],
      ['', '', '二'],
      ['2', '专项', '三'],
    ]);
    const [first, second] = planTableRows(xinxian, entries);
    expect(first?.slice(-2)).toEqual(['2021年1月', '2021年6月30日']);
    expect([first?.length, second?.slice(-2)]).toEqual([columns.length, ['', '']]);
  });

  test('a table without tasks numbers every row', () => {
    const entries = ['甲', '甲', '乙'].map((planName) => ({ fields: { planName } }));
    expect(planTableRows(yiliang, entries).map((cells) => cells.slice(0, 2))).toEqual([
      ['1', '甲'],
      ['2', '甲'],
      ['3', '乙'],
    ]);
  });

  test('row 1 of Yiliang comes out of the proposal as the scheme prints it', () => {
    const agency = { code: '999999', name: '示范县', level: 'county' } as const;
    const { entries } = proposePlan(yiliang, { agency, year: 2022, bases: { nuclear: 6 } });
    const [cells] = planTableRows(yiliang, entries);
    const annex = sectionText(readScheme('yiliang'), '附件')!
      .split('\n')
      .map((line) => line.trim());
    const start = annex.indexOf('1');
    expect(start).toBeGreaterThan(0);
    expect(cells).toEqual(annex.slice(start, start + 8));
  });

  test('every cell of a proposal is filled, and reads back as it was', () => {
    const agency = { code: '999999', name: '示范县', level: 'county' } as const;
    const ask = { agency, year: 2021, bases: { key: 37, general: 117, A1: 22, C4: 20 }, staff: { officers: 11 } };
    for (const pack of [xinxian, yiliang]) {
      const { entries } = proposePlan(pack, ask);
      const columns = planColumns(pack);
      const printed = planTableRows(pack, entries);
      const table = read(pack, [columns.map(({ label }) => label), ...printed]);
      expect(table.tasks).toBe(entries.length);
      for (const cells of table.rows) expect(Object.values(cells)).not.toContain('');
      expect(
        planTableRows(
          pack,
          table.rows.map((fields) => ({ fields })),
        ),
      ).toEqual(printed);
    }
  });
});

describe('reading', () => {
  test('lines above, empty rows, notes below, columns in another order', () => {
    const order = [7, 6, 5, 4, 3, 2, 1, 0];
    const shuffled = (cells: readonly string[]) => order.map((i) => cells[i]!);
    const table = read(xinxian, [
      ['部门内部抽查工作计划表'],
      [],
      shuffled(HEADING.map((label) => ` ${label.slice(0, 2)} ${label.slice(2)}`)),
      shuffled(row('日常', '一')),
      shuffled(row('', '二', '2021 年 4 月 5 日')),
      shuffled(row('专项', '三', '第二季度')),
      ['', ' ', ''],
      ['备注：1. 可参照此表', ''],
      shuffled(row('不在表内', '四')),
    ]);
    expect([table.plans, table.tasks]).toEqual([2, 3]);
    expect(table.rows.map(({ planName, taskName, drawFrom }) => [planName, taskName, drawFrom])).toEqual([
      ['日常', '一', '2021-01'],
      ['日常', '二', '2021-04-05'],
      ['专项', '三', '第二季度'],
    ]);
  });

  test('a row that ends early is still read', () => {
    expect(read(xinxian, [HEADING, ['1', '日常', '一']]).rows[0]).toMatchObject({ taskName: '一', drawTo: '' });
  });

  test('a first row without a name, a heading that lacks columns, nothing at all: what is missing and what to do', () => {
    const nameless = readPlanTable(xinxian, [HEADING, [], row('', '一')]);
    expect(nameless).toEqual({
      ok: false,
      error: { row: 3, message: '第 3 行没有抽查计划名称，上面也没有可以沿用的名称。请填写计划名称。' },
    });
    const without = readPlanTable(xinxian, [['说明'], HEADING.slice(0, 6)]);
    expect(without).toEqual({
      ok: false,
      error: {
        message: '没有找到计划表的表头：缺少“抽取日期自”、“抽取日期至”。请补上这些列，列名照此书写，先后不限。',
      },
    });
    const nothing = readPlanTable(xinxian, []);
    expect(nothing.ok ? '' : nothing.error.message).toContain('“序号”');
  });
});
