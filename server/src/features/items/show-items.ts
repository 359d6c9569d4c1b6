import type { ItemListView } from '@sunlot/contract/items.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { itemListView } from './item-list-view.ts';
import { selectAdjustments, selectItemList, selectItems, selectLogin } from './sql.ts';

/** The published list of an agency, or its draft. */
export async function showItems(
  ctx: Context,
  { agency, state }: { readonly agency: string; readonly state: 'draft' | 'published' },
): Promise<ItemListView> {
  may(ctx.actor, 'items.read', agency);
  const list = await selectItemList(ctx.tx, { agency, state });
  if (!list) throw new Problem('request.notFound', { what: '抽查事项清单' });
  const draft = state === 'draft' ? list : await selectItemList(ctx.tx, { agency, state: 'draft' });
  const approvedBy = list.approved_by === null ? undefined : await selectLogin(ctx.tx, list.approved_by);
  return itemListView(list, {
    items: await selectItems(ctx.tx, list.id),
    adjustments: await selectAdjustments(ctx.tx, list.id),
    approvedBy,
    unpublished: draft ? await selectAdjustments(ctx.tx, draft.id) : [],
  });
}
