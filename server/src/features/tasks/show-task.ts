import type { TaskView } from '@sunlot/contract/tasks.ts';
import { periodDays } from '@sunlot/core/basics/dates.ts';
import type { Context } from '../../context.ts';
import { drawnElsewhereOf } from '../../joint/drawn-elsewhere.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { drawnWork } from '../../tasks/drawn-work.ts';
import { selectDrawIds, selectTask } from './sql.ts';
import { taskSteps } from './task-steps.ts';
import { taskView } from './task-view.ts';

/** One task, by id or code, with its five steps. */
export async function showTask(ctx: Context, { task }: { readonly task: string }): Promise<TaskView> {
  const row = await selectTask(ctx.tx, task);
  if (!row) throw new Problem('task.unknown', { task });
  may(ctx.actor, 'task.read', row.agency);
  const pack = await packInForce(ctx, { agency: row.agency, on: periodDays(row.period).from });
  const elsewhere = (await drawnElsewhereOf(ctx, [row.id])).get(row.id);
  const objects = (await drawnWork(ctx, [row.id])).get(row.id) ?? [];
  const steps = await taskSteps(ctx, { task: row, pack, objects });
  return taskView(row, { pack, draws: await selectDrawIds(ctx.tx, row.id), elsewhere, objects, steps });
}
