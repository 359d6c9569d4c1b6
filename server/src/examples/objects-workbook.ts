import type { FixtureBook, FixtureCell } from '../workbooks/workbook-fixture.ts';
import { inventedCode } from './credit-codes.ts';
import { type ExampleObject, exampleObjects } from './jiangxian-objects.ts';

/** The headers as this office writes them: some by their names, some by synonyms, one that nobody knows. */
const HEADERS: readonly (readonly [string, keyof ExampleObject | 'number' | 'region' | 'phone'])[] = [
  ['序\n号', 'number'],
  ['企业名称', 'name'],
  ['统一社会信用代码', 'code'],
  ['详细地址', 'address'],
  ['法定代表人\n（负责人）', 'person'],
  ['联系电话', 'phone'],
  ['所在区域', 'region'],
  ['行业类别', 'industry'],
  ['污染类型', 'pollutants'],
  ['排污许可管理类别', 'permit'],
  ['重点排污单位', 'keyList'],
  ['信用风险分类', 'credit'],
  ['危险废物', 'waste'],
  ['危险废物经营许可证', 'wastePermit'],
  ['城镇污水处理厂', 'sewagePlant'],
  ['建设项目', 'project'],
  ['项目编号', 'projectNumber'],
  ['检查时限', 'due'],
  ['联合抽查对象', 'joint'],
  ['挂牌督办', 'listed'],
  ['超标通报', 'notice'],
  ['行政处罚', 'penalty'],
  ['举报查实', 'report'],
  ['状　态', 'status'],
  ['状态起始日期', 'since'],
];

type Cells = readonly FixtureCell[];

const TITLE = 1;
const HEADER = 2;
const DATE = 3;
const column = (field: string) => HEADERS.findIndex(([, known]) => known === field);

/** Rows above the data: title, who filled it in, header. */
const ROWS_ABOVE = 3;

/** The rows as the office keeps them, with the usual dirt. `isText`: as a text file shows them, without formats. */
export function objectRows(isText: boolean): readonly Cells[] {
  const clean = exampleObjects().map((object, i) => cellsOf(object, i + 1));
  const dirty = soil(clean, isText);
  return [
    [{ text: '示范县生态环境检查对象名录（2026年）', style: TITLE }],
    ['填报单位：示范县分局', null, null, null, null, null, '填报日期：2026年11月5日'],
    HEADERS.map(([header]) => ({ text: header, style: HEADER })),
    ...dirty,
    ['合计', `共 ${dirty.length - 1} 家`],
    ['填表人：示一', null, null, '审核人：示二'],
  ];
}

function cellsOf(object: ExampleObject, number: number): Cells {
  return HEADERS.map(([, field]) => {
    if (field === 'number') return number;
    if (field === 'region') return number % 3 === 0 ? '绛县' : 140826;
    if (field === 'phone') return number % 4 === 0 ? `0000-${String(1_000_000 + number)}` : null;
    return object[field] === '' ? null : object[field];
  });
}

/** Puts the dirt in, each kind on a row of its own, and three rows that have to come back. */
function soil(rows: readonly Cells[], isText: boolean): readonly Cells[] {
  const out = rows.map((cells) => [...cells]);
  const text = (row: number, field: string) => String(out[row]![column(field)]);
  const put = (row: number, field: string, cell: FixtureCell) => {
    out[row]![column(field)] = cell;
  };
  put(2, 'code', fullWidth(text(2, 'code')));
  put(5, 'name', ` ${text(5, 'name').replace('示范县', '示范县　')}\u00a0`);
  put(7, 'person', '王\ue863');
  put(9, 'person', '王䶮');
  put(11, 'person', '李　示');
  put(14, 'address', text(14, 'address').replace('镇', '镇\n'));
  put(20, 'person', null);
  put(25, 'permit', null);
  put(26, 'code', text(26, 'code').toLowerCase());
  put(30, 'waste', '/');
  put(31, 'status', '在产');
  const suspended = out.length - 3;
  put(suspended, 'since', isText ? '2026/6/1' : { attributes: `s="${DATE}"`, xml: '<v>46174</v>' });
  out[out.length] = copyOf(out[45]!, { code: inventedCode(990) });
  const rejected = [
    copyOf(out[50]!, {
      name: '示范县错码示例有限公司',
      code: `${inventedCode(991).slice(0, 17)}${inventedCode(991)[17] === 'X' ? 'Y' : 'X'}`,
    }),
    copyOf(out[51]!, {
      name: '示范县科学计数示例有限公司',
      code: isText ? '9.1999999E+17' : { xml: '<v>9.1999999E+17</v>' },
    }),
    copyOf(out[1]!, { name: '示范县重复示例有限公司' }),
  ];
  return [...out.slice(0, 60), [], ...out.slice(60), ...rejected];
}

function copyOf(cells: Cells, changes: Readonly<Record<string, FixtureCell>>): FixtureCell[] {
  const copy = [...cells];
  for (const [field, cell] of Object.entries(changes)) copy[column(field)] = cell;
  return copy;
}

function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
}

export function objectsBook(): FixtureBook {
  const rows = objectRows(false);
  const widths = HEADERS.map(([, field], i) => {
    const width = field === 'name' || field === 'address' ? 34 : field === 'code' ? 22 : field === 'number' ? 6 : 16;
    return `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`;
  });
  // Two neighbours of one street share a merged address cell, as offices like to have it.
  const merged = `D${ROWS_ABOVE + 101}:D${ROWS_ABOVE + 102}`;
  const withMerge = rows.map((cells, i) => (i === ROWS_ABOVE + 101 ? cells.with(column('address'), null) : cells));
  return {
    styles: [{ bold: true, size: 16, centred: true }, { bold: true, centred: true, wrapped: true }, { format: 31 }],
    sheets: [
      {
        name: '填写说明',
        rows: [
          ['填写说明'],
          ['一行一家；不要合并数据单元格；信用代码按营业执照填写。'],
          ['本名录中的单位、人员、代码均为虚构。'],
        ],
      },
      { name: '名录', rows: withMerge, merges: ['A1:Y1', merged], head: `<cols>${widths.join('')}</cols>` },
    ],
  };
}
