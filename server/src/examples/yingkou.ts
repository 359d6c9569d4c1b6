import { inventedCode } from './credit-codes.ts';
import { codesOf, enterprises, GENERAL_TRADES, KEY_TRADES } from './invented-enterprises.ts';
import { bookOf, csvBytes, excelDate, gridOf, type Row } from './office-form.ts';
import { yingkouItems } from './scheme-items.ts';
import { soiled } from './soil.ts';
import { certificates, team } from './staff.ts';
import { directed, quarterly, returnedRows, visitsOf } from './year-of-visits.ts';
import { yingkouForms } from './yingkou-forms.ts';

/**
 * A city and two of its counties under the scheme of Yingkou. County 210882: 37 key, 113 general, 9 special objects; district
 * 210804: 14, 30, 2. The year 2022: the county is one key object short in the second quarter and leaves out one special one.
 */

/** Why an object is a key one, in turn: each of the scheme's conditions occurs. */
const KEY_REASONS: readonly Row[] = [
  { keyListMember: '2022市级；2023市级', permitCategory: '重点管理' },
  { permitCategory: '重点管理' },
  { highEnergyHighEmission: '是' },
  { hazardousWasteRole: '产生' },
  { hazardousWasteRole: '产生；经营', hazardousWastePermit: '示危废证2201号' },
  { hazardousChemicals: '是' },
  { heavyMetals: '是' },
  { keyEnvironmentalFacility: '是' },
  { tailingsPond: '是' },
  { landfill: '是' },
  { legacyMine: '是' },
];

/** What the permit of a key object says, each a row of the checklist at a visit. */
const MATTERS = '废水排放口及限值；废气排放口及限值；工业固体废物管理；自行监测；环境管理台账；执行报告';

/** Why an object is a special one: in 2022 as well as in 2023. */
const SPECIAL_REASONS: readonly Row[] = [
  { listedSupervision: '2021-09-14|省级|示督办〔2021〕3号；2022-10-20|市级|示督办〔2022〕8号' },
  { mediaExposure: '2021年11月2日|市级|示访〔2021〕40号' },
  { crime: '2020/6/18|县级|示刑移〔2020〕2号' },
  { seriousDishonesty: '是' },
  { environmentalRisk: '高' },
];

type Place = { readonly region: string; readonly prefix: string; readonly code: number };

function objectsOf(place: Place, sizes: readonly [key: number, general: number, special: number]) {
  const [keys, generals, specials] = sizes;
  const common = { ...place, middle: '例' };
  const key = enterprises({
    ...common,
    trades: KEY_TRADES,
    count: keys,
    of: (i) => ({
      permitCategory: '简化管理',
      permitMatters: MATTERS,
      creditRiskGrade: 'ABCB'[i % 4]!,
      ...KEY_REASONS[i % 11],
    }),
  });
  const general = enterprises({
    ...common,
    code: place.code + 200,
    trades: GENERAL_TRADES,
    count: generals,
    of: (i) => ({
      permitCategory: i % 3 === 0 ? '简化管理' : '登记管理',
      creditRiskGrade: 'AABC'[i % 4]!,
      positiveList: i % 40 === 39 ? '2022-01-01~2024-12-31' : null,
      offSiteFacilities: i % 40 === 39 ? '完备' : null,
    }),
  });
  const special = enterprises({
    ...common,
    prefix: `${place.prefix}城关`,
    code: place.code + 500,
    trades: KEY_TRADES,
    count: specials,
    of: (i) => ({ permitCategory: i % 2 === 0 ? '重点管理' : '登记管理', ...SPECIAL_REASONS[i % 5] }),
  });
  return { key, general, special };
}

const COUNTY = objectsOf({ region: '210882', prefix: '示例市', code: 210_000 }, [37, 113, 9]);
const DISTRICT = objectsOf({ region: '210804', prefix: '示例区', code: 211_000 }, [14, 30, 2]);
const GONE: readonly Row[] = enterprises({
  prefix: '示例市旧厂',
  region: '210882',
  middle: '例',
  trades: KEY_TRADES,
  code: 210_700,
  count: 2,
  of: (i) => ({
    permitCategory: '重点管理',
    status: i === 0 ? '停产' : '关停',
    statusSince: i === 0 ? excelDate('2021-10-31') : '2021年6月30日',
  }),
});

