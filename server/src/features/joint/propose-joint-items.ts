import type { JointListView } from '@sunlot/contract/joint.ts';
import { findRule } from '@sunlot/core/policy/pack.ts';
import type { JointItem } from '@sunlot/core/policy/rule-topics.ts';
import type { Context } from '../../context.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { jointListView } from './joint-list-view.ts';
import { type NewJointItem, selectItems, selectList } from './sql.ts';
import { storeDraft } from './store-draft.ts';

/** Makes the joint items that the scheme itself names the draft of the agency's first list. */
export async function proposeJointItems(ctx: Context, { agency }: { readonly agency: string }): Promise<JointListView> {
  may(ctx.actor, 'jointItems.import', agency);
  for (const state of ['draft', 'published'] as const) {
    const standing = await selectList(ctx.tx, { agency, state });
    if (standing)
      throw new Problem('joint.listExists', {
        agency,
        version: standing.version,
        state: state === 'draft' ? '草稿' : '已公布',
      });
  }
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  const named = findRule(pack, 'jointItems')?.value.list ?? [];
  if (named.length === 0) throw new Problem('joint.packHasNone', { pack: pack.id });
  const id = await storeDraft(ctx, { agency, source: 'pack' }, named.map(newItem));
  const view = jointListView((await selectList(ctx.tx, { agency, state: 'draft' }))!, await selectItems(ctx.tx, id));
  await ctx.audit({ action: 'jointItems.propose', agency, subject: id, after: view });
  return view;
}

function newItem(item: JointItem, index: number): NewJointItem {
  return {
    serial: String(index + 1),
    position: index + 1,
    name: item.name,
    lead_department: item.leadDepartment,
    partner_departments: [...item.partnerDepartments],
    object_kind: item.objectKind,
    matters: item.matters ?? item.name,
    mode: item.mode ?? '',
    demands: item.demands ?? '',
    remarks: '{}',
  };
}
