import { periodDays } from '@sunlot/core/basics/dates.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { type Action, may } from '../../rights.ts';
import { type DrawnWork, drawnWork } from '../../tasks/drawn-work.ts';
import { findTask } from '../../tasks/find-task.ts';
import { requireOpenTask } from '../../tasks/open-task.ts';
import { type Vacancy, vacanciesOf } from '../../tasks/vacancies.ts';
import { lockTask, selectReplacing, type TaskRow } from './sql.ts';

/** A task that the actor may act on or look into, by id or code. @throws Problem task.unknown */
export async function foundTask(ctx: Context, idOrCode: string, action: Action): Promise<TaskRow> {
  const task = await findTask(ctx.tx, idOrCode);
  may(ctx.actor, action, task.agency);
  return task;
}

/** The same, locked, while it is open. @throws Problem task.closed, plan.closed */
export async function openTask(ctx: Context, idOrCode: string, action: Action): Promise<TaskRow> {
  const { id } = await foundTask(ctx, idOrCode, action);
  const task = await lockTask(ctx.tx, id);
  await requireOpenTask(ctx, task);
  return task;
}

export type Drawn = { readonly objects: readonly DrawnWork[]; readonly vacant: readonly Vacancy[] };

/** What it has drawn, and the ranks that nobody holds any more. @throws Problem task.notDrawn */
export async function drawnOf(ctx: Context, task: TaskRow): Promise<Drawn> {
  const objects = (await drawnWork(ctx, [task.id])).get(task.id) ?? [];
  const vacant = await vacanciesOf(ctx, task.id);
  if (objects.length + vacant.length === 0) throw new Problem('task.notDrawn', { task: task.code });
  return { objects, vacant };
}

/** Who holds a rank must be known: of this one, or of any. @throws Problem cancel.replacing */
export async function refuseReplacing(ctx: Context, task: TaskRow, rank?: number): Promise<void> {
  const replacing = (await selectReplacing(ctx.tx, task.id)).find((one) => rank === undefined || one === rank);
  if (replacing !== undefined) throw new Problem('cancel.replacing', { rank: replacing });
}

export function packOf(ctx: Context, { agency, period }: TaskRow): Promise<Pack> {
  return packInForce(ctx, { agency, on: periodDays(period).from });
}
