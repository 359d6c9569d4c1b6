import type { ReportView } from '@sunlot/contract/figures.ts';
import type {
  PeriodReportDue,
  PeriodReportQuery,
  PeriodReportsQuery,
  PeriodReportsView,
  PeriodReportView,
  TypicalCase,
} from '@sunlot/contract/period-reports.ts';
import { type Period, periodDays, periodsOfYear } from '@sunlot/core/basics/dates.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import { findRule, isUnderScheme, type Pack, type Rule } from '@sunlot/core/policy/pack.ts';
import { isReportKnown, type ReportTopic, reportTimes } from '@sunlot/core/policy/reports.ts';
import type { WorkingDays } from '@sunlot/core/policy/working-days.ts';
import type { Context } from '../../context.ts';
import { readCalendar } from '../../holidays/holiday-store.ts';
import { packInForce, packVersions } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { drawnSince } from '../../visits/origins.ts';
import { territoryOf } from '../../visits/territory.ts';
import { figureBook, namesBy } from './figure-book.ts';
import { evidenceOf } from './report-evidence.ts';
import { reportView } from './show-report.ts';
import { type ReportRow, selectPeriodReports, selectSentReports } from './sql.ts';

/** 报送: the reports of a quarter that the scheme asks for, when each is due, and what was handed in. */

const TOPICS: Readonly<Record<PeriodReportQuery['kind'], ReportTopic>> = {
  summary: 'quarterlySummary',
  statistics: 'quarterlyStatistics',
};

/** Of every quarter of a year that has begun. */
export async function listPeriodReports(
  ctx: Context,
  { agency, year }: PeriodReportsQuery,
): Promise<PeriodReportsView> {
  may(ctx.actor, 'compliance.read', agency);
  const territory = await territoryOf(ctx, agency);
  if (!territory) throw new Problem('agency.unknown', { code: agency });
  const rows = await selectPeriodReports(ctx, { agency, year });
  const calendar = await readCalendar(ctx);
  const unknown = await unknownReports(ctx, agency);
  const items: PeriodReportDue[] = [];
  for (const period of periodsOfYear(year, 'quarter').filter((one) => periodDays(one).from <= ctx.today)) {
    const pack = await packInForce(ctx, { agency, on: periodDays(period).from });
    for (const kind of ['summary', 'statistics'] as const) {
      const due = dueOf(ctx, { pack, level: territory.agency.level, period, kind, calendar, rows, unknown });
      if (due) items.push(due);
    }
  }
  return { agency, agencyName: territory.agency.name, year, asOf: ctx.today, items };
}

/** One report as a document: the figures of its quarter, and of a summary its typical cases. */
export async function showPeriodReport(ctx: Context, query: PeriodReportQuery & { readonly agency: string }) {
  may(ctx.actor, 'figures.open', query.agency);
  return (await periodReport(ctx, query)).view;
}

export type PeriodReport = {
  readonly view: PeriodReportView;
  readonly topic: ReportTopic;
  /** What was handed in of this report before. */
  readonly rows: readonly ReportRow[];
};

/** @throws Problem agency.unknown; request.invalid where the quarter has not begun or the scheme asks for no such report */
export async function periodReport(
  ctx: Context,
  { agency, kind, quarter: period }: PeriodReportQuery & { readonly agency: string },
): Promise<PeriodReport> {
  const year = Number(period.slice(0, 4));
  const book = await figureBook(ctx, { agency, year, quarter: period });
  const topic = TOPICS[kind];
  const { level } = book.territory.agency;
  const all = await selectPeriodReports(ctx, { agency, year });
  const rows = all.filter((row) => row.topic === topic && row.period === period);
  const calendar = await readCalendar(ctx);
  const unknown = await unknownReports(ctx, agency);
  const due = dueOf(ctx, { pack: book.pack, level, period, kind, calendar, rows, unknown });
  if (!due) throw new Problem('request.invalid', { what: `${book.pack.name}没有规定本级按季度报送${WORDS[kind]}` });
  const report = reportView(book);
  const last = rows.at(-1);
  const nameOf = namesBy(book.input.objects);
  const files = await evidenceOf(ctx, last);
  const view = {
    ...due,
    ...{ agency, agencyName: book.territory.agency.name, report },
    cases: casesOf(ctx, last).map((one, i) => ({ ...one, objectName: nameOf(one.object), files: files(i + 1) })),
    ...(last && { changedSince: haveChanged(last.view, report) }),
  };
  return { view, topic, rows };
}

const WORDS: Readonly<Record<PeriodReportQuery['kind'], string>> = { summary: '总结', statistics: '统计表' };

