import { creditCheckDigit } from '@sunlot/contract/identifiers.ts';
import { addDays, type CalendarDate } from '@sunlot/core/basics/dates.ts';

/**
 * The directories of the demo county as the office's own files (CSV): 9 重点, 227 一般, 4 特殊 for the fourth quarter,
 * 10 people. All of it is invented: the division code 999999 exists nowhere, so no code can be a real one.
 */

export const DEMO_AGENCY = '999999';
export const DEMO_YEAR = 2026;

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
  '松原里',
  '白沙',
  '红枫',
  '金谷',
  '银滩',
  '翠屏',
  '长亭',
  '望川',
  '清泉',
];
const TRADES: readonly (readonly [string, string, string])[] = [
  ['机械加工', '通用设备制造业', '气；噪声'],
  ['食品', '农副食品加工业', '水'],
  ['建材', '非金属矿物制品业', '气'],
  ['塑料制品', '橡胶和塑料制品业', '气'],
  ['养殖', '畜牧业', '水'],
  ['汽车维修', '机动车修理', '气；固废'],
  ['印刷', '印刷和记录媒介复制业', '气'],
  ['木业', '木材加工', '气；噪声'],
  ['医院', '卫生', '水；固废'],
  ['加油站', '机动车燃油零售', '气；土'],
  ['纺织', '纺织业', '水'],
  ['石材', '非金属矿采选业', '气；噪声'],
  ['洗涤', '洗染服务', '水'],
];
const KEY_TRADES: readonly (readonly [string, string, string])[] = [
  ['水泥', '水泥制造', '气'],
  ['焦化', '炼焦', '水；气'],
  ['化工', '化学原料制造', '水；气；固废'],
  ['热电', '热力生产和供应', '气'],
  ['铸造', '黑色金属铸造', '气；固废'],
  ['制药', '医药制造业', '水；固废'],
  ['造纸', '造纸和纸制品业', '水'],
  ['电镀', '金属表面处理', '水；固废'],
  ['生活污水处理', '污水处理', '水'],
];
/** Found in violation at the end of last year, and again in the third quarter: 特殊监管对象 in Q1 and in Q4. */
const SPECIAL_EVENTS = [
  '2025-11-12|县级|示环罚〔2025〕31号；2026-08-12|县级|示环罚〔2026〕11号',
  '2025-10-20|县级|示环罚〔2025〕27号；2026-09-03|县级|示环罚〔2026〕14号',
  '2025-12-08|县级|示环罚〔2025〕35号；2026-07-21|县级|示环罚〔2026〕9号',
  '2025-11-28|县级|示环罚〔2025〕33号；2026-09-25|县级|示环罚〔2026〕17号',
];
const KEYS = 9;
const OBJECTS = 240;

const OBJECT_HEADERS = [
  '单位名称',
  '统一社会信用代码',
  '单位地址',
  '法定代表人',
  '所在区域',
  '行业类型',
  '污染类型',
  '排污许可管理类别',
  '重点排污单位',
  '信用风险分类',
  '危险废物',
  '行政处罚',
  '状态',
  '状态起始日期',
];

export function demoObjectsCsv(): string {
  const rows = Array.from({ length: OBJECTS }, (_, i) => objectRow(i));
  return csv([OBJECT_HEADERS, ...rows]);
}

function objectRow(i: number): readonly string[] {
  const isKey = i < KEYS;
  const [trade, industry, pollutants] = isKey ? KEY_TRADES[i]! : TRADES[i % TRADES.length]!;
  const place = PLACES[(i * 7) % PLACES.length]!;
  const suffix = i < PLACES.length ? '' : `第${Math.floor(i / PLACES.length) + 1}`;
  const isSuspended = i === 100 || i === 150;
  return [
    `示范县${place}${suffix}${trade}有限公司`,
    demoCreditCode(i + 1),
    `示范县${place}路${(i % 90) + 1}号`,
    `${SURNAMES[i % SURNAMES.length]}示范`,
    DEMO_AGENCY,
    industry,
    pollutants,
    isKey ? '重点管理' : i % 3 === 0 ? '简化管理' : '登记管理',
    isKey ? '2026市级' : '否',
    'ABCB'[i % 4]!,
    isKey && i % 2 === 0 ? '产生' : '',
    i >= 20 && i < 24 ? SPECIAL_EVENTS[i - 20]! : '',
    isSuspended ? '停产' : '正常',
    isSuspended ? '2026-05-01' : '',
  ];
}

