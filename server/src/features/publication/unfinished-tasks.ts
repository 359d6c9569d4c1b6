import type { DueList } from '@sunlot/contract/publication.ts';
import { yearOf } from '@sunlot/core/basics/dates.ts';
import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import { taskWork } from '@sunlot/core/policy/task-work.ts';
import type { Context } from '../../context.ts';
import { unfinishedTasks } from '../../tasks/drawn-work.ts';
import { isPlanClosed } from '../../tasks/open-task.ts';
import { isVisitOf } from '../../visits/ledger.ts';

/**
 * Tasks whose results wait for the rest of what they drew: where the clock of publication runs from the completion of the whole task (AMB-41), a unit
 * that is neither visited nor cancelled keeps every result from coming due. `waiting`: results without a day from which theirs runs.
 */
export async function tasksHeldUp(
  ctx: Context,
  agency: string,
  waiting: readonly VisitFact[],
): Promise<DueList['unfinished']> {
  if (waiting.length === 0) return [];
  const held: DueList['unfinished'] = [];
  for (const { task, objects } of await unfinishedTasks(ctx, [agency])) {
    const results = waiting.filter((visit) =>
      objects.some(({ key, place }) => key === visit.objectId && isVisitOf(place, visit)),
    ).length;
    if (results === 0) continue;
    const { drawn, waiting: unvisited, noResult } = taskWork(objects);
    const planClosed = await isPlanClosed(ctx, { agency, year: yearOf(objects[0]!.place.period!) });
    held.push({ task, results, drawn, unvisited, noResult, ...(planClosed && { planClosed }) });
  }
  return held;
}
