import { type ProblemKind, p } from './problem-kind.ts';

/** Refusals about verdicts that are or become final; part of the catalogue in `problems.ts`. */
export const verdictProblems = {
  'verdict.running': p(409, 5, {
    zh: '{period} 到 {ends} 才结束（今天是 {today}），还不能定案。',
    en: '{period} ends on {ends} only (today is {today}): its verdict cannot be closed yet.',
  }),
  'verdict.early': p(409, 5, {
    zh: '{period} 可补录到 {lastDay}（今天是 {today}），检查还没有全部办结：没有抽取的任务 {undrawn} 个，没有检查记录的被抽对象 {unvisited} 家（共 {tasks} 个任务）。请先办结，或在 {lastDay} 以后定案。',
    en: 'What belongs to {period} can be recorded until {lastDay} (today is {today}), and not every inspection is concluded: {undrawn} tasks without a draw, {unvisited} drawn units without a visit ({tasks} tasks in all). Conclude them first, or close it after {lastDay}.',
  }),
  'verdict.closed': p(409, 5, {
    zh: '{period} 的判定已于 {at} 由 {by} 定案（第 {nth} 次），没有改动。要更正，由负责人写明理由重新打开：sunlot compliance reopen。',
    en: 'The verdict on {period} was closed at {at} by {by} (closing no. {nth}); nothing was changed. To correct it, a leader opens it again with a reason: sunlot compliance reopen.',
  }),
  'verdict.notClosed': p(409, 5, {
    zh: '{period} 的判定没有定案，不需要重新打开。',
    en: 'The verdict on {period} is not closed: there is nothing to open again.',
  }),
  'verdict.nothing': p(409, 5, {
    zh: '{agency} 的名录里还没有检查对象，没有可以定案的判定。请先导入名录。',
    en: 'No object is in the directory of {agency} yet: there is no verdict to close. Import the directory first.',
  }),
  'verdict.noScheme': p(409, 5, {
    zh: '{period} 没有执行中的方案（本单位的方案自 {from} 起执行），不作判定，没有可以定案的判定。',
    en: 'No scheme was in force in {period} (the scheme of the agency holds from {from} on): it is not judged, and there is no verdict to close.',
  }),
  'verdict.damaged': p(500, 9, {
    zh: '{period} 的定案内容与保存时的校验值不符（第 {nth} 次，应为 {sum}），不予显示。请把数据库交管理员从备份核对；可用 --fresh 查看按今天数据的判定。',
    en: 'The closed verdict on {period} does not have the sum it was stored with (closing no. {nth}, should be {sum}); it is not shown. Let the administrator compare the database with a backup; --fresh shows the verdict by the data of today.',
  }),
} as const satisfies Record<string, ProblemKind>;
