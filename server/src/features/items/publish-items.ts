import type { ItemListView } from '@sunlot/contract/items.ts';
import type { Publication } from '@sunlot/contract/plans.ts';
import { hex } from '@sunlot/core/basics/bytes.ts';
import { canonicalBytes } from '@sunlot/core/basics/canonical-json.ts';
import { sha256 } from '@sunlot/core/hash/sha256.ts';
import type { Context } from '../../context.ts';
import { appendEntry } from '../../log/append.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { itemListView } from './item-list-view.ts';
import { selectItemList, selectItems, supersedePublished, updatePublished } from './sql.ts';

/**
 * Publishes the draft of the item list; the one published before is superseded and stays readable.
 * Only items of a published list can be used in plans and tasks (无事项清单不检查).
 */
export async function publishItems(
  ctx: Context,
  input: Publication & { readonly agency: string },
): Promise<ItemListView> {
  may(ctx.actor, 'items.publish', input.agency);
  const draft = await selectItemList(ctx.tx, { agency: input.agency, state: 'draft' });
  if (!draft) throw new Problem('items.noDraft', { agency: input.agency });
  await supersedePublished(ctx.tx, input.agency);
  const { channel, url } = input;
  await updatePublished(ctx.tx, draft.id, { by: ctx.actor.id, at: ctx.at, channel, url });
  const items = await selectItems(ctx.tx, draft.id);
  const view = itemListView({ ...draft, state: 'published', published_at: ctx.at, channel, url }, items);
  await appendEntry(ctx.tx, {
    tree: 'public',
    type: 'disclosure',
    agency: input.agency,
    subject: draft.id,
    at: ctx.at,
    entry: {
      type: 'disclosure',
      what: 'items',
      agency: input.agency,
      version: draft.version,
      hash: hex(sha256(canonicalBytes(view.items))),
      channel,
      url,
      at: ctx.at,
    },
  });
  await ctx.audit({
    action: 'items.publish',
    agency: input.agency,
    subject: draft.id,
    after: { version: draft.version, channel, url },
  });
  return view;
}
