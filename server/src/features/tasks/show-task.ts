import type { TaskView } from '@sunlot/contract/tasks.ts';
import { periodDays, yearOf } from '@sunlot/core/basics/dates.ts';
import type { Context } from '../../context.ts';
import { drawnElsewhereOf } from '../../joint/drawn-elsewhere.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { isAllowed, may } from '../../rights.ts';
import { type DrawnWork, drawnWork } from '../../tasks/drawn-work.ts';
import { findTask } from '../../tasks/find-task.ts';
import { changedObjects } from '../../tasks/recognised-results.ts';
import { todaysLists } from '../../tasks/todays-lists.ts';
import { vacanciesOf } from '../../tasks/vacancies.ts';
import { notTogether } from '../../visits/answered-merges.ts';
import { answersBetween } from '../../visits/answers-between.ts';
import { notTogetherView } from '../../visits/not-together-view.ts';
import { selectDrawIds, selectWithdrawal, type TaskRow } from './sql.ts';
import { withSupplementToday } from './supplement-today.ts';
import { taskSteps } from './task-steps.ts';
import { taskView } from './task-view.ts';
import { purposeOf } from './withdraw-task.ts';

/** One task, by id or code, with its five steps. */
export async function showTask(ctx: Context, { task }: { readonly task: string }): Promise<TaskView> {
  const row = await findTask(ctx.tx, task);
  may(ctx.actor, 'task.read', row.agency);
  const pack = await packInForce(ctx, { agency: row.agency, on: periodDays(row.period).from });
  const elsewhere = (await drawnElsewhereOf(ctx, [row.id])).get(row.id);
  const draws = await selectDrawIds(ctx.tx, row.id);
  const withdrawal = await selectWithdrawal(ctx.tx, row.id);
  // Nothing more is to be done about it: no steps.
  if (withdrawal) return taskView(row, { pack, draws, withdrawn: withdrawnView(ctx, withdrawal) });
  const objects = (await drawnWork(ctx, [row.id])).get(row.id) ?? [];
  const vacant = await vacanciesOf(ctx, row.id);
  const changed = await changedObjects(ctx, row.id);
  const steps = await taskSteps(ctx, { task: row, pack, objects, vacant, changed });
  const lists = todaysLists(ctx, { agency: row.agency, year: yearOf(row.period) });
  const shown = await withSupplementToday(ctx, row, lists);
  const notTogether = await apartOf(ctx, row, objects);
  return taskView(shown, { pack, draws, elsewhere, objects, vacant, notTogether, steps });
}

/** Who goes by itself although it was answered to go together with it: of visits to come, while the task is open. */
async function apartOf(
  ctx: Context,
  { id, agency, state, dispatched_at: sentAt }: TaskRow,
  objects: readonly DrawnWork[],
): Promise<NonNullable<TaskView['notTogether']>> {
  if (state !== 'drawn') return [];
  const told = notTogether(await answersBetween(ctx, [agency]), id).filter(({ heard }) => heard || sentAt !== null);
  return objects
    .filter(({ cancelledOn, visits }) => cancelledOn === undefined && visits.length === 0)
    .flatMap(({ key, rank }) => told.filter((one) => one.key === key).map((one) => notTogetherView(ctx, rank, one)));
}

type Withdrawal = NonNullable<Awaited<ReturnType<typeof selectWithdrawal>>>;

function withdrawnView({ actor, keys }: Context, row: Withdrawal): TaskView['withdrawn'] {
  const { task_id: task, agency, at, by_name: by, sealed_reason: sealed } = row;
  if (!isAllowed(actor, 'task.withdraw', agency)) return { at, by };
  return { at, by, reason: Buffer.from(keys.open(sealed, purposeOf(task))).toString('utf8') };
}
