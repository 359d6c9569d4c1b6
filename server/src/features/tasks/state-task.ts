import type { StateTask, TaskView } from '@sunlot/contract/tasks.ts';
import { yearOf } from '@sunlot/core/basics/dates.ts';
import type { Context } from '../../context.ts';
import { refuseElsewhere } from '../../joint/drawn-elsewhere.ts';
import { versionOfPeriod } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { findTask } from '../../tasks/find-task.ts';
import { requireOpenTask } from '../../tasks/open-task.ts';
import { taskStated } from '../../tasks/stated.ts';
import { todaysLists } from '../../tasks/todays-lists.ts';
import { selectDrawIds, selectEntry, updateScope } from './sql.ts';
import { ownNumber, ownScope } from './task-scope.ts';
import { taskView } from './task-view.ts';

/**
 * States the scope and the number of a task that has its own, before its list is frozen: what the plan left open, and
 * nothing that it settled. Stating again replaces what the task said; both stay in the audit log.
 */
export async function stateTask(ctx: Context, { task: wanted, ...typed }: StateTask): Promise<TaskView> {
  const task = await findTask(ctx.tx, wanted);
  may(ctx.actor, 'task.create', task.agency);
  await requireOpenTask(ctx, task);
  if (!task.scope?.stated || task.plan_entry_id === null) throw new Problem('task.nothingToState', { task: task.code });
  await refuseElsewhere(ctx, task);
  if (task.state !== 'initiated') throw new Problem('task.listFrozen', { task: task.code });
  const before = taskStated(task.scope);
  const entry = (await selectEntry(ctx.tx, task.plan_entry_id))!;
  const keepsNumber = typed.ratio === undefined && typed.n === undefined;
  const lists = todaysLists(ctx, { agency: task.agency, year: yearOf(task.period) });
  const pack = await versionOfPeriod(ctx, task);
  const { scope, warnings } = await ownScope(
    ctx,
    { entry, agency: task.agency, pack, lists },
    {
      ...(entry.scope?.filter === undefined && before?.filter !== undefined && { filter: before.filter }),
      ...(entry.scope?.number === undefined && keepsNumber && { ratio: before?.ratio, n: before?.n }),
      ...given(typed),
      specialties: task.scope.specialties,
    },
  );
  const n = ownNumber(scope, entry.n);
  await updateScope(ctx.tx, { id: task.id, scope: JSON.stringify(scope), n });
  const view = {
    ...taskView({ ...task, scope, n }, { pack, draws: await selectDrawIds(ctx.tx, task.id) }),
    ...(warnings.length > 0 && { warnings: [...warnings] }),
  };
  await ctx.audit({ action: 'task.state', agency: task.agency, subject: task.id, before, after: view.stated });
  return view;
}

function given(typed: Omit<StateTask, 'task'>): Omit<StateTask, 'task'> {
  return Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined));
}
