import { type Column, column, columnFinder, type Vocabulary } from './columns.ts';

const pollutantChoices = {
  水: ['水', '废水', '水污染'],
  气: ['气', '废气', '大气', '大气污染'],
  土: ['土', '土壤'],
  固废: ['固废', '固体废物'],
  噪声: ['噪声', '噪音'],
  辐射: ['辐射'],
} as const;

const permitChoices = {
  重点管理: ['重点管理', '重点'],
  简化管理: ['简化管理', '简化'],
  登记管理: ['登记管理', '登记'],
  none: ['未纳入排污许可', '未纳入', '无需办理', '无'],
} as const;

const statusChoices = {
  active: ['正常', '在产', '正常生产', '存续', '运营'],
  suspended: ['停产', '停工', '停业', '停运'],
  closed: ['关停', '关闭'],
  deregistered: ['注销', '吊销'],
  moved: ['迁出', '搬迁', '搬离'],
} as const;

const riskChoices = { 高: ['高', '重大'], 中: ['中', '较大'], 低: ['低', '一般'] } as const;

const facilityChoices = {
  complete: ['完备', '完善', '齐全'],
  incomplete: ['不完备', '不完善', '不齐全'],
  none: ['无', '没有'],
} as const;

const wasteRoleChoices = {
  产生: ['产生', '产废', '危险废物产生单位'],
  经营: ['经营', '危险废物经营单位'],
} as const;

const constructionChoices = {
  notStarted: ['未开工', '未建', '未开工建设', '拟建'],
  building: ['在建', '建设中', '正在建设', '已开工'],
  paused: ['停建', '缓建', '停工'],
  built: ['建成', '已建成', '竣工', '已竣工', '完工', '已验收'],
  operating: ['投产', '已投产', '投入运行', '已投运', '投入生产'],
} as const;

const creditGradeChoices = { A: ['A', 'A级'], B: ['B', 'B级'], C: ['C', 'C级'], D: ['D', 'D级'] } as const;

/** Rows of the ratio table of Yiliang (表一). */
const tierRowChoices = {
  A1: ['A1'],
  A2: ['A2'],
  A3: ['A3'],
  A4: ['A4'],
  B1: ['B1'],
  B2: ['B2'],
  B3: ['B3'],
  C1: ['C1'],
  C2: ['C2'],
  C3: ['C3'],
  C4: ['C4'],
} as const;

/** Who acted: the level in `日期|级别|文号` and in `2026市级`. */
export const levelChoices = {
  national: ['国家级', '国家', '部级', '生态环境部', '部'],
  provincial: ['省级', '省', '省厅', '省生态环境厅'],
  municipal: ['市级', '市', '市局', '地市级'],
  county: ['县级', '县', '区级', '区', '县局', '区县级'],
} as const;

const identity: readonly Column[] = [
  column('name', ['单位名称', '企业名称', '主体名称', '污染源名称', '对象名称', '项目名称'], {
    type: 'text',
    required: true,
  }),
  column('creditCode', ['统一社会信用代码', '信用代码', '社会信用代码'], { type: 'creditCode' }),
  column('address', ['单位地址', '地址', '详细地址', '生产经营场所地址'], { type: 'text', expected: true }),
  column('legalRepresentative', ['法定代表人', '法人', '负责人', '法定代表人（负责人）', '法人代表'], {
    type: 'personName',
    expected: true,
  }),
  column('region', ['所在区域', '行政区划', '区县', '所属区县', '行政区域', '分布区域', '区域'], {
    type: 'region',
    required: true,
  }),
];

