import { type FixtureCell, makeXlsx } from '../workbooks/workbook-fixture.ts';
import { inventedCode } from './credit-codes.ts';
import { codesOf, enterprises, GENERAL_TRADES, KEY_TRADES } from './invented-enterprises.ts';
import { bookOf, csvBytes, excelDate, gridOf, type Header, type OfficeForm, type Row } from './office-form.ts';
import { xinxianItems } from './scheme-items.ts';
import { soiled } from './soil.ts';
import { certificates, team } from './staff.ts';
import { directed, quarterly, returnedRows, visitsOf } from './year-of-visits.ts';

/**
 * A county under the plan of Xinxian: 37 key objects of the city's list, 113 general ones and 4 construction projects, 9 special ones, which the office has marked itself;
 * 14 people, of whom 11 are certified officers on staff and on duty. 2021: key 12 a quarter, general 110 of 117.
 */
const PLACE = { region: '411523', prefix: '虚构县', middle: '虚' };

const KEY = enterprises({
  ...PLACE,
  trades: KEY_TRADES,
  code: 410_000,
  count: 37,
  of: () => ({ permitCategory: '重点管理', keyListMember: '2021市级；2022市级' }),
});
const GENERAL = enterprises({
  ...PLACE,
  trades: GENERAL_TRADES,
  code: 410_200,
  count: 113,
  of: (i) => ({ permitCategory: i % 3 === 0 ? '简化管理' : '登记管理' }),
});
const SPECIAL = enterprises({
  ...PLACE,
  prefix: '虚构县城关',
  trades: KEY_TRADES,
  code: 410_500,
  count: 9,
  of: () => ({ permitCategory: '简化管理', tags: '特殊监管对象' }),
});
const PROJECTS = enterprises({
  ...PLACE,
  prefix: '虚构县在建',
  trades: KEY_TRADES,
  code: 410_600,
  count: 4,
  of: (i) => ({
    permitCategory: '未纳入',
    constructionProject: '是',
    projectNumber: `XX-2021-${String(i + 1).padStart(3, '0')}`,
  }),
});
const STOPPED = enterprises({
  ...PLACE,
  prefix: '虚构县旧厂',
  trades: GENERAL_TRADES,
  code: 410_700,
  count: 2,
  of: (i) => ({ permitCategory: '登记管理', status: i === 0 ? '停业' : '吊销', statusSince: excelDate('2020-09-30') }),
});
const TEAM = team({
  certificate: 'HN411523',
  region: '411523',
  department: '环境监察大队',
  middle: '虚',
  count: 14,
  leaders: 5,
  first: 4115,
  validTo: '2025-12-31',
  of: (i) => (i >= 11 ? { department: '污染防治股', staffKind: '日常监管', post: '日常监管', mayLead: '否' } : {}),
});

const OBJECT_HEADERS: readonly Header[] = [
  ['序号', '#'],
  ['对象名称', 'name'],
  ['统一社会\n信用代码', 'creditCode'],
  ['建设项目编号', 'projectNumber'],
  ['建设项目', 'constructionProject'],
  ['法人代表', 'legalRepresentative'],
  ['地址', 'address'],
  ['行政区域', 'region'],
  ['行业', 'industry'],
  ['污染类型', 'pollutantTypes'],
  ['排污许可管理类别', 'permitCategory'],
  ['重点排污单位', 'keyListMember'],
  ['标签', 'tags'],
  ['状态', 'status'],
  ['状态起始日期', 'statusSince'],
  ['所属乡镇', 'township'],
];
const OBJECTS: OfficeForm = {
  sheet: '两库一单-对象库',
  title: '检查对象名录库',
  filledIn: '单位：家　　（单位、人员、代码均为虚构）',
  headers: OBJECT_HEADERS,
  footer: [['制表：虚一'], ['备注：本表每季度审核一次']],
};
const PEOPLE: OfficeForm = {
  sheet: '两库一单-人员库',
  title: '检查人员名录库',
  headers: [
    ['序号', '#'],
    ['姓名', 'name'],
    ['性别', 'gender'],
    ['部门', 'department'],
    ['岗位', 'post'],
    ['执法证号', 'certificateNo'],
    ['执法证有效期至', 'certificateValidTo'],
    ['身份证号', 'idNumber'],
    ['手机号', 'phone'],
    ['专业类别', 'professionCategory'],
    ['人员类别', 'staffKind'],
    ['在编在岗', 'onStaffOnDuty'],
    ['可任组长', 'mayLead'],
  ],
};
const VISITS: OfficeForm = {
  sheet: '2021年',
  title: '2021年度污染源日常监管双随机抽查登记表',
  headers: [
    ['序号', '#'],
    ['检查日期', 'date'],
    ['统一社会信用代码', 'creditCode'],
    ['对象类别', 'class'],
    ['抽取方式', 'selection'],
    ['针对性依据', 'ground'],
    ['文书编号', 'reference'],
    ['任务编号', 'task'],
    ['任务完成时间', 'taskCompletedOn'],
    ['抽查事项', 'items'],
    ['检查方式', 'method'],
    ['检查人员', 'inspectors'],
    ['检查结果', 'results'],
    ['公开日期', 'publishedOn'],
    ['登记人', 'remark'],
  ],
};

