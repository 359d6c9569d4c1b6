import { inventedCode } from './credit-codes.ts';
import { GENERAL_TRADES, KEY_TRADES, PLACES, placedName, SURNAMES, type Trade } from './invented-enterprises.ts';

/**
 * The object directory of the example county: 37 key objects, 112 general ones (the workbook adds a twin of one), 9 that
 * events of the third quarter of 2026 make special in the fourth, 4 construction projects, 1 joint object, and 3 that
 * are out of work or gone. Every name is invented.
 */
export type ExampleObject = {
  readonly name: string;
  readonly code: string;
  readonly address: string;
  readonly person: string;
  readonly industry: string;
  readonly pollutants: string;
  readonly permit: string;
  readonly keyList: string;
  readonly credit: string;
  readonly waste: string;
  readonly wastePermit: string;
  readonly sewagePlant: string;
  readonly project: string;
  readonly projectNumber: string;
  readonly due: string;
  readonly joint: string;
  readonly listed: string;
  readonly notice: string;
  readonly penalty: string;
  readonly report: string;
  readonly status: string;
  readonly since: string;
};

const KEY = 37;
const GENERAL = 112;
/** Objects that an event of the third quarter makes special in the fourth: 5 key ones, 4 general ones. */
const EVENTS: readonly (Partial<ExampleObject> & { readonly isKey: boolean })[] = [
  { isKey: true, penalty: '2026-07-15|市级|示环罚〔2026〕11号' },
  { isKey: true, penalty: '2026年8月20日|县级|示绛环罚〔2026〕4号' },
  { isKey: true, notice: '2026-08-06|国家级|示环通报〔2026〕2号' },
  { isKey: true, listed: '2026/9/10|省级|示督办〔2026〕7号' },
  { isKey: true, report: '2026-09-28|县级|示信访〔2026〕31号' },
  { isKey: false, penalty: '2026-07-03|县级|示绛环罚〔2026〕2号；2026-09-21|县级|示绛环罚〔2026〕6号' },
  { isKey: false, report: '2026-07-30|县级|示信访〔2026〕22号' },
  { isKey: false, report: '2026.8.11|县级|示信访〔2026〕25号' },
  { isKey: false, penalty: '2026-09-30|市级|示环罚〔2026〕19号' },
];
/** Events that do not make special in that quarter: too early, or of a level that does not count. */
const DECOYS: Readonly<Record<number, Partial<ExampleObject>>> = {
  8: { penalty: '2026-05-18|市级|示环罚〔2026〕8号' },
  60: { listed: '2026-08-25|市级|示督办〔2026〕5号' },
};

export function exampleObjects(): readonly ExampleObject[] {
  const keys = numbers(KEY).map((i) => ({ ...keyObject(i), ...DECOYS[i] }));
  const generals = numbers(GENERAL).map((i) => ({ ...generalObject(i), ...DECOYS[i + KEY] }));
  const special = EVENTS.map(({ isKey, ...events }, i) => {
    const made = isKey ? keyObject(KEY + i) : generalObject(GENERAL + i);
    return { ...made, code: inventedCode(600 + i), ...events };
  });
  return [
    ...keys,
    ...special.slice(0, 5),
    ...generals,
    ...special.slice(5),
    ...projects(generals),
    jointObject(),
    ...gone(),
  ];
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function base(i: number, trade: Trade): ExampleObject {
  const [, industry, pollutants] = trade;
  const place = PLACES[(i * 7) % PLACES.length]!;
  return {
    name: placedName('示范县', i, trade),
    code: '',
    address: `示范县${place}镇${place}路${(i % 88) + 1}号`,
    person: `${SURNAMES[i % SURNAMES.length]}示${'一二三四五六七八九十'[i % 10]}`,
    industry,
    pollutants,
    permit: '',
    keyList: '否',
    credit: 'ABBC'[i % 4]!,
    waste: '',
    wastePermit: '',
    sewagePlant: '',
    project: '',
    projectNumber: '',
    due: '',
    joint: '',
    listed: '',
    notice: '',
    penalty: '',
    report: '',
    status: '正常',
    since: '',
  };
}

function keyObject(i: number): ExampleObject {
  return {
    ...base(i, KEY_TRADES[i % KEY_TRADES.length]!),
    code: inventedCode(i + 1),
    permit: '重点管理',
    keyList: i % 5 === 4 ? '是' : '2025市级；2026市级',
    waste: i % 4 === 3 ? '产生；经营' : i % 2 === 0 ? '产生' : '',
    wastePermit: i % 4 === 3 ? `示危废证${String(i).padStart(3, '0')}号` : '',
    sewagePlant: i === 16 ? '是' : '',
  };
}

function generalObject(i: number): ExampleObject {
  return {
    ...base(i, GENERAL_TRADES[i % GENERAL_TRADES.length]!),
    code: inventedCode(i + 101),
    permit: i % 4 === 0 ? '简化管理' : '登记管理',
    waste: i % 6 === 5 ? '产生' : '',
  };
}

/** Two projects of owners that are in the directory themselves, two of owners that are not. */
function projects(owners: readonly ExampleObject[]): readonly ExampleObject[] {
  const dues = ['2026-12-10', '2026年12月20日', '2026/11/30', '2026.12.31'];
  return dues.map((due, i) => {
    const owner = owners[i * 9];
    return {
      ...base(i + 3, ['技改扩建项目', '建筑业', '气；噪声']),
      name: `示范县${PLACES[i + 5]}年产${(i + 1) * 10}万吨示例产品项目`,
      code: i < 2 ? owner!.code : inventedCode(700 + i),
      permit: '未纳入排污许可',
      project: '是',
      projectNumber: `SF-2026-${String(i + 1).padStart(3, '0')}`,
      due,
    };
  });
}

function jointObject(): ExampleObject {
  return {
    ...base(1, ['生活污水处理', '污水处理及其再生利用', '水']),
    name: '示范县生活污水处理中心',
    code: inventedCode(800),
    address: '示范县城南污水处理厂路1号',
    permit: '简化管理',
    sewagePlant: '是',
    joint: '是',
  };
}

function gone(): readonly ExampleObject[] {
  return [
    { ...keyObject(50), code: inventedCode(901), status: '停产', since: '2026-06-01' },
    { ...generalObject(130), code: inventedCode(902), status: '停产', since: '2026年3月15日' },
    { ...generalObject(131), code: inventedCode(903), status: '注销', since: '2025/12/31' },
  ];
}
