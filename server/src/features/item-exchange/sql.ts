import type { Insertable, Selectable, Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

export type ExchangedList = { readonly id: string; readonly version: number };

export function selectPublishedList(tx: Transaction<Schema>, agency: string): Promise<ExchangedList | undefined> {
  return tx
    .selectFrom('item_list')
    .select(['id', 'version'])
    .where('agency', '=', agency)
    .where('state', '=', 'published')
    .executeTakeFirst();
}

export function selectListRows(
  tx: Transaction<Schema>,
  listId: string,
): Promise<Selectable<Schema['inspection_item']>[]> {
  return tx.selectFrom('inspection_item').selectAll().where('list_id', '=', listId).orderBy('position').execute();
}

export async function insertPush(tx: Transaction<Schema>, row: Insertable<Schema['item_push']>): Promise<void> {
  await tx.insertInto('item_push').values(row).execute();
}

export function selectPushes(tx: Transaction<Schema>, agency: string) {
  return tx
    .selectFrom('item_push')
    .innerJoin('item_list', 'item_list.id', 'item_push.list_id')
    .selectAll('item_push')
    .select('item_list.version')
    .where('item_push.agency', '=', agency)
    .orderBy('item_push.position', 'desc')
    .execute();
}
