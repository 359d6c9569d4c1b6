import type { ItemListView } from '@sunlot/contract/items.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { itemListView } from './item-list-view.ts';
import { selectItemList, selectItems } from './sql.ts';

/** The published list of an agency, or its draft. */
export async function showItems(
  ctx: Context,
  { agency, state }: { readonly agency: string; readonly state: 'draft' | 'published' },
): Promise<ItemListView> {
  may(ctx.actor, 'items.read', agency);
  const list = await selectItemList(ctx.tx, { agency, state });
  if (!list) throw new Problem('request.notFound', { what: '抽查事项清单' });
  return itemListView(list, await selectItems(ctx.tx, list.id));
}
