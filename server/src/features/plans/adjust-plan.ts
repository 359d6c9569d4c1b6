import { type AdjustPlan, type PlanView, type PlanYear, planStates } from '@sunlot/contract/plans.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { changeEntry } from './edit-plan-entry.ts';
import { planView } from './plan-view.ts';
import {
  asNew,
  insertPlan,
  insertPlanEntries,
  lockPlan,
  type PlanRow,
  selectPlan,
  selectPlanEntries,
  selectPlanInForce,
  selectTaskOfEntry,
  updatePlan,
} from './sql.ts';

/**
 * Changes an entry of a plan in force by a further version: a draft with the reason, which is submitted, approved,
 * issued and published like the first. The version in force holds until then, and stays readable after. Entries whose list
 * is frozen or drawn do not change.
 */
export async function adjustPlan(ctx: Context, input: AdjustPlan): Promise<PlanView> {
  const { agency, year, entry, reason } = input;
  may(ctx.actor, 'plan.draft', agency);
  const draft = await adjustment(ctx, input);
  const task = await selectTaskOfEntry(ctx.tx, { agency, year, entry });
  if (task && task.state !== 'initiated' && task.round === null)
    throw new Problem('plan.entryDrawn', { entry, task: task.code });
  const { row, n } = await changeEntry(ctx, draft, input);
  if (task && task.round !== null && n < task.planned)
    throw new Problem('plan.belowMinimum', { entry, n, required: task.planned, clause: '已分批发起的家数' });
  const reasons = draft.reason === null ? reason : `${draft.reason}；${reason}`;
  await updatePlan(ctx.tx, draft.id, { reason: reasons, drafted_by: ctx.actor.id, drafted_at: ctx.at });
  await ctx.audit({
    action: 'plan.adjust',
    agency,
    subject: draft.id,
    before: { entry, n: row.n, kind: row.kind, fields: row.fields },
    after: {
      ...{ entry, n, reason, version: draft.version },
      ...(input.kind && { kind: input.kind }),
      ...(input.fields && { fields: input.fields }),
    },
  });
  return planView(ctx, (await selectPlan(ctx.tx, { agency, year, version: draft.version }))!);
}

/** The further version that is being prepared, made now from the one in force where there is none. */
export async function adjustment(ctx: Context, { agency, year }: PlanYear): Promise<PlanRow> {
  const latest = await lockPlan(ctx.tx, { agency, year, state: 'draft' });
  if (!latest) throw new Problem('plan.unknown', { agency, year });
  if (latest.state === 'draft' && latest.version > 1) return latest;
  const inForce = await selectPlanInForce(ctx.tx, { agency, year });
  if (!inForce || latest.version !== inForce.version) {
    throw new Problem('plan.notInForce', { year, state: planStates[latest.state as PlanView['state']] });
  }
  const next = {
    ...inForce,
    id: ctx.newId('pln'),
    version: inForce.version + 1,
    state: 'draft',
    drafted_by: ctx.actor.id,
    drafted_at: ctx.at,
    ...UNDECIDED,
  };
  await insertPlan(ctx.tx, next);
  const entries = await selectPlanEntries(ctx.tx, inForce.id);
  await insertPlanEntries(
    ctx.tx,
    entries.map((row) => ({
      ...asNew(row),
      id: ctx.newId('ent'),
      plan_id: next.id,
    })),
  );
  return next;
}

/** What each version decides anew. */
const UNDECIDED = {
  reason: null,
  submitted_by: null,
  approved_by: null,
  issued_by: null,
  issued_on: null,
  published_by: null,
  published_at: null,
  channel: null,
  url: null,
  log_index: null,
} as const;
