import { inventedCode } from './credit-codes.ts';
import { codesOf, enterprises, GENERAL_TRADES, KEY_TRADES, type Trade } from './invented-enterprises.ts';
import { bookOf, excelDate, type Row } from './office-form.ts';
import { yiliangItems } from './scheme-items.ts';
import { soiled } from './soil.ts';
import { certificates, team } from './staff.ts';
import { directed, type Quarter, quarterly, type Round, returnedRows, visitsOf } from './year-of-visits.ts';
import { planRowBook, tableOneBook, yiliangForms } from './yiliang-forms.ts';

/**
 * A county under the scheme of Yiliang with a directory by row of its 表一: A1 22, A2 3, A3 2, A4 1, B1 35, B2 7, B3 2, C1 58,
 * C2 2, C3 7, C4 20; 4 construction projects; 6 of the units use nuclear technology. 2022: one visit short in A1 (third quarter) and
 * one user of nuclear technology left out.
 */
const SMALL_TRADES: readonly Trade[] = [
  ['餐饮', '餐饮业', '水；气'],
  ['洗车', '汽车清洗', '水'],
  ['养殖', '畜牧业', '水'],
  ['石材', '建筑用石加工', '气；噪声'],
];

const PLACE = { region: '530125', prefix: '假想县', middle: '设' };

/** The rows of 表一 in the order of the directory: what puts an object there, how many, and which trades. */
const ROWS: readonly (readonly [row: string, count: number, trades: readonly Trade[], of: (i: number) => Row])[] = [
  ['A1', 22, KEY_TRADES, () => ({ permitCategory: '重点管理' })],
  ['A2', 3, KEY_TRADES, () => ({ permitCategory: '简化管理', ministryDemand: '是' })],
  ['A3', 2, KEY_TRADES, () => ({ permitCategory: '登记管理', inspectorateDemand: '是' })],
  ['A4', 1, KEY_TRADES, () => ({ permitCategory: '简化管理', recurringProblem: '是' })],
  ['B1', 35, GENERAL_TRADES, () => ({ permitCategory: '简化管理' })],
  ['B2', 7, KEY_TRADES, () => ({ permitCategory: '登记管理', keyListMember: '2022市级；2023市级' })],
  ['B3', 2, KEY_TRADES, () => ({ permitCategory: '登记管理', municipalDemand: '是' })],
  ['C1', 58, GENERAL_TRADES, () => ({ permitCategory: '登记管理' })],
  ['C2', 2, SMALL_TRADES, () => ({ permitCategory: '未纳入', countyDemand: '是' })],
  ['C3', 7, SMALL_TRADES, () => ({ permitCategory: '未纳入', concentratedComplaints: '是' })],
  ['C4', 20, SMALL_TRADES, () => ({ permitCategory: '未纳入' })],
];
/** Users of nuclear technology: gauges in plants of A1, sources in B1 and C1; the last one is not visited at all in 2022. */
const NUCLEAR: Readonly<Record<string, readonly number[]>> = { A1: [20, 21], B1: [30, 31], C1: [50, 51] };

