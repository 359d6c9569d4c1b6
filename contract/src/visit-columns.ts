import { column, type Vocabulary } from './columns.ts';
import { levelChoices } from './object-columns.ts';

export const taskTypeChoices = {
  daily: ['日常', '日常检查'],
  campaign: ['专项', '专项检查'],
  internalJoint: ['内部联合', '内部联合抽查'],
  interdepartmentalJoint: ['部门联合', '部门联合抽查'],
} as const;

export const selectionChoices = { random: ['随机'], directed: ['针对性'] } as const;

export const visitMethodChoices = {
  onSite: ['现场', '现场检查'],
  tech: ['科技', '科技检查', '非现场'],
  written: ['书面', '书面检查'],
  thirdParty: ['第三方', '委托第三方机构'],
} as const;

export const visitLevelChoices = {
  municipal: ['市级', ...levelChoices.municipal.filter((word) => word !== '市级')],
  newArea: ['新区本级', '新区'],
  county: ['县级', '县', '区级'],
} as const;

/** 检查记录: history, or results recorded elsewhere. */
export const visitVocabulary: Vocabulary = {
  noun: 'visits',
  title: '检查记录',
  columns: [
    column('date', ['检查日期'], { type: 'date', required: true }),
    column('creditCode', ['统一社会信用代码', '信用代码', '社会信用代码'], { type: 'creditCode', required: true }),
    column('class', ['对象类别'], { type: 'text', required: true }),
    column('taskType', ['任务类型'], { type: 'choice', required: true, choices: taskTypeChoices }),
    column('taskCode', ['任务编号'], { type: 'code' }),
    column('taskCompletedOn', ['任务完成日期'], { type: 'date' }),
    column('selection', ['抽取方式'], { type: 'choice', required: true, choices: selectionChoices }),
    column('directedGround', ['针对性依据'], { type: 'text' }),
    column('drawnOn', ['抽取日期'], { type: 'date' }),
    column('creditBased', ['是否信用分级抽取'], { type: 'yesNo' }),
    column('level', ['检查层级'], { type: 'choice', required: true, choices: visitLevelChoices }),
    column('agency', ['检查机关'], { type: 'text', required: true }),
    column('items', ['抽查事项'], { type: 'list' }),
    column('method', ['检查方式'], { type: 'choice', required: true, choices: visitMethodChoices }),
    column('onSiteTrigger', ['现场检查触发情形'], { type: 'text' }),
    column('inspectors', ['检查人员'], { type: 'list' }),
    column('results', ['检查结果'], { type: 'list' }),
    column('resultDeterminedOn', ['结果认定日期'], { type: 'date' }),
    column('publishedOn', ['公示日期'], { type: 'date' }),
    column('withheldGround', ['不予公开依据'], { type: 'text' }),
    column('noRepeatGround', ['不再重复检查依据'], { type: 'text' }),
    column('deviationReason', ['偏离理由'], { type: 'text' }),
    column('approvedBy', ['批准人'], { type: 'personName' }),
  ],
  telling: ['date', 'method'],
  keys: ['creditCode'],
};
