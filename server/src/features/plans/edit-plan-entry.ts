import type { EditPlanEntry, PlanView } from '@sunlot/contract/plans.ts';
import type { Clause } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { planView } from './plan-view.ts';
import { lockPlan, selectPlanEntries, updatePlanEntry } from './sql.ts';

/** Changes the number or the texts of one entry of a draft: upward freely, never below what the rule requires. */
export async function editPlanEntry(
  ctx: Context,
  { agency, year, entry: id, n, fields }: EditPlanEntry,
): Promise<PlanView> {
  may(ctx.actor, 'plan.draft', agency);
  const plan = await lockPlan(ctx.tx, { agency, year });
  if (!plan) throw new Problem('plan.unknown', { agency, year });
  if (plan.state !== 'draft')
    throw new Problem('plan.wrongState', { year, state: plan.state, action: '修改', next: '调整计划' });
  const row = (await selectPlanEntries(ctx.tx, plan.id)).find(({ entry }) => entry === id);
  if (!row) throw new Problem('request.notFound', { what: `计划任务 ${id}` });
  const planned = n ?? row.n;
  if (planned < row.required) {
    throw new Problem('plan.belowMinimum', {
      entry: id,
      n: planned,
      required: row.required,
      clause: (row.clause as Clause).section,
    });
  }
  if (planned > row.base)
    throw new Problem('request.invalid', { what: `${id} 的抽查数 ${planned} 超过基数 ${row.base}` });
  await updatePlanEntry(ctx.tx, row.id, { n: planned, fields: { ...row.fields, ...fields } });
  await ctx.audit({
    action: 'plan.edit',
    agency,
    subject: row.id,
    before: { n: row.n, fields: row.fields },
    after: { n: planned, ...(fields && { fields }) },
  });
  return planView(ctx, plan);
}
