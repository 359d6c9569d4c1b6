import type { TaskView } from '@sunlot/contract/tasks.ts';
import { periodDays } from '@sunlot/core/basics/dates.ts';
import type { Context } from '../../context.ts';
import { drawnElsewhereOf } from '../../joint/drawn-elsewhere.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { may } from '../../rights.ts';
import { drawnWork } from '../../tasks/drawn-work.ts';
import { vacancies } from '../../tasks/vacancies.ts';
import { selectDrawIds, selectTasks } from './sql.ts';
import { taskView } from './task-view.ts';

/** The tasks of an agency, oldest first. */
export async function listTasks(ctx: Context, { agency }: { readonly agency: string }): Promise<readonly TaskView[]> {
  may(ctx.actor, 'task.read', agency);
  const views: TaskView[] = [];
  const rows = await selectTasks(ctx.tx, agency);
  const ids = rows.map(({ id }) => id);
  const elsewhere = await drawnElsewhereOf(ctx, ids);
  const work = await drawnWork(ctx, ids);
  const vacant = await vacancies(ctx, ids);
  for (const row of rows) {
    const pack = await packInForce(ctx, { agency, on: periodDays(row.period).from });
    const draws = await selectDrawIds(ctx.tx, row.id);
    const { id } = row;
    const drawn = { objects: work.get(id), vacant: vacant.get(id) };
    views.push(taskView(row, { pack, draws, elsewhere: elsewhere.get(id), ...drawn }));
  }
  return views;
}
