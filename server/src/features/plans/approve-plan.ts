import type { PlanView, PlanYear } from '@sunlot/contract/plans.ts';
import { roles } from '@sunlot/contract/roles.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { rights } from '../../rights.ts';
import { takeStep } from './plan-step.ts';

/** The leader's approval; who drafted a plan cannot approve it. */
export function approvePlan(ctx: Context, input: PlanYear): Promise<PlanView> {
  return takeStep(ctx, input, {
    action: 'plan.approve',
    name: '批准',
    from: 'submitted',
    to: 'approved',
    guard: async (_, plan) => {
      if (plan.drafted_by !== ctx.actor.id) return;
      throw new Problem('plan.sameDrafter', {
        needs: rights['plan.approve'].roles.map((role) => roles[role]).join('或'),
      });
    },
    values: () => ({ approved_by: ctx.actor.id }),
  });
}
