import { type ProblemKind, p } from './problem-kind.ts';

/** Refusals about the end of tasks and plans; part of the catalogue in `problems.ts`. Objects stand by their rank, never by name. */
export const lifeProblems = {
  'task.closed': p(409, 5, {
    zh: '任务 {task} 已于 {at} 由 {by} 办结，不再改动。办结以后才公示、才整改完成的，在检查记录里补写公示日期、整改完成日期后导入（import visits）。',
    en: 'Task {task} was closed at {at} by {by}: it takes no more changes. What was published or put right since then is recorded with its day in the workbook of visits (import visits).',
  }),
  'task.withdrawn': p(409, 5, {
    zh: '任务 {task} 已于 {at} 由 {by} 撤回，不再改动。计划中的这一项可以重新发起（task create）。',
    en: 'Task {task} was withdrawn at {at} by {by}: it takes no more changes. Its entry of the plan can be given a task again (task create).',
  }),
  'task.withdrawFrozen': p(409, 5, {
    zh: '任务 {task} 已经封存过名单（{draw}），公开日志里有记录，不能撤回。名单有误的，经批准作废这次抽取（draw void），再重新封存。',
    en: 'A list of task {task} was frozen ({draw}) and stands in the public log: the task is not withdrawn. Where the list is wrong, end that draw with approval (draw void) and freeze again.',
  }),
  'task.withdrawElsewhere': p(409, 5, {
    zh: '任务 {task} 已采用牵头部门 {lead} 的抽取结果，不能撤回。',
    en: 'Task {task} has taken over the draw of the lead department {lead}: it is not withdrawn.',
  }),
  'task.notDrawn': p(409, 5, {
    zh: '任务 {task} 还没有抽取结果，没有可取消、可统计、可办结的检查。请先完成抽取（draw run）；还没有封存过名单、也抽不了的，不办结，撤回任务（task withdraw）。',
    en: 'Task {task} has no result of a draw yet: there is nothing to cancel, to count or to close. Complete its draw first (draw run); where no list was frozen and none can be, the task is not closed but taken back (task withdraw).',
  }),
  'task.notComplete': p(409, 5, {
    zh: '任务 {task} 还没有完成：抽中 {drawn} 家，没有检查记录 {waiting} 家，有记录而没有检查结果 {noResult} 家。请导入检查记录（import visits）；不能检查的，写明理由并经批准取消（task cancel）。',
    en: 'Task {task} is not completed: of {drawn} drawn units {waiting} have no visit and {noResult} have a visit without a result. Import the visits (import visits); cancel those that cannot take place, with a reason and approval (task cancel).',
  }),
  'task.notPublished': p(409, 5, {
    zh: '任务 {task} 有 {n} 家的检查结果既没有公示，也没有不予公开的依据，不能办结。请在检查记录中登记公示日期或不予公开依据（import visits）。',
    en: 'The results of {n} units of task {task} are neither public nor lawfully withheld: it cannot be closed. Record the day of publication or the ground for withholding with the visits (import visits).',
  }),
  'task.notApproved': p(409, 5, {
    zh: '任务 {task} 第 {ranks} 号的检查结果不予公开（或部分不予公开），没有登记批准人，不能办结。不予公开须有依据和批准人：sunlot publish due --agency {agency} 列出各次检查的编号，sunlot publish approve 编号 --approver 姓名 补登；没有批准的，依法公示。',
    en: 'The results of numbers {ranks} of task {task} are withheld, or partly withheld, with no approver on record: it cannot be closed. Withholding needs a ground and an approver: sunlot publish due --agency {agency} lists the visits with their ids, sunlot publish approve ID --approver NAME records who approved; what nobody approved is to be published.',
  }),
  'withholding.none': p(409, 5, {
    zh: '检查 {visit} 的结果没有不予公开依据，不需要批准人，没有改动。',
    en: 'No ground for withholding is on record with visit {visit}: it needs no approver. Nothing was changed.',
  }),
  'withholding.approved': p(409, 5, {
    zh: '检查 {visit} 不予公开的批准人已经登记，没有改动。登记有误的，在检查记录里改好后导入（import visits）。',
    en: 'Who approved the withholding of visit {visit} is on record already; nothing was changed. Where that is wrong, correct the visit and import it (import visits).',
  }),
  'task.recognitionChanged': p(409, 5, {
    zh: '任务 {task} 有 {n} 家互认的结果后来更正或撤回了，不能办结。见 sunlot task visits {task}：按更正后的结果互认或改为实际检查（task answer），导入登记的重新导入该行（import visits）。',
    en: 'The results by which {n} units of task {task} were recognised have been corrected or withdrawn since: it cannot be closed. See sunlot task visits {task}: take the result as corrected or visit the unit after all (task answer); rows that were imported are imported anew (import visits).',
  }),
  'task.notClosed': p(409, 5, {
    zh: '任务 {task} 还没有办结，统计数字没有固定，不能登记报送。请先办结（task close）。',
    en: 'Task {task} is not closed and its figures are not fixed: nothing can be reported yet. Close it first (task close).',
  }),
  'task.receiverUnknown': p(409, 5, {
    zh: '“{receiver}”不是方案写明的报送单位（{section}）。应报送：{receivers}。',
    en: '“{receiver}” is none of the receivers that the scheme names ({section}). They are: {receivers}.',
  }),
  'task.figuresDamaged': p(500, 9, {
    zh: '任务 {task} 办结时的统计数字与保存时的校验值不符（应为 {sum}），不予显示。请把数据库交管理员从备份核对。',
    en: 'The figures with which task {task} was closed do not have the sum they were stored with (should be {sum}); they are not shown. Let the administrator compare the database with a backup.',
  }),
  'cancel.visited': p(409, 5, {
    zh: '第 {rank} 号已有检查记录（{on}），不能取消。',
    en: 'Number {rank} has a recorded visit ({on}): it cannot be cancelled.',
  }),
  'cancel.already': p(409, 5, {
    zh: '第 {rank} 号的检查已于 {on} 取消，没有改动。',
    en: 'The visit to number {rank} was cancelled on {on}; nothing was changed.',
  }),
  'cancel.replacing': p(409, 5, {
    zh: '第 {rank} 号正在更换（等待公共随机数），请先完成更换（draw replace）。',
    en: 'Number {rank} is being replaced and waits for a fresh value. Complete the replacement first (draw replace).',
  }),
  'cancel.sameApprover': p(409, 5, {
    zh: '{who} 不能批准自己提出的取消，请由另一人批准。',
    en: '{who} cannot approve a cancellation of their own. Somebody else has to.',
  }),
  'visit.cancelled': p(409, 5, {
    zh: '第 {rank} 号的检查已于 {on} 取消，不再答复、更换或填写检查表。',
    en: 'The visit to number {rank} was cancelled on {on}: it is not answered, replaced or filled in any more.',
  }),
  'dispatch.allCancelled': p(409, 5, {
    zh: '任务 {task} 抽中的对象都已取消检查，没有可派发的。',
    en: 'Every visit of task {task} is cancelled: nobody is to be sent.',
  }),
  'task.periodClosed': p(409, 5, {
    zh: '{of} 的判定已于 {at} 由 {by} 定案，不能再为 {period} 立项或抽取。确需补抽的，先由负责人写明理由重新打开判定（sunlot compliance reopen --agency {agency} {span} --reason 理由）；不补抽的，照常做当前时段的任务，这一项可以撤回（task withdraw）。',
    en: 'The verdict on {of} was closed at {at} by {by}: no task is made and nothing is drawn for {period} any more. To make it up, a leader first opens the verdict again with a reason (sunlot compliance reopen --agency {agency} {span} --reason WHY); else go on with the tasks of the present period; one made already can be withdrawn (task withdraw).',
  }),
  'plan.closed': p(409, 5, {
    zh: '{agency} {year} 年计划已于 {at} 由 {by} 办结，计划和当年的任务不再改动。办结以后才公示、才整改完成的，在检查记录里补写公示日期、整改完成日期后导入（import visits）。',
    en: 'The plan of {agency} for {year} was closed at {at} by {by}: the plan and the tasks of its year take no more changes. What was published or put right since then is recorded with its day in the workbook of visits (import visits).',
  }),
  'plan.yearRunning': p(409, 5, {
    zh: '{year} 年还没有结束（今天是 {today}），计划不能办结。',
    en: 'The year {year} is not over (today is {today}): its plan cannot be closed.',
  }),
  'plan.verdictOpen': p(409, 5, {
    zh: '{year} 年的合规判定还没有定案，计划不能办结。请先由负责人定案：sunlot compliance close --agency {agency} --year {year}。',
    en: 'The verdict on {year} is not final: the plan cannot be closed. Let a leader make it final first: sunlot compliance close --agency {agency} --year {year}.',
  }),
  'plan.unexplained': p(409, 5, {
    zh: '{year} 年计划有 {n} 项没有办结，也没有说明：{what}。请先办结任务（task close），或逐项说明理由（--explain 编号=理由）。',
    en: 'Of the plan for {year} {n} matters are neither closed nor explained: {what}. Close the tasks (task close), or give a reason for each (--explain NUMBER=REASON).',
  }),
  'plan.drawsOpen': p(409, 5, {
    zh: '{year} 年还有 {n} 次抽取封存了名单而没有结果：{draws}。请先完成抽取，或作废（draw void）。',
    en: 'Of {year} {n} draws have a frozen list and no result: {draws}. Hold them first, or end them (draw void).',
  }),
  'plan.nothingToExplain': p(409, 5, {
    zh: '{what} 不是 {year} 年计划中没有办结的事项，不需要说明。没有办结的：{open}。',
    en: '{what} is no open matter of the plan for {year}: there is nothing to explain. Open are: {open}.',
  }),
} as const satisfies Record<string, ProblemKind>;
