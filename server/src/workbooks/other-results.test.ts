import { expect, it } from 'vitest';
import { DRAWN_TASK, facts, GOOD, judgeAll } from './test-visit-rows.ts';

/** one visit is recorded under the number of each task that it serves; with results that contradict each other somebody should look. */

const CAMPAIGN = { ...DRAWN_TASK, code: '2025q2.campaign-1', taskType: 'campaign' } as const;
const tasks = [DRAWN_TASK, CAMPAIGN].map((task) => ({ ...task, drawn: new Map([[GOOD.creditCode, '2025-04-01']]) }));
const taskOf = (_: string, number: string) => tasks.find(({ code }) => code === number);
type Cells = Readonly<Record<string, string>>;
const under = (task: string, more: Cells = {}) => ({ ...GOOD, task, ...more });
const FOUND = { results: '不配合检查情节严重' };
const CLEAN = { results: '未发现问题' };
const toldOf = (what: string, rows: readonly Cells[], more = {}) =>
  judgeAll(rows, { taskOf, ...more }).map(({ warnings }) =>
    warnings.filter(({ code }) => code === what).map(({ message }) => message),
  );
const told = (rows: readonly Cells[], more = {}) => toldOf('resultsDisagree', rows, more);

it('is told of the later row, with the other task, its result and what to do', () => {
  const [first, second] = told([under(DRAWN_TASK.code, CLEAN), under(CAMPAIGN.code, FOUND)]);
  expect(first).toEqual([]);
  expect(second).toEqual([
    `同一次检查（同一天、同一方式）在任务 ${DRAWN_TASK.code} 名下登记的结果是“未发现问题”，这里是“不配合检查情节严重”。登记错了的，改好那一条后导入（import visits）；两个任务查的事项不同，或者确是两次检查的，不用改。`,
  ]);
});

it('is told of what the ledger has, and by the row of the file where that corrects it', () => {
  const [known] = judgeAll([under(DRAWN_TASK.code, CLEAN)], { taskOf }).map((one) => facts(one)!);
  const visitsOf = () => [known!];
  expect(told([under(CAMPAIGN.code, FOUND)], { visitsOf })[0]).toHaveLength(1);
  expect(told([under(CAMPAIGN.code, FOUND), under(DRAWN_TASK.code, FOUND)], { visitsOf })).toEqual([[], []]);
  // The same number typed again with another result is a correction.
  expect(told([under(DRAWN_TASK.code, FOUND)], { visitsOf })).toEqual([[]]);
  // Answered to be two visits.
  const apart = () => [{ ...known!, apart: [`${known!.agency}/${CAMPAIGN.code}`] }];
  expect(told([under(CAMPAIGN.code, FOUND)], { visitsOf: apart })).toEqual([[]]);
});

it('control: not of the same result, another day or way, without a number, or while one has no result', () => {
  const second = (more: Cells) => told([under(DRAWN_TASK.code, CLEAN), under(CAMPAIGN.code, more)])[1];
  expect(second(CLEAN)).toEqual([]);
  expect(second({ ...FOUND, date: '2025-04-11' })).toEqual([]);
  expect(second({ ...FOUND, method: '书面检查' })).toEqual([]);
  expect(told([under(DRAWN_TASK.code, CLEAN), { ...GOOD, ...FOUND }])).toEqual([[], []]);
  expect(second({ results: '' })).toEqual([]);
});

it('is told of other people too, who would each be counted, and not where it names the same or nobody', () => {
  const rows = (inspectors: string) => [under(DRAWN_TASK.code, CLEAN), under(CAMPAIGN.code, { ...CLEAN, inspectors })];
  const [known] = judgeAll([under(DRAWN_TASK.code, CLEAN)], { taskOf }).map((one) => facts(one)!);
  const [one, other] = known!.inspectors as [string, string];
  const second = (inspectors: string) => toldOf('peopleDisagree', rows(inspectors))[1];
  expect(second(`${one}；DEMO-X`)).toEqual([
    `同一次检查（同一天、同一方式）在任务 ${DRAWN_TASK.code} 名下登记的检查人员是 ${one}、${other}，这里是 ${one}、DEMO-X，会各计一次。合并为一次的，每个编号都写实际去的人，改好那一条后导入（import visits）；两组都去了的，不用改。`,
  ]);
  expect(second(one)).toHaveLength(1);
  expect(second(`${other}；${one}`)).toEqual([]);
  expect(second('')).toEqual([]);
  const silent = () => [{ ...known!, inspectors: [] }];
  expect(toldOf('peopleDisagree', rows(one).slice(1), { visitsOf: silent })).toEqual([[]]);
});
