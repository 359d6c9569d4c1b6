import { fromHex } from '@sunlot/core/basics/bytes.ts';
import type { NonceEntry } from '@sunlot/core/draw/log-entries.ts';
import type { InspectorFacts } from '@sunlot/core/policy/facts.ts';
import { type Insertable, type Selectable, sql, type Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';
import { absencesOf, withAbsences } from '../../inspectors/absences.ts';
import { withPastStaff } from '../../inspectors/past-staff.ts';

export type DrawRow = Selectable<Schema['draw']>;
export type EntryRow = Selectable<Schema['draw_entry']>;

export type TaskForDraw = Selectable<Schema['task']> & {
  readonly year: number;
  readonly plan_log_index: number | null;
  /** The number of its entry of the plan, of which a part may be its own. */
  readonly planned: number | null;
};

/** A task, locked until the transaction ends, so that two freezes of one task cannot cross. */
export function lockTask(tx: Transaction<Schema>, id: string): Promise<TaskForDraw | undefined> {
  return taskQuery(tx, id).forUpdate('task').executeTakeFirst();
}

export function selectTask(tx: Transaction<Schema>, id: string): Promise<TaskForDraw | undefined> {
  return taskQuery(tx, id).executeTakeFirst();
}

function taskQuery(tx: Transaction<Schema>, id: string) {
  return tx
    .selectFrom('task')
    .leftJoin('plan_entry', 'plan_entry.id', 'task.plan_entry_id')
    .leftJoin('annual_plan', 'annual_plan.id', 'plan_entry.plan_id')
    .selectAll('task')
    .select([
      sql<number>`left(task.period, 4)::integer`.as('year'),
      'annual_plan.log_index as plan_log_index',
      'plan_entry.n as planned',
    ])
    .where('task.id', '=', id);
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

/** Seats of a draw that was given up after its result burden nobody. */
const notGivenUp = sql<boolean>`not exists (select from draw d where d.id = drawn_seat.draw_id and d.state = 'abandoned')`;

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
        .selectFrom('standing_seat as drawn_seat')
        .select(eb.fn.countAll<number>().as('n'))
        .whereRef('drawn_seat.inspector_id', '=', 'inspector.id')
        .where('drawn_seat.year', '=', year)
        .where(notGivenUp)
        .as('load'),
    ])
    .where('agency', '=', agency)
    .orderBy(sql`certificate_no collate "C"`)
    .execute();
  const absences = await absencesOf({ tx }, agency);
  const people = await withPastStaff(
    { tx },
    agency,
    rows.map(({ facts }) => withAbsences(facts as InspectorFacts, absences)),
  );
  return rows.map((row, i) => ({
    id: row.id,
    certificateNo: row.certificate_no,
    disabled: row.disabled_at !== null,
    rowHash: row.row_hash,
    facts: people[i]!,
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

export function selectDrawsByFingerprint(
  tx: Transaction<Schema>,
  { agency, fingerprints }: { readonly agency: string; readonly fingerprints: readonly Uint8Array[] },
): Promise<DrawRow[]> {
  return tx
    .selectFrom('draw')
    .selectAll()
    .where('agency', '=', agency)
    .where('fingerprint', 'in', [...fingerprints])
    .execute();
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

/** The numbers that outsiders sent in, in the order of the log. */
export async function selectNonces(tx: Transaction<Schema>, drawId: string): Promise<readonly Uint8Array[]> {
  const rows = await tx
    .selectFrom('log_entry')
    .select('entry')
    .where('tree', '=', 'public')
    .where('subject', '=', drawId)
    .where('type', '=', 'nonce')
    .orderBy('index')
    .execute();
  return rows.map(({ entry }) => {
    const { nonce } = JSON.parse(Buffer.from(entry).toString('utf8')) as NonceEntry;
    return fromHex(nonce)!;
  });
}

export async function countNonces(tx: Transaction<Schema>, drawId: string): Promise<number> {
  const row = await tx
    .selectFrom('log_entry')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('tree', '=', 'public')
    .where('subject', '=', drawId)
    .where('type', '=', 'nonce')
    .executeTakeFirstOrThrow();
  return row.n;
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
  for (const some of inPortions(objects)) await tx.insertInto('drawn_object').values(some).execute();
  for (const some of inPortions(seats)) await tx.insertInto('drawn_seat').values(some).execute();
}

/** A statement takes 65,535 values; these rows have six. */
function inPortions<T>(rows: readonly T[]): readonly (readonly T[])[] {
  const portions = Math.ceil(rows.length / ROWS_A_STATEMENT);
  return Array.from({ length: portions }, (_, i) => rows.slice(i * ROWS_A_STATEMENT, (i + 1) * ROWS_A_STATEMENT));
}

const ROWS_A_STATEMENT = 5_000;

export type LateInterest = {
  readonly draw_id: string;
  readonly code: string;
  readonly rank: number;
  readonly seat: string;
  readonly certificate_no: string;
  readonly name: string;
  readonly object_key: string;
  readonly object_name: string;
  readonly declared_at: string;
};

/** Seats of people with an interest in their object, as long as no visit to it is recorded under the number of the task. */
export function selectLateInterests(
  tx: Transaction<Schema>,
  { agency, draw }: { readonly agency: string; readonly draw?: string },
): Promise<LateInterest[]> {
  let query = tx
    .selectFrom('standing_seat as seat')
    .innerJoin('standing_object as drawn', (join) =>
      join.onRef('drawn.draw_id', '=', 'seat.draw_id').onRef('drawn.rank', '=', 'seat.rank'),
    )
    .innerJoin('inspection_object as object', 'object.id', 'drawn.object_id')
    .innerJoin('inspector as person', 'person.id', 'seat.inspector_id')
    .innerJoin('recusal', (join) =>
      join
        .onRef('recusal.agency', '=', 'seat.agency')
        .onRef('recusal.certificate_no', '=', 'person.certificate_no')
        .onRef('recusal.object_key', '=', 'object.key'),
    )
    .innerJoin('draw', 'draw.id', 'seat.draw_id')
    .innerJoin('task', 'task.id', 'draw.task_id')
    .select(['seat.draw_id', 'task.code', 'seat.rank', 'seat.seat', 'person.certificate_no', 'person.name'])
    .select(['object.key as object_key', 'object.name as object_name', 'recusal.declared_at'])
    .where('seat.agency', '=', agency)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('visit')
            .select('visit.id')
            .whereRef('visit.agency', '=', 'seat.agency')
            .whereRef('visit.task_code', '=', 'task.code')
            .whereRef('visit.object_key', '=', 'object.key'),
        ),
      ),
    )
    .orderBy('seat.draw_id')
    .orderBy('seat.rank')
    .orderBy('seat.seat');
  if (draw !== undefined) query = query.where('seat.draw_id', '=', draw);
  return query.execute();
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

/** Drawn objects of which no visit is recorded under the number of their task, and none was cancelled. */
export async function selectOutstanding(tx: Transaction<Schema>, drawId: string): Promise<number> {
  const row = await tx
    .selectFrom('standing_object as drawn_object')
    .innerJoin('inspection_object', 'inspection_object.id', 'drawn_object.object_id')
    .innerJoin('draw', 'draw.id', 'drawn_object.draw_id')
    .innerJoin('task', 'task.id', 'draw.task_id')
    .leftJoin('visit', (join) =>
      join
        .onRef('visit.object_key', '=', 'inspection_object.key')
        .onRef('visit.agency', '=', 'drawn_object.agency')
        .onRef('visit.task_code', '=', 'task.code'),
    )
    .leftJoin('visit_cancellation as gone', (join) =>
      join.onRef('gone.draw_id', '=', 'drawn_object.draw_id').onRef('gone.object_id', '=', 'drawn_object.object_id'),
    )
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('drawn_object.draw_id', '=', drawId)
    .where('visit.id', 'is', null)
    .where('gone.id', 'is', null)
    .executeTakeFirstOrThrow();
  return row.n;
}
