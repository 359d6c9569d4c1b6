import type { ItemFacts } from '../../src/policy/facts.ts';

/** The rows of the annex 运城市生态环境局绛县分局随机抽查事项清单 as published; row 5b breaks off after 检查方式. */
const CORE_LAWS = [
  '《环境保护法》第二十四条',
  '《水污染防治法》第三十条',
  '《大气污染防治法》第二十九条',
  '《土壤污染防治法》第七十七条',
  '《固体废物污染环境防治法》第二十六条',
  '《环境噪声污染防治法》第二十一条',
  '《环境影响评价法》第二十八条',
  '《建设项目环境保护管理条例》第二十条等',
];
const AUTHORITY = '县级以上生态环境部门';
const MAIN_ITEM = '主要法定环境制度及污染防治措施落实情况';

export const ANNEX_ITEMS: readonly ItemFacts[] = [
  {
    serialNo: '1',
    category: '重点排污单位监督检查',
    itemName: MAIN_ITEM,
    objectKind: ['重点排污单位'],
    itemGrade: 'key',
    methods: ['现场检查'],
    authority: AUTHORITY,
    legalBasis: CORE_LAWS,
  },
  {
    serialNo: '2',
    category: '一般排污单位监督检查',
    itemName: MAIN_ITEM,
    objectKind: ['非重点排污单位'],
    itemGrade: 'general',
    methods: ['现场检查'],
    authority: AUTHORITY,
    legalBasis: CORE_LAWS,
  },
  {
    serialNo: '3',
    category: '特殊监管对象监督检查',
    itemName: MAIN_ITEM,
    objectKind: ['特殊监管对象'],
    itemGrade: 'key',
    methods: ['现场检查'],
    authority: AUTHORITY,
    legalBasis: CORE_LAWS,
  },
  {
    serialNo: '4',
    category: '城镇污水处理设施污染防治情况监督检查',
    itemName: '城镇污水处理设施污染防治情况',
    objectKind: ['城镇污水处理厂'],
    itemGrade: 'key',
    methods: ['现场检查'],
    authority: AUTHORITY,
    legalBasis: ['《水污染防治法》第五十条、第八十五条'],
  },
  {
    serialNo: '5a',
    category: '危险废物日常监管',
    itemName: '危险废物经营单位主要法定环境制度及污染防治措施落实情况监督检查',
    objectKind: ['危险废物经营许可证单位'],
    itemGrade: 'key',
    methods: ['现场检查', '书面检查'],
    authority: AUTHORITY,
    legalBasis: ['《固体废物污染环境防治法》第二十六条', '《危险废物经营许可证管理办法》（国务院令第408号）第十七条'],
  },
  {
    serialNo: '5b',
    category: '危险废物日常监管',
    itemName: '危险废物贮存及转移情况',
    objectKind: ['危险废物产生单位'],
    itemGrade: 'key',
    methods: ['现场检查', '书面检查'],
    legalBasis: [],
  },
];
