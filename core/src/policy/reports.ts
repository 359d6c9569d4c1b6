import { addDays, type CalendarDate, type Period, periodDays } from '../basics/dates.ts';
import type { Level } from './facts.ts';
import { type Finding, findingOn } from './findings.ts';
import { lateness } from './lateness.ts';
import { findRule, type Pack } from './pack.ts';
import { type Source, sourceOf } from './requirements.ts';
import { addWorkingDays, type WorkingDays } from './working-days.ts';

/** Reports due at an edge of a quarter: in its last working days, or in the first after it. */

export interface ReportTimes {
  /** First days on which the reports may be sent, where they have a window. */
  readonly summaryOpens?: CalendarDate;
  readonly summaryDue?: CalendarDate;
  readonly statisticsOpens?: CalendarDate;
  readonly statisticsDue?: CalendarDate;
  /** A day rests on a year whose holidays are not announced: 推算. */
  readonly provisional: boolean;
}

export type ReportTopic = 'quarterlySummary' | 'quarterlyStatistics';

export interface SentReport {
  readonly topic: ReportTopic;
  readonly period: Period;
  readonly sentOn: CalendarDate;
}

/** Where it matters who reports: the level of the authority, and the calendar its days go by. */
export interface ReportFrame {
  readonly level: Level;
  readonly calendar: WorkingDays;
}

export function reportTimes(pack: Pack, quarter: Period, { level, calendar }: ReportFrame): ReportTimes {
  const of = (topic: ReportTopic) => spanOf(pack, topic, { quarter, level, calendar });
  const [summary, statistics] = [of('quarterlySummary'), of('quarterlyStatistics')];
  return {
    ...(summary?.opens !== undefined && { summaryOpens: summary.opens }),
    ...(summary && { summaryDue: summary.due }),
    ...(statistics?.opens !== undefined && { statisticsOpens: statistics.opens }),
    ...(statistics && { statisticsDue: statistics.due }),
    provisional: [summary, statistics].some((span) => span !== undefined && calendar.isProvisional(span.due)),
  };
}

type Span = { readonly opens?: CalendarDate; readonly due: CalendarDate };

/**
 * AMB-16: where a report belongs before the end of the quarter, its last working days are the window and the last of them the limit, or
 * the first of them is the latest. After the end it is due on the last of so many working days.
 */
function spanOf(
  pack: Pack,
  topic: ReportTopic,
  { quarter, level, calendar }: ReportFrame & { readonly quarter: Period },
): Span | undefined {
  const rule = findRule(pack, topic, { level });
  if (rule === undefined) return undefined;
  const { edge, workingDays: days } = rule.value;
  if (edge === 'after') {
    return { due: addWorkingDays(calendar, periodDays(quarter).to, { days, dayZeroCounts: false }).date };
  }
  const last = lastWorkingDays(quarter, days, calendar);
  const opens = last[0]!;
  return pack.settings['report.summary.mode'] === 'window' ? { opens, due: last.at(-1)! } : { due: opens };
}

function lastWorkingDays(quarter: Period, count: number, calendar: WorkingDays): readonly CalendarDate[] {
  const out: CalendarDate[] = [];
  for (let day = periodDays(quarter).to; out.length < count; day = addDays(day, -1)) {
    if (calendar.isWorkingDay(day)) out.unshift(day);
  }
  return out;
}

/** A report with its day, as people are told of it. */
export interface ReportDue extends Source {
  readonly topic: ReportTopic;
  readonly name: string;
  readonly period: Period;
  /** First day of the window, where it has one. */
  readonly opens?: CalendarDate;
  readonly due: CalendarDate;
  readonly provisional: boolean;
}

/** Every report that a scheme asks of a level for some quarters, in their order. */
export function reportDues(
  pack: Pack,
  quarters: readonly Period[],
  { level, calendar }: ReportFrame,
): readonly ReportDue[] {
  return quarters.flatMap((period) =>
    (['quarterlySummary', 'quarterlyStatistics'] as const).flatMap((topic) => {
      const rule = findRule(pack, topic, { level });
      const span = spanOf(pack, topic, { quarter: period, level, calendar });
      if (!rule || !span) return [];
      const provisional = calendar.isProvisional(span.due);
      return [{ topic, name: rule.value.name, period, ...span, provisional, ...sourceOf(rule) }];
    }),
  );
}

/**
 * Can somebody say of a quarter what was sent? From the first draw that the authority held here or took over on; where there is none, from the first quarter
 * it recorded a report of; and of any quarter with a report on record. Of all others silence says nothing: nobody is late in them.
 * `sent`: its reports of all years.
 */
export function isReportKnown(
  quarter: Period,
  {
    tasksSince,
    sent,
  }: { readonly tasksSince?: CalendarDate | undefined; readonly sent: readonly { readonly period: Period }[] },
): boolean {
  if (sent.some(({ period }) => period === quarter)) return true;
  const [first] = sent.map(({ period }) => periodDays(period).from).sort();
  const since = tasksSince ?? first;
  return since !== undefined && periodDays(quarter).to >= since;
}

/** Was a report handed in after its day, or is it, as of a day, still missing after it? Nothing where it is in time or not yet due. */
export function lateReport(report: {
  readonly due: CalendarDate;
  readonly handedIn?: CalendarDate | undefined;
  readonly asOf: CalendarDate;
}): 'REPORT_LATE' | undefined {
  return (report.handedIn ?? report.asOf) > report.due ? 'REPORT_LATE' : undefined;
}

/** Reports of quarters that are over and were sent late or, as of a day, not at all. */
export function reportFindings(
  pack: Pack,
  ask: {
    readonly quarters: readonly Period[];
    readonly sent: readonly SentReport[];
    readonly asOf: CalendarDate;
  } & ReportFrame,
): readonly Finding[] {
  return reportDues(pack, ask.quarters, ask).flatMap(({ topic, period, due }) => {
    const handedIn = ask.sent.find((one) => one.topic === topic && one.period === period)?.sentOn;
    const code = lateReport({ due, handedIn, asOf: ask.asOf });
    const late = lateness({ due, doneOn: handedIn, asOf: ask.asOf }, ask.calendar);
    return code ? [findingOn(findRule(pack, topic, ask)!, code, { period, ...late })] : [];
  });
}
