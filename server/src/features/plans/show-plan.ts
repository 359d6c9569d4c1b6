import type { PlanVersion, PlanView, PlanYear } from '@sunlot/contract/plans.ts';
import { yearOf } from '@sunlot/core/basics/dates.ts';
import { type Load, loadOf } from '@sunlot/core/policy/load.ts';
import { planReminder } from '@sunlot/core/policy/plan-times.ts';
import type { Context } from '../../context.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { clusterTexts, loadedVisits } from '../../visits/load.ts';
import { territoryOf } from '../../visits/territory.ts';
import { catchUp } from './catch-up.ts';
import { planView } from './plan-view.ts';
import { selectPlan } from './sql.ts';

/** The plan of a year in whatever state it is; with its number also a version that was replaced. */
export async function showPlan(ctx: Context, { agency, year, version }: PlanVersion): Promise<PlanView> {
  may(ctx.actor, 'plan.read', agency);
  const plan = await selectPlan(ctx.tx, { agency, year, version });
  if (!plan) throw await noPlan(ctx, { agency, year, version });
  const view = await planView(ctx, plan);
  const load = await loadOfYear(ctx, { agency, year });
  return {
    ...view,
    ...(version === undefined && (await catchUp(ctx, view))),
    findings: [...view.findings, ...clusterTexts(load).map((message) => ({ code: 'CLUSTERED', message }))],
    load: load.weeks.map((week) => ({ ...week })),
  };
}

/** Where the plan of this year is still to be made: since when, until when, by which clause. */
async function noPlan(ctx: Context, { agency, year, version }: PlanVersion): Promise<Problem> {
  const unknown = new Problem('plan.unknown', { agency, year });
  if (version !== undefined || year !== yearOf(ctx.today)) return unknown;
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  const reminder = planReminder(pack, { year }, ctx.today);
  if (!reminder || reminder.state === 'later') return unknown;
  const { from, due, state, binding, clause } = reminder;
  const details = { agency, year, from, due, clause: clause.section, today: ctx.today };
  if (!binding) return new Problem('plan.advised', details);
  return new Problem(state === 'late' ? 'plan.late' : 'plan.toMake', details);
}

/** How the visits of the year lie so far, by area and week; no object is named. */
async function loadOfYear(ctx: Context, { agency, year }: PlanYear): Promise<Load> {
  const territory = (await territoryOf(ctx, agency))!;
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  return loadOf(pack, await loadedVisits(ctx, territory, { year }));
}
