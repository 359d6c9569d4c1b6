import type { FixtureBook, FixtureCell } from '../workbooks/workbook-fixture.ts';
import { inventedCode, inventedIdNumber } from './credit-codes.ts';

type Person = {
  readonly name: string;
  readonly unit: string;
  readonly specialties: string;
  readonly validTo: FixtureCell;
  readonly mayLead: string;
  readonly recused?: string;
  readonly reason?: string;
};

const TEAM = '综合行政执法队';
const SECTION = '业务股';
const DATE = 3;

/** Fourteen people; one certificate has expired, five may lead, three are recused from an enterprise. */
const PEOPLE: readonly Person[] = [
  { name: '赵示甲', unit: TEAM, specialties: '水；气', validTo: '2029-06-30', mayLead: '是' },
  {
    name: '钱示乙',
    unit: TEAM,
    specialties: '气',
    validTo: '2029年6月30日',
    mayLead: '是',
    recused: inventedCode(1),
    reason: '近亲属在该单位任职',
  },
  { name: '孙示丙', unit: TEAM, specialties: '固废', validTo: '2028/12/31', mayLead: '是' },
  {
    name: '李　示',
    unit: TEAM,
    specialties: '辐射；固废',
    validTo: { attributes: `s="${DATE}"`, xml: '<v>47118</v>' },
    mayLead: '是',
  },
  { name: '周示戊', unit: TEAM, specialties: '水', validTo: '2028-12-31', mayLead: '否' },
  {
    name: '吴示己',
    unit: TEAM,
    specialties: '水；固废',
    validTo: '2028-12-31',
    mayLead: '否',
    recused: `${inventedCode(5)}；${inventedCode(104)}`,
    reason: '曾在该单位工作',
  },
  { name: '郑示庚', unit: TEAM, specialties: '气；噪声', validTo: '2027-03-31', mayLead: '否' },
  { name: '王䶮', unit: TEAM, specialties: '气', validTo: '2027.3.31', mayLead: '否' },
  { name: '冯示壬', unit: TEAM, specialties: '水', validTo: '2026-08-31', mayLead: '否' },
  { name: '陈示癸', unit: SECTION, specialties: '固废', validTo: '2028-06-30', mayLead: '是' },
  { name: '褚示子', unit: SECTION, specialties: '辐射', validTo: '2028-06-30', mayLead: '否' },
  { name: '卫示丑', unit: SECTION, specialties: '水；气', validTo: '2028-06-30', mayLead: '否' },
  {
    name: '蒋示寅',
    unit: SECTION,
    specialties: '气',
    validTo: '2029-01-31',
    mayLead: '否',
    recused: inventedCode(12),
    reason: '近亲属持有股份',
  },
  { name: '沈示卯', unit: SECTION, specialties: '水', validTo: '2029-01-31', mayLead: '否' },
];

const HEADERS = [
  '序号',
  '姓名',
  '性别',
  '所属部门',
  '职务',
  '执法证号',
  '执法证有效期至',
  '身份证号码',
  '手机号',
  '业务类别',
  '工作年限',
  '人员类别',
  '在编在岗',
  '可任组长',
  '回避对象',
  '回避原因',
];

export function inspectorsBook(): FixtureBook {
  const rows = PEOPLE.map((person, i): readonly FixtureCell[] => [
    i + 1,
    person.name,
    i % 4 === 1 ? '女' : '男',
    person.unit,
    i === 0 ? '队长' : i < 4 ? '中队长' : '科员',
    i === 6 ? `ｓｆ140826${String(i + 1).padStart(3, '0')}` : `SF140826${String(i + 1).padStart(3, '0')}`,
    person.validTo,
    inventedIdNumber(`19${75 + i}0101`, i + 1),
    13_800_000_000 + i + 1,
    person.specialties,
    4 + ((i * 5) % 23),
    '执法',
    '是',
    person.mayLead,
    person.recused ?? null,
    person.reason ?? null,
  ]);
  const widths = HEADERS.map(
    (header, i) =>
      `<col min="${i + 1}" max="${i + 1}" width="${/号|对象|原因/.test(header) ? 22 : 12}" customWidth="1"/>`,
  );
  return {
    styles: [{ bold: true, size: 16, centred: true }, { bold: true, centred: true, wrapped: true }, { format: 14 }],
    sheets: [
      {
        name: '检查人员名录库',
        head: `<cols>${widths.join('')}</cols>`,
        merges: ['A1:P1'],
        rows: [
          [{ text: '示范县生态环境检查人员名录库', style: 1 }],
          HEADERS.map((text) => ({ text, style: 2 })),
          ...rows,
          ['填表人：示一', null, null, null, '2026年11月5日'],
        ],
      },
    ],
  };
}
