import { yearOf } from '@sunlot/core/basics/dates.ts';
import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { Problem } from '../problem.ts';

type Reading = Pick<Context, 'tx'>;
type Task = {
  readonly id: string;
  readonly code: string;
  readonly agency: string;
  readonly period: string;
};

/**
 * Nothing is written any more to a task that is closed or withdrawn, or that belongs to a year whose plan is closed.
 * @throws Problem task.closed, task.withdrawn, plan.closed
 */
export async function requireOpenTask({ tx }: Reading, task: Task): Promise<void> {
  const closing = await tx
    .selectFrom('task_closing')
    .select(['at', 'by_name'])
    .where('task_id', '=', task.id)
    .executeTakeFirst();
  if (closing) throw new Problem('task.closed', { task: task.code, at: closing.at, by: closing.by_name });
  const withdrawal = await tx
    .selectFrom('task_withdrawal')
    .select(['at', 'by_name'])
    .where('task_id', '=', task.id)
    .executeTakeFirst();
  if (withdrawal) throw new Problem('task.withdrawn', { task: task.code, at: withdrawal.at, by: withdrawal.by_name });
  await requireOpenYear({ tx }, { agency: task.agency, year: yearOf(task.period) });
}

type OfYear = { readonly agency: string; readonly year: number };

/** @throws Problem plan.closed */
export async function requireOpenYear(ctx: Reading, { agency, year }: OfYear): Promise<void> {
  const act = await planClosing(ctx, { agency, year });
  if (act) throw new Problem('plan.closed', { agency, year, at: act.at, by: act.by_name });
}

/** Is the plan of a year closed, so that nothing of the year is written any more? */
export async function isPlanClosed(ctx: Reading, of: OfYear): Promise<boolean> {
  return (await planClosing(ctx, of)) !== undefined;
}

function planClosing({ tx }: Reading, { agency, year }: OfYear) {
  return tx
    .selectFrom('plan_act')
    .select(['at', 'by_name'])
    .where('agency', '=', agency)
    .where('year', '=', year)
    .where('act', '=', 'closed')
    .executeTakeFirst();
}

/** Enough of a task to say whether a visit belongs to it. */
export type EndedTask = Pick<VisitFact, 'agency' | 'class' | 'period' | 'date'> & {
  readonly taskId: string;
  readonly objectKey: string | null;
};

/** Tasks of some agencies that take no more visits, once for each of these objects that they have drawn, and once for none. */
export async function endedTasks(
  { tx }: Reading,
  { agencies, keys }: { readonly agencies: readonly string[]; readonly keys: readonly string[] },
): Promise<readonly EndedTask[]> {
  const { rows } = await sql<EndedTask>`
    with ended as (
      select id, agency, code, class, period from task
      where agency = any(${[...agencies]}) and state <> 'void' and (state = 'closed' or exists (
        select from plan_act where plan_act.agency = task.agency and act = 'closed'
          and plan_act.year = left(task.period, 4)::integer))
    ), drawn as (
      select draw.task_id, one.object_id, (draw.drawn_at at time zone 'Asia/Shanghai')::date as on_day
      from standing_object as one join draw on draw.id = one.draw_id and draw.state in ('drawn', 'revealed')
      where draw.task_id in (select id from ended)
      union all
      select elsewhere.task_id, one.object_id, elsewhere.drawn_on
      from drawn_elsewhere_object as one join drawn_elsewhere as elsewhere on elsewhere.id = one.import_id
      where elsewhere.task_id in (select id from ended)
    )
    select agency, class, period, code as "taskId", null as "objectKey", null::date as date from ended
    union all
    select ended.agency, ended.class, ended.period, ended.code, object.key, drawn.on_day
    from drawn join ended on ended.id = drawn.task_id join inspection_object as object on object.id = drawn.object_id
    where object.key = any(${[...keys]})`.execute(tx);
  return rows;
}
