import type { ReportTask, TaskPlace, TaskStatistics } from '@sunlot/contract/task-ends.ts';
import { hex, utf8 } from '@sunlot/core/basics/bytes.ts';
import { canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import { sha256 } from '@sunlot/core/hash/sha256.ts';
import { findRule } from '@sunlot/core/policy/pack.ts';
import { roundFigures, taskWork } from '@sunlot/core/policy/task-work.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { selectClosing } from '../../tasks/closings.ts';
import type { DrawnWork } from '../../tasks/drawn-work.ts';
import { changedObjects } from '../../tasks/recognised-results.ts';
import { daysVacated } from '../../tasks/vacancies.ts';
import { lockLedger } from '../../visits/ledger.ts';
import { territoryOf } from '../../visits/territory.ts';
import { drawnOf, foundTask, openTask, packOf, refuseReplacing } from './own-task.ts';
import { insertClosing, insertReport, type TaskRow } from './sql.ts';
import { statisticsOf } from './statistics.ts';

/**
 * Closes a task whose inspections are all concluded and whose results are all public or lawfully withheld, with who approved that, and
 * fixes the figures of the round. From then on the task takes nothing more.
 */
export async function closeTask(ctx: Context, input: TaskPlace): Promise<TaskStatistics> {
  const { agency } = await foundTask(ctx, input.task, 'task.close');
  // Before the task, as an import of visits does it: neither waits for the other's.
  await lockLedger(ctx, (await territoryOf(ctx, agency))!.tree[0]!.code);
  const task = await openTask(ctx, input.task, 'task.close');
  const { objects, vacant } = await drawnOf(ctx, task);
  requireEnded(task, objects);
  await refuseChanged(ctx, task);
  await refuseReplacing(ctx, task);
  const figures = canonicalJson({ ...roundFigures(await packOf(ctx, task), objects, daysVacated(vacant)) });
  const sum = hex(sha256(utf8(figures)));
  await insertClosing(ctx.tx, {
    ...{ task_id: task.id, agency, figures, sum },
    ...{ by_user: ctx.actor.id, by_name: ctx.actor.name, at: ctx.at },
  });
  await ctx.audit({
    ...{ action: 'task.close', agency, subject: task.id },
    before: { state: task.state },
    after: { state: 'closed', sum, figures },
  });
  return statisticsOf(ctx, { ...task, state: 'closed' });
}

/** @throws Problem task.notComplete, task.notPublished, task.notApproved */
function requireEnded({ code, agency }: TaskRow, objects: readonly DrawnWork[]): void {
  const { drawn, waiting, noResult, unpublished } = taskWork(objects);
  if (waiting + noResult > 0) throw new Problem('task.notComplete', { task: code, drawn, waiting, noResult });
  if (unpublished > 0) throw new Problem('task.notPublished', { task: code, n: unpublished });
  const unapproved = objects.filter((one) => taskWork([one]).unapproved > 0).map(({ rank }) => rank);
  if (unapproved.length > 0)
    throw new Problem('task.notApproved', { task: code, agency, ranks: unapproved.join('、') });
}

/** Figures are not fixed that rest on a result that says something else by now. @throws Problem task.recognitionChanged */
async function refuseChanged(ctx: Context, { id, code: task }: TaskRow): Promise<void> {
  const n = await changedObjects(ctx, id);
  if (n > 0) throw new Problem('task.recognitionChanged', { task, n });
}

/** Records that the statistics of a closed task were sent: to a receiver that the scheme names, where it names any. */
export async function reportTask(ctx: Context, input: ReportTask): Promise<TaskStatistics> {
  const task = await foundTask(ctx, input.task, 'task.report');
  const { receiver, sentOn, document } = input;
  const closing = await selectClosing(ctx.tx, task.id);
  if (!closing) throw new Problem('task.notClosed', { task: task.code });
  if (sentOn > ctx.today)
    throw new Problem('request.invalid', { what: `报送日期 ${sentOn} 还没有到（今天是 ${ctx.today}）` });
  const { objects, vacant } = await drawnOf(ctx, task);
  const { completedOn } = taskWork(objects, daysVacated(vacant));
  if (completedOn !== undefined && sentOn < completedOn)
    throw new Problem('request.invalid', {
      what: `报送日期 ${sentOn} 早于任务完成的那天（${completedOn}），那时还没有这张表的数字`,
    });
  const rule = findRule(await packOf(ctx, task), 'statisticsTable');
  if (rule && !rule.value.receivers.includes(receiver)) {
    const receivers = rule.value.receivers.join('；');
    throw new Problem('task.receiverUnknown', { receiver, receivers, section: rule.clause.section });
  }
  await insertReport(ctx.tx, {
    ...{ task_id: task.id, agency: task.agency, receiver, sent_on: sentOn, document: document ?? null },
    ...{ by_user: ctx.actor.id, by_name: ctx.actor.name, at: ctx.at },
  });
  await ctx.audit({
    ...{ action: 'task.report', agency: task.agency, subject: task.id },
    after: { receiver, sentOn, document, sum: closing.sum },
  });
  return statisticsOf(ctx, task);
}
