import type { Header, OfficeForm } from './office-form.ts';

/** How the three counties keep their lists: marked by area, trade and level, as the scheme asks. */
const OBJECT_HEADERS: readonly Header[] = [
  ['编号', 'remarkNumber'],
  ['主体名称', 'name'],
  ['信用代码', 'creditCode'],
  ['负责人', 'legalRepresentative'],
  ['区县', 'region'],
  ['地址', 'address'],
  ['行业', 'industry'],
  ['污染物类型', 'pollutantTypes'],
  ['管理类别', 'permitCategory'],
  ['重点排污单位', 'keyListMember'],
  ['正面清单', 'positiveList'],
  ['非现场监管设施', 'offSiteFacilities'],
  ['信用风险等级', 'creditRiskGrade'],
  ['严重失信', 'seriousDishonesty'],
  ['环境风险等级', 'environmentalRisk'],
  ['挂牌督办', 'listedSupervision'],
  ['媒体曝光或反复投诉', 'mediaExposure'],
  ['涉刑', 'crime'],
  ['经营状态', 'status'],
  ['片区', 'district'],
];

const PEOPLE_HEADERS: readonly Header[] = [
  ['序号', '#'],
  ['人员姓名', 'name'],
  ['人员类别', 'staffKind'],
  ['单位', 'department'],
  ['职务', 'title'],
  ['证号', 'certificateNo'],
  ['有效期至', 'certificateValidTo'],
  ['身份证号', 'idNumber'],
  ['手机号码', 'phone'],
  ['业务类别', 'businessCategory'],
  ['行政区划', 'region'],
  ['可任组长', 'mayLead'],
  ['在编在岗', 'onStaffOnDuty'],
  ['聘期', 'onDuty'],
  ['专家类型', 'supporterKind'],
  ['聘任文号', 'mandateDocument'],
];

const VISIT_HEADERS: readonly Header[] = [
  ['序号', '#'],
  ['检查时间', 'date'],
  ['信用代码', 'creditCode'],
  ['类别', 'class'],
  ['检查类型', 'taskType'],
  ['抽查任务编号', 'task'],
  ['抽取类型', 'selection'],
  ['针对性检查依据', 'ground'],
  ['针对性依据文号', 'reference'],
  ['信用分级抽取', 'creditBased'],
  ['层级', 'level'],
  ['实施单位', 'authority'],
  ['检查事项', 'items'],
  ['检查方式', 'method'],
  ['触发情形', 'trigger'],
  ['检查人员', 'inspectors'],
  ['检查结果', 'results'],
  ['结果认定时间', 'resultDeterminedOn'],
  ['公示时间', 'publishedOn'],
  ['说明', 'remark'],
];

export const xionganForms = {
  objects: (place: string): OfficeForm => ({
    sheet: `${place}检查对象名录库`,
    title: `${place}检查对象名录库`,
    filledIn: '说明：单位、人员、代码均为虚构',
    headers: OBJECT_HEADERS,
    footer: [['审核人：拟一', null, null, '填表人：拟二']],
  }),
  /** Exported from the provincial platform: another order, no title. */
  objectsText: { sheet: '', headers: OBJECT_HEADERS.toReversed() } satisfies OfficeForm,
  people: (title: string): OfficeForm => ({ sheet: '人员库', title, headers: PEOPLE_HEADERS }),
  visits: (place: string): OfficeForm => ({
    sheet: '2023年度',
    title: `${place}2023年随机抽查记录`,
    headers: VISIT_HEADERS,
  }),
};
