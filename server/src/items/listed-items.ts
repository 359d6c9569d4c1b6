import type { ListedItem } from '@sunlot/core/policy/item-lists.ts';
import type { Selectable, Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';
import type { EndedItem } from '../db/schema-items.ts';

/** An item of a list as rules compare it. */
export type StoredItem = ListedItem & { readonly origin: 'list' | 'derived' };

export function storedItem(row: Selectable<Schema['inspection_item']>): StoredItem {
  return {
    serialNo: row.serial,
    category: row.category,
    itemName: row.name,
    objectKind: row.object_kind,
    itemGrade: row.grade === 'key' ? 'key' : 'general',
    methods: row.methods,
    ...(row.authority !== '' && { authority: row.authority }),
    legalBasis: row.legal_basis,
    content: row.content,
    origin: row.origin === 'derived' ? 'derived' : 'list',
  };
}

export function namedItem({ serialNo, category, itemName }: ListedItem): EndedItem {
  return { serial: serialNo, category, name: itemName };
}

/** The items of the published list of an agency, all fields; empty where none is published. */
export async function selectListedItems(tx: Transaction<Schema>, agency: string): Promise<readonly StoredItem[]> {
  const rows = await tx
    .selectFrom('inspection_item')
    .innerJoin('item_list', 'item_list.id', 'inspection_item.list_id')
    .selectAll('inspection_item')
    .where('agency', '=', agency)
    .where('state', '=', 'published')
    .orderBy('inspection_item.position')
    .execute();
  return rows.map(storedItem);
}

/** The published list of an agency. */
export function selectPublishedList(
  tx: Transaction<Schema>,
  agency: string,
): Promise<{ readonly id: string; readonly version: number } | undefined> {
  return tx
    .selectFrom('item_list')
    .select(['id', 'version'])
    .where('agency', '=', agency)
    .where('state', '=', 'published')
    .executeTakeFirst();
}

/** The items of a list, whatever became of it since. */
export async function selectItemsOfList(tx: Transaction<Schema>, listId: string): Promise<readonly StoredItem[]> {
  const rows = await tx
    .selectFrom('inspection_item')
    .selectAll()
    .where('list_id', '=', listId)
    .orderBy('position')
    .execute();
  return rows.map(storedItem);
}