/** Would the numbers of today be others? A figure that reports had not yet when it was handed in is no change. */
function haveChanged(stored: string, { lines, totals }: ReportView): boolean {
  const then = JSON.parse(stored) as Pick<ReportView, 'lines' | 'totals'>;
  const known = new Set(then.totals.map(({ figure }) => figure));
  const numbers = (report: Pick<ReportView, 'lines' | 'totals'>) => JSON.stringify([report.lines, report.totals]);
  return numbers(then) !== numbers({ lines, totals: totals.filter(({ figure }) => known.has(figure)) });
}

/** What the sealed cases of a handing-in are bound to. */
export function casesPurpose(id: string): string {
  return `period-report/${id}/cases`;
}

function casesOf({ keys }: Context, row: ReportRow | undefined): readonly TypicalCase[] {
  if (!row?.sealed_cases) return [];
  return JSON.parse(Buffer.from(keys.open(row.sealed_cases, casesPurpose(row.id))).toString('utf8')) as TypicalCase[];
}

/** Why nobody can say of a quarter whether its reports were sent, or that it is known: the rule of the verdict, so that both say the same. */
type Unknown = (quarter: Period) => 'beforeFirst' | 'neverUsed' | 'noScheme' | undefined;

async function unknownReports(ctx: Context, agency: string): Promise<Unknown> {
  const tasksSince = await drawnSince(ctx, agency);
  const sent = await selectSentReports(ctx, agency);
  const versions = await packVersions(ctx, agency);
  return (quarter) => {
    if (!isUnderScheme(versions, quarter)) return 'noScheme';
    if (isReportKnown(quarter, { tasksSince, sent })) return undefined;
    return tasksSince === undefined && sent.length === 0 ? 'neverUsed' : 'beforeFirst';
  };
}

type Asked = {
  readonly unknown: Unknown;
  readonly pack: Pack;
  readonly level: Level;
  readonly period: Period;
  readonly kind: PeriodReportQuery['kind'];
  readonly calendar: WorkingDays;
  readonly rows: readonly ReportRow[];
};

function dueOf(
  ctx: Context,
  { unknown, pack, level, period, kind, calendar, rows }: Asked,
): (Omit<PeriodReportDue, 'kind'> & { kind: Asked['kind'] }) | undefined {
  const topic = TOPICS[kind];
  const rule: Rule<ReportTopic> | undefined = findRule(pack, topic, { level });
  const times = reportTimes(pack, period, { level, calendar });
  const due = kind === 'summary' ? times.summaryDue : times.statisticsDue;
  if (rule === undefined || due === undefined) return undefined;
  const opens = kind === 'summary' ? times.summaryOpens : undefined;
  const own = rows.filter((row) => row.topic === topic && row.period === period);
  return {
    ...{ kind, period, name: rule.value.name, receivers: [...rule.value.receivers] },
    ...(opens !== undefined && { opens }),
    ...{ due, dueEstimated: calendar.isProvisional(due) },
    clause: { section: rule.clause.section, quote: rule.clause.quote },
    ...standing({ kind, opens, due, today: ctx.today, own, ends: periodDays(period).to, unknown: unknown(period) }),
    handedIn: own.map(({ version, sent_on: sentOn, by_name: by, at, cases, sum }) => ({
      ...{ version, sentOn, by, at, cases, sum },
    })),
  };
}

type Standing = {
  readonly kind: Asked['kind'];
  readonly opens: string | undefined;
  readonly due: string;
  readonly ends: string;
  readonly today: string;
  readonly own: readonly ReportRow[];
  readonly unknown: ReturnType<Unknown>;
};

/** The first handing-in says whether it was in time; the last one whether a case is there. */
function standing({
  kind,
  opens,
  due,
  ends,
  today,
  own,
  unknown,
}: Standing): Pick<PeriodReportDue, 'state' | 'warnings'> {
  const sentOn = own[0]?.sent_on;
  const begins = kind === 'summary' ? (opens ?? due) : ends;
  if (sentOn === undefined) {
    if (unknown === 'noScheme' || (unknown !== undefined && today > due))
      return { state: 'notJudged', warnings: [unknown] };
    const state = today > due ? 'overdue' : today < begins ? 'waiting' : 'open';
    return { state, warnings: state === 'overdue' ? ['late'] : [] };
  }
  const isLate = sentOn > due;
  const isEarly = opens !== undefined && sentOn < opens;
  return {
    state: isLate ? 'sentLate' : 'sent',
    warnings: [
      ...(isEarly ? (['early'] as const) : []),
      ...(isLate ? (['late'] as const) : []),
      ...(kind === 'summary' && own.at(-1)!.cases === 0 ? (['noCase'] as const) : []),
    ],
  };
}
