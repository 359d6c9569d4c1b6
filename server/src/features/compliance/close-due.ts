import type { Period } from '@sunlot/core/basics/dates.ts';
import { closingGround, type PeriodWork, periodsOver, verdictTimes } from '@sunlot/core/policy/period-verdict.ts';
import { systemActor, systemActorOf } from '../../accounts/actor.ts';
import { type Context, type Deps, read, writeIfDue } from '../../context.ts';
import { readCalendar } from '../../holidays/holiday-store.ts';
import type { Job, Step } from '../../upkeep.ts';
import { territoryOf } from '../../visits/territory.ts';
import { periodWork } from './period-work.ts';
import { reopenedOn } from './show-compliance.ts';
import { lockVerdict, selectAgencyDays, selectClosedPeriods, selectVerdictActs } from './sql.ts';
import { closePeriod } from './store-verdict.ts';

/** The verdicts that become final, as a job of the running server: one step and one transaction a period of an agency. */
export function verdictClosings(deps: Deps): Job {
  return {
    name: 'period verdicts',
    what: '合规判定的定案',
    steps: () => read(deps, systemActor(), (ctx) => openPeriods(deps, ctx)),
  };
}

/**
 * What is over and not closed, of each agency from the day on which it was here: what ended before is history, which an office
 * may still be bringing in, and its leaders close it themselves.
 */
async function openPeriods(deps: Deps, ctx: Context): Promise<readonly Step[]> {
  const closed = await selectClosedPeriods(ctx);
  const steps: Step[] = [];
  for (const { code: agency, since } of await selectAgencyDays(ctx)) {
    const due = periodsOver({ since, today: ctx.today }).filter((period) => !closed.has(`${agency}/${period}`));
    if (due.length === 0) continue;
    // What the program judges for an agency must be what the agency itself would be shown.
    const actor = systemActorOf(agency, (await territoryOf(ctx, agency))!.codes);
    for (const period of due) {
      steps.push({
        what: `单位 ${agency} ${period} 合规判定的定案`,
        run: () => writeIfDue(deps, actor, (own) => closeIfDue(own, agency, period)),
      });
    }
  }
  return steps;
}

/** A verdict that was opened again is left to people for as long as a new one. */
const LEFT_TO_PEOPLE: PeriodWork = { tasks: 0, undrawn: 0, unvisited: 0 };

async function closeIfDue(ctx: Context, agency: string, period: Period): Promise<void> {
  await lockVerdict(ctx, { agency, period });
  const acts = await selectVerdictActs(ctx, { agency, period });
  const last = acts.at(-1);
  if (last?.state === 'closed') return;
  const times = verdictTimes(period, await readCalendar(ctx), reopenedOn(last));
  const work = last ? LEFT_TO_PEOPLE : await periodWork(ctx, agency, period);
  const ground = closingGround(times, work, ctx.today);
  if (ground !== undefined) await closePeriod(ctx, { agency, period, ground, acts });
}
