import type { Selectable, Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';

type Tx = Transaction<Schema>;

export type ClosingRow = Selectable<Schema['task_closing']>;
export type ReportRow = Selectable<Schema['task_report']>;

export function selectClosing(tx: Tx, taskId: string): Promise<ClosingRow | undefined> {
  return tx.selectFrom('task_closing').selectAll().where('task_id', '=', taskId).executeTakeFirst();
}

/** What was reported of a task, the last row of each receiver, the oldest first. */
export async function selectReports(tx: Tx, taskId: string): Promise<readonly ReportRow[]> {
  const rows = await tx
    .selectFrom('task_report')
    .selectAll()
    .where('task_id', '=', taskId)
    .orderBy('position')
    .execute();
  return rows.filter(({ receiver }, i) => !rows.slice(i + 1).some((later) => later.receiver === receiver));
}
