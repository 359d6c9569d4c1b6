import type { EvidencePlace, PeriodReportView } from '@sunlot/contract/period-reports.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { periodReport } from './period-reports.ts';
import { attachEvidence, type EvidenceInput } from './report-evidence.ts';
import { lockReports } from './sql.ts';

/** One more file for a case of the summary that was handed in last. */
export async function addEvidence(
  ctx: Context,
  { agency, quarter, case: caseNo, file, bytes }: EvidencePlace & Omit<EvidenceInput, 'case'>,
): Promise<PeriodReportView> {
  may(ctx.actor, 'report.handIn', agency);
  await lockReports(ctx, { agency, period: quarter });
  const asked = { agency, kind: 'summary', quarter } as const;
  const last = (await periodReport(ctx, asked)).rows.at(-1);
  if (!last) throw new Problem('reportEvidence.noReport', { period: quarter });
  await attachEvidence(ctx, last, [{ case: caseNo, file, bytes }]);
  return (await periodReport(ctx, asked)).view;
}
