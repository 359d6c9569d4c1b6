import type { PlanView, PlanYear } from '@sunlot/contract/plans.ts';
import { type Role, roles } from '@sunlot/contract/roles.ts';
import { theRule } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import { requireNamed } from '../../packs/named-approver.ts';
import { packVersion } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { takeStep } from './plan-step.ts';

/** The leader's approval; who drafted a plan cannot approve it. */
export function approvePlan(ctx: Context, input: PlanYear): Promise<PlanView> {
  return takeStep(ctx, input, {
    action: 'plan.approve',
    name: '批准',
    from: 'submitted',
    to: 'approved',
    guard: async (_, { agency, pack: name, pack_version: version, drafted_by }) => {
      const pack = await packVersion(ctx, { pack: name, version });
      const role = theRule(pack, 'approvals').value.plan as Role;
      if (drafted_by === ctx.actor.id) throw new Problem('plan.sameDrafter', { needs: roles[role] });
      requireNamed(ctx.actor, { role, agency, action: '批准计划' });
    },
    values: () => ({ approved_by: ctx.actor.id }),
  });
}
