import type { ItemListView } from '@sunlot/contract/items.ts';
import type { Publication } from '@sunlot/contract/plans.ts';
import { compareItemLists } from '@sunlot/core/policy/item-lists.ts';
import type { Context } from '../../context.ts';
import { discloseList } from '../../log/disclose-list.ts';
import { Problem } from '../../problem.ts';
import { isAllowed, may } from '../../rights.ts';
import { requireKept } from './adjust-items.ts';
import { draftDifference, isAmong, itemsOf } from './list-difference.ts';
import { showItems } from './show-items.ts';
import {
  type ItemListRow,
  selectItemList,
  selectParentList,
  selectRepealed,
  supersedePublished,
  updatePublished,
} from './sql.ts';

/**
 * Publishes the draft; the one published before is superseded and stays readable. A leader who publishes approves it by that;
 * anybody else needs the approval before. An adjusted list is published with the records of why it was adjusted.
 */
export async function publishItems(
  ctx: Context,
  input: Publication & { readonly agency: string },
): Promise<ItemListView> {
  const { agency, channel, url } = input;
  may(ctx.actor, 'items.publish', agency);
  const draft = await selectItemList(ctx.tx, { agency, state: 'draft' });
  if (!draft) throw new Problem('items.noDraft', { agency });
  requireApproved(ctx, draft);
  await requireRecords(ctx, draft);
  await requireHandedDown(ctx, draft);
  const parent = await selectParentList(ctx.tx, agency);
  await supersedePublished(ctx.tx, agency);
  const published = { by: ctx.actor.id, at: ctx.at, channel, url, parentListId: parent?.id ?? null };
  await updatePublished(ctx.tx, draft.id, published);
  const view = await showItems(ctx, { agency, state: 'published' });
  const { version } = draft;
  await discloseList(ctx, { what: 'items', agency, id: draft.id, version, items: view.items }, { channel, url });
  await ctx.audit({ action: 'items.publish', agency, subject: draft.id, after: { version, channel, url } });
  return view;
}

/** Publishing approves where a leader does it who did not import the draft. @throws Problem items.notApproved */
function requireApproved({ actor }: Context, { agency, approved_at, created_by }: ItemListRow): void {
  const approves = isAllowed(actor, 'items.approve', agency) && created_by !== actor.id;
  if (approved_at === null && !approves) throw new Problem('items.notApproved', { agency });
}

/** Each difference from the list in force has its record. @throws Problem items.adjustmentMissing */
async function requireRecords(ctx: Context, draft: ItemListRow): Promise<void> {
  const difference = await draftDifference(ctx, draft);
  if (difference?.base !== 'own') return;
  const { added, changed, missing } = difference.open;
  const named = [
    ...added.map(({ serialNo }) => `新增 ${serialNo}`),
    ...changed.map(({ to }) => `修改 ${to.serialNo}`),
    ...missing.map(({ serialNo }) => `取消原 ${serialNo}`),
  ];
  if (named.length > 0) throw new Problem('items.adjustmentMissing', { items: named.join('、') });
}

/** What the superior list has and the draft has not, but for items that ended with their law. */
async function requireHandedDown(ctx: Context, draft: ItemListRow): Promise<void> {
  const parent = await selectParentList(ctx.tx, draft.agency);
  if (!parent?.id) return;
  const { missing } = compareItemLists(await itemsOf(ctx, parent.id), await itemsOf(ctx, draft.id));
  const repealed = await selectRepealed(ctx.tx, draft.agency);
  await requireKept(ctx, draft.agency, {
    missing: missing.filter((item) => !isAmong(repealed, item)),
    repealed: false,
  });
}
