import type { AdjustItems, ItemListView } from '@sunlot/contract/items.ts';
import type { ItemDifferences } from '@sunlot/core/policy/item-lists.ts';
import { addOnlyClause } from '@sunlot/core/policy/item-lists.ts';
import { mayRemoveItem } from '@sunlot/core/policy/paperwork.ts';
import type { Context } from '../../context.ts';
import { namedItem, type StoredItem } from '../../items/listed-items.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { draftDifference, handedDown } from './list-difference.ts';
import { showItems } from './show-items.ts';
import { insertAdjustment, selectItemList } from './sql.ts';

/**
 * Records why the draft differs from the list in force: 立改废释, a change of duty, or the practice. From then on the list is
 * adjusted and unpublished.
 */
export async function adjustItems(
  ctx: Context,
  input: AdjustItems & { readonly agency: string },
): Promise<ItemListView> {
  const { agency, ground, document, effectiveOn } = input;
  may(ctx.actor, 'items.adjust', agency);
  const draft = await selectItemList(ctx.tx, { agency, state: 'draft' });
  if (!draft) throw new Problem('items.noDraft', { agency });
  const difference = await draftDifference(ctx, draft);
  const { added, changed, missing } = chosen(difference?.open, input);
  await requireKept(ctx, agency, { missing, repealed: ground === 'repealed' });
  const row = {
    id: ctx.newId('adj'),
    list_id: draft.id,
    agency,
    ground,
    document,
    effective_on: effectiveOn,
    added: added.map(({ serialNo }) => serialNo),
    changed: changed.map(({ to }) => to.serialNo),
    recorded_by: ctx.actor.id,
    recorded_at: ctx.at,
  };
  const ended = missing.map(namedItem);
  await insertAdjustment(ctx.tx, { ...row, ended: JSON.stringify(ended) });
  await ctx.audit({ action: 'items.adjust', agency, subject: row.id, after: { ...row, ended } });
  return showItems(ctx, { agency, state: 'draft' });
}

/** The differences that are named, or all of them. @throws Problem items.nothingToAdjust, items.notChanged */
function chosen(
  open: ItemDifferences<StoredItem> | undefined,
  { agency, items }: { readonly agency: string; readonly items?: readonly string[] | undefined },
): ItemDifferences<StoredItem> {
  const { added, changed, missing } = open ?? { added: [], changed: [], missing: [] };
  const serials = [...added, ...changed.map(({ to }) => to), ...missing].map(({ serialNo }) => serialNo);
  if (serials.length === 0) throw new Problem('items.nothingToAdjust', { agency });
  const unknown = items?.filter((item) => !serials.includes(item)) ?? [];
  if (unknown.length > 0)
    throw new Problem('items.notChanged', { items: unknown.join('、'), serials: [...new Set(serials)].join('、') });
  const isAsked = ({ serialNo }: StoredItem) => items === undefined || items.includes(serialNo);
  return {
    added: added.filter(isAsked),
    changed: changed.filter(({ to }) => isAsked(to)),
    missing: missing.filter(isAsked),
  };
}

type Ending = { readonly missing: readonly StoredItem[]; readonly repealed: boolean };

/** 只增不减: what was handed down ends only with its law. @throws Problem items.parentItemKept */
export async function requireKept(ctx: Context, agency: string, { missing, repealed }: Ending): Promise<void> {
  if (missing.length === 0) return;
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  const clause = addOnlyClause(pack);
  if (!clause) return;
  const isHandedDown = await handedDown(ctx, agency);
  const kept = missing.filter((item) => !mayRemoveItem(pack, { handedDown: isHandedDown(item), repealed }));
  if (kept.length === 0) return;
  const items = kept.map(({ serialNo, itemName }) => `${serialNo} ${itemName}`).join('；');
  throw new Problem('items.parentItemKept', { items, section: clause.section, quote: clause.quote });
}
