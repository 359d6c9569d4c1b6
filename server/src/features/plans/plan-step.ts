import { type PlanView, type PlanYear, planStates } from '@sunlot/contract/plans.ts';
import type { Json } from '@sunlot/core/basics/canonical-json.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { type Action, may } from '../../rights.ts';
import { requireOpenYear } from '../../tasks/open-task.ts';
import { planView } from './plan-view.ts';
import { lockPlan, type PlanRow, selectPlan, updatePlan } from './sql.ts';

/** One step of a plan's life: the state it leaves, the state it enters, what must hold, what is written. */
export type PlanStep = {
  readonly action: Action;
  readonly name: string;
  readonly from: PlanView['state'] | readonly PlanView['state'][];
  readonly to: PlanView['state'];
  readonly guard?: (ctx: Context, plan: PlanRow) => Promise<void>;
  readonly values: (
    ctx: Context,
    plan: PlanRow,
  ) => Promise<Parameters<typeof updatePlan>[2]> | Parameters<typeof updatePlan>[2];
  /** What the log says of it besides the new state. */
  readonly note?: (ctx: Context, plan: PlanRow) => Promise<Readonly<Record<string, Json | undefined>>>;
};

/** draft → submitted → approved → issued → published → closed → archived: what comes next. In force is no step: it follows from the tasks. */
const NEXT: Readonly<Record<PlanView['state'], string>> = {
  draft: '送审（plan submit）',
  submitted: '批准（plan approve）',
  approved: '印发（plan issue）',
  issued: '公开（plan publish）',
  published: '按计划发起任务（task create）',
  inForce: '按计划发起任务（task create）',
  superseded: '查看新版计划',
  closed: '归档（plan archive）',
  archived: '查看（plan show）',
};

/** Takes a plan one step on; refuses from any other state with the step that is due. */
export async function takeStep(ctx: Context, { agency, year }: PlanYear, step: PlanStep): Promise<PlanView> {
  may(ctx.actor, step.action, agency);
  const from: readonly string[] = [step.from].flat();
  const plan = await lockPlan(ctx.tx, { agency, year, states: from });
  if (!plan) throw new Problem('plan.unknown', { agency, year });
  if (step.to !== 'archived') await requireOpenYear(ctx, { agency, year });
  if (!from.includes(plan.state)) {
    const state = plan.state as PlanView['state'];
    throw new Problem('plan.wrongState', { year, state: planStates[state], action: step.name, next: NEXT[state] });
  }
  await step.guard?.(ctx, plan);
  await updatePlan(ctx.tx, plan.id, { ...(await step.values(ctx, plan)), state: step.to });
  await ctx.audit({
    action: step.action,
    agency,
    subject: plan.id,
    before: { state: plan.state },
    after: { state: step.to, ...(await step.note?.(ctx, plan)) },
  });
  return planView(ctx, (await selectPlan(ctx.tx, { agency, year, version: plan.version }))!);
}
