import type { FixtureBook, FixtureCell } from '../workbooks/workbook-fixture.ts';

/**
 * 《运城市生态环境局绛县分局随机抽查事项清单》, annex of 绛环发〔2025〕1号, as it stands there: the second item of row 5
 * without 检查主体 and 检查依据, 检查主体 of row 2 with a stray space, two methods written as one word. The last row is not
 * in the annex and says so: the scheme's 三（二） names construction projects among the matters to be inspected.
 */
const LAWS = [
  '1.《环境保护法》第二十四条',
  '2.《水污染防治法》第三十条',
  '3.《大气污染防治法》第二十九条',
  '4.《土壤污染防治法》第七十七条',
  '5.《固体废物污染环境防治法》第二十六条',
  '6.《环境噪声污染防治法》第二十一条',
  '7.《环境影响评价法》第二十八条',
  '8.《建设项目环境保护管理条例》第二十条等',
].join('\n');
const MATTER = '主要法定环境制度及污染防治措施落实情况';
const AUTHORITY = '县级以上生态环境部门';
const KEY = '重点检查事项';
const GENERAL = '一般检查事项';
const BOTH = '现场检查书面检查';
const WASTE_LAWS =
  '1.《固体废物污染环境防治法》第二十六条\n2.《危险废物经营许可证管理办法》（国务院令第408号）第十七条';
const ADDED = '增补：附件未列，依据实施方案三（二）“建设项目环评及批复落实情况、建设项目‘三同时’制度落实情况”';

const ROWS: readonly (readonly (string | null)[])[] = [
  ['1', '重点排污单位监督检查', MATTER, '重点排污单位', KEY, '现场检查', AUTHORITY, LAWS],
  ['2', '一般排污单位监督检查', MATTER, '非重点排污单位', GENERAL, '现场检查', '县级以上生 态环境部门', LAWS],
  ['3', '特殊监管对象监督检查', MATTER, '特殊监管对象', KEY, '现场检查', AUTHORITY, LAWS],
  [
    '4',
    '城镇污水处理设施污染防治情况监督检查',
    '城镇污水处理设施污染防治情况',
    '城镇污水处理厂',
    KEY,
    '现场检查',
    AUTHORITY,
    '《水污染防治法》第五十条、第八十五条',
  ],
  [
    '5',
    '危险废物日常监管',
    '危险废物经营单位主要法定环境制度及污染防治措施落实情况监督检查',
    '危险废物经营许可证单位',
    KEY,
    BOTH,
    AUTHORITY,
    WASTE_LAWS,
  ],
  [null, null, '危险废物贮存及转移情况', '危险废物产生单位', KEY, BOTH],
  [
    '6',
    '在建工程建设项目监督检查',
    '建设项目环评及批复落实情况、“三同时”制度落实情况',
    '在建工程建设项目',
    GENERAL,
    '现场检查',
    AUTHORITY,
    '1.《环境影响评价法》第二十八条\n2.《建设项目环境保护管理条例》第二十条',
    ADDED,
  ],
];

const TITLE = 1;
const HEADER = 2;
const WRAPPED = 3;

export function itemsBook(): FixtureBook {
  const head = (texts: readonly (string | null)[]) =>
    texts.map((text): FixtureCell => (text === null ? null : { text, style: HEADER }));
  const widths = [6, 22, 34, 22, 14, 12, 16, 40, 30].map(
    (width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  );
  return {
    styles: [{ bold: true, size: 16, centred: true }, { bold: true, centred: true, wrapped: true }, { wrapped: true }],
    sheets: [
      {
        name: '事项清单',
        head: `<cols>${widths.join('')}</cols>`,
        merges: ['A1:I1', 'A2:A3', 'B2:C2', 'D2:D3', 'E2:E3', 'F2:F3', 'G2:G3', 'H2:H3', 'I2:I3', 'A8:A9', 'B8:B9'],
        rows: [
          [{ text: '运城市生态环境局绛县分局随机抽查事项清单', style: TITLE }],
          head(['序号', '抽查项目', null, '检查对象', '事项类别', '检查方式', '检查主体', '检查依据', '备注']),
          head([null, '抽查类别', '抽查事项']),
          ...ROWS.map((cells) => cells.map((text): FixtureCell => (text === null ? null : { text, style: WRAPPED }))),
        ],
      },
    ],
  };
}