const YEAR_VISITS = visitsOf({
  year: 2021,
  task: 'XX',
  level: '县级',
  authority: '新县环境保护局',
  staff: certificates(TEAM),
  problemEvery: 12,
  problem: '发现问题已责令整改',
  rounds: [
    ...quarterly('重点排污单位', codesOf(KEY), { sizes: [12, 12, 12, 12], of: () => ({ items: '2' }) }),
    ...quarterly('一般排污单位', codesOf([...PROJECTS, ...GENERAL]), { sizes: [28, 28, 27, 27] }),
    { quarter: 3, class: '特殊监管对象', codes: codesOf(SPECIAL.slice(0, 4)), of: () => ({ items: '4' }) },
  ],
});

const PLAN_HEAD = [
  '序号',
  '抽查计划名称',
  '抽查任务名称',
  '抽查事项',
  '抽查对象',
  '抽查比例',
  '抽取日期自',
  '抽取日期至',
];
const BLANK: readonly FixtureCell[] = [null, null, null, null, null, null, null, null];

/** The plan table as the county prints it, blank rows and notes included. */
function planTable(): Uint8Array {
  const rows: readonly (readonly FixtureCell[])[] = [
    [{ text: '新县环境保护局部门内部抽查工作计划表', style: 1 }],
    [{ text: '（2021年度）', style: 1 }],
    PLAN_HEAD.map((text) => ({ text, style: 1 })),
    [
      1,
      '污染源日常监管双随机抽查',
      '新县2021年一般排污单位抽查',
      '一般排污单位抽查',
      '一般排污单位',
      '100%',
      '2021年1月',
      '2021年12月',
    ],
    [null, null, '新县2021重点排污单位抽查', '重点排污单位抽查', '重点排污单位', '100%', '2021年1月', '2021年12月'],
    BLANK,
    BLANK,
    ['备注：1. 双随机抽查工作计划可参照此表制定实施。'],
    [
      '2. 一个计划中可包含多项抽查任务。抽查计划既可按抽查事项清单中的大类区分，又可按领域、行业、产品、项目、行为等区分，抽查任务则根据抽查事项清单“大类”（或按领域、行业、产品、项目、行为）中的分项或全项区分',
    ],
  ];
  const merges = ['A1:H1', 'A2:H2', 'A4:A5', 'B4:B5', 'A8:H8', 'A9:H9'];
  return makeXlsx({
    styles: [{ bold: true, centred: true, wrapped: true }],
    sheets: [{ name: '计划表', rows, merges }],
  });
}

/** The files of the county, by name. */
export function xinxianFiles(): Readonly<Record<string, Uint8Array>> {
  const all = [...KEY, ...GENERAL, ...SPECIAL, ...PROJECTS, ...STOPPED];
  const ledger = [
    ...YEAR_VISITS,
    directed(YEAR_VISITS[0]!, { date: '2021-07-13', ground: '投诉举报', reference: '虚构举报〔2021〕7号' }),
    ...returnedRows(YEAR_VISITS, inventedCode(419_999)),
  ];
  return {
    'objects.xlsx': bookOf(OBJECTS, soiled(all, { from: 60, spare: 419_001 })),
    'inspectors.csv': csvBytes(gridOf(PEOPLE, TEAM.map(asText))),
    'items.xlsx': xinxianItems(),
    'visits.xlsx': bookOf(VISITS, ledger),
    'plan.xlsx': planTable(),
  };
}

/** A text file has no formats: the days stand there in one form. */
function asText(row: Row): Row {
  return { ...row, certificateValidTo: '2025/12/31' };
}
