import { type Insertable, type Selectable, sql, type Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

export type TaskRow = Selectable<Schema['task']>;
export type EntryRow = Selectable<Schema['plan_entry']>;
export type PlanRow = Selectable<Schema['annual_plan']>;

/** The plan in force of a year; where none is, the one that is being prepared. */
export function selectOpenPlan(
  tx: Transaction<Schema>,
  { agency, year }: { readonly agency: string; readonly year: number },
): Promise<PlanRow | undefined> {
  return tx
    .selectFrom('annual_plan')
    .selectAll()
    .where('agency', '=', agency)
    .where('year', '=', year)
    .where('state', '<>', 'superseded')
    .orderBy('version')
    .limit(1)
    .executeTakeFirst();
}

export function selectEntries(tx: Transaction<Schema>, planId: string): Promise<EntryRow[]> {
  return tx.selectFrom('plan_entry').selectAll().where('plan_id', '=', planId).orderBy('position').execute();
}

/** A plan entry by its id or name, of the plan in force before one that is being prepared. */
export function selectEntryPlace(
  tx: Transaction<Schema>,
  { agency, entry }: { readonly agency: string; readonly entry: string },
): Promise<{ readonly entry: string; readonly class: string; readonly period: string } | undefined> {
  return tx
    .selectFrom('plan_entry')
    .innerJoin('annual_plan', 'annual_plan.id', 'plan_entry.plan_id')
    .select(['plan_entry.entry', 'plan_entry.class', 'plan_entry.period'])
    .where('annual_plan.agency', '=', agency)
    .where('annual_plan.state', '<>', 'superseded')
    .where((eb) => eb.or([eb('plan_entry.id', '=', entry), eb('plan_entry.entry', '=', entry)]))
    .orderBy('annual_plan.year', 'desc')
    .orderBy('annual_plan.version')
    .limit(1)
    .executeTakeFirst();
}

/** The tasks of an entry, whichever version of the plan they were created from: one, or its rounds in order, then what supplemented them. */
export function selectTasksOfEntry(
  tx: Transaction<Schema>,
  { agency, entry }: { readonly agency: string; readonly entry: string },
): Promise<TaskRow[]> {
  return tx
    .selectFrom('task')
    .innerJoin('plan_entry', 'plan_entry.id', 'task.plan_entry_id')
    .selectAll('task')
    .where('task.agency', '=', agency)
    .where('plan_entry.entry', '=', entry)
    .where('task.state', '<>', 'void')
    .orderBy('task.round')
    .orderBy('task.created_at')
    .execute();
}

/** How many tasks of a year's plan there are, in whichever version of it their entries stand; void ones count for nothing. */
export async function countPlannedTasks(
  tx: Transaction<Schema>,
  { agency, year }: { readonly agency: string; readonly year: number },
): Promise<number> {
  const { n } = await tx
    .selectFrom('task')
    .innerJoin('plan_entry', 'plan_entry.id', 'task.plan_entry_id')
    .innerJoin('annual_plan', 'annual_plan.id', 'plan_entry.plan_id')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('task.agency', '=', agency)
    .where('annual_plan.year', '=', year)
    .where('task.state', '<>', 'void')
    .executeTakeFirstOrThrow();
  return n;
}

/** How many draws outside the plan a class has had in a period, whatever became of them; what was withdrawn before a list was frozen is none. */
export async function countAdHoc(
  tx: Transaction<Schema>,
  { agency, class: cls, period }: { readonly agency: string; readonly class: string; readonly period: string },
): Promise<number> {
  const { n } = await tx
    .selectFrom('task')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('agency', '=', agency)
    .where('class', '=', cls)
    .where('period', '=', period)
    .where('plan_entry_id', 'is', null)
    .where('state', '<>', 'void')
    .executeTakeFirstOrThrow();
  return n;
}

/** How many supplementary draws of a class were begun in a period, whatever became of them; withdrawn ones were none. */
export async function countSupplements(
  tx: Transaction<Schema>,
  { agency, class: cls, period }: { readonly agency: string; readonly class: string; readonly period: string },
): Promise<number> {
  const { n } = await tx
    .selectFrom('task')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('agency', '=', agency)
    .where('class', '=', cls)
    .where('period', '=', period)
    .where('supplement', 'is not', null)
    .where('state', '<>', 'void')
    .executeTakeFirstOrThrow();
  return n;
}

/** Those that stand. */
export function selectTasks(tx: Transaction<Schema>, agency: string): Promise<TaskRow[]> {
  return tx
    .selectFrom('task')
    .selectAll()
    .where('agency', '=', agency)
    .where('state', '<>', 'void')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** The task, locked: nobody freezes its list meanwhile. */
export function lockTask(tx: Transaction<Schema>, id: string): Promise<TaskRow> {
  return tx.selectFrom('task').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
}

export async function insertWithdrawal(
  tx: Transaction<Schema>,
  row: Insertable<Schema['task_withdrawal']>,
): Promise<void> {
  await tx.updateTable('task').set({ state: 'void' }).where('id', '=', row.task_id).execute();
  await tx.insertInto('task_withdrawal').values(row).execute();
}

export function selectWithdrawal(
  tx: Transaction<Schema>,
  taskId: string,
): Promise<Selectable<Schema['task_withdrawal']> | undefined> {
  return tx.selectFrom('task_withdrawal').selectAll().where('task_id', '=', taskId).executeTakeFirst();
}

export async function selectDrawIds(tx: Transaction<Schema>, taskId: string): Promise<string[]> {
  const rows = await tx.selectFrom('draw').select('id').where('task_id', '=', taskId).orderBy('seq').execute();
  return rows.map(({ id }) => id);
}

export async function insertTask(tx: Transaction<Schema>, row: Insertable<Schema['task']>): Promise<void> {
  await tx.insertInto('task').values(row).execute();
}

export function selectEntry(tx: Transaction<Schema>, id: string): Promise<EntryRow | undefined> {
  return tx.selectFrom('plan_entry').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function updateScope(
  tx: Transaction<Schema>,
  { id, scope, n }: { readonly id: string; readonly scope: string; readonly n: number },
): Promise<void> {
  await tx.updateTable('task').set({ scope, n }).where('id', '=', id).execute();
}

export type DrawnTwice = {
  readonly object_key: string;
  readonly object_name: string;
  readonly agency: string;
  readonly task_id: string;
  /** Null where the actor does not see the task. */
  readonly code: string | null;
  readonly level: string;
  readonly window_from: string;
  readonly window_to: string;
  /** Days on which the object was visited under the task. */
  readonly visited: readonly string[];
  /** The visit will not take place. */
  readonly cancelled: boolean;
};

/** Objects that the agency and another task of its line of the tree have drawn; the database tells nothing else of theirs. */
export async function selectDrawnTwice(
  tx: Transaction<Schema>,
  { agency, from, to }: { readonly agency: string; readonly from: string; readonly to: string },
): Promise<readonly DrawnTwice[]> {
  const { rows } = await sql<DrawnTwice>`
    select twice.*, task.code from drawn_twice(${agency}, ${from}::date, ${to}::date) with ordinality as twice
    left join task on task.id = twice.task_id
    order by ordinality`.execute(tx);
  return rows;
}

/** Who drew the people of a task, or brought the result of the lead department in, and when: the last time. */
export async function selectAllocation(
  tx: Transaction<Schema>,
  taskId: string,
): Promise<{ readonly at: string; readonly by: string | null; readonly elsewhere: boolean } | undefined> {
  const { rows } = await sql<{ at: string; by: string | null; elsewhere: boolean }>`
    select drawn_at as at, drawn_by as by, false as elsewhere from draw where task_id = ${taskId} and state in ('drawn', 'revealed')
    union all
    select imported_at, imported_by, true from drawn_elsewhere where task_id = ${taskId}
    order by at desc limit 1`.execute(tx);
  return rows[0];
}

/** Names of some accounts, by id. */
export async function selectNames(
  tx: Transaction<Schema>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom('app_user')
    .select(['id', 'display_name'])
    .where(sql<boolean>`id = any(${[...ids]})`)
    .execute();
  return new Map(rows.map(({ id, display_name: name }) => [id, name]));
}
