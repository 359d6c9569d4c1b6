import type { TaskView } from '@sunlot/contract/tasks.ts';
import { periodDays } from '@sunlot/core/basics/dates.ts';
import type { Context } from '../../context.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { may } from '../../rights.ts';
import { selectDrawIds, selectTasks } from './sql.ts';
import { taskView } from './task-view.ts';

/** The tasks of an agency, oldest first. */
export async function listTasks(ctx: Context, { agency }: { readonly agency: string }): Promise<readonly TaskView[]> {
  may(ctx.actor, 'task.read', agency);
  const views: TaskView[] = [];
  for (const row of await selectTasks(ctx.tx, agency)) {
    const pack = await packInForce(ctx, { agency, on: periodDays(row.period).from });
    views.push(taskView(row, { pack, draws: await selectDrawIds(ctx.tx, row.id) }));
  }
  return views;
}
