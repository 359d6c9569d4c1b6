import { type Selectable, sql } from 'kysely';
import type { Schema } from '../db/schema.ts';
import type { Tx } from '../db/transaction.ts';

/** A task by its id or code; codes repeat from agency to agency, one's own comes first, a withdrawn one after the one that has its number now. */
export function selectTask(tx: Tx, idOrCode: string): Promise<Selectable<Schema['task']> | undefined> {
  return tx
    .selectFrom('task')
    .selectAll()
    .where((eb) => eb.or([eb('id', '=', idOrCode), eb('code', '=', idOrCode)]))
    .orderBy(sql`owns(agency)`, 'desc')
    .orderBy(sql`state = 'void'`)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}
