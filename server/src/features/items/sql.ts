import type { Insertable, Selectable, Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';
import type { EndedItem } from '../../db/schema-items.ts';

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
  readonly parentListId: string | null;
};

export async function updatePublished(
  tx: Transaction<Schema>,
  listId: string,
  { by, at, channel, url, parentListId }: ItemPublication,
): Promise<void> {
  await tx
    .updateTable('item_list')
    .set((eb) => ({
      ...{ state: 'published', published_by: by, published_at: at, channel, url, parent_list_id: parentListId },
      approved_by: eb.fn.coalesce('approved_by', eb.val(by)),
      approved_at: eb.fn.coalesce('approved_at', eb.val(at)),
    }))
    .where('id', '=', listId)
    .execute();
}

export type NewItem = Insertable<Schema['inspection_item']>;
export type NewDraft = Omit<Insertable<Schema['item_list']>, 'state'>;

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
  { id, source, by }: { readonly id: string; readonly source: Uint8Array; readonly by: string },
): Promise<void> {
  await tx
    .updateTable('item_list')
    .set({ source_hash: source, created_by: by, approved_by: null, approved_at: null })
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

export async function updateApproved(
  tx: Transaction<Schema>,
  listId: string,
  { by, at }: { readonly by: string; readonly at: string },
): Promise<void> {
  await tx.updateTable('item_list').set({ approved_by: by, approved_at: at }).where('id', '=', listId).execute();
}

export async function selectLogin(tx: Transaction<Schema>, userId: string): Promise<string | undefined> {
  const row = await tx.selectFrom('app_user').select('login').where('id', '=', userId).executeTakeFirst();
  return row?.login;
}

export type AdjustmentRow = Selectable<Schema['item_adjustment']>;

export function selectAdjustments(tx: Transaction<Schema>, listId: string): Promise<AdjustmentRow[]> {
  return tx.selectFrom('item_adjustment').selectAll().where('list_id', '=', listId).orderBy('position').execute();
}

/** What an agency ever ended because its law was repealed. */
export async function selectRepealed(tx: Transaction<Schema>, agency: string): Promise<readonly EndedItem[]> {
  const rows = await tx
    .selectFrom('item_adjustment')
    .select('ended')
    .where('agency', '=', agency)
    .where('ground', '=', 'repealed')
    .execute();
  return rows.flatMap(({ ended }) => ended);
}

export async function insertAdjustment(
  tx: Transaction<Schema>,
  row: Insertable<Schema['item_adjustment']>,
): Promise<void> {
  await tx.insertInto('item_adjustment').values(row).execute();
}

/** The superior agency of an agency, with its published list where it has one. */
export function selectParentList(
  tx: Transaction<Schema>,
  agency: string,
): Promise<{ readonly parent: string; readonly id: string | null; readonly version: number | null } | undefined> {
  return tx
    .selectFrom('agency')
    .leftJoin('item_list', (join) =>
      join.onRef('item_list.agency', '=', 'agency.parent').on('item_list.state', '=', 'published'),
    )
    .select(['agency.parent as parent', 'item_list.id', 'item_list.version'])
    .where('agency.code', '=', agency)
    .where('agency.parent', 'is not', null)
    .$narrowType<{ parent: string }>()
    .executeTakeFirst();
}

export async function selectVersion(tx: Transaction<Schema>, listId: string): Promise<number | undefined> {
  const row = await tx.selectFrom('item_list').select('version').where('id', '=', listId).executeTakeFirst();
  return row?.version;
}

export async function selectObjectFacts(tx: Transaction<Schema>, key: string): Promise<unknown> {
  const row = await tx.selectFrom('inspection_object').select('facts').where('key', '=', key).executeTakeFirst();
  return row?.facts;
}
