import { type CloseVerdict, type ComplianceAnswer, closingNumber } from '@sunlot/contract/verdicts.ts';
import type { Period } from '@sunlot/core/basics/dates.ts';
import { closingGround, verdictTimes } from '@sunlot/core/policy/period-verdict.ts';
import type { Context } from '../../context.ts';
import { readCalendar } from '../../holidays/holiday-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { periodAsked } from './judge-compliance.ts';
import { periodWork } from './period-work.ts';
import { complianceAnswer } from './show-compliance.ts';
import { lockVerdict, selectVerdictActs } from './sql.ts';
import { closePeriod } from './store-verdict.ts';

/**
 * Makes the verdict on a period final: five working days after it, or before that when every inspection of its tasks is
 * concluded. It is kept whole, and changes no more unless a leader opens it again.
 */
export async function closeVerdict(ctx: Context, { agency, ...asked }: CloseVerdict): Promise<ComplianceAnswer> {
  may(ctx.actor, 'compliance.close', agency);
  const period = periodAsked(asked);
  await lockVerdict(ctx, { agency, period });
  const acts = await selectVerdictActs(ctx, { agency, period });
  const last = acts.at(-1);
  if (last?.state === 'closed') {
    throw new Problem('verdict.closed', { period, at: last.at, by: last.by_name, nth: closingNumber(last.version) });
  }
  const ground = await groundNow(ctx, agency, period);
  const refusal = await closePeriod(ctx, { agency, period, ground, acts });
  if (refusal) throw refusal;
  return complianceAnswer(ctx, { agency, period });
}

/** @throws Problem verdict.running | verdict.early */
async function groundNow(ctx: Context, agency: string, period: Period): Promise<'time' | 'concluded'> {
  const { today } = ctx;
  const times = verdictTimes(period, await readCalendar(ctx));
  if (today <= times.ends) throw new Problem('verdict.running', { period, ends: times.ends, today });
  const work = await periodWork(ctx, agency, period);
  const ground = closingGround(times, work, today);
  if (ground === undefined) throw new Problem('verdict.early', { ...work, period, lastDay: times.lastDay, today });
  return ground;
}
