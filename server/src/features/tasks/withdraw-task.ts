import type { TaskView, WithdrawTask } from '@sunlot/contract/tasks.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { periodDays } from '@sunlot/core/basics/dates.ts';
import type { Context } from '../../context.ts';
import { drawnElsewhereOf } from '../../joint/drawn-elsewhere.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { findTask } from '../../tasks/find-task.ts';
import { requireOpenTask } from '../../tasks/open-task.ts';
import { insertWithdrawal, lockTask, selectDrawIds, type TaskRow } from './sql.ts';
import { taskView } from './task-view.ts';

/**
 * Takes back a task of which no list was ever frozen, so that its entry of the plan can be given a task again. It stays on record
 * as void and counts for nothing. Once a list was frozen, that stands in the public log: it can be ended, and the task is then
 * frozen again.
 */
export async function withdrawTask(ctx: Context, { task: wanted, reason }: WithdrawTask): Promise<TaskView> {
  const seen = await findTask(ctx.tx, wanted);
  may(ctx.actor, 'task.withdraw', seen.agency);
  const task = await lockTask(ctx.tx, seen.id);
  await requireOpenTask(ctx, task);
  await requireUndrawn(ctx, task);
  await insertWithdrawal(ctx.tx, {
    ...{ task_id: task.id, agency: task.agency },
    sealed_reason: ctx.keys.seal(utf8(reason), purposeOf(task.id)),
    ...{ by_user: ctx.actor.id, by_name: ctx.actor.name, at: ctx.at },
  });
  await ctx.audit({
    ...{ action: 'task.withdraw', agency: task.agency, subject: task.id },
    before: { state: task.state },
    after: { state: 'void', reason },
  });
  const pack = await packInForce(ctx, { agency: task.agency, on: periodDays(task.period).from });
  const withdrawn = { at: ctx.at, by: ctx.actor.name, reason };
  return taskView({ ...task, state: 'void' }, { pack, draws: [], withdrawn });
}

/** @throws Problem task.withdrawFrozen, task.withdrawElsewhere */
async function requireUndrawn(ctx: Context, { id, code }: TaskRow): Promise<void> {
  const draw = (await selectDrawIds(ctx.tx, id)).at(-1);
  if (draw !== undefined) throw new Problem('task.withdrawFrozen', { task: code, draw });
  const elsewhere = (await drawnElsewhereOf(ctx, [id])).get(id);
  if (elsewhere) throw new Problem('task.withdrawElsewhere', { task: code, lead: elsewhere.lead });
}

/** The reason as it is stored: what was typed wrong may be the name of somebody. */
export const purposeOf = (task: string) => `task-withdrawal/${task}`;
