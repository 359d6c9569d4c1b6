import { inventedCode } from './credit-codes.ts';
import { codesOf, enterprises, GENERAL_TRADES, KEY_TRADES } from './invented-enterprises.ts';
import { bookOf, csvBytes, gridOf, type Row } from './office-form.ts';
import { xionganItems } from './scheme-items.ts';
import { soiled } from './soil.ts';
import { certificates, team } from './staff.ts';
import { xionganForms } from './xiongan-forms.ts';
import { directed, quarterly, type Round, returnedRows, visitsOf } from './year-of-visits.ts';

/**
 * The three counties of the new area and its own office in 2023, with the numbers of the scheme's worked examples: key 37, 41,
 * 33; special 9, 7, 11; general 113, 96, 128, of which 40, 36, 28 on the positive list.
 */
type County = {
  readonly region: string;
  readonly prefix: string;
  readonly code: number;
  readonly key: readonly Row[];
  readonly special: readonly Row[];
  readonly positive: readonly Row[];
  readonly others: readonly Row[];
  readonly people: readonly Row[];
};

/** Why an object is a special one, in 2023 as well as in 2024. */
const SPECIAL_REASONS: readonly Row[] = [
  { mediaExposure: '2022-11-02|省级|示访〔2022〕12号' },
  { listedSupervision: '2022年5月20日|市级|示督办〔2022〕4号；2023-10-20|省级|示督办〔2023〕9号' },
  { seriousDishonesty: '是' },
  { crime: '2021/3/8|县级|示刑移〔2021〕1号' },
  { environmentalRisk: '高' },
];

type Numbers = readonly [key: number, special: number, positive: number, others: number, people: number];

function county(place: Pick<County, 'region' | 'prefix' | 'code'>, numbers: Numbers): County {
  const [keys, specials, positives, others, people] = numbers;
  const common = { ...place, middle: '拟' };
  const grade = (i: number) => 'ABBCD'[i % 5]!;
  return {
    ...place,
    key: enterprises({
      ...common,
      trades: KEY_TRADES,
      count: keys,
      of: (i) => ({
        permitCategory: i % 3 === 2 ? '简化管理' : '重点管理',
        keyListMember: i % 3 === 2 ? '2023市级；2024市级' : '否',
        creditRiskGrade: grade(i),
        offSiteFacilities: '不完备',
      }),
    }),
    special: enterprises({
      ...common,
      prefix: `${place.prefix}城区`,
      code: place.code + 500,
      trades: KEY_TRADES,
      count: specials,
      of: (i) => ({
        permitCategory: i % 2 === 0 ? '重点管理' : '简化管理',
        creditRiskGrade: grade(i + 3),
        ...SPECIAL_REASONS[i % 5],
      }),
    }),
    positive: enterprises({
      ...common,
      prefix: `${place.prefix}绿色`,
      code: place.code + 600,
      trades: GENERAL_TRADES,
      count: positives,
      of: (i) => ({
        permitCategory: '简化管理',
        creditRiskGrade: 'A',
        positiveList: i % 2 === 0 ? '2022-01-01~2025-12-31' : '2022年7月1日~长期',
        offSiteFacilities: '完备',
      }),
    }),
    others: enterprises({
      ...common,
      code: place.code + 200,
      trades: GENERAL_TRADES,
      count: others,
      of: (i) => ({
        permitCategory: i % 4 === 0 ? '简化管理' : '登记管理',
        creditRiskGrade: grade(i + 1),
        offSiteFacilities: '无',
      }),
    }),
    people: team({
      certificate: `HB${place.region}`,
      region: place.region,
      department: '县生态环境局执法大队',
      middle: '拟',
      count: people,
      leaders: 4,
      first: place.code,
      validTo: '2027-06-30',
      of: (i) => (i === people - 1 ? EXPERT : {}),
    }),
  };
}

/** Of the monitoring station, by area and trade, appointed for three years: goes with a group, counts for nobody in it. */
const EXPERT: Row = {
  department: '环境监测站',
  staffKind: '专家',
  mayLead: '否',
  title: '高级工程师',
  businessCategory: '水泥制造；炼焦',
  onDuty: '2023-01-01~2025-12-31',
  supporterKind: '监测站等生态环境部门下属事业单位专家',
  mandateDocument: '新区环聘〔2023〕1号',
};

const XIONG = county({ region: '130638', prefix: '某甲县', code: 130_000 }, [37, 9, 40, 73, 13]);
const RONG = county({ region: '130629', prefix: '某乙县', code: 132_000 }, [41, 7, 36, 60, 11]);
const AN = county({ region: '130632', prefix: '某丙县', code: 134_000 }, [33, 11, 28, 100, 10]);
const AREA_TEAM = team({
  certificate: 'HB1331',
  region: '133100',
  department: '新区生态环境局综合执法队',
  middle: '拟',
  count: 9,
  leaders: 4,
  first: 1331,
  validTo: '2027-12-31',
  of: (i) => (i >= 7 ? EXPERT : {}),
});

/** Every third visit is an internal joint one; one visit in ten is drawn without looking at the credit grade. */
function randomVisit(i: number): Row {
  return { taskType: i % 3 === 0 ? '内部联合' : '日常', creditBased: i % 10 === 5 ? '否' : '是' };
}

