import type { Insertable, Selectable, Transaction } from 'kysely';
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

export type NewItem = Insertable<Schema['inspection_item']>;
export type NewDraft = Omit<Insertable<Schema['item_list']>, 'state'>;

export async function agencyExists(tx: Transaction<Schema>, code: string): Promise<boolean> {
  return (await tx.selectFrom('agency').select('code').where('code', '=', code).executeTakeFirst()) !== undefined;
}

export async function selectLastVersion(tx: Transaction<Schema>, agency: string): Promise<number> {
  const row = await tx
    .selectFrom('item_list')
    .select((eb) => eb.fn.max('version').as('version'))
    .where('agency', '=', agency)
    .executeTakeFirst();
  return row?.version ?? 0;
}

export async function insertDraft(tx: Transaction<Schema>, draft: NewDraft): Promise<void> {
  await tx
    .insertInto('item_list')
    .values({ ...draft, state: 'draft' })
    .execute();
}

export async function updateDraftSource(
  tx: Transaction<Schema>,
  { id, source }: { readonly id: string; readonly source: Uint8Array },
): Promise<void> {
  await tx
    .updateTable('item_list')
    .set({ source_hash: source })
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .execute();
}

export async function deleteItems(tx: Transaction<Schema>, listId: string): Promise<void> {
  await tx.deleteFrom('inspection_item').where('list_id', '=', listId).execute();
}

export async function insertItems(tx: Transaction<Schema>, items: readonly NewItem[]): Promise<void> {
  await tx
    .insertInto('inspection_item')
    .values([...items])
    .execute();
}
