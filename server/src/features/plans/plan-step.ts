import { type PlanView, type PlanYear, planStates } from '@sunlot/contract/plans.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { type Action, may } from '../../rights.ts';
import { planView } from './plan-view.ts';
import { lockPlan, type PlanRow, selectPlan, updatePlan } from './sql.ts';

/** One step of a plan's life: the state it leaves, the state it enters, what must hold, what is written. */
export type PlanStep = {
  readonly action: Action;
  readonly name: string;
  readonly from: PlanView['state'];
  readonly to: PlanView['state'];
  readonly guard?: (ctx: Context, plan: PlanRow) => Promise<void>;
  readonly values: (
    ctx: Context,
    plan: PlanRow,
  ) => Promise<Parameters<typeof updatePlan>[2]> | Parameters<typeof updatePlan>[2];
};

/** draft → submitted → approved → issued → published: which state must come before. */
const NEXT: Readonly<Record<PlanView['state'], string>> = {
  draft: '送审（plan submit）',
  submitted: '批准（plan approve）',
  approved: '印发（plan issue）',
  issued: '公开（plan publish）',
  published: '按计划发起任务（task create）',
  superseded: '查看新版计划',
};

/** Takes a plan one step on; refuses from any other state with the step that is due. */
export async function takeStep(ctx: Context, { agency, year }: PlanYear, step: PlanStep): Promise<PlanView> {
  may(ctx.actor, step.action, agency);
  const plan = await lockPlan(ctx.tx, { agency, year, state: step.from });
  if (!plan) throw new Problem('plan.unknown', { agency, year });
  if (plan.state !== step.from) {
    const state = plan.state as PlanView['state'];
    throw new Problem('plan.wrongState', { year, state: planStates[state], action: step.name, next: NEXT[state] });
  }
  await step.guard?.(ctx, plan);
  await updatePlan(ctx.tx, plan.id, { ...(await step.values(ctx, plan)), state: step.to });
  await ctx.audit({
    action: step.action,
    agency,
    subject: plan.id,
    before: { state: step.from },
    after: { state: step.to },
  });
  return planView(ctx, (await selectPlan(ctx.tx, { agency, year, version: plan.version }))!);
}
