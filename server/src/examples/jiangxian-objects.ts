import { inventedCode } from './credit-codes.ts';

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

type Trade = readonly [word: string, industry: string, pollutants: string];

const KEY_TRADES: readonly Trade[] = [
  ['水泥', '水泥制造', '气；噪声'],
  ['焦化', '炼焦', '水；气；固废'],
  ['铸造', '黑色金属铸造', '气；固废'],
  ['化工', '化学原料制造', '水；气；固废'],
  ['制药', '化学药品原料药制造', '水；气；固废'],
  ['热电', '热电联产', '气；固废'],
  ['钢铁', '炼钢', '气；固废'],
  ['造纸', '机制纸及纸板制造', '水'],
  ['电镀', '金属表面处理', '水；固废'],
];
const GENERAL_TRADES: readonly Trade[] = [
  ['机械加工', '通用设备制造业', '气；噪声'],
  ['食品', '农副食品加工业', '水'],
  ['新型建材', '砖瓦制造', '气'],
  ['塑料制品', '塑料制品业', '气'],
  ['养殖', '畜牧业', '水'],
  ['汽车维修', '机动车修理', '气；固废'],
  ['印刷', '印刷业', '气'],
  ['木业', '木材加工', '气；噪声'],
  ['加油站', '机动车燃油零售', '气；土'],
  ['纺织', '棉纺织', '水'],
  ['石材', '建筑用石加工', '气；噪声'],
  ['洗涤', '洗染服务', '水'],
  ['医院', '综合医院', '水；固废；辐射'],
];
const PLACES = [
  '青禾',
  '云岭',
  '北渡',
  '南湾',
  '东坪',
  '西塘',
  '石桥',
  '柳溪',
  '梅岭',
  '白沙',
  '红枫',
  '金谷',
  '银滩',
  '翠屏',
  '长亭',
  '望川',
  '清泉',
  '松原',
];
const SURNAMES = ['赵', '钱', '孙', '李', '周', '吴', '郑', '王', '冯', '陈', '褚', '卫', '蒋', '沈', '韩', '杨'];

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

function base(i: number, [word, industry, pollutants]: Trade): ExampleObject {
  const place = PLACES[(i * 7) % PLACES.length]!;
  const round = Math.floor(i / PLACES.length);
  return {
    name: `示范县${place}${round === 0 ? '' : `第${'零一二三四五六七八九'[round + 1]}`}${word}${word === '医院' || word === '加油站' ? '' : '有限公司'}`,
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
    keyList: i % 5 === 4 ? '是' : '2026市级',
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
