import { column, type Vocabulary } from './columns.ts';

const taskTypeChoices = {
  daily: ['日常', '日常检查', '日常抽查'],
  campaign: ['专项', '专项检查', '专项抽查'],
  internalJoint: ['内部联合', '内部联合检查', '系统内联合'],
  interdepartmentalJoint: ['部门联合', '部门联合检查', '跨部门联合', '联合'],
} as const;

const selectionChoices = {
  random: ['随机', '随机抽取', '双随机'],
  directed: ['针对性', '针对性检查', '定向', '非随机'],
} as const;

const levelChoices = {
  municipal: ['市级', '市', '市本级'],
  newArea: ['新区本级', '新区', '新区级'],
  county: ['县级', '县', '区县级', '县（市）区级', '分局'],
} as const;

const methodChoices = {
  onSite: ['现场', '现场检查', '实地', '入企'],
  tech: ['科技', '科技检查', '非现场', '非现场检查', '在线'],
  written: ['书面', '书面检查', '书面核查'],
  thirdParty: ['第三方', '委托第三方', '第三方检查'],
} as const;

/** 检查记录: one row is one visit. It is known by its object, its day, its authority and its task. */
export const visitVocabulary: Vocabulary = {
  noun: 'visits',
  title: '检查记录',
  columns: [
    column('date', ['检查日期', '检查时间', '现场检查日期'], { type: 'date', required: true }),
    column('creditCode', ['统一社会信用代码', '信用代码', '社会信用代码'], { type: 'creditCode', required: true }),
    column('class', ['对象类别', '检查对象类别', '类别'], { type: 'list' }),
    column('taskType', ['任务类型', '抽查类型', '检查类型'], { type: 'choice', choices: taskTypeChoices }),
    column('task', ['任务编号', '抽查任务编号'], { type: 'text' }),
    column('taskCompletedOn', ['任务完成日期', '任务完成时间'], { type: 'date' }),
    column('selection', ['抽取方式', '抽取类型'], { type: 'choice', choices: selectionChoices }),
    column('ground', ['针对性依据', '针对性检查依据'], { type: 'text' }),
    column('reference', ['文书编号', '依据文号', '针对性依据文号'], { type: 'text' }),
    column('drawnOn', ['抽取日期', '抽取时间'], { type: 'date' }),
    column('creditBased', ['是否信用分级抽取', '信用分级抽取'], { type: 'yesNo' }),
    column('level', ['检查层级', '层级'], { type: 'choice', choices: levelChoices }),
    column('authority', ['检查机关', '检查单位', '实施单位'], { type: 'text' }),
    column('items', ['抽查事项', '检查事项', '事项序号'], { type: 'list' }),
    column('method', ['检查方式'], { type: 'choice', choices: methodChoices }),
    column('trigger', ['现场检查触发情形', '触发情形'], { type: 'text' }),
    column('inspectors', ['检查人员', '检查人员证号', '执法人员'], { type: 'list' }),
    column('partnerPeople', ['配合部门人员', '联合部门人员', '部门参加人员'], { type: 'list' }),
    column('results', ['检查结果', '抽查结果'], { type: 'list' }),
    column('resultDeterminedOn', ['结果认定日期', '结果认定时间', '认定日期'], { type: 'date' }),
    column('publishedOn', ['公示日期', '公开日期', '公示时间'], { type: 'date' }),
    column('withheldGround', ['不予公开依据', '不予公开理由'], { type: 'text' }),
    column('rectifyBy', ['整改期限', '责令改正期限', '限期整改日期'], { type: 'date' }),
    column('rectifiedOn', ['整改完成日期', '复查合格日期'], { type: 'date' }),
    column('caseNumber', ['立案文号', '立案编号', '案件编号', '案号'], { type: 'text' }),
    column('noRepeatGround', ['不再重复检查依据'], { type: 'text' }),
    column('deviation', ['偏离理由'], { type: 'text' }),
    column('approvedBy', ['批准人'], { type: 'text' }),
  ],
  telling: ['date'],
  keys: ['creditCode'],
};