const BY_ROW: ReadonlyMap<string, readonly Row[]> = new Map(
  ROWS.map(([row, count, trades, of], at) => [
    row,
    enterprises({
      ...PLACE,
      prefix: `假想县${['城东', '城西', '南坝', '北营', '', '工业园', '汤池', '河口', '老街', '新街', '集镇'][at]}`,
      code: 530_000 + at * 100,
      trades,
      count,
      of: (i) => ({
        creditRiskGrade: 'ABBC'[i % 4]!,
        offSiteFacilities: '不完备',
        nuclearUser: NUCLEAR[row]?.includes(i) ? '是' : '否',
        tierRows: ['A2', 'A3', 'A4'].includes(row) ? row : null,
        ...of(i),
      }),
    }),
  ]),
);
const PROJECTS = enterprises({
  ...PLACE,
  prefix: '假想县在建',
  trades: KEY_TRADES,
  code: 532_000,
  count: 4,
  of: (i) => ({
    permitCategory: '未纳入',
    constructionProject: '是',
    projectNumber: `YL-2022-${String(i + 1).padStart(3, '0')}`,
    inspectionDue: excelDate(`2023-${String(i + 8).padStart(2, '0')}-15`),
  }),
});
const STOPPED = enterprises({
  ...PLACE,
  prefix: '假想县旧厂',
  trades: KEY_TRADES,
  code: 532_100,
  count: 1,
  of: () => ({ permitCategory: '重点管理', status: '停产', statusSince: excelDate('2021-08-01') }),
});
const TEAM = team({
  certificate: 'YN530125',
  region: '530125',
  department: '生态环境执法大队',
  middle: '设',
  count: 12,
  leaders: 4,
  first: 5301,
  validTo: '2026-09-30',
  of: (i) => (i >= 9 ? { department: '环境管理科', staffKind: '日常监管' } : {}),
});

const rowCodes = (row: string): readonly string[] => codesOf(BY_ROW.get(row)!);
const nuclearCodes = Object.entries(NUCLEAR).flatMap(([row, at]) => at.map((i) => rowCodes(row)[i]!));
const once = (row: string, quarter: Quarter, count = rowCodes(row).length): Round => ({
  quarter,
  class: row,
  codes: rowCodes(row).slice(0, count),
});

const COUNTY_VISITS = visitsOf({
  year: 2022,
  task: 'YL',
  level: '县级',
  authority: '宜良分局',
  staff: certificates(TEAM).slice(0, 9),
  problemEvery: 10,
  problem: '发现问题已责令改正',
  rounds: [
    ...quarterly('A1', rowCodes('A1'), { sizes: [2, 2, 1, 2] }),
    ...quarterly('B1', rowCodes('B1'), {
      sizes: [4, 4, 4, 4],
      of: (i) => ({ taskType: i === 0 ? '内部联合' : '日常' }),
    }),
    ...quarterly('C1', rowCodes('C1'), { sizes: [6, 6, 6, 6] }),
    once('A2', 2, 1),
    once('A3', 3, 1),
    ...(['B2', 'B3', 'C2', 'C3'] as const).flatMap((row) => [once(row, 2), once(row, 4)]),
    once('C4', 3, 2),
    { quarter: 3, class: 'construction', codes: codesOf(PROJECTS), of: () => ({ items: '3' }) },
    { quarter: 2, class: 'nuclear', codes: nuclearCodes.slice(0, 5), of: () => ({ items: '4' }) },
  ],
});
/** What the city's own bureau did in the county: it does not count for the county. */
const MUNICIPAL_VISITS = visitsOf({
  year: 2022,
  task: 'KM',
  level: '市级',
  authority: '530100',
  staff: ['YN5301901', 'YN5301902'],
  problemEvery: 9,
  problem: '发现问题已责令改正',
  rounds: [once('A4', 1), once('A2', 1), once('A2', 3)],
});

/** The files of the county, by name. */
export function yiliangFiles(): Readonly<Record<string, Uint8Array>> {
  const { objects, people, visits } = yiliangForms;
  const all = [...ROWS.flatMap(([row]) => BY_ROW.get(row)!), ...PROJECTS, ...STOPPED];
  return {
    'objects.xlsx': bookOf(objects, soiled(all, { from: 40, spare: 539_001 })),
    'inspectors.xlsx': bookOf(people, TEAM),
    'items.xlsx': yiliangItems(),
    'visits.xlsx': bookOf(visits, [
      ...COUNTY_VISITS,
      ...MUNICIPAL_VISITS,
      directed(COUNTY_VISITS[0]!, { date: '2022-09-06', ground: '突发环境事件', reference: '假想应急〔2022〕3号' }),
      ...returnedRows(COUNTY_VISITS, inventedCode(539_999)),
    ]),
    'table-one.xlsx': tableOneBook(),
    'plan.xlsx': planRowBook(),
  };
}
