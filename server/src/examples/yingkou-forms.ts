import type { Header, OfficeForm } from './office-form.ts';

/** How the offices of the city keep their lists: by the nine marks that the scheme names, with two columns of their own. */
const OBJECT_HEADERS: readonly Header[] = [
  ['序号', '#'],
  ['污染源名称', 'name'],
  ['社会信用代码', 'creditCode'],
  ['行政区划', 'region'],
  ['生产经营场所地址', 'address'],
  ['法人代表', 'legalRepresentative'],
  ['网格员', 'remark'],
  ['行业类型', 'industry'],
  ['污染类型', 'pollutantTypes'],
  ['危险废物管理', 'hazardousWasteRole'],
  ['危废经营许可证', 'hazardousWastePermit'],
  ['绩效分级', 'emergencyPerformanceGrade'],
  ['排污许可\n管理类别', 'permitCategory'],
  ['监督执法正面清单', 'positiveList'],
  ['非现场监管设施', 'offSiteFacilities'],
  ['环境信用评价', 'environmentalCreditGrade'],
  ['信用风险分类', 'creditRiskGrade'],
  ['重点排污单位名录', 'keyListMember'],
  ['两高', 'highEnergyHighEmission'],
  ['尾矿库', 'tailingsPond'],
  ['危化品', 'hazardousChemicals'],
  ['重金属', 'heavyMetals'],
  ['垃圾填埋场', 'landfill'],
  ['历史遗留矿山', 'legacyMine'],
  ['重要环保设施', 'keyEnvironmentalFacility'],
  ['挂牌督办', 'listedSupervision'],
  ['媒体曝光或反复投诉', 'mediaExposure'],
  ['涉刑', 'crime'],
  ['严重失信', 'seriousDishonesty'],
  ['环境风险等级', 'environmentalRisk'],
  ['生产状态', 'status'],
  ['状态起始日期', 'statusSince'],
];

const INSPECTOR_HEADERS: readonly Header[] = [
  ['序号', '#'],
  ['行政区域', 'region'],
  ['姓名', 'name'],
  ['性别', 'gender'],
  ['工作单位', 'department'],
  ['部门岗位', 'post'],
  ['执法证件号', 'certificateNo'],
  ['执法证有效期', 'certificateValidTo'],
  ['身份证号', 'idNumber'],
  ['联系电话', 'phone'],
  ['业务专长', 'specialties'],
  ['工作年限', 'yearsOfService'],
  ['人员类型', 'staffKind'],
  ['在编在岗', 'onStaffOnDuty'],
  ['可任小组长', 'mayLead'],
  ['回避对象', 'recusedCodes'],
  ['回避原因', 'recusalReason'],
];

const VISIT_HEADERS: readonly Header[] = [
  ['序号', '#'],
  ['任务编号', 'task'],
  ['检查机关', 'authority'],
  ['检查层级', 'level'],
  ['检查日期', 'date'],
  ['社会信用代码', 'creditCode'],
  ['检查对象类别', 'class'],
  ['抽查类型', 'taskType'],
  ['抽取方式', 'selection'],
  ['针对性依据', 'ground'],
  ['依据文号', 'reference'],
  ['抽取日期', 'drawnOn'],
  ['事项序号', 'items'],
  ['检查方式', 'method'],
  ['执法人员', 'inspectors'],
  ['抽查结果', 'results'],
  ['认定日期', 'resultDeterminedOn'],
  ['任务完成日期', 'taskCompletedOn'],
  ['公开日期', 'publishedOn'],
  ['台账说明', 'remark'],
];

const objects: OfficeForm = {
  sheet: '监管对象名录库',
  title: '大石桥市分局监管对象名录库（2022年度）',
  filledIn: '填报单位：大石桥市分局　　填报时间：2022年12月30日',
  headers: OBJECT_HEADERS,
  footer: [['合计', '以上单位、人员、代码均为虚构']],
};

export const yingkouForms = {
  objects,
  /** Exported from an older program: no title, the code in front. */
  objectsText: {
    sheet: '',
    headers: [OBJECT_HEADERS[2]!, OBJECT_HEADERS[1]!, ...OBJECT_HEADERS.slice(3)],
  } satisfies OfficeForm,
  inspectors: (title: string): OfficeForm => ({ sheet: '检查人员名录', title, headers: INSPECTOR_HEADERS }),
  visits: (title: string): OfficeForm => ({ sheet: '抽查台账', title, headers: VISIT_HEADERS }),
};
