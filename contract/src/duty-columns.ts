import { column, type Vocabulary } from './columns.ts';

/** Where a duty is named, each with the words an office may write. */
export const dutySources = {
  threeFixed: ['三定方案', '三定规定', '三定'],
  powers: ['权责清单', '权力清单', '责任清单'],
  internetSupervision: ['互联网+监管', '“互联网+监管”事项清单', '互联网+监管事项清单', '互联网监管'],
} as const;

/** Reference rows: the duties of an agency, and which item of the list carries each out. */
export const dutyVocabulary: Vocabulary = {
  noun: 'duties',
  title: '职责事项',
  columns: [
    column('source', ['来源', '职责来源'], { type: 'choice', required: true, choices: dutySources }),
    column('dutyNo', ['职责编号', '事项编码', '编号', '序号'], { type: 'code' }),
    column('dutyName', ['职责事项', '监管职责', '职责名称', '监管事项'], { type: 'text', required: true }),
    column('suitable', ['适用随机抽查', '是否适用随机抽查'], { type: 'yesNo', required: true }),
    column('item', ['对应事项', '对应抽查事项', '抽查事项'], { type: 'text' }),
  ],
  telling: ['dutyName', 'suitable'],
  keys: ['dutyName'],
};
