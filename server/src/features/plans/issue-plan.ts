import type { PlanView, PlanYear } from '@sunlot/contract/plans.ts';
import type { Context } from '../../context.ts';
import { appendEntry } from '../../log/append.ts';
import { entryStratumOf } from '../../packs/stratum-of.ts';
import { plannedNumber } from '../../plans/planned-number.ts';
import { takeStep } from './plan-step.ts';
import {
  moveTasks,
  type PlanRow,
  selectPlanEntries,
  selectPlanInForce,
  selectPublishedSerials,
  updatePlan,
} from './sql.ts';

/** Issues an approved plan. Its tasks enter the public log: a draw that is not among them is 计划外 for everybody to see. */
export function issuePlan(ctx: Context, input: PlanYear): Promise<PlanView> {
  return takeStep(ctx, input, {
    action: 'plan.issue',
    name: '印发',
    from: 'approved',
    to: 'issued',
    values: async (_, plan) => {
      if (plan.version > 1) await supersede(ctx, plan);
      return { issued_by: ctx.actor.id, issued_on: ctx.today, log_index: await logPlan(ctx, plan) };
    },
  });
}

/** The version before makes room; its tasks that nobody has frozen yet follow the new one. */
async function supersede(ctx: Context, plan: PlanRow): Promise<void> {
  const before = (await selectPlanInForce(ctx.tx, plan))!;
  await updatePlan(ctx.tx, before.id, { state: 'superseded' });
  await moveTasks(ctx.tx, { from: before.id, to: plan.id });
}

async function logPlan(ctx: Context, plan: PlanRow): Promise<number> {
  const all = await selectPublishedSerials(ctx.tx, plan.agency);
  const entries = await selectPlanEntries(ctx.tx, plan.id);
  const tasks = entries.map(({ class: cls, entry, period, n, scope }) => ({
    code: `${period.toLowerCase()}-${entryStratumOf({ class: cls, entry })}`,
    period,
    strata: [entryStratumOf({ class: cls, entry })],
    n: plannedNumber({ n, scope }),
    items: scope && scope.items.length > 0 ? [...scope.items] : [...all],
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
