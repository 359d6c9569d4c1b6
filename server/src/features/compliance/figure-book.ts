import type { FigureView, ReportQuery, ReportView } from '@sunlot/contract/figures.ts';
import { type CalendarDate, dateInShanghai } from '@sunlot/core/basics/dates.ts';
import { classNames } from '@sunlot/core/policy/classes-of-year.ts';
import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import { type StandardReport, standardReport } from '@sunlot/core/policy/standard-report.ts';
import { withClassesOfDay } from '@sunlot/core/policy/visit-classes.ts';
import { versionOfVisit } from '@sunlot/core/policy/visit-version.ts';
import type { Context } from '../../context.ts';
import { waitingVisits } from '../../visits/ledger.ts';
import { type JudgedYear, judgedYear, periodAsked } from './judge-compliance.ts';
import { standingOf } from './show-compliance.ts';
import { selectEntryDays, selectVerdictActs } from './sql.ts';

/** The figures of a period with everything that opening them takes. */
export type FigureBook = JudgedYear & {
  readonly report: StandardReport;
  readonly heading: Omit<ReportView, 'lines' | 'totals' | 'compared' | 'unequal' | 'cutOff'>;
  readonly cutOff: FigureView['cutOff'];
  /** The day on which a visit was entered here; undefined for what another authority recorded. */
  readonly enteredOn: (visit: VisitFact) => CalendarDate | undefined;
  /** The name of an object; its code where it left the directory. */
  readonly nameOf: (object: string) => string;
  /** The name behind a certificate number. */
  readonly personOf: (certificate: string) => string;
};

/** @throws Problem agency.unknown; request.invalid before the period has begun */
export async function figureBook(ctx: Context, { agency, year, quarter }: ReportQuery): Promise<FigureBook> {
  const period = periodAsked({ year, quarter });
  const judged = await judgedYear(ctx, { agency, year, only: quarter === undefined ? undefined : period });
  const { pack, territory, input } = judged;
  const report = await reportOf(ctx, judged);
  const enteredOn = await entryDays(ctx, judged);
  const acts = await selectVerdictActs(ctx, { agency, period });
  const { state, ends, lastDay, lastDayEstimated } = await standingOf(ctx, { agency, period }, acts);
  const visits = report.rows({ figure: 'randomVisits', period }).map(({ visit }) => visit!);
  return {
    ...judged,
    report,
    heading: {
      agency,
      agencyName: territory.agency.name,
      level: input.level,
      packName: pack.name,
      packVersion: pack.version,
      year,
      period,
      asOf: ctx.today,
    },
    cutOff: {
      ...{ state, ends, lastDay, lastDayEstimated },
      enteredLater: visits.filter((visit) => (enteredOn(visit) ?? lastDay) > lastDay).length,
    },
    enteredOn,
    nameOf: namesBy(input.objects),
    personOf: namesBy(input.holders!),
  };
}

/** The figures with what is drawn and waits, in the classes that its visits will count for. */
export async function reportOf(ctx: Context, { pack, territory, input }: JudgedYear): Promise<StandardReport> {
  const { visits, objects, versions = [] } = input;
  const waiting = await waitingVisits(ctx, territory, visits);
  const classed = withClassesOfDay((date) => versionOfVisit(pack, versions, { date }), objects, [
    ...visits,
    ...waiting,
  ]);
  return standardReport(pack, { ...input, waiting: classed.slice(visits.length) });
}

export function namesBy(all: readonly { readonly id: string; readonly name: string }[]): (id: string) => string {
  const names = new Map(all.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}

async function entryDays(ctx: Context, { territory, input }: JudgedYear): Promise<FigureBook['enteredOn']> {
  const rows = await selectEntryDays(ctx, { codes: territory.codes, year: input.year });
  const days = new Map(
    rows.map(({ object_key, date, agency, task_code, added_at }) => [
      JSON.stringify([object_key, date, agency, task_code]),
      dateInShanghai(Date.parse(added_at)),
    ]),
  );
  return ({ objectId, date, agency, taskId = '' }) => days.get(JSON.stringify([objectId, date, agency, taskId]));
}

/** A class as the scheme calls it. */
export function classNameOf({ pack, input }: Pick<JudgedYear, 'pack' | 'input'>, cls: string): string {
  return classNames([pack, ...(input.versions ?? [])])[cls] ?? cls;
}
