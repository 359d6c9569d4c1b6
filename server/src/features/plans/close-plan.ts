import type { ArchivePlan, ClosePlan, PlanView, PlanYear } from '@sunlot/contract/plans.ts';
import { makeDate } from '@sunlot/core/basics/dates.ts';
import type { Context } from '../../context.ts';
import { packOfPlan } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { entryNumbers } from './entry-numbers.ts';
import { takeStep } from './plan-step.ts';
import {
  type EndVerdict,
  insertPlanAct,
  type PlanRow,
  selectOpenDraws,
  selectPlanEntries,
  selectUnendedTasks,
  selectUnissued,
  selectYearVerdict,
} from './sql.ts';

/**
 * Ends a plan: its year is over, the verdict on the year is final and kept with the closing, and every task is closed or explained with
 * a reason; so are entries without a task and versions that were never issued. From then on nothing of the year is written.
 */
export function closePlan(ctx: Context, { explanations, ...input }: ClosePlan): Promise<PlanView> {
  return takeStep(ctx, input, {
    action: 'plan.close',
    name: '办结',
    from: ['issued', 'published'],
    to: 'closed',
    guard: async (_, plan) => {
      requireOver(ctx, plan);
      await refuseOpenDraws(ctx, plan);
      requireExplained(plan, await openMatters(ctx, plan), explanations);
      await requireVerdict(ctx, plan);
    },
    values: async (_, plan) => {
      const verdict = await requireVerdict(ctx, plan);
      await insertPlanAct(ctx.tx, {
        ...actOf(ctx, plan, 'closed'),
        ...{ explained: JSON.stringify(explanations), verdict_id: verdict.id, file_number: null },
      });
      return {};
    },
    note: async (_, plan) => ({ explained: explanations, verdict: (await requireVerdict(ctx, plan)).sum }),
  });
}

/** Puts a closed plan into the archive; how long it is kept and by whom is said by the scheme. */
export function archivePlan(ctx: Context, { fileNumber, ...input }: ArchivePlan): Promise<PlanView> {
  return takeStep(ctx, input, {
    action: 'plan.archive',
    name: '归档',
    from: ['closed'],
    to: 'archived',
    values: async (_, plan) => {
      await insertPlanAct(ctx.tx, {
        ...actOf(ctx, plan, 'archived'),
        ...{ explained: null, verdict_id: null, file_number: fileNumber ?? null },
      });
      return {};
    },
    note: async () => ({ fileNumber }),
  });
}

function actOf(ctx: Context, { id, agency, year }: PlanRow, act: 'closed' | 'archived') {
  return {
    ...{ plan_id: id, act, agency, year },
    ...{ by_user: ctx.actor.id, by_name: ctx.actor.name, at: ctx.at },
  };
}

function requireOver({ today }: Context, { year }: PlanRow): void {
  if (today <= makeDate(year, 12, 31)) throw new Problem('plan.yearRunning', { year, today });
}

/** A frozen list is drawn or ended first: nobody could do either after the closing. */
async function refuseOpenDraws(ctx: Context, { agency, year }: PlanYear): Promise<void> {
  const draws = await selectOpenDraws(ctx.tx, { agency, year });
  if (draws.length > 0) throw new Problem('plan.drawsOpen', { year, n: draws.length, draws: draws.join('、') });
}

async function requireVerdict(ctx: Context, { agency, year }: PlanYear): Promise<EndVerdict> {
  const verdict = await selectYearVerdict(ctx.tx, { agency, year });
  if (!verdict) throw new Problem('plan.verdictOpen', { agency, year });
  return verdict;
}

/** Numbers of tasks that are not closed, of entries to be drawn that have no task, and of a version in preparation (`v2`). */
async function openMatters(ctx: Context, plan: PlanRow): Promise<readonly string[]> {
  const { agency, year } = plan;
  const tasks = await selectUnendedTasks(ctx.tx, { agency, year });
  const pack = await packOfPlan(ctx, plan);
  const entries = (await selectPlanEntries(ctx.tx, plan.id)).filter(
    (row) => row.n > 0 && !entryNumbers(pack, row).offSite && !tasks.begun.has(row.entry),
  );
  const unissued = await selectUnissued(ctx.tx, { agency, year });
  return [...tasks.open, ...entries.map(({ entry }) => entry), ...unissued.map((version) => `v${version}`)];
}

type Explanation = ClosePlan['explanations'][number];

/** @throws Problem plan.unexplained, plan.nothingToExplain */
function requireExplained({ year }: PlanRow, open: readonly string[], given: readonly Explanation[]): void {
  const idle = given.find(({ what }, i) => !open.includes(what) || given.findIndex((one) => one.what === what) < i);
  if (idle) throw new Problem('plan.nothingToExplain', { what: idle.what, year, open: open.join('、') || '—' });
  const missing = open.filter((one) => !given.some(({ what }) => what === one));
  if (missing.length > 0) throw new Problem('plan.unexplained', { year, n: missing.length, what: missing.join('、') });
}