const traits: readonly Column[] = [
  column('industry', ['行业类型', '行业', '行业类别', '行业产业类型', '产业类型'], { type: 'text' }),
  column('pollutantTypes', ['污染类型', '污染物类型', '排放污染物类型'], {
    type: 'choices',
    choices: pollutantChoices,
  }),
  column('productionScale', ['生产规模', '规模'], { type: 'text' }),
  column('productionCycle', ['生产周期特点', '生产周期'], { type: 'text' }),
  column('monitoringType', ['监控类型'], { type: 'text' }),
  column('supervisionType', ['监管类型'], { type: 'text' }),
  column('constructionStatus', ['项目建设情况', '建设情况'], { type: 'choice', choices: constructionChoices }),
  column('permitCategory', ['排污许可管理类别', '许可管理类别', '管理类别'], {
    type: 'choice',
    expected: true,
    choices: permitChoices,
  }),
  column('permitNumber', ['排污许可证编号', '许可证编号'], { type: 'code' }),
  column('permitMatters', ['许可事项'], { type: 'list' }),
  column('keyListMember', ['重点排污单位', '重点排污单位名录'], { type: 'keyList' }),
  column('creditRiskGrade', ['信用风险分类', '信用风险等级', '市场监管领域信用风险分类'], {
    type: 'choice',
    choices: creditGradeChoices,
  }),
  column(
    'environmentalCreditGrade',
    ['环境信用评价', '环境信用评价等级', '环境信用评价结果', '生态环境信用评价', '生态环境信用评价结果'],
    { type: 'text' },
  ),
  column('creditRecord', ['排污单位信用记录', '信用记录'], { type: 'records' }),
  column('violationRecords', ['违法记录', '排污单位违法记录', '环境违法记录'], { type: 'records' }),
  column('complaintRecords', ['信访举报情况', '信访举报', '信访举报记录'], { type: 'records' }),
  column('seriousDishonesty', ['严重失信'], { type: 'yesNo' }),
  column('environmentalRisk', ['环境风险等级'], { type: 'choice', choices: riskChoices }),
  column('emergencyPerformanceGrade', ['重污染天气绩效分级', '绩效分级'], { type: 'text' }),
  column('positiveList', ['正面清单', '监督执法正面清单', '生态环境监督执法正面清单'], { type: 'span' }),
  column('offSiteFacilities', ['非现场监管设施'], { type: 'choice', choices: facilityChoices }),
  column('highEnergyHighEmission', ['两高', '两高项目'], { type: 'yesNo' }),
  column('hazardousWasteRole', ['危险废物', '危险废物管理'], { type: 'choices', choices: wasteRoleChoices }),
  column('hazardousWastePermit', ['危险废物经营许可证', '危废经营许可证'], { type: 'text' }),
  column('tailingsPond', ['尾矿库'], { type: 'yesNo' }),
  column('hazardousChemicals', ['危化品', '危险化学品'], { type: 'yesNo' }),
  column('heavyMetals', ['重金属'], { type: 'yesNo' }),
  column('landfill', ['垃圾填埋场'], { type: 'yesNo' }),
  column('legacyMine', ['历史遗留矿山'], { type: 'yesNo' }),
  column('keyEnvironmentalFacility', ['重要环保设施'], { type: 'yesNo' }),
  column('sewagePlant', ['城镇污水处理厂'], { type: 'yesNo' }),
  column('nuclearUser', ['核技术利用单位', '核技术利用'], { type: 'yesNo' }),
  column('serviceAgency', ['环评及监测机构'], { type: 'yesNo' }),
];

const listsAndDemands: readonly Column[] = [
  column('constructionProject', ['建设项目', '在建工程建设项目'], { type: 'yesNo' }),
  column('projectNumber', ['项目编号', '建设项目编号', '项目代码'], { type: 'projectNumber' }),
  column('inspectionDue', ['检查时限'], { type: 'date' }),
  column('jointObject', ['联合抽查对象'], { type: 'yesNo' }),
  column('tierRows', ['表一类别'], { type: 'choices', choices: tierRowChoices }),
  column('countyDemand', ['县区政府要求'], { type: 'yesNo' }),
  column('municipalDemand', ['市政府要求'], { type: 'yesNo' }),
  column('ministryDemand', ['部厅要求'], { type: 'yesNo' }),
  column('inspectorateDemand', ['督察要求'], { type: 'yesNo' }),
  column('recurringProblem', ['经常性问题'], { type: 'yesNo' }),
  column('concentratedComplaints', ['集中投诉'], { type: 'yesNo' }),
  column('listedSupervision', ['挂牌督办'], { type: 'events' }),
  column('mediaExposure', ['媒体曝光或反复投诉'], { type: 'events' }),
  column('crime', ['涉刑'], { type: 'events' }),
  column('excessNotice', ['超标通报'], { type: 'events' }),
  column('penalty', ['行政处罚'], { type: 'events' }),
  column('verifiedComplaint', ['举报查实'], { type: 'events' }),
];

const standing: readonly Column[] = [
  column('status', ['状态', '生产状态', '经营状态'], { type: 'choice', required: true, choices: statusChoices }),
  column('statusSince', ['状态起始日期'], { type: 'date' }),
  column('changedSince', ['变更生效日期', '变更日期', '变更生效时间'], { type: 'date' }),
  column('longitude', ['经度'], { type: 'coordinate' }),
  column('latitude', ['纬度'], { type: 'coordinate' }),
  column('tags', ['标识', '标签', '要素标签'], { type: 'list' }),
  column('note', ['备注'], { type: 'text' }),
];

/** 检查对象名录. The key is the credit code; without one, the project number. */
export const objectVocabulary: Vocabulary = {
  noun: 'objects',
  title: '检查对象名录',
  columns: [...identity, ...traits, ...listsAndDemands, ...standing],
  telling: ['name'],
  keys: ['creditCode', 'projectNumber'],
};

const columnOf = columnFinder(objectVocabulary.columns);

/** Names of a scheme's dimensions of 标识 that are no column here: in a workbook each is a column of tags. */
export function ownDimensions(dimensions: readonly string[]): readonly string[] {
  return dimensions.filter((name) => !columnOf(name));
}

/** Does one of the scheme's dimensions stand for this column? */
export function hasDimension(dimensions: readonly string[], id: string): boolean {
  return dimensions.some((name) => columnOf(name)?.id === id);
}

/** The vocabulary with a column for each dimension that a scheme has besides: its cells are tags, `级别` → `级别:市级`. */
export function objectVocabularyOf(dimensions: readonly string[] = []): Vocabulary {
  const own = ownDimensions(dimensions).map((name) => column(`tag:${name}`, [name], { type: 'list' }));
  return own.length === 0 ? objectVocabulary : { ...objectVocabulary, columns: [...objectVocabulary.columns, ...own] };
}
