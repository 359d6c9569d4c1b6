import type { HandInReport, PeriodReportView, TypicalCase } from '@sunlot/contract/period-reports.ts';
import { hex, utf8 } from '@sunlot/core/basics/bytes.ts';
import { periodDays } from '@sunlot/core/basics/dates.ts';
import { sha256 } from '@sunlot/core/hash/sha256.ts';
import { isCountedIn } from '@sunlot/core/policy/visits.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { recordedVisits } from '../../visits/ledger.ts';
import { territoryOf } from '../../visits/territory.ts';
import { casesPurpose, periodReport } from './period-reports.ts';
import { attachEvidence, type EvidenceInput } from './report-evidence.ts';
import { insertHandedIn, lockReports } from './sql.ts';

type HandIn = HandInReport & { readonly files?: readonly EvidenceInput[] };

/**
 * Records that a report of a quarter was handed in: on which day, by whom, with the figures as they are now and, of a
 * summary, its typical cases with the files that prove them (encrypted). A second one corrects the first; when it was in time stays the day of the first.
 */
export async function handInReport(ctx: Context, input: HandIn): Promise<PeriodReportView> {
  const { agency, kind, quarter: period, sentOn, cases, files = [] } = input;
  may(ctx.actor, 'report.handIn', agency);
  await lockReports(ctx, { agency, period });
  const { view, topic, rows } = await periodReport(ctx, { agency, kind, quarter: period });
  const refuse = (what: string) => new Problem('request.invalid', { what });
  if (sentOn > ctx.today) throw refuse(`报送日期 ${sentOn} 还没有到（今天是 ${ctx.today}）`);
  const { from, to } = periodDays(period);
  if (sentOn < from) throw refuse(`报送日期 ${sentOn} 早于本季度（${from} 起）`);
  if (kind === 'statistics' && sentOn <= to) throw refuse(`${period} 到 ${to} 才结束，统计表在季度结束后报送`);
  if (kind === 'statistics' && cases.length > 0) throw refuse('典型案例随总结报送，统计表不附案例');
  const before = rows.at(-1)?.sent_on;
  if (before !== undefined && sentOn < before) throw refuse(`报送日期 ${sentOn} 早于上一次报送（${before}）`);
  await requireVisits(ctx, { agency, period, cases });
  const id = ctx.newId('prp');
  const text = JSON.stringify(view.report);
  const row = { agency, period, topic, version: rows.length + 1, sent_on: sentOn, cases: cases.length };
  const sum = hex(sha256(utf8(text)));
  await insertHandedIn(ctx, {
    ...{ ...row, id, receivers: view.receivers, view: text, sum },
    sealed_cases: cases.length === 0 ? null : ctx.keys.seal(utf8(JSON.stringify(cases)), casesPurpose(id)),
    ...{ by_user: ctx.actor.id, by_name: ctx.actor.name, at: ctx.at },
  });
  await ctx.audit({ action: 'report.handIn', agency, subject: id, after: { ...row, sum } });
  await attachEvidence(ctx, { id, agency, cases: cases.length }, files);
  return (await periodReport(ctx, { agency, kind, quarter: period })).view;
}

type Asked = { readonly agency: string; readonly period: string; readonly cases: readonly TypicalCase[] };

/** A typical case is a visit of the quarter that is recorded here. */
async function requireVisits(ctx: Context, { agency, period, cases }: Asked): Promise<void> {
  const territory = (await territoryOf(ctx, agency))!;
  const visits = await recordedVisits(ctx, territory, { to: ctx.today, keys: cases.map(({ object }) => object) });
  for (const [i, { object, date }] of cases.entries()) {
    const found = visits.some(
      (visit) =>
        visit.objectId === object && visit.date === date && visit.state === 'completed' && isCountedIn(visit, period),
    );
    if (found) continue;
    throw new Problem('request.invalid', {
      what: `第 ${i + 1} 个典型案例：${period} 没有 ${object} 在 ${date} 的检查记录，请先导入检查记录或更正代码和日期`,
    });
  }
}
