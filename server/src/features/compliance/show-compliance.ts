import {
  type ComplianceAnswer,
  type ComplianceRequest,
  closingNumber,
  type VerdictAct,
  type VerdictStanding,
} from '@sunlot/contract/verdicts.ts';
import { dateInShanghai, type Period, yearOf } from '@sunlot/core/basics/dates.ts';
import { stateOn, verdictTimes } from '@sunlot/core/policy/period-verdict.ts';
import type { Context } from '../../context.ts';
import { readCalendar } from '../../holidays/holiday-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { isPlanClosed } from '../../tasks/open-task.ts';
import { judgedNow, periodAsked } from './judge-compliance.ts';
import { quartersOf } from './quarters-of-year.ts';
import { selectAgencyDay, selectVerdictActs, type VerdictRow } from './sql.ts';
import { queryOf, storedView } from './store-verdict.ts';
import { verdictDifferences } from './verdict-differences.ts';

/**
 * The verdict on a period with where it stands. A final one is shown as it was stored, with what the data of today would say
 * otherwise; `fresh` shows that of today instead.
 */
export async function showCompliance(
  ctx: Context,
  { agency, year, quarter, fresh }: ComplianceRequest,
): Promise<ComplianceAnswer> {
  may(ctx.actor, 'compliance.read', agency);
  const period = periodAsked({ year, ...(quarter !== undefined && { quarter }) });
  return complianceAnswer(ctx, { agency, period, fresh: fresh === 'true' });
}

type Asked = { readonly agency: string; readonly period: Period; readonly fresh?: boolean };

/** @throws Problem verdict.damaged where the stored verdict is to be shown and was changed */
export async function complianceAnswer(
  ctx: Context,
  { agency, period, fresh = false }: Asked,
): Promise<ComplianceAnswer> {
  const { view: now } = await judgedNow(ctx, queryOf(agency, period));
  const acts = await selectVerdictActs(ctx, { agency, period });
  const standing = await standingOf(ctx, { agency, period }, acts);
  const last = acts.at(-1);
  if (last?.state !== 'closed') return { ...now, standing, ...(await quartersOf(ctx, now, standing)) };
  const stored = storedView(last);
  if (!stored && !fresh)
    throw new Problem('verdict.damaged', { period, nth: closingNumber(last.version), sum: last.sum });
  const differences = stored && { differences: verdictDifferences(stored, now) };
  const shown = !stored || fresh ? now : stored;
  const quarters = await quartersOf(ctx, shown, standing);
  if (shown === now) return { ...now, standing: { ...standing, ...differences }, ...quarters };
  return { ...shown, standing: { ...standing, shown: 'stored', ...differences }, ...quarters };
}

export async function standingOf(
  ctx: Context,
  { agency, period }: Pick<Asked, 'agency' | 'period'>,
  acts: readonly VerdictRow[],
): Promise<VerdictStanding> {
  const last = acts.at(-1);
  const reopened = acts.findLast(({ state }) => state === 'reopened');
  const times = verdictTimes(period, await readCalendar(ctx), reopenedOn(reopened));
  return {
    state: last?.state === 'closed' ? 'closed' : stateOn(times, ctx.today),
    shown: 'now',
    ends: times.ends,
    lastDay: times.lastDay,
    lastDayEstimated: times.provisional,
    closesByItself: (await selectAgencyDay(ctx, agency)) <= times.ends,
    ...(await yearClosed(ctx, { agency, period }, last)),
    acts: acts.map(actView),
  };
}

/**
 * Once the plan of the year is closed nothing of it is recorded any more, whatever stands of the verdict. The year of a verdict that is open may be
 * closed all the same: a quarter is opened again by itself.
 */
async function yearClosed(
  ctx: Context,
  { agency, period }: Pick<Asked, 'agency' | 'period'>,
  own: VerdictRow | undefined,
): Promise<Pick<VerdictStanding, 'yearClosed'>> {
  const year = yearOf(period);
  if (await isPlanClosed(ctx, { agency, year })) return { yearClosed: 'plan' };
  if (own?.state === 'closed') return {};
  const last = (await selectVerdictActs(ctx, { agency, period: String(year) })).at(-1);
  return last?.state === 'closed' ? { yearClosed: 'verdict' } : {};
}

/** The day from which a verdict that was opened again has its days once more. */
export function reopenedOn(last: VerdictRow | undefined): string | undefined {
  return last?.state === 'reopened' ? dateInShanghai(Date.parse(last.at)) : undefined;
}

function actView({ version, state, at, by_name, by_user, ground, verdict, sum, reason }: VerdictRow): VerdictAct {
  return {
    ...{ version, act: state, at, by: by_name, bySystem: by_user === null },
    ...(ground !== null && { ground }),
    ...(verdict !== null && { verdict }),
    ...(sum !== null && { sum }),
    ...(reason !== null && { reason }),
  };
}
