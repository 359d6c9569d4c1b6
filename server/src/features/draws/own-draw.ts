import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { type Action, may } from '../../rights.ts';
import { knownTaskId } from '../../tasks/find-task.ts';
import { type DrawRow, lockDraw, lockTask, selectDraw, selectTask, type TaskForDraw } from './sql.ts';

/** A draw that the actor may change, locked. Who only sees it, as an upper agency does, is told what is missing. */
export async function ownDraw(ctx: Context, id: string, action: Action): Promise<DrawRow> {
  const seen = await selectDraw(ctx.tx, id);
  if (!seen) throw new Problem('draw.unknown', { draw: id });
  may(ctx.actor, action, seen.agency);
  return (await lockDraw(ctx.tx, id))!;
}

/** The same for a task, by id or code. */
export async function ownTask(ctx: Context, idOrCode: string, action: Action): Promise<TaskForDraw> {
  const seen = (await selectTask(ctx.tx, await knownTaskId(ctx.tx, idOrCode)))!;
  may(ctx.actor, action, seen.agency);
  return (await lockTask(ctx.tx, seen.id))!;
}
