import { column, type Vocabulary } from './columns.ts';

/** 下发名单: one row is one unit or project on the list. */
export const handedDownVocabulary: Vocabulary = {
  noun: 'handedDown',
  title: '下发名单',
  columns: [
    column('name', ['单位名称', '企业名称', '主体名称', '企业事业单位名称', '项目名称', '名称'], {
      type: 'text',
      required: true,
    }),
    column('creditCode', ['统一社会信用代码', '信用代码', '社会信用代码'], { type: 'creditCode' }),
    column('projectNumber', ['项目编号', '建设项目编号', '项目代码'], { type: 'projectNumber' }),
    column('due', ['检查时限', '检查期限', '完成时限'], { type: 'date' }),
  ],
  telling: ['name'],
  // Some lists are names alone.
  fewest: 1,
  keys: ['name'],
};
