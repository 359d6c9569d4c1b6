import { inventedCode } from './credit-codes.ts';
import { exampleObjects } from './jiangxian-objects.ts';
import { bookOf, type OfficeForm, type Row } from './office-form.ts';
import { directed, quarterly, returnedRows, visitsOf } from './year-of-visits.ts';

/**
 * The example county's year 2025: 43 key objects (the special ones of 2026 that are on the list of key dischargers are among
 * them, and one that stopped in 2026), 119 general ones, 4 construction projects, 1 joint object. Every minimum is met; one enterprise was drawn three times, with a
 * recorded reason.
 */
const FORM: OfficeForm = {
  sheet: '抽查台账',
  title: '2025年度“双随机、一公开”抽查台账',
  filledIn: '填报单位：示范县分局　　填报日期：2026年1月6日',
  headers: [
    ['序号', '#'],
    ['检查日期', 'date'],
    ['统一社会信用代码', 'creditCode'],
    ['检查对象类别', 'class'],
    ['任务类型', 'taskType'],
    ['任务编号', 'task'],
    ['抽取方式', 'selection'],
    ['针对性依据', 'ground'],
    ['依据文号', 'reference'],
    ['抽取日期', 'drawnOn'],
    ['检查机关', 'authority'],
    ['抽查事项', 'items'],
    ['检查方式', 'method'],
    ['检查人员', 'inspectors'],
    ['检查结果', 'results'],
    ['结果认定日期', 'resultDeterminedOn'],
    ['公示日期', 'publishedOn'],
    ['偏离理由', 'deviation'],
    ['批准人', 'approvedBy'],
    ['归档号', 'remark'],
  ],
};

/** Those that worked in 2025: two stopped in 2026 only. */
const active = exampleObjects().filter(({ status }) => status !== '注销');
const keys = active.filter(({ keyList }) => keyList !== '否').map(({ code }) => code);
const generals = active
  .filter(({ keyList, project, joint }) => keyList === '否' && project === '' && joint === '')
  .map(({ code }) => code);
const projects = active
  .filter(({ project }) => project === '是')
  .map(({ code, projectNumber }) => `${code}/${projectNumber}`);
const joints = active.filter(({ joint }) => joint === '是').map(({ code }) => code);

/** The eleventh of the fourth quarter comes around to the first of the year, who was in a campaign of the third besides. */
function thirdVisit(i: number, quarter: number): Row {
  const third = quarter === 4 && i === 10;
  return third ? { deviation: '三季度汛期专项已查过一次，四季度抽满11家时又抽中', approvedBy: '示二' } : {};
}

const YEAR = visitsOf({
  year: 2025,
  task: 'JX',
  level: '县级',
  authority: '140826',
  staff: Array.from({ length: 14 }, (_, i) => `SF140826${String(i + 1).padStart(3, '0')}`),
  problemEvery: 9,
  problem: '发现问题已责令整改',
  rounds: [
    ...quarterly('重点排污单位', keys, { sizes: [11, 11, 11, 11], of: thirdVisit }),
    ...quarterly('一般排污单位', generals, { sizes: [6, 6, 6, 6], of: () => ({ items: '2' }) }),
    { quarter: 2, class: '在建工程建设项目', codes: projects, of: () => ({ items: '6' }) },
    { quarter: 3, class: '联合抽查对象', codes: joints, of: () => ({ items: '4', taskType: '部门联合' }) },
    {
      quarter: 3,
      class: '重点排污单位',
      codes: [keys[0]!],
      of: () => ({ taskType: '专项' }),
    },
  ],
});

export function jiangxianVisits(): Uint8Array {
  const rows: readonly Row[] = [
    ...YEAR,
    directed(YEAR[0]!, {
      date: '2025-06-24',
      ground: '被投诉举报涉嫌违法违规的',
      reference: '示范举报〔2025〕16号',
    }),
    ...returnedRows(YEAR, inventedCode(149_999)),
  ];
  return bookOf(FORM, rows);
}
