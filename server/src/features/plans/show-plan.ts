import type { PlanVersion, PlanView } from '@sunlot/contract/plans.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { planView } from './plan-view.ts';
import { selectPlan } from './sql.ts';

/** The plan of a year in whatever state it is; with its number also a version that was replaced. */
export async function showPlan(ctx: Context, { agency, year, version }: PlanVersion): Promise<PlanView> {
  may(ctx.actor, 'plan.read', agency);
  const plan = await selectPlan(ctx.tx, { agency, year, version });
  if (!plan) throw new Problem('plan.unknown', { agency, year });
  return planView(ctx, plan);
}
