import type { ComplianceView } from '@sunlot/contract/compliance.ts';
import type { ClosedQuarter, ComplianceAnswer } from '@sunlot/contract/verdicts.ts';
import type { Context } from '../../context.ts';
import { selectClosedQuarters, type VerdictRow } from './sql.ts';
import { storedView } from './store-verdict.ts';
import { quarterDifferences } from './verdict-differences.ts';

/**
 * The quarters of a year whose verdicts are final, beside the verdict on the year: it is reckoned from what is recorded now, and must
 * not look as if it took back what was fixed. Nothing where a quarter is asked for, or none is closed.
 */
export async function closedQuarters(
  ctx: Pick<Context, 'tx'>,
  view: ComplianceView,
): Promise<Pick<ComplianceAnswer, 'closedQuarters'>> {
  if (view.period !== undefined) return {};
  const rows = await selectClosedQuarters(ctx, view);
  return rows.length === 0 ? {} : { closedQuarters: rows.map((row) => quarterOf(row, view)) };
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
