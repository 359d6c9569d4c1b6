import { type Insertable, type Selectable, sql, type Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

export type PlanRow = Selectable<Schema['annual_plan']>;
export type PlanEntryRow = Selectable<Schema['plan_entry']>;

type OfYear = { readonly agency: string; readonly year: number };

/**
 * The plan of an agency and year that a step concerns, locked: the one in a state the step leaves, else the one that is
 * being prepared, else the one in force.
 */
export async function lockPlan(
  tx: Transaction<Schema>,
  { agency, year, states = [] }: OfYear & { readonly states?: readonly string[] },
): Promise<PlanRow | undefined> {
  const query = planQuery(tx, { agency, year })
    .where('state', '<>', 'superseded')
    .orderBy(sql`state = any(${[...states]}::text[])`, 'desc')
    .orderBy('version', 'desc')
    .limit(1)
    .forUpdate();
  await query.executeTakeFirst();
  // Whoever held the lock may have made a further version meanwhile, which only a new statement sees.
  return query.executeTakeFirst();
}

/** The version that is closed, else the one that is being prepared, else the one in force; or a version by its number. */
export function selectPlan(
  tx: Transaction<Schema>,
  { agency, year, version }: OfYear & { readonly version?: number | undefined },
): Promise<PlanRow | undefined> {
  return planQuery(tx, { agency, year })
    .$if(version !== undefined, (query) => query.where('version', '=', version!))
    .$if(version === undefined, (query) => query.where('state', '<>', 'superseded'))
    .orderBy(sql`state in ('closed', 'archived')`, 'desc')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export function selectPlanInForce(tx: Transaction<Schema>, of: OfYear): Promise<PlanRow | undefined> {
  return planQuery(tx, of).where('state', 'in', ['issued', 'published']).executeTakeFirst();
}

function planQuery(tx: Transaction<Schema>, { agency, year }: OfYear) {
  return tx.selectFrom('annual_plan').selectAll().where('agency', '=', agency).where('year', '=', year);
}

/** Tasks that are only initiated go over to the same entries of another version, with its numbers. */
export async function moveTasks(
  tx: Transaction<Schema>,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  await sql`
    update task set plan_entry_id = there.id,
      n = case when task.round is not null or task.supplement is not null or (there.scope is not null and there.n = 0) then task.n else there.n end,
      scope = case when there.scope -> 'number' ->> 'kind' = 'count'
        then jsonb_set(task.scope, '{stated,number}', there.scope -> 'number') else task.scope end
    from plan_entry here join plan_entry there on there.entry = here.entry and there.plan_id = ${to}
    where here.plan_id = ${from} and task.plan_entry_id = here.id and task.state = 'initiated'`.execute(tx);
}

/** The task of an entry, whichever version of the plan it was created from: of several rounds the first. `planned` is the sum of all. */
export function selectTaskOfEntry(
  tx: Transaction<Schema>,
  { agency, year, entry }: OfYear & { readonly entry: string },
): Promise<
  { readonly code: string; readonly state: string; readonly round: number | null; readonly planned: number } | undefined
> {
  return tx
    .selectFrom('task')
    .innerJoin('plan_entry', 'plan_entry.id', 'task.plan_entry_id')
    .innerJoin('annual_plan', 'annual_plan.id', 'plan_entry.plan_id')
    .select(['task.code', 'task.state', 'task.round', sql<number>`sum(task.n) over ()::integer`.as('planned')])
    .where('annual_plan.agency', '=', agency)
    .where('annual_plan.year', '=', year)
    .where('plan_entry.entry', '=', entry)
    .where('task.state', '<>', 'void')
    .orderBy(sql`task.supplement is not null`)
    .orderBy('task.round')
    .limit(1)
    .executeTakeFirst();
}

/** The tasks of a year that are not void, whichever version of the plan they were created from. */
export function selectTasksOfYear(tx: Transaction<Schema>, { agency, year }: OfYear) {
  return tx
    .selectFrom('task')
    .innerJoin('plan_entry', 'plan_entry.id', 'task.plan_entry_id')
    .innerJoin('annual_plan', 'annual_plan.id', 'plan_entry.plan_id')
    .select(['plan_entry.entry', 'task.state', 'task.n', 'task.round', 'task.supplement'])
    .where('annual_plan.agency', '=', agency)
    .where('annual_plan.year', '=', year)
    .where('task.state', '<>', 'void')
    .execute();
}

export function selectPlanEntries(tx: Transaction<Schema>, planId: string): Promise<PlanEntryRow[]> {
  return tx.selectFrom('plan_entry').selectAll().where('plan_id', '=', planId).orderBy('position').execute();
}

export type ParentEntryRow = {
  readonly parent: string;
  readonly entry: string;
  readonly class: string;
  readonly kind: string;
  readonly period: string;
  readonly n: number;
  readonly name: string | null;
};

/** Entries of the plan that the superior of an agency has issued for a year; a superior outside this platform has none. */
export async function selectParentEntries(
  tx: Transaction<Schema>,
  { agency, year }: OfYear,
): Promise<readonly ParentEntryRow[]> {
  const { rows } = await sql<ParentEntryRow>`
    select parent, entry, class, kind, period, n, name from parent_plan_entries(${agency}, ${year})`.execute(tx);
  return rows;
}

/** A stored entry as it is stored again. */
export function asNew(row: PlanEntryRow) {
  return {
    ...row,
    clause: JSON.stringify(row.clause),
    fields: JSON.stringify(row.fields),
    scope: row.scope && JSON.stringify(row.scope),
  };
}

export async function insertPlan(tx: Transaction<Schema>, plan: Insertable<Schema['annual_plan']>): Promise<void> {
  await tx.insertInto('annual_plan').values(plan).execute();
}

export async function insertPlanEntries(
  tx: Transaction<Schema>,
  rows: readonly Insertable<Schema['plan_entry']>[],
): Promise<void> {
  if (rows.length > 0)
    await tx
      .insertInto('plan_entry')
      .values([...rows])
      .execute();
}

export async function deletePlanEntries(tx: Transaction<Schema>, planId: string): Promise<void> {
  await tx.deleteFrom('plan_entry').where('plan_id', '=', planId).execute();
}

export async function updatePlan(
  tx: Transaction<Schema>,
  id: string,
  values: Partial<Insertable<Schema['annual_plan']>>,
): Promise<void> {
  await tx.updateTable('annual_plan').set(values).where('id', '=', id).execute();
}

export async function updatePlanEntry(
  tx: Transaction<Schema>,
  id: string,
  { n, kind, scope, fields }: Pick<PlanEntryRow, 'n' | 'kind' | 'scope' | 'fields'>,
): Promise<void> {
  await tx
    .updateTable('plan_entry')
    .set({ n, kind, scope: scope && JSON.stringify(scope), fields: JSON.stringify(fields) })
    .where('id', '=', id)
    .execute();
}

/** Where the list has fewer than are planned, all of it is what is planned. */
export async function updateEntryNumbers(
  tx: Transaction<Schema>,
  id: string,
  { base, required, recommended }: Pick<PlanEntryRow, 'base' | 'required' | 'recommended'>,
): Promise<void> {
  const n = sql<number>`least(n, ${base}::integer)`;
  await tx.updateTable('plan_entry').set({ base, required, recommended, n }).where('id', '=', id).execute();
}

export async function selectPublishedSerials(tx: Transaction<Schema>, agency: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('inspection_item')
    .innerJoin('item_list', 'item_list.id', 'inspection_item.list_id')
    .select('serial')
    .where('agency', '=', agency)
    .where('state', '=', 'published')
    .orderBy('position')
    .execute();
  return rows.map(({ serial }) => serial);
}

export async function insertScheme(tx: Transaction<Schema>, row: Insertable<Schema['scheme_document']>): Promise<void> {
  await tx.insertInto('scheme_document').values(row).execute();
}

export type PlanActRow = Selectable<Schema['plan_act']>;

export function selectPlanActs(tx: Transaction<Schema>, planId: string): Promise<PlanActRow[]> {
  return tx.selectFrom('plan_act').selectAll().where('plan_id', '=', planId).execute();
}

export async function insertPlanAct(tx: Transaction<Schema>, row: Insertable<Schema['plan_act']>): Promise<void> {
  await tx.insertInto('plan_act').values(row).execute();
}

/** The first task that was initiated by the plan of a year, whichever version of it, and by whom. */
export function selectFirstTask(
  tx: Transaction<Schema>,
  { agency, year }: OfYear,
): Promise<{ readonly code: string; readonly at: string; readonly by: string | null } | undefined> {
  return tx
    .selectFrom('task')
    .innerJoin('plan_entry', 'plan_entry.id', 'task.plan_entry_id')
    .innerJoin('annual_plan', 'annual_plan.id', 'plan_entry.plan_id')
    .leftJoin('app_user', 'app_user.id', 'task.created_by')
    .select(['task.code', 'task.created_at as at', 'app_user.display_name as by'])
    .where('annual_plan.agency', '=', agency)
    .where('annual_plan.year', '=', year)
    .where('task.state', '<>', 'void')
    .orderBy('task.created_at')
    .orderBy('task.id')
    .limit(1)
    .executeTakeFirst();
}

/** Tasks of a year that stand and are not closed, outside the plan too; and the entries of which there is a task at all. */
export async function selectUnendedTasks(
  tx: Transaction<Schema>,
  { agency, year }: OfYear,
): Promise<{ readonly open: readonly string[]; readonly begun: ReadonlySet<string> }> {
  const rows = await tx
    .selectFrom('task')
    .leftJoin('plan_entry', 'plan_entry.id', 'task.plan_entry_id')
    .select(['task.code', 'task.state', 'plan_entry.entry'])
    .where('task.agency', '=', agency)
    .where(sql<boolean>`left(task.period, 4) = ${String(year)}`)
    .where('task.state', '<>', 'void')
    .orderBy('task.code')
    .execute();
  return {
    open: rows.flatMap(({ code, state }) => (state === 'closed' ? [] : [code])),
    begun: new Set(rows.flatMap(({ entry }) => entry ?? [])),
  };
}

/** Draws of a year whose list is frozen and that have no result and no end. */
export async function selectOpenDraws(tx: Transaction<Schema>, { agency, year }: OfYear): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('draw')
    .select('id')
    .where('agency', '=', agency)
    .where(sql<boolean>`left(period, 4) = ${String(year)}`)
    .where('state', 'in', ['frozen', 'entered'])
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Versions of a plan that are being prepared. */
export async function selectUnissued(tx: Transaction<Schema>, of: OfYear): Promise<readonly number[]> {
  const rows = await planQuery(tx, of).where('state', 'in', ['draft', 'submitted', 'approved']).execute();
  return rows.map(({ version }) => version);
}

export type EndVerdict = {
  readonly id: string;
  readonly version: number;
  readonly verdict: 'compliant' | 'warning' | 'noncompliant';
  readonly sum: string;
};

/** The verdict on a year, where it is final. */
export async function selectYearVerdict(
  tx: Transaction<Schema>,
  { agency, year }: OfYear,
): Promise<EndVerdict | undefined> {
  const last = await tx
    .selectFrom('period_verdict')
    .select(['id', 'version', 'state', 'verdict', 'sum'])
    .where('agency', '=', agency)
    .where('period', '=', String(year))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last?.state !== 'closed') return undefined;
  return { id: last.id, version: last.version, verdict: last.verdict!, sum: last.sum! };
}

/** The verdict with which a plan was closed. */
export async function selectVerdict(tx: Transaction<Schema>, id: string): Promise<Omit<EndVerdict, 'id'>> {
  const row = await tx
    .selectFrom('period_verdict')
    .select(['version', 'verdict', 'sum'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { version: row.version, verdict: row.verdict!, sum: row.sum! };
}
