import { describe, expect, test } from 'vitest';
import { add, both, type Edit, faultsOf, set, type Tree } from '../../test/pack-edits.ts';

const field = (text: string, byClass: Tree = {}) => [{ id: 'taskName', label: '名称', default: text, byClass }];
const days = { month: 3, day: 31, remindMonth: 3, remindDay: 1 };
const summary = { name: '总结', workingDays: 5, edge: 'after', receivers: ['市局'] };

describe('classes, days and texts that nothing can honour are refused where it stands, and what can is not', () => {
  test.each<[string, Edit, RegExp, Edit]>([
    [
      'an order that names a class twice',
      set('precedence', { order: ['construction', 'jointObject', 'outside', 'special', 'key', 'general', 'key'] }),
      /^precedence value\/order\/6 类别“key”出现了两次/,
      set('precedence', { order: ['key', 'construction', 'jointObject', 'outside', 'special', 'general'] }),
    ],
    [
      'a level that is not in the pack',
      add('redraw', { min: '10%', among: 'municipal' }),
      /^redraw value\/among 没有层级“municipal”，可写的有：county。/,
      add('redraw', { min: '10%', among: 'county' }),
    ],
    [
      'a row of reports that is no class',
      add('classMap', { rows: { kye: 'key' } }),
      /^classMap value\/rows\/kye 没有类别“kye”.*是不是“key”？/,
      add('classMap', { rows: { special: 'key' } }),
    ],
    [
      'a row that is reported as no class',
      add('classMap', { rows: { special: 'kye' } }),
      /^classMap value\/rows\/special 没有类别“kye”/,
      add('classMap', { rows: { special: 'special' } }),
    ],
    [
      'a class drawn at any time that does not exist',
      add('adHoc', { classes: ['specal'] }),
      /^adHoc value\/classes\/0 没有类别“specal”.*是不是“special”？/,
      add('adHoc', { classes: ['special'] }),
    ],
    [
      'a kind of task that replaces itself',
      add('replaceable', { either: ['daily', 'daily'] }),
      /^replaceable value\/either\/1 任务类型“daily”出现了两次/,
      add('replaceable', { either: ['daily', 'campaign'] }),
    ],
    [
      'recognition within a plan period that nobody says',
      set('recognition', { within: 'planPeriod' }),
      /^recognition value\/within 没有规则 planPeriod/,
      both(set('recognition', { within: 'planPeriod' }), add('planPeriod', { from: '01-01', to: '12-31' })),
    ],
    [
      'a grade without weight',
      set('credit', { weights: { A: 1, B: 1, C: 1 } }),
      /^credit value\/weights 等级 D 没有权重，请补写/,
      set('credit', { weights: { A: 1, B: 2, C: 3, D: 5 } }),
    ],
    [
      'a weight without grade',
      set('credit', { grades: ['A', 'B', 'C'] }),
      /^credit value\/weights\/D 没有等级“D”，可写的有：A、B、C。/,
      set('credit', { grades: ['A', 'B', 'C'], weights: { A: 1, B: 1, C: 1 } }),
    ],
    [
      'a grade that no row of the directory can have',
      set('credit', { grades: ['A', 'B', 'C', 'E'], weights: { A: 1, B: 1, C: 1, E: 2 } }),
      /^credit value\/grades\/3 没有信用风险等级“E”，可写的有：A、B、C、D。/,
      set('credit', { grades: ['D', 'C', 'B', 'A'] }),
    ],
    [
      'a due day that no calendar has',
      set('planDue', { ...days, month: 6 }),
      /^planDue value\/day 没有 6月31日这一天/,
      set('planDue', { ...days, month: 7 }),
    ],
    [
      'a reminder on a day of leap years only',
      set('planDue', { ...days, remindMonth: 2, remindDay: 29 }),
      /^planDue value\/remindDay 2月29日只有闰年才有，请写 2月28日或 3月1日/,
      set('planDue', { ...days, remindMonth: 2, remindDay: 28 }),
    ],
    [
      'a reminder after the end',
      set('planDue', { ...days, remindMonth: 4 }),
      /^planDue value\/remindMonth 提醒日 04-01 晚于期限 03-31/,
      set('planDue', { ...days, remindDay: 31 }),
    ],
    [
      'a plan period from a day that no calendar has',
      add('planPeriod', { from: '04-31', to: '12-31' }),
      /^planPeriod value\/from 没有 4月31日这一天/,
      add('planPeriod', { from: '04-30', to: '12-31' }),
    ],
    [
      'a plan period to a day of leap years only',
      add('planPeriod', { from: '01-01', to: '02-29' }),
      /^planPeriod value\/to 2月29日只有闰年才有/,
      add('planPeriod', { from: '01-01', to: '02-28' }),
    ],
    [
      'a plan period that ends before it begins',
      add('planPeriod', { from: '07-01', to: '06-30' }),
      /^planPeriod value\/to 计划期的最后一天 06-30 早于第一天 07-01/,
      add('planPeriod', { from: '07-01', to: '07-01' }),
    ],
    [
      'a placeholder that the plan does not know',
      set('planFields', { fields: field('{n} 家次（至少 {requred}）') }),
      /^planFields value\/fields\/0\/default 填不了“{requred}”，可写的有：{year}、.*是不是“required”？/,
      set('planFields', { fields: field('{n} 家次（至少 {required}）') }),
    ],
    [
      'a placeholder in the text of one class',
      set('planFields', { fields: field('抽查', { key: '{ base }' }) }),
      /^planFields value\/fields\/0\/byClass\/key 填不了“{ base }”.*是不是“base”？/,
      set('planFields', { fields: [{ id: 'taskName', label: '名称', byClass: { key: '{base}' } }] }),
    ],
    [
      'a brace left open',
      set('planFields', { fields: field('{n 家次') }),
      /^planFields value\/fields\/0\/default 花括号没有成对/,
      set('planFields', { fields: field('{n} 家次') }),
    ],
    [
      'a text for a class that does not exist',
      set('planFields', { fields: field('抽查', { kye: '重点抽查' }) }),
      /^planFields value\/fields\/0\/byClass\/kye 没有类别“kye”/,
      set('planFields', { fields: field('抽查', { key: '重点抽查' }) }),
    ],
    [
      'a plan field twice',
      set('planFields', { fields: [...field('甲'), ...field('乙')] }),
      /^planFields value\/fields\/1\/id 编号“taskName”出现了两次/,
      set('planFields', { fields: [...field('甲'), { id: 'items', label: '事项' }] }),
    ],
    [
      'a column of a field that the plan does not have',
      add('planTable', { title: '表', columns: [{ label: '名称', field: 'taskname' }] }),
      /^planTable value\/columns\/0\/field 没有计划字段“taskname”.*是不是“taskName”？/,
      add('planTable', {
        title: '表',
        columns: [
          { label: '序号', field: 'serial' },
          { label: '名称', field: 'taskName' },
        ],
      }),
    ],
    [
      'two columns of one heading',
      add('planTable', { title: '表', columns: ['serial', 'taskName'].map((one) => ({ label: '名称', field: one })) }),
      /^planTable value\/columns\/1\/label 列名“名称”出现了两次/,
      add('planTable', { title: '表', columns: [{ label: '名称', field: 'taskName' }] }),
    ],
    [
      'a summary due before its quarter begins',
      add('quarterlySummary', { ...summary, edge: 'before', workingDays: 67 }),
      /^quarterlySummary value\/workingDays 季度结束前 67 个工作日早于季度的第一天/,
      add('quarterlySummary', { ...summary, edge: 'before', workingDays: 66 }),
    ],
    [
      'statistics due before their quarter begins',
      add('quarterlyStatistics', { ...summary, edge: 'before', workingDays: 300 }),
      /^quarterlyStatistics value\/workingDays 季度结束前 300 个工作日/,
      add('quarterlyStatistics', { ...summary, workingDays: 67 }),
    ],
  ])('%s', (...[, edit, words, control]) => {
    const found = faultsOf(edit);
    expect(
      found.some((line) => words.test(line)),
      found.join('\n'),
    ).toBe(true);
    expect(faultsOf(control)).toEqual([]);
  });
});
