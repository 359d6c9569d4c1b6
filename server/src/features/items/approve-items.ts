import type { ItemListView } from '@sunlot/contract/items.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { showItems } from './show-items.ts';
import { selectItemList, updateApproved } from './sql.ts';

/** A leader approves the draft as it stands; a further import needs a further approval. */
export async function approveItems(ctx: Context, { agency }: { readonly agency: string }): Promise<ItemListView> {
  may(ctx.actor, 'items.approve', agency);
  const draft = await selectItemList(ctx.tx, { agency, state: 'draft' });
  if (!draft) throw new Problem('items.noDraft', { agency });
  if (draft.created_by === ctx.actor.id) throw new Problem('items.sameDrafter', { agency });
  await updateApproved(ctx.tx, draft.id, { by: ctx.actor.id, at: ctx.at });
  await ctx.audit({ action: 'items.approve', agency, subject: draft.id, after: { version: draft.version } });
  return showItems(ctx, { agency, state: 'draft' });
}
