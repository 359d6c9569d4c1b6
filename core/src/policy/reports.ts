import { addDays, type CalendarDate, type Period, periodDays } from '../basics/dates.ts';
import { type Finding, findingOn } from './findings.ts';
import { findRule, type Pack, type Rule } from './pack.ts';
import { type Source, sourceOf } from './requirements.ts';
import { addWorkingDays, type DueDay, type WorkingDays } from './working-days.ts';

/** Reports due at the edges of a quarter: a summary in its last working days, statistics in the first after it. */

export interface ReportTimes {
  /** First day on which the summary may be sent, where it has a window. */
  readonly summaryOpens?: CalendarDate;
  readonly summaryDue?: CalendarDate;
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

export function reportTimes(pack: Pack, quarter: Period, calendar: WorkingDays): ReportTimes {
  const summary = findRule(pack, 'quarterlySummary');
  const statistics = findRule(pack, 'quarterlyStatistics');
  const window = summary && summaryWindow(pack, summary, { quarter, calendar });
  const after = statistics && edgeDay(statistics, quarter, calendar);
  return {
    ...(window ?? {}),
    ...(after ? { statisticsDue: after.date } : {}),
    provisional: [window?.summaryDue, after?.date].some((day) => day !== undefined && calendar.isProvisional(day)),
  };
}

/** AMB-16: the last working days are the window and its last day the limit, or its first day is the latest. */
function summaryWindow(
  pack: Pack,
  rule: Rule<'quarterlySummary'>,
  { quarter, calendar }: { readonly quarter: Period; readonly calendar: WorkingDays },
): Pick<ReportTimes, 'summaryOpens' | 'summaryDue'> {
  const days = lastWorkingDays(quarter, rule.value.workingDays, calendar);
  const [opens, last] = [days[0]!, days.at(-1)!];
  return pack.settings['report.summary.mode'] === 'window'
    ? { summaryOpens: opens, summaryDue: last }
    : { summaryDue: opens };
}

function edgeDay({ value }: Rule<ReportTopic>, quarter: Period, calendar: WorkingDays): DueDay {
  return addWorkingDays(calendar, periodDays(quarter).to, { days: value.workingDays, dayZeroCounts: false });
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

/** Every report that a scheme asks for of some quarters, in their order. */
export function reportDues(pack: Pack, quarters: readonly Period[], calendar: WorkingDays): readonly ReportDue[] {
  return quarters.flatMap((period) => {
    const { summaryOpens: opens, summaryDue, statisticsDue } = reportTimes(pack, period, calendar);
    const dues = [
      ['quarterlySummary', summaryDue, opens],
      ['quarterlyStatistics', statisticsDue, undefined],
    ] as const;
    return dues.flatMap(([topic, due, from]) => {
      const rule = findRule(pack, topic);
      if (!rule || due === undefined) return [];
      const window = from === undefined ? {} : { opens: from };
      const provisional = calendar.isProvisional(due);
      return [{ topic, name: rule.value.name, period, ...window, due, provisional, ...sourceOf(rule) }];
    });
  });
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
    readonly calendar: WorkingDays;
  },
): readonly Finding[] {
  return reportDues(pack, ask.quarters, ask.calendar).flatMap(({ topic, period, due }) => {
    const handedIn = ask.sent.find((one) => one.topic === topic && one.period === period)?.sentOn;
    const code = lateReport({ due, handedIn, asOf: ask.asOf });
    return code ? [findingOn(findRule(pack, topic)!, code, { period })] : [];
  });
}
