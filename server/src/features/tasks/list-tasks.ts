import type { TaskView } from '@sunlot/contract/tasks.ts';
import { periodDays, yearOf } from '@sunlot/core/basics/dates.ts';
import type { Context } from '../../context.ts';
import { drawnElsewhereOf } from '../../joint/drawn-elsewhere.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { may } from '../../rights.ts';
import { drawnWork } from '../../tasks/drawn-work.ts';
import { type TodaysLists, todaysLists } from '../../tasks/todays-lists.ts';
import { vacancies } from '../../tasks/vacancies.ts';
import { selectDrawIds, selectTasks } from './sql.ts';
import { withSupplementToday } from './supplement-today.ts';
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
  const lists = new Map<number, TodaysLists>();
  const listsOf = (year: number) => {
    const known = lists.get(year) ?? todaysLists(ctx, { agency, year });
    lists.set(year, known);
    return known;
  };
  for (const row of rows) {
    const pack = await packInForce(ctx, { agency, on: periodDays(row.period).from });
    const draws = await selectDrawIds(ctx.tx, row.id);
    const { id } = row;
    const drawn = { objects: work.get(id), vacant: vacant.get(id) };
    views.push(
      taskView(await withSupplementToday(ctx, row, listsOf(yearOf(row.period))), {
        pack,
        draws,
        elsewhere: elsewhere.get(id),
        ...drawn,
      }),
    );
  }
  return views;
}
