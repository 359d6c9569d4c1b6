import { ItemListView } from '@sunlot/contract/items.ts';
import type { ItemListRow, ItemRow } from './sql.ts';

export function itemListView(list: ItemListRow, items: readonly ItemRow[]): ItemListView {
  return ItemListView.parse({
    agency: list.agency,
    version: list.version,
    state: list.state,
    ...(list.published_at !== null && { publishedAt: list.published_at }),
    ...(list.channel !== null && { channel: list.channel }),
    ...(list.url !== null && { url: list.url }),
    items: items.map((item) => ({
      serial: item.serial,
      category: item.category,
      name: item.name,
      objectKind: item.object_kind,
      grade: item.grade,
      methods: item.methods,
      authority: item.authority,
      legalBasis: item.legal_basis,
      content: item.content,
      missing: item.missing,
      origin: item.origin,
    })),
  });
}
