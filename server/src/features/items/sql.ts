import type { Selectable, Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

export type ItemListRow = Selectable<Schema['item_list']>;
export type ItemRow = Selectable<Schema['inspection_item']>;

/** An agency's list in a state; of each state but `superseded` there is at most one. */
export function selectItemList(
  tx: Transaction<Schema>,
  { agency, state }: { readonly agency: string; readonly state: 'draft' | 'published' },
): Promise<ItemListRow | undefined> {
  return tx
    .selectFrom('item_list')
    .selectAll()
    .where('agency', '=', agency)
    .where('state', '=', state)
    .executeTakeFirst();
}

export function selectItems(tx: Transaction<Schema>, listId: string): Promise<ItemRow[]> {
  return tx.selectFrom('inspection_item').selectAll().where('list_id', '=', listId).orderBy('position').execute();
}

export async function supersedePublished(tx: Transaction<Schema>, agency: string): Promise<void> {
  await tx
    .updateTable('item_list')
    .set({ state: 'superseded' })
    .where('agency', '=', agency)
    .where('state', '=', 'published')
    .execute();
}

export type ItemPublication = {
  readonly by: string;
  readonly at: string;
  readonly channel: string;
  readonly url: string;
};

export async function updatePublished(
  tx: Transaction<Schema>,
  listId: string,
  { by, at, channel, url }: ItemPublication,
): Promise<void> {
  await tx
    .updateTable('item_list')
    .set({ state: 'published', published_by: by, published_at: at, channel, url })
    .where('id', '=', listId)
    .execute();
}
