import type { IndicatorQuery, IndicatorsView, IndicatorView } from '@sunlot/contract/compliance.ts';
import { closingNumber } from '@sunlot/contract/verdicts.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { judgedNow } from './judge-compliance.ts';
import { selectVerdictActs } from './sql.ts';
import { storedIndicators, storedView } from './store-verdict.ts';

/**
 * The goals of the programme (工作目标) as shares of a year. Where the verdict on the year is final they are shown as they were fixed
 * with it, and beside each what the data of today would say otherwise; `fresh` shows those of today instead.
 *
 * @throws Problem verdict.damaged where the stored verdict is to be shown and was changed
 */
export async function listIndicators(ctx: Context, { agency, year, fresh }: IndicatorQuery): Promise<IndicatorsView> {
  may(ctx.actor, 'compliance.read', agency);
  const judged = await judgedNow(ctx, { agency, year });
  const last = (await selectVerdictActs(ctx, { agency, period: String(year) })).at(-1);
  const now = judged.indicators();
  if (last?.state !== 'closed') return { ...headingOf(judged.view), shown: 'now', items: [...now] };
  const view = storedView(last);
  if (!view && fresh !== 'true') {
    throw new Problem('verdict.damaged', { period: String(year), nth: closingNumber(last.version), sum: last.sum });
  }
  const items = storedIndicators(last);
  const closed = { at: last.at, by: last.by_name, kept: items !== undefined };
  if (!view || !items || fresh === 'true') return { ...headingOf(judged.view), shown: 'now', closed, items: [...now] };
  return { ...headingOf(view), shown: 'stored', closed, items: items.map((one) => withToday(one, now)) };
}

type Heading = Omit<IndicatorsView, 'shown' | 'closed' | 'items'>;

function headingOf({ agency, agencyName, year, asOf, pack, packName, packVersion }: Heading): Heading {
  return { agency, agencyName, year, asOf, pack, packName, packVersion };
}

function withToday(one: IndicatorView, now: readonly IndicatorView[]): IndicatorView {
  const today = now.find(({ id }) => id === one.id);
  if (!today || (today.base === one.base && today.actual === one.actual)) return one;
  return { ...one, now: { base: today.base, actual: today.actual } };
}
