import type { InspectorFacts, ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { type Insertable, type Selectable, sql, type Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';
import { absencesOf, withAbsences } from '../../inspectors/absences.ts';
import type { Territory } from '../../visits/territory.ts';

export type DrawRow = Selectable<Schema['draw']>;
export type EntryRow = Selectable<Schema['draw_entry']>;

export type TaskForDraw = Selectable<Schema['task']> & {
  readonly year: number;
  readonly plan_log_index: number | null;
};

/** A task by id or code, locked until the transaction ends, so that two freezes of one task cannot cross. */
export function lockTask(tx: Transaction<Schema>, idOrCode: string): Promise<TaskForDraw | undefined> {
  return taskQuery(tx, idOrCode).forUpdate('task').executeTakeFirst();
}

export function selectTask(tx: Transaction<Schema>, idOrCode: string): Promise<TaskForDraw | undefined> {
  return taskQuery(tx, idOrCode).executeTakeFirst();
}

function taskQuery(tx: Transaction<Schema>, idOrCode: string) {
  return (
    tx
      .selectFrom('task')
      .leftJoin('plan_entry', 'plan_entry.id', 'task.plan_entry_id')
      .leftJoin('annual_plan', 'annual_plan.id', 'plan_entry.plan_id')
      .selectAll('task')
      .select([sql<number>`left(task.period, 4)::integer`.as('year'), 'annual_plan.log_index as plan_log_index'])
      .where((eb) => eb.or([eb('task.id', '=', idOrCode), eb('task.code', '=', idOrCode)]))
      // Codes repeat from agency to agency: one's own comes first.
      .orderBy(sql`owns(task.agency)`, 'desc')
      .limit(1)
  );
}

export type DirectoryObject = {
  readonly id: string;
  readonly key: string;
  readonly rowHash: Uint8Array;
  readonly facts: ObjectFacts;
};

/**
 * The objects of a territory, one row a key, by key: of several directories that have it, one where it is active, then that
 * of the agency itself, then the first by code. `facts` was written by the import and is read as such.
 */
export async function selectObjects(
  tx: Transaction<Schema>,
  { agency, codes }: Pick<Territory, 'agency' | 'codes'>,
): Promise<readonly DirectoryObject[]> {
  const { rows } = await sql<{ id: string; key: string; row_hash: Uint8Array; facts: unknown }>`
    select distinct on (key collate "C") id, key, row_hash, facts
    from inspection_object
    where agency = any(${[...codes]})
    order by key collate "C", status <> 'active', agency <> ${agency.code}, agency`.execute(tx);
  return rows.map((row) => ({ id: row.id, key: row.key, rowHash: row.row_hash, facts: row.facts as ObjectFacts }));
}

export type DirectoryInspector = {
  readonly id: string;
  readonly certificateNo: string;
  readonly disabled: boolean;
  readonly rowHash: Uint8Array;
  readonly facts: InspectorFacts;
  /** Logged seats of the year. */
  readonly load: number;
};

export async function selectInspectors(
  tx: Transaction<Schema>,
  { agency, year }: { readonly agency: string; readonly year: number },
): Promise<readonly DirectoryInspector[]> {
  const rows = await tx
    .selectFrom('inspector')
    .select((eb) => [
      'id',
      'certificate_no',
      'disabled_at',
      'row_hash',
      'facts',
      eb
        .selectFrom('drawn_seat')
        .select(eb.fn.countAll<number>().as('n'))
        .whereRef('drawn_seat.inspector_id', '=', 'inspector.id')
        .where('drawn_seat.year', '=', year)
        .as('load'),
    ])
    .where('agency', '=', agency)
    .orderBy(sql`certificate_no collate "C"`)
    .execute();
  const absences = await absencesOf({ tx }, agency);
  return rows.map((row) => ({
    id: row.id,
    certificateNo: row.certificate_no,
    disabled: row.disabled_at !== null,
    rowHash: row.row_hash,
    facts: withAbsences(row.facts as InspectorFacts, absences),
    load: row.load ?? 0,
  }));
}

export function selectRecusals(
  tx: Transaction<Schema>,
  agency: string,
): Promise<{ readonly certificate_no: string; readonly object_key: string }[]> {
  return tx.selectFrom('recusal').select(['certificate_no', 'object_key']).where('agency', '=', agency).execute();
}

export function selectDrawsOfTask(
  tx: Transaction<Schema>,
  taskId: string,
): Promise<Pick<DrawRow, 'id' | 'seq' | 'state' | 'fingerprint'>[]> {
  return tx
    .selectFrom('draw')
    .select(['id', 'seq', 'state', 'fingerprint'])
    .where('task_id', '=', taskId)
    .orderBy('seq')
    .execute();
}

/** The draw that blocks a further freeze: an open one of the same stratum and period. */
export function selectOpenDraw(
  tx: Transaction<Schema>,
  { agency, period, stratum }: { readonly agency: string; readonly period: string; readonly stratum: string },
): Promise<{ readonly id: string } | undefined> {
  return tx
    .selectFrom('draw')
    .select('id')
    .where('agency', '=', agency)
    .where('period', '=', period)
    .where('stratum', '=', stratum)
    .where('state', 'in', ['frozen', 'entered'])
    .executeTakeFirst();
}

/** Drawn and not revealed although the manifest's day for it has passed. */
export function selectOverdueReveals(
  tx: Transaction<Schema>,
  { agency, today }: { readonly agency: string; readonly today: string },
): Promise<{ readonly id: string }[]> {
  return tx
    .selectFrom('draw')
    .select('id')
    .where('agency', '=', agency)
    .where('state', '=', 'drawn')
    .where(sql<boolean>`manifest::jsonb ->> 'revealBy' < ${today}`)
    .execute();
}

export async function insertDraw(tx: Transaction<Schema>, row: Insertable<Schema['draw']>): Promise<void> {
  await tx.insertInto('draw').values(row).execute();
}

export async function updateTaskState(tx: Transaction<Schema>, taskId: string, state: string): Promise<void> {
  await tx.updateTable('task').set({ state }).where('id', '=', taskId).execute();
}

export function selectDraw(tx: Transaction<Schema>, id: string): Promise<DrawRow | undefined> {
  return tx.selectFrom('draw').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The draw, locked: of many runs at once one goes on and the others see its result. */
export function lockDraw(tx: Transaction<Schema>, id: string): Promise<DrawRow | undefined> {
  return tx.selectFrom('draw').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export function selectEntries(tx: Transaction<Schema>, drawId: string): Promise<EntryRow[]> {
  return tx
    .selectFrom('draw_entry')
    .selectAll()
    .where('draw_id', '=', drawId)
    .orderBy('position')
    .orderBy('part')
    .execute();
}

/** When the two entries of a throw agreed: the moment of the log's entry. Undefined for a draw that never got there. */
export async function selectSettledAt(tx: Transaction<Schema>, drawId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('log_entry')
    .select('at')
    .where('tree', '=', 'public')
    .where('subject', '=', drawId)
    .where('type', '=', 'entropy')
    .executeTakeFirst();
  return row?.at;
}

/** Stores an entry; a correction replaces the person's own. */
export async function upsertEntry(tx: Transaction<Schema>, row: Insertable<Schema['draw_entry']>): Promise<void> {
  await tx
    .insertInto('draw_entry')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['draw_id', 'position', 'part']).doUpdateSet({ value: row.value, at: row.at }),
    )
    .execute();
}

export async function updateEntryLogged(
  tx: Transaction<Schema>,
  { drawId, position, logIndex }: { readonly drawId: string; readonly position: number; readonly logIndex: number },
): Promise<void> {
  await tx
    .updateTable('draw_entry')
    .set({ log_index: logIndex })
    .where('draw_id', '=', drawId)
    .where('position', '=', position)
    .execute();
}

export async function updateDraw(
  tx: Transaction<Schema>,
  id: string,
  values: Partial<Insertable<Schema['draw']>>,
): Promise<void> {
  await tx.updateTable('draw').set(values).where('id', '=', id).execute();
}

export async function insertDrawn(
  tx: Transaction<Schema>,
  { objects, seats }: { readonly objects: Schema['drawn_object'][]; readonly seats: Schema['drawn_seat'][] },
): Promise<void> {
  if (objects.length > 0) await tx.insertInto('drawn_object').values(objects).execute();
  if (seats.length > 0) await tx.insertInto('drawn_seat').values(seats).execute();
}

export function selectLogEntry(
  tx: Transaction<Schema>,
  index: number,
): Promise<{ readonly entry: Uint8Array; readonly at: string }> {
  return tx
    .selectFrom('log_entry')
    .select(['entry', 'at'])
    .where('tree', '=', 'public')
    .where('index', '=', index)
    .executeTakeFirstOrThrow();
}

export async function selectPublicEntries(tx: Transaction<Schema>, size: number): Promise<readonly Uint8Array[]> {
  const rows = await tx
    .selectFrom('log_entry')
    .select('entry')
    .where('tree', '=', 'public')
    .where('index', '<', size)
    .orderBy('index')
    .execute();
  return rows.map(({ entry }) => entry);
}

export async function selectCheckpoint(tx: Transaction<Schema>, size: number): Promise<string> {
  const row = await tx
    .selectFrom('log_checkpoint')
    .select('note')
    .where('tree', '=', 'public')
    .where('size', '=', size)
    .executeTakeFirstOrThrow();
  return row.note;
}

/** Who took part in a draw: its entries in order, and the names of all accounts that it names. */
export async function selectPeopleOfDraw(
  tx: Transaction<Schema>,
  draw: DrawRow,
): Promise<{ readonly names: ReadonlyMap<string, string>; readonly entries: readonly EntryRow[] }> {
  const entries = await selectEntries(tx, draw.id);
  const ids = [draw.frozen_by, draw.drawn_by, draw.revealed_by, ...entries.map(({ user_id }) => user_id)];
  const rows = await tx
    .selectFrom('app_user')
    .select(['id', 'display_name'])
    .where(sql<boolean>`id = any(${ids.filter((id) => id !== null)})`)
    .execute();
  return { names: new Map(rows.map(({ id, display_name }) => [id, display_name])), entries };
}

/** Drawn objects of which no visit is recorded under the number of their task. */
export async function selectOutstanding(tx: Transaction<Schema>, drawId: string): Promise<number> {
  const row = await tx
    .selectFrom('drawn_object')
    .innerJoin('inspection_object', 'inspection_object.id', 'drawn_object.object_id')
    .innerJoin('draw', 'draw.id', 'drawn_object.draw_id')
    .innerJoin('task', 'task.id', 'draw.task_id')
    .leftJoin('visit', (join) =>
      join
        .onRef('visit.object_key', '=', 'inspection_object.key')
        .onRef('visit.agency', '=', 'drawn_object.agency')
        .onRef('visit.task_code', '=', 'task.code'),
    )
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('drawn_object.draw_id', '=', drawId)
    .where('visit.id', 'is', null)
    .executeTakeFirstOrThrow();
  return row.n;
}
