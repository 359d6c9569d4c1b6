import type { PlanView, PlanYear } from '@sunlot/contract/plans.ts';
import { missingPlanFields } from '@sunlot/core/policy/plan.ts';
import type { Context } from '../../context.ts';
import { packOfPlan } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { keepParentEntries } from './keep-parent-entries.ts';
import { takeStep } from './plan-step.ts';
import { requireDrafter } from './require-drafter.ts';
import { type PlanRow, selectPlanEntries, selectPublishedSerials } from './sql.ts';

/** Sends a draft to the leader: every field of the pack's plan form filled, items on a published list, nothing dropped that was handed down. */
export async function submitPlan(ctx: Context, input: PlanYear): Promise<PlanView> {
  await requireDrafter(ctx, 'plan.submit', input);
  return takeStep(ctx, input, {
    action: 'plan.submit',
    name: '送审',
    from: 'draft',
    to: 'submitted',
    guard: requireComplete,
    // An adjusted plan was made when its first version was.
    values: (_, plan) => ({ submitted_by: ctx.actor.id, made_on: plan.made_on ?? ctx.today }),
  });
}

async function requireComplete(ctx: Context, plan: PlanRow): Promise<void> {
  if ((await selectPublishedSerials(ctx.tx, plan.agency)).length === 0)
    throw new Problem('items.notPublished', { agency: plan.agency });
  const pack = await packOfPlan(ctx, plan);
  const missing = (await selectPlanEntries(ctx.tx, plan.id)).flatMap(({ entry, fields }) =>
    missingPlanFields(pack, fields).map(({ label }) => `${entry} 缺“${label}”`),
  );
  if (missing.length > 0) throw new Problem('plan.fieldsMissing', { missing: missing.join('；') });
  await keepParentEntries(ctx, plan, pack);
}
