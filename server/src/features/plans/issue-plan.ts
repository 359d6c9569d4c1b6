import type { PlanView, PlanYear } from '@sunlot/contract/plans.ts';
import type { Context } from '../../context.ts';
import { appendEntry } from '../../log/append.ts';
import { stratumOf } from '../../packs/stratum-of.ts';
import { takeStep } from './plan-step.ts';
import { type PlanRow, selectPlanEntries, selectPublishedSerials } from './sql.ts';

/** Issues an approved plan. Its tasks enter the public log: a draw that is not among them is 计划外 for everybody to see. */
export function issuePlan(ctx: Context, input: PlanYear): Promise<PlanView> {
  return takeStep(ctx, input, {
    action: 'plan.issue',
    name: '印发',
    from: 'approved',
    to: 'issued',
    values: async (_, plan) => ({ issued_by: ctx.actor.id, issued_on: ctx.today, log_index: await logPlan(ctx, plan) }),
  });
}

async function logPlan(ctx: Context, plan: PlanRow): Promise<number> {
  const items = await selectPublishedSerials(ctx.tx, plan.agency);
  const entries = await selectPlanEntries(ctx.tx, plan.id);
  const tasks = entries.map(({ class: cls, period, n }) => ({
    code: `${period.toLowerCase()}-${stratumOf(cls)}`,
    period,
    strata: [stratumOf(cls)],
    n,
    items: [...items],
  }));
  const { agency, year, version } = plan;
  const { index } = await appendEntry(ctx.tx, {
    tree: 'public',
    type: 'plan',
    agency,
    subject: plan.id,
    at: ctx.at,
    entry: { type: 'plan', at: ctx.at, agency, year, version, tasks },
  });
  return index;
}
