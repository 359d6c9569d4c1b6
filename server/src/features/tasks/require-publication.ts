import { periodDays, yearOf } from '@sunlot/core/basics/dates.ts';
import { publicationFirst } from '@sunlot/core/policy/plan-times.ts';
import type { Context } from '../../context.ts';
import { readCalendar } from '../../holidays/holiday-store.ts';
import { packVersion } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { countPlannedTasks, selectOpenPlan } from './sql.ts';
import type { Wanted } from './task-terms.ts';

/**
 * A plan is public before anything is done by it: until then every task warns, and where the scheme is strict the first one is
 * refused once the day to publish is over. A plan that is in force already does not stand still for it; the verdict has the delay.
 *
 * @throws Problem plan.notPublished
 */
export async function requirePublication(ctx: Context, { agency, period }: Wanted): Promise<readonly string[]> {
  const year = yearOf(periodDays(period).from);
  const plan = await selectOpenPlan(ctx.tx, { agency, year });
  if (plan?.state !== 'issued' || plan.issued_on === null) return [];
  const pack = await packVersion(ctx, { pack: plan.pack, version: plan.pack_version });
  const dates = { year, issuedOn: plan.issued_on, today: ctx.today };
  const { due, refuses, clause } = publicationFirst(pack, dates, await readCalendar(ctx));
  if (refuses && (await countPlannedTasks(ctx.tx, { agency, year })) === 0) {
    throw new Problem('plan.notPublished', { ...dates, agency, due, clause: clause?.section });
  }
  const by = due === undefined ? '' : `，期限 ${due}${due < ctx.today ? '，已经逾期' : ''}`;
  const basis = clause === undefined ? '' : `（${clause.section}）`;
  return [`PLAN_NOT_PUBLIC：${year} 年计划已印发，还没有公开，应先公开再发起任务${by}${basis}`];
}
