import type { ComplianceView } from '@sunlot/contract/compliance.ts';
import type { ClosedQuarter, ComplianceAnswer, PartStanding, VerdictStanding } from '@sunlot/contract/verdicts.ts';
import { periodDays, periodsOfYear } from '@sunlot/core/basics/dates.ts';
import { stateOn } from '@sunlot/core/policy/period-verdict.ts';
import type { Context } from '../../context.ts';
import { selectAgencyDay, selectClosedQuarters, type VerdictRow } from './sql.ts';
import { storedView } from './store-verdict.ts';
import { quarterDifferences } from './verdict-differences.ts';

/**
 * The quarters of a year whose verdicts are final, beside the verdict on the year: it is reckoned from what is recorded now, and must
 * not look as if it took back what was fixed. While that is not closed, where its quarters and half-years stand: what can be made up in a
 * quarter goes by its own verdict. Nothing where a quarter is asked for.
 */
export async function quartersOf(
  ctx: Pick<Context, 'tx' | 'today'>,
  view: ComplianceView,
  { state }: Pick<VerdictStanding, 'state'>,
): Promise<Pick<ComplianceAnswer, 'parts' | 'closedQuarters'>> {
  if (view.period !== undefined) return {};
  const rows = await selectClosedQuarters(ctx, view);
  return {
    ...(state !== 'closed' && { parts: await partsOf(ctx, view, new Set(rows.map(({ period }) => period))) }),
    ...(rows.length > 0 && { closedQuarters: rows.map((row) => quarterOf(row, view)) }),
  };
}

async function partsOf(
  ctx: Pick<Context, 'tx' | 'today'>,
  { agency, year }: ComplianceView,
  closed: ReadonlySet<string>,
): Promise<PartStanding[]> {
  const since = await selectAgencyDay(ctx, agency);
  return [...periodsOfYear(year, 'quarter'), ...periodsOfYear(year, 'halfYear')].map((period) => {
    const ends = periodDays(period).to;
    return {
      period,
      state: closed.has(period) ? 'closed' : stateOn({ ends }, ctx.today),
      closesByItself: since <= ends,
    };
  });
}

function quarterOf(row: VerdictRow, { tables }: ComplianceView): ClosedQuarter {
  const { period, at, by_name: by, by_user, verdict, sum } = row;
  const fixed = storedView(row);
  const ratios = fixed?.tables.filter((one) => one.topic === 'ratio' && one.period === period);
  return {
    ...{ period, at, by, bySystem: by_user === null, verdict: verdict!, sum: sum! },
    ...(ratios && { ratios, differences: [...quarterDifferences(ratios, { period, tables })] }),
  };
}