const CITY_TEAM = team({
  certificate: 'LN2108',
  region: '210800',
  department: '市执法队',
  middle: '例',
  count: 6,
  leaders: 3,
  first: 2100,
  validTo: '2026-12-31',
});
const COUNTY_TEAM = team({
  certificate: 'LN210882',
  region: '210882',
  department: '大石桥市分局执法大队',
  middle: '例',
  count: 14,
  leaders: 5,
  first: 2120,
  validTo: '2026-06-30',
  of: (i) => (i === 4 ? { recusedCodes: inventedCode(210_003), recusalReason: '近亲属在该单位任职' } : {}),
});
const DISTRICT_TEAM = team({
  certificate: 'LN210804',
  region: '210804',
  department: '鲅鱼圈区分局执法大队',
  middle: '例',
  count: 5,
  leaders: 2,
  first: 2150,
  validTo: '2026-06-30',
});

const PROBLEM = '发现问题已责令整改';
/** Nine instead of ten in the second quarter; every key object by the end of the year. One special object is left out. */
const COUNTY_VISITS = visitsOf({
  year: 2022,
  task: 'DSQ',
  level: '县级',
  authority: '210882',
  staff: certificates(COUNTY_TEAM).slice(0, 13),
  problemEvery: 9,
  problem: PROBLEM,
  rounds: [
    ...quarterly('重点监管对象', codesOf(COUNTY.key), { sizes: [10, 9, 10, 10], of: () => ({ items: '1' }) }),
    ...quarterly('一般监管对象', codesOf(COUNTY.general), { sizes: [6, 6, 6, 5], of: () => ({ items: '2' }) }),
    { quarter: 3, class: '特殊监管对象', codes: codesOf(COUNTY.special.slice(0, 8)), of: () => ({ items: '3' }) },
  ],
});
const DISTRICT_VISITS = visitsOf({
  year: 2022,
  task: 'BYQ',
  level: '县级',
  authority: '210804',
  staff: certificates(DISTRICT_TEAM),
  problemEvery: 7,
  problem: PROBLEM,
  rounds: [
    ...quarterly('重点监管对象', codesOf(DISTRICT.key), { sizes: [4, 4, 4, 4], of: () => ({ items: '1' }) }),
    ...quarterly('一般监管对象', codesOf(DISTRICT.general), { sizes: [2, 2, 1, 1], of: () => ({ items: '2' }) }),
    { quarter: 2, class: '特殊监管对象', codes: codesOf(DISTRICT.special), of: () => ({ items: '3' }) },
  ],
});
/** Two of the city's 51 key objects, one of them inspected by its county before; and the special ones. */
const CITY_VISITS = visitsOf({
  year: 2022,
  task: 'YK',
  level: '市级',
  authority: '市执法队',
  staff: certificates(CITY_TEAM),
  problemEvery: 9,
  problem: PROBLEM,
  rounds: [
    { quarter: 3, class: '重点监管对象', codes: [inventedCode(210_012), inventedCode(211_012)] },
    { quarter: 4, class: '特殊监管对象', codes: codesOf([COUNTY.special[8]!, DISTRICT.special[0]!]) },
  ],
});

const COUNTY_LEDGER: readonly Row[] = [
  ...COUNTY_VISITS,
  directed(COUNTY_VISITS[0]!, {
    date: '2022-07-12',
    creditCode: inventedCode(210_007),
    ground: '投诉举报',
    reference: '假想举报〔2022〕9号',
  }),
  ...returnedRows(COUNTY_VISITS, inventedCode(219_999)),
];

/** The files of the city, by name. */
export function yingkouFiles(): Readonly<Record<string, Uint8Array>> {
  const { objects, objectsText, inspectors, visits } = yingkouForms;
  const county = [...COUNTY.key, ...COUNTY.special, ...COUNTY.general, ...GONE];
  const district = [...DISTRICT.general, ...DISTRICT.key, ...DISTRICT.special];
  return {
    'objects-210882.xlsx': bookOf(objects, soiled(county, { from: 20, spare: 219_001 })),
    'objects-210804.csv': csvBytes(gridOf(objectsText, soiled(district, { from: 10, spare: 219_002, isText: true }))),
    'inspectors-210800.xlsx': bookOf(inspectors('营口市生态环境保护综合行政执法队检查人员名录'), CITY_TEAM),
    'inspectors-210882.xlsx': bookOf(inspectors('大石桥市分局检查人员名录库'), COUNTY_TEAM),
    'inspectors-210804.xlsx': bookOf(inspectors('鲅鱼圈区分局检查人员名录库'), DISTRICT_TEAM),
    'items.xlsx': yingkouItems(),
    'visits-210800.xlsx': bookOf(visits('市执法队2022年随机抽查台账'), CITY_VISITS),
    'visits-210882.xlsx': bookOf(visits('大石桥市分局2022年随机抽查台账'), COUNTY_LEDGER),
    'visits-210804.xlsx': bookOf(visits('鲅鱼圈区分局2022年随机抽查台账'), DISTRICT_VISITS),
  };
}
