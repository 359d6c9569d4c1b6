import type { Insertable, Selectable, Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

type Tx = Transaction<Schema>;

export type TaskRow = Selectable<Schema['task']>;

/** The task and its draws, locked: nobody dispatches, replaces or gives up a draw meanwhile. */
export async function lockTask(tx: Tx, id: string): Promise<TaskRow> {
  await tx.selectFrom('draw').select('id').where('task_id', '=', id).orderBy('id').forUpdate().execute();
  return tx.selectFrom('task').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
}

/** Ranks whose replacement waits for its value. */
export async function selectReplacing(tx: Tx, task: string): Promise<readonly number[]> {
  const rows = await tx
    .selectFrom('draw_replacement')
    .innerJoin('draw', 'draw.id', 'draw_replacement.draw_id')
    .select('draw_replacement.rank')
    .where('draw.task_id', '=', task)
    .where('draw.state', '=', 'drawn')
    .where('draw_replacement.result', 'is', null)
    .execute();
  return rows.map(({ rank }) => rank);
}

export async function insertCancellation(tx: Tx, row: Insertable<Schema['visit_cancellation']>): Promise<void> {
  await tx.insertInto('visit_cancellation').values(row).execute();
}

export async function insertClosing(tx: Tx, row: Insertable<Schema['task_closing']>): Promise<void> {
  await tx.insertInto('task_closing').values(row).execute();
  await tx.updateTable('task').set({ state: 'closed' }).where('id', '=', row.task_id).execute();
}

export async function insertReport(tx: Tx, row: Insertable<Schema['task_report']>): Promise<void> {
  await tx.insertInto('task_report').values(row).execute();
}

export async function selectAgencyName(tx: Tx, code: string): Promise<string> {
  const { name } = await tx.selectFrom('agency').select('name').where('code', '=', code).executeTakeFirstOrThrow();
  return name;
}
