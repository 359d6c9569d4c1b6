import { column, type Vocabulary } from './columns.ts';

const gradeChoices = {
  key: ['重点检查事项', '重点'],
  general: ['一般检查事项', '一般'],
} as const;

export const methodChoices = {
  现场检查: ['现场检查', '实地检查', '实地核查'],
  书面检查: ['书面检查', '书面核查'],
  科技检查: ['科技检查', '非现场检查', '网络监测', '在线监测'],
  委托第三方机构: ['委托第三方机构', '第三方检查', '委托第三方检查'],
  其他检查: ['其他检查', '其他'],
} as const;

/** 随机抽查事项清单: one row is one 抽查事项; a category may have several. */
export const itemVocabulary: Vocabulary = {
  noun: 'items',
  title: '随机抽查事项清单',
  columns: [
    column('serialNo', ['序号', '编号'], { type: 'code' }),
    column('category', ['抽查类别', '抽查大类'], { type: 'text', required: true }),
    column('itemName', ['抽查事项', '事项名称', '抽查子项'], { type: 'text', required: true }),
    column('objectKind', ['检查对象', '抽查对象'], { type: 'list', required: true }),
    column('itemGrade', ['事项类别'], { type: 'choice', required: true, choices: gradeChoices }),
    column('methods', ['检查方式', '抽查方式'], { type: 'choices', required: true, choices: methodChoices }),
    column('authority', ['检查主体', '实施主体'], { type: 'text', expected: true }),
    column('legalBasis', ['检查依据', '抽查依据', '法律依据'], { type: 'lines', expected: true }),
    column('content', ['抽查内容', '检查内容'], { type: 'lines' }),
    column('matter', ['监管事项', '所属监管事项'], { type: 'text' }),
  ],
  telling: ['itemName', 'category'],
  keys: ['itemName'],
};
