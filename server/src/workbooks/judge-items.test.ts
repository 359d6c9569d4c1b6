import { expect, it } from 'vitest';
import { judgeItems } from './judge-items.ts';
import type { TableRow } from './table.ts';

const LAWS = ['1.《环境保护法》第二十四条', '2.《水污染防治法》第三十条', '8.《建设项目环境保护管理条例》第二十条等'];

const first = {
  serialNo: '1',
  category: '重点排污单位监督检查',
  itemName: '主要法定环境制度及污染防治措施落实情况',
  objectKind: '重点排污单位',
  itemGrade: '重点检查事项',
  methods: '现场检查',
  authority: '县级以上生态环境部门',
  legalBasis: LAWS.join('\n'),
};
const waste = {
  ...first,
  serialNo: '5',
  category: '危险废物日常监管',
  itemName: '危险废物经营单位监督检查',
  objectKind: '危险废物经营许可证单位',
  methods: '现场检查书面检查',
};
const storage = {
  itemName: '危险废物贮存及转移情况',
  objectKind: '危险废物产生单位',
  itemGrade: '重点检查事项',
  methods: '现场检查书面检查',
};

function rows(...cells: Readonly<Record<string, string>>[]): readonly TableRow[] {
  return cells.map((one, i) => ({ rowNumber: i + 3, cells: one, remarks: {}, numeric: [] }));
}

function kept(input: readonly TableRow[]) {
  return judgeItems(input).map((judged) => {
    if (!judged.ok) throw new Error(judged.errors.map(({ message }) => message).join());
    return judged.value;
  });
}

it('reads one law per line without its number', () => {
  expect(kept(rows(first))[0]!.facts.legalBasis).toEqual([
    '《环境保护法》第二十四条',
    '《水污染防治法》第三十条',
    '《建设项目环境保护管理条例》第二十条等',
  ]);
});

it('letters the items of one number, fills the category down, reads joined methods, flags what is missing', () => {
  const items = kept(rows(first, waste, storage));
  expect(items.map(({ facts, missing }) => [facts.serialNo, facts.category, facts.methods, missing])).toEqual([
    ['1', '重点排污单位监督检查', ['现场检查'], []],
    ['5a', '危险废物日常监管', ['现场检查', '书面检查'], []],
    ['5b', '危险废物日常监管', ['现场检查', '书面检查'], ['authority', 'legalBasis']],
  ]);
  expect(judgeItems(rows(first, waste, storage))[2]!.warnings.map(({ code }) => code)).toEqual([
    'incomplete',
    'incomplete',
  ]);
});

it('numbers the same where merged cells repeat number and category, or where letters are written out', () => {
  const merged = kept(rows(waste, { ...storage, serialNo: '5', category: '危险废物日常监管' }));
  expect(merged.map(({ facts }) => facts.serialNo)).toEqual(['5a', '5b']);
  const written = kept(
    rows({ ...waste, serialNo: '5a' }, { ...storage, serialNo: '5b', category: '危险废物日常监管' }),
  );
  expect(written.map(({ facts }) => facts.serialNo)).toEqual(['5a', '5b']);
});

it('numbers rows without numbers after the one above', () => {
  const { serialNo: _, ...unnumbered } = waste;
  expect(kept(rows(first, unnumbered)).map(({ facts }) => facts.serialNo)).toEqual(['1', '2']);
});

it('marks a row that a remark calls 增补 as not from the list handed down', () => {
  const [row] = rows(first);
  const items = kept([{ ...row!, remarks: { 说明: '增补：方案三（二）' } }, ...rows(waste)]);
  expect(items.map(({ origin }) => origin)).toEqual(['derived', 'list']);
});

it('gives back rows without category, item, object, grade or method, unknown methods, and repeated items', () => {
  const codes = (input: readonly TableRow[]) =>
    judgeItems(input).map((judged) => (judged.ok ? [] : judged.errors.map(({ column, code }) => `${column} ${code}`)));
  expect(codes(rows({ serialNo: '1' }))).toEqual([
    ['category missing', 'itemName missing', 'objectKind missing', 'itemGrade missing', 'methods missing'],
  ]);
  expect(codes(rows({ ...first, methods: '现场检查和目测' }))).toEqual([['methods badChoice']]);
  expect(codes(rows(first, first))).toEqual([[], ['itemName duplicate']]);
});

it('takes ways of inspecting in the words of the scheme too, and names them where a word is not known', () => {
  const own = [
    { id: 'tech', text: '在线核查' },
    { id: 'thirdParty', text: '委托具备资质的第三方机构检查' },
  ];
  const row = { ...first, methods: '现场检查、在线核查委托具备资质的第三方机构检查' };
  const [taken] = judgeItems(rows(row), own);
  expect(taken).toMatchObject({ ok: true, value: { facts: { methods: ['现场检查', '科技检查', '委托第三方机构'] } } });
  const [back] = judgeItems(rows({ ...row, methods: '巡查' }), own);
  expect(back).toMatchObject({ ok: false, errors: [{ column: 'methods', code: 'badChoice' }] });
  expect(JSON.stringify(back)).toContain('其他检查、在线核查、委托具备资质的第三方机构检查。');
  // Control: without the scheme's words neither is known.
  expect(judgeItems(rows(row))[0]).toMatchObject({ ok: false });
});
