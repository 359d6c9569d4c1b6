import { ItemListView } from '@sunlot/contract/items.ts';
import { dateInShanghai } from '@sunlot/core/basics/dates.ts';
import type { AdjustmentRow, ItemListRow, ItemRow } from './sql.ts';

export type ItemListParts = {
  readonly items: readonly ItemRow[];
  readonly adjustments: readonly AdjustmentRow[];
  readonly approvedBy?: string | undefined;
  /** Adjustments of the draft, which are not published yet. */
  readonly unpublished?: readonly AdjustmentRow[];
};

export function itemListView(
  list: ItemListRow,
  { items, adjustments, approvedBy, unpublished = [] }: ItemListParts,
): ItemListView {
  return ItemListView.parse({
    agency: list.agency,
    version: list.version,
    state: list.state,
    ...(approvedBy !== undefined && { approvedBy }),
    ...(list.approved_at !== null && { approvedAt: list.approved_at }),
    ...(list.published_at !== null && { publishedAt: list.published_at }),
    ...(list.channel !== null && { channel: list.channel }),
    ...(list.url !== null && { url: list.url }),
    adjustments: adjustments.map((row) => ({
      ground: row.ground,
      document: row.document,
      effectiveOn: row.effective_on,
      recordedOn: recordedOn(row),
      added: row.added,
      changed: row.changed,
      ended: row.ended,
    })),
    ...(unpublished[0] && { unpublishedSince: recordedOn(unpublished[0]) }),
    items: items.map(itemView),
  });
}

function recordedOn({ recorded_at }: AdjustmentRow): string {
  return dateInShanghai(Date.parse(recorded_at));
}

function itemView(item: ItemRow) {
  return {
    serial: item.serial,
    category: item.category,
    name: item.name,
    objectKind: item.object_kind,
    grade: item.grade,
    methods: item.methods,
    authority: item.authority,
    legalBasis: item.legal_basis,
    content: item.content,
    ...(item.matter !== '' && { matter: item.matter }),
    missing: item.missing,
    origin: item.origin,
  };
}
