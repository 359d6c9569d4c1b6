import { compareItemLists, type ItemDifferences, sameItem } from '@sunlot/core/policy/item-lists.ts';
import type { Context } from '../../context.ts';
import type { EndedItem } from '../../db/schema-items.ts';
import { type StoredItem, storedItem } from '../../items/listed-items.ts';
import { selectAdjustments, selectItemList, selectItems, selectParentList } from './sql.ts';

/** The draft of an agency beside the list in force, or beside the superior list where the agency has none in force yet. */
export type DraftDifference = {
  readonly base: 'own' | 'parent';
  /** What has no adjustment record yet. */
  readonly open: ItemDifferences<StoredItem>;
};

export async function draftDifference(
  ctx: Context,
  draft: { readonly id: string; readonly agency: string },
): Promise<DraftDifference | undefined> {
  const own = await selectItemList(ctx.tx, { agency: draft.agency, state: 'published' });
  const baseId = own?.id ?? (await selectParentList(ctx.tx, draft.agency))?.id;
  if (!baseId) return undefined;
  const found = compareItemLists(await itemsOf(ctx, baseId), await itemsOf(ctx, draft.id));
  const recorded = await selectAdjustments(ctx.tx, draft.id);
  const isRecorded = (kind: 'added' | 'changed', { serialNo }: StoredItem) =>
    recorded.some((row) => row[kind].includes(serialNo));
  return {
    base: own ? 'own' : 'parent',
    open: {
      added: found.added.filter((item) => !isRecorded('added', item)),
      changed: found.changed.filter(({ to }) => !isRecorded('changed', to)),
      missing: found.missing.filter((item) => !recorded.some(({ ended }) => isAmong(ended, item))),
    },
  };
}

export async function itemsOf(ctx: Context, listId: string): Promise<readonly StoredItem[]> {
  return (await selectItems(ctx.tx, listId)).map(storedItem);
}

export function isAmong(named: readonly EndedItem[], item: StoredItem): boolean {
  return named.some(({ category, name }) => sameItem({ category, itemName: name }, item));
}

/**
 * Was an item handed down? It stands in the superior list; where no superior list is on this platform, the office's own
 * list says so: whatever it does not mark as 增补.
 */
export async function handedDown(ctx: Context, agency: string): Promise<(item: StoredItem) => boolean> {
  const parent = await selectParentList(ctx.tx, agency);
  if (!parent?.id) return ({ origin }) => origin === 'list';
  const theirs = await itemsOf(ctx, parent.id);
  return (item) => theirs.some((one) => sameItem(one, item));
}
