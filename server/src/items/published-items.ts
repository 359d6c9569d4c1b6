import type { Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';

/** An item of the published list, as tasks and directed inspections use it. */
export type PublishedItem = {
  readonly listId: string;
  readonly serial: string;
  readonly category: string;
  readonly objectKind: readonly string[];
  readonly legalBasis: readonly string[];
  readonly missing: readonly string[];
};

/** The published item list of an agency in its order; empty where none is published. */
export async function selectPublishedItems(tx: Transaction<Schema>, agency: string): Promise<readonly PublishedItem[]> {
  const rows = await tx
    .selectFrom('inspection_item')
    .innerJoin('item_list', 'item_list.id', 'inspection_item.list_id')
    .select(['list_id', 'serial', 'category', 'object_kind', 'legal_basis', 'missing'])
    .where('agency', '=', agency)
    .where('state', '=', 'published')
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    listId: row.list_id,
    serial: row.serial,
    category: row.category,
    objectKind: row.object_kind,
    legalBasis: row.legal_basis,
    missing: row.missing,
  }));
}
