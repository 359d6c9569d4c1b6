import type { RowAnswer } from '@sunlot/core/policy/visit-form.ts';
import { column, type Vocabulary } from './columns.ts';

/** What an office may write for each answer, the first one canonical. */
export const answerChoices: Readonly<Record<RowAnswer, readonly [string, ...string[]]>> = {
  pass: ['合格', '符合', 'pass'],
  fail: ['不合格', '不符合', 'fail'],
  notApplicable: ['不涉及', '不适用', 'notApplicable'],
};

/** 现场检查表: one row is one row of the form; 表号 and 检查对象 say which form it is. */
export const formVocabulary: Vocabulary = {
  noun: 'form',
  title: '现场检查表',
  columns: [
    column('row', ['编号', '序号'], { type: 'text' }),
    column('title', ['事项', '分类', '分类/事项'], { type: 'text' }),
    column('text', ['检查内容'], { type: 'text' }),
    column('answer', ['检查结果', '结果'], { type: 'choice', choices: answerChoices }),
    column('note', ['情况说明', '说明'], { type: 'lines' }),
    column('object', ['检查对象', '统一社会信用代码'], { type: 'text' }),
    column('edition', ['表号'], { type: 'text', required: true }),
  ],
  telling: ['answer'],
  keys: ['row'],
};