/** The second visit of a quarter's general ones is made together with another department, as a task of its own. */
function jointAt(task: string, without: readonly number[]) {
  return (i: number, quarter: number): Row =>
    i === 1 && !without.includes(quarter)
      ? { ...randomVisit(i), taskType: '部门联合', task: `${task}-2023Q${quarter}-联01` }
      : randomVisit(i);
}

type Sizes = {
  readonly key: readonly number[];
  readonly special: readonly number[];
  readonly others: readonly number[];
  readonly positive: readonly number[];
  readonly withoutJoint: readonly number[];
};

function countyVisits(place: County, task: string, sizes: Sizes): readonly Row[] {
  const whole = place.positive.length;
  return visitsOf({
    year: 2023,
    task,
    level: '县级',
    authority: place.region,
    staff: certificates(place.people).slice(0, -1),
    problemEvery: 11,
    problem: '发现问题已责令整改',
    rounds: [
      ...quarterly('重点监管对象', codesOf(place.key), { sizes: sizes.key, of: randomVisit }),
      ...quarterly('特殊监管对象', codesOf(place.special), { sizes: sizes.special, of: randomVisit }),
      ...quarterly('非正面清单企业', codesOf(place.others), {
        sizes: sizes.others,
        of: jointAt(task, sizes.withoutJoint),
      }),
      ...sizes.positive.map((size, at) => offSite(codesOf(place.positive).slice(0, Math.min(size, whole)), at)),
    ],
  });
}

/** The off-site round of the positive list: everybody, by data and video, without a draw. */
function offSite(codes: readonly string[], at: number): Round {
  return {
    quarter: (at + 1) as Round['quarter'],
    class: '正面清单企业',
    codes,
    of: () => ({ method: '科技', items: '4', creditBased: '否', drawnOn: null, results: '未发现问题' }),
  };
}

const FOUR = (n: number) => [n, n, n, n];

/** One key object short in the second quarter, and no inspection with other departments in the third. */
const XIONG_VISITS = countyVisits(XIONG, 'XX', {
  key: [10, 9, 10, 10],
  special: FOUR(5),
  others: FOUR(3),
  positive: FOUR(40),
  withoutJoint: [3],
});
const RONG_VISITS = countyVisits(RONG, 'RC', {
  key: FOUR(11),
  special: FOUR(4),
  others: FOUR(2),
  positive: FOUR(36),
  withoutJoint: [],
});
/** Of the positive list one is left out in the fourth quarter; it was visited on site, without any of the seven occasions. */
const AN_VISITS = countyVisits(AN, 'AX', {
  key: FOUR(9),
  special: FOUR(6),
  others: FOUR(3),
  positive: [28, 28, 28, 27],
  withoutJoint: [],
});
const AN_ON_SITE: Row = {
  ...AN_VISITS.at(-1)!,
  date: '2023年11月15日',
  creditCode: String(AN.positive[27]!.creditCode),
  class: '正面清单企业',
  method: '现场',
  items: '4',
  taskType: '日常',
};
const AREA_VISITS = visitsOf({
  year: 2023,
  task: 'XQ',
  level: '新区本级',
  authority: '133100',
  staff: certificates(AREA_TEAM).slice(0, 7),
  problemEvery: 13,
  problem: '发现问题已责令整改',
  rounds: [
    ...quarterly('重点监管对象', codesOf([...AN.key, ...RONG.key, ...XIONG.key]), {
      sizes: FOUR(12),
      of: jointAt('XQ', []),
    }),
    ...quarterly('特殊监管对象', codesOf([...RONG.special, ...AN.special, ...XIONG.special]), {
      sizes: FOUR(3),
      of: randomVisit,
    }),
  ],
});

/** The files of the new area, by name. */
export function xionganFiles(): Readonly<Record<string, Uint8Array>> {
  const { objects, objectsText, people, visits } = xionganForms;
  const all = (one: County) => [...one.key, ...one.others, ...one.special, ...one.positive];
  return {
    'items.xlsx': xionganItems(),
    'objects-130638.xlsx': bookOf(objects('雄县'), soiled(all(XIONG), { from: 12, spare: 139_001 })),
    'objects-130629.xlsx': bookOf(objects('容城县'), soiled(all(RONG), { from: 50, spare: 139_002 })),
    'objects-130632.csv': csvBytes(gridOf(objectsText, soiled(all(AN), { from: 70, spare: 139_003, isText: true }))),
    'inspectors-133100.xlsx': bookOf(people('新区生态环境局执法检查人员和专家名录'), AREA_TEAM),
    'inspectors-130638.xlsx': bookOf(people('雄县执法检查人员和专家名录'), XIONG.people),
    'inspectors-130629.xlsx': bookOf(people('容城县执法检查人员和专家名录'), RONG.people),
    'inspectors-130632.xlsx': bookOf(people('安新县执法检查人员和专家名录'), AN.people),
    'visits-133100.xlsx': bookOf(visits('新区本级'), AREA_VISITS),
    'visits-130638.xlsx': bookOf(visits('雄县'), [
      ...XIONG_VISITS,
      directed(XIONG_VISITS[0]!, {
        date: '2023-09-05',
        ground: '投诉举报',
        reference: '拟举〔2023〕21号',
        creditBased: '否',
        trigger: '投诉举报',
        method: '现场',
      }),
      ...returnedRows(XIONG_VISITS, inventedCode(139_999)),
    ]),
    'visits-130629.xlsx': bookOf(visits('容城县'), RONG_VISITS),
    'visits-130632.xlsx': bookOf(visits('安新县'), [...AN_VISITS, AN_ON_SITE]),
  };
}
