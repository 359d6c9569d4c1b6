import type { JointListView } from '@sunlot/contract/joint.ts';
import type { Publication } from '@sunlot/contract/plans.ts';
import type { Context } from '../../context.ts';
import { discloseList } from '../../log/disclose-list.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { jointListView } from './joint-list-view.ts';
import { publishList, selectItems, selectList } from './sql.ts';

/** Publishes the draft; the list published before is superseded and stays readable. Interdepartmental tasks use no other items. */
export async function publishJointItems(
  ctx: Context,
  { agency, channel, url }: Publication & { readonly agency: string },
): Promise<JointListView> {
  may(ctx.actor, 'jointItems.publish', agency);
  const draft = await selectList(ctx.tx, { agency, state: 'draft' });
  if (!draft) throw new Problem('joint.noDraft', { agency });
  await publishList(ctx.tx, draft, { by: ctx.actor.id, at: ctx.at, channel, url });
  const items = await selectItems(ctx.tx, draft.id);
  const view = jointListView((await selectList(ctx.tx, { agency, state: 'published' }))!, items);
  const { version } = draft;
  await discloseList(ctx, { what: 'jointItems', agency, id: draft.id, version, items: view.items }, { channel, url });
  await ctx.audit({ action: 'jointItems.publish', agency, subject: draft.id, after: { version, channel, url } });
  return view;
}

/** The published list of an agency, or its draft. */
export async function showJointItems(
  ctx: Context,
  { agency, state }: { readonly agency: string; readonly state: 'draft' | 'published' },
): Promise<JointListView> {
  may(ctx.actor, 'items.read', agency);
  const list = await selectList(ctx.tx, { agency, state });
  if (!list) throw new Problem('request.notFound', { what: '部门联合随机抽查事项清单' });
  return jointListView(list, await selectItems(ctx.tx, list.id));
}
