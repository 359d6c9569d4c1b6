import { bookOf, type OfficeForm, type Row } from './office-form.ts';

/** Item lists for schemes that came without one: the matters that the scheme names, for the objects that it names. */

const LAWS = ['《环境保护法》第二十四条', '《水污染防治法》第三十条', '《大气污染防治法》第二十九条'].join('\n');
const WASTE_LAWS = '《固体废物污染环境防治法》第二十六条';
const PROJECT_LAWS = '《环境影响评价法》第二十八条；《建设项目环境保护管理条例》第二十条';
const RADIATION_LAWS = '《放射性污染防治法》第十一条；《放射性同位素与射线装置安全和防护条例》第四十六条';
const KEY = '重点检查事项';
const GENERAL = '一般检查事项';

type Item = readonly [category: string, item: string, kind: string, grade: string, methods: string, laws: string];

function rowsOf(items: readonly Item[], authority: string): readonly Row[] {
  return items.map(([category, itemName, objectKind, itemGrade, methods, legalBasis], i) => ({
    serialNo: String(i + 1),
    category,
    itemName,
    objectKind,
    itemGrade,
    methods,
    legalBasis,
    authority,
  }));
}

const YINGKOU: readonly Item[] = [
  ['污染源日常监管', '生态环境保护措施落实情况、污染防治设施运行情况', '重点监管对象', KEY, '现场检查', LAWS],
  ['污染源日常监管', '生态环境保护措施落实情况、污染防治设施运行情况', '一般监管对象', GENERAL, '现场检查', LAWS],
  ['污染源日常监管', '环境安全隐患情况', '特殊监管对象', KEY, '现场检查', LAWS],
  [
    '排污许可',
    '排污许可制度落实及证后执行情况',
    '排污许可重点管理单位',
    KEY,
    '现场检查；书面检查',
    '《排污许可管理条例》第二十五条',
  ],
  ['固体废物', '固体废物及危险废物管理情况', '危险废物产生单位', KEY, '现场检查', WASTE_LAWS],
  ['固体废物', '危险废物经营情况', '危险废物经营许可证单位', KEY, '现场检查；书面检查', WASTE_LAWS],
];

const XIONGAN: readonly Item[] = [
  ['重点监管对象检查', '污染防治设施运行情况', '重点监管对象', KEY, '现场检查；科技检查', LAWS],
  ['特殊监管对象检查', '污染防治设施运行及问题整改情况', '特殊监管对象', KEY, '现场检查', LAWS],
  ['一般监管对象检查', '污染防治设施运行情况', '一般监管对象', GENERAL, '现场检查；科技检查', LAWS],
  ['正面清单企业检查', '自动监测数据、视频监控情况', '正面清单企业', GENERAL, '科技检查', LAWS],
  ['危险废物', '危险废物产生、贮存、转移情况', '危险废物产生单位', KEY, '现场检查', WASTE_LAWS],
];

const YILIANG: readonly Item[] = [
  ['污染源日常监督检查', '污染防治设施运行情况', '排污单位', KEY, '现场检查；科技检查', LAWS],
  [
    '排污许可监督检查',
    '排污许可证制度落实及证后执行情况',
    '排污单位',
    KEY,
    '现场检查；书面检查',
    '《排污许可管理条例》第二十五条',
  ],
  ['建设项目监督检查', '环评及批复落实情况、“三同时”制度落实情况', '建设项目', GENERAL, '现场检查', PROJECT_LAWS],
  [
    '放射性污染防治监督检查',
    '对核技术利用单位放射性污染防治工作的检查',
    '核技术利用单位',
    KEY,
    '现场检查',
    RADIATION_LAWS,
  ],
];

const XINXIAN: readonly Item[] = [
  ['一般排污单位抽查', '一般排污单位污染防治设施运行情况', '一般排污单位', GENERAL, '现场检查', LAWS],
  ['重点排污单位抽查', '重点排污单位污染防治设施运行情况', '重点排污单位', KEY, '现场检查', LAWS],
  ['一般排污单位抽查', '建设项目“三同时”落实情况', '建设项目', GENERAL, '现场检查', PROJECT_LAWS],
  ['特殊监管对象抽查', '问题整改情况', '特殊监管对象', KEY, '现场检查', LAWS],
];

/** Two levels of headings are one line here: the city's list is a plain table. */
export function yingkouItems(): Uint8Array {
  const form: OfficeForm = {
    sheet: '随机抽查事项清单',
    title: '生态环境执法随机抽查事项清单',
    headers: [
      ['编号', 'serialNo'],
      ['抽查大类', 'category'],
      ['事项名称', 'itemName'],
      ['抽查对象', 'objectKind'],
      ['事项类别', 'itemGrade'],
      ['抽查方式', 'methods'],
      ['实施主体', 'authority'],
      ['抽查依据', 'legalBasis'],
    ],
  };
  return bookOf(form, rowsOf(YINGKOU, '市执法队、各县（市）区分局'));
}

export function xionganItems(): Uint8Array {
  const form: OfficeForm = {
    sheet: '清单',
    title: '新区生态环境局随机抽查事项清单（2023年版）',
    filledIn: '三县生态环境局照此制定本级清单',
    headers: [
      ['序号', 'serialNo'],
      ['检查主体', 'authority'],
      ['抽查类别', 'category'],
      ['抽查事项', 'itemName'],
      ['事项类别', 'itemGrade'],
      ['检查对象', 'objectKind'],
      ['检查方式', 'methods'],
      ['法律依据', 'legalBasis'],
    ],
  };
  return bookOf(form, rowsOf(XIONGAN, '新区生态环境局、三县生态环境局'));
}

export function yiliangItems(): Uint8Array {
  const form: OfficeForm = {
    sheet: 'Sheet1',
    headers: [
      ['序号', 'serialNo'],
      ['抽查类别', 'category'],
      ['抽查事项', 'itemName'],
      ['检查对象', 'objectKind'],
      ['事项类别', 'itemGrade'],
      ['抽查方式', 'methods'],
      ['检查依据', 'legalBasis'],
      ['检查主体', 'authority'],
    ],
  };
  return bookOf(form, rowsOf(YILIANG, '宜良分局'));
}

export function xinxianItems(): Uint8Array {
  const form: OfficeForm = {
    sheet: '抽查事项',
    title: '新县环境保护局随机抽查事项清单',
    headers: [
      ['序号', 'serialNo'],
      ['抽查大类', 'category'],
      ['抽查子项', 'itemName'],
      ['抽查对象', 'objectKind'],
      ['事项类别', 'itemGrade'],
      ['检查方式', 'methods'],
      ['实施主体', 'authority'],
      ['法律依据', 'legalBasis'],
    ],
  };
  return bookOf(form, rowsOf(XINXIAN, '新县环境保护局'));
}
