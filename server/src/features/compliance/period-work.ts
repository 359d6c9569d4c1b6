import { type Period, periodDays } from '@sunlot/core/basics/dates.ts';
import type { PeriodWork } from '@sunlot/core/policy/period-verdict.ts';
import type { Context } from '../../context.ts';
import { visitLedger } from '../../visits/ledger.ts';
import { selectStandingTasks } from './sql.ts';

/** The inspections of an agency's own tasks in a period: how many tasks, and what of them is not concluded. */
export async function periodWork(ctx: Context, agency: string, period: Period): Promise<PeriodWork> {
  const isInside = within(period);
  const tasks = (await selectStandingTasks(ctx, agency)).filter((task) => isInside(task.period));
  const ledger = await visitLedger(ctx, { codes: [agency] }, { to: ctx.today });
  return {
    tasks: tasks.length,
    undrawn: tasks.filter(({ state }) => state === 'initiated' || state === 'frozen').length,
    unvisited: ledger.filter(
      (visit) => visit.state === 'drawn' && visit.agency === agency && isInside(visit.period ?? visit.date),
    ).length,
  };
}

function within(period: Period): (own: Period) => boolean {
  const whole = periodDays(period);
  return (own) => {
    const { from, to } = periodDays(own);
    return whole.from <= from && to <= whole.to;
  };
}