const SURNAMES = ['赵', '钱', '孙', '李', '周', '吴', '郑', '王䶮', '冯', '陈', '吴𫖯', '卫'];

/** A code with a true check digit under the division code 999999. */
function demoCreditCode(n: number): string {
  const first17 = `91${DEMO_AGENCY}${`MADEMO${String(n).padStart(3, '0')}`.replaceAll('O', 'Q')}`;
  return first17 + creditCheckDigit(first17);
}

const INSPECTOR_HEADERS = [
  '姓名',
  '性别',
  '单位',
  '部门岗位',
  '执法证号',
  '执法证有效期至',
  '业务专长',
  '人员类别',
  '在编在岗',
  '可任组长',
  '回避对象',
  '回避原因',
];

export function demoInspectorsCsv(): string {
  const rows = Array.from({ length: 10 }, (_, i) => [
    `${'甲乙丙丁戊己庚辛壬癸'[i]}示范`,
    i % 3 === 0 ? '女' : '男',
    '示范县生态环境分局',
    i < 6 ? '综合行政执法队' : '业务股室',
    `DEMO-${String(i + 1).padStart(3, '0')}`,
    i === 9 ? '2026-12-31' : '2029-06-30',
    ['水', '气', '固废', '辐射'][i % 4]!,
    '执法',
    '是',
    i < 4 ? '是' : '否',
    i === 2 ? demoCreditCode(1) : i === 5 ? demoCreditCode(3) : '',
    i === 2 || i === 5 ? '亲属任职' : '',
  ]);
  return csv([INSPECTOR_HEADERS, ...rows]);
}

const ITEM_HEADERS = [
  '序号',
  '抽查类别',
  '抽查事项',
  '检查对象',
  '事项类别',
  '检查方式',
  '检查主体',
  '检查依据',
  '抽查内容',
];
const LAWS =
  '《环境保护法》第二十四条；《水污染防治法》第三十条；《大气污染防治法》第二十九条；《固体废物污染环境防治法》第二十六条';

export function demoItemsCsv(): string {
  const matter = '主要法定环境制度及污染防治措施落实情况';
  const authority = '县级以上生态环境部门';
  return csv([
    ITEM_HEADERS,
    ['1', '重点排污单位监督检查', matter, '重点排污单位', '重点检查事项', '现场检查', authority, LAWS, matter],
    ['2', '一般排污单位监督检查', matter, '非重点排污单位', '一般检查事项', '现场检查', authority, LAWS, matter],
    ['3', '特殊监管对象监督检查', matter, '特殊监管对象', '重点检查事项', '现场检查', authority, LAWS, matter],
    [
      '4',
      '城镇污水处理设施污染防治情况监督检查',
      '城镇污水处理设施污染防治情况',
      '城镇污水处理厂',
      '重点检查事项',
      '现场检查',
      authority,
      '《水污染防治法》第五十条、第八十五条',
      '设施运行情况',
    ],
  ]);
}

const VISIT_HEADERS = [
  '检查日期',
  '统一社会信用代码',
  '任务编号',
  '检查方式',
  '检查人员',
  '检查结果',
  '整改期限',
  '整改完成日期',
  '结果认定日期',
  '公示日期',
];

/** One inspection of the demo county: who went where on which working day. */
export type DemoVisit = { readonly object: string; readonly people: readonly string[]; readonly date: CalendarDate };

/** The ledger of a task: every fifth visit found something, which was put right in time; results made public a week later. */
export function demoVisitsCsv(task: string, visits: readonly DemoVisit[]): string {
  const rows = visits.map(({ object, people, date }, i) => {
    const isProblem = i % 5 === 3;
    return [
      ...[date, object, task, '现场检查', people.join('；')],
      ...(isProblem ? ['发现问题已责令整改', addDays(date, 30), addDays(date, 12)] : ['未发现问题', '', '']),
      ...[date, addDays(date, 7)],
    ];
  });
  return csv([VISIT_HEADERS, ...rows]);
}

function csv(rows: readonly (readonly string[])[]): string {
  return rows
    .map(
      (row) => `${row.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`,
    )
    .join('');
}
