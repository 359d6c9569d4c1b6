import type { PlanView, RecordScheme } from '@sunlot/contract/plans.ts';
import { fromHex } from '@sunlot/core/basics/bytes.ts';
import type { Context } from '../../context.ts';
import { appendEntry } from '../../log/append.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { planView } from './plan-view.ts';
import { insertScheme, selectPlan } from './sql.ts';

/** Records 实施方案 of the year beside its plan: the public plan page names it, and the log keeps the hash of the file. */
export async function recordScheme(ctx: Context, input: RecordScheme): Promise<PlanView> {
  const { agency, year, title, number, issuedOn, url, sha256 } = input;
  may(ctx.actor, 'plan.scheme', agency);
  const plan = await selectPlan(ctx.tx, { agency, year });
  if (!plan) throw new Problem('plan.unknown', { agency, year });
  const id = ctx.newId('sch');
  const what = { agency, year, title, number, url };
  await insertScheme(ctx.tx, {
    ...what,
    ...{ id, issued_on: issuedOn, sha256: fromHex(sha256)!, recorded_by: ctx.actor.id, recorded_at: ctx.at },
  });
  const entry = { type: 'disclosure', what: 'scheme', agency, year, title, number, issuedOn, url, sha256, at: ctx.at };
  await appendEntry(ctx.tx, { tree: 'public', type: 'disclosure', agency, subject: id, at: ctx.at, entry });
  await ctx.audit({ action: 'plan.scheme', agency, subject: id, after: { ...what, issuedOn, sha256 } });
  return planView(ctx, plan);
}
