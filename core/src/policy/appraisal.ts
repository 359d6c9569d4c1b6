import type { CalendarDate } from '../basics/dates.ts';
import type { VisitFact } from './facts.ts';
import type { Pack } from './pack.ts';
import { yearlyCounts } from './participation.ts';
import { publishedInTime } from './publication-record.ts';
import { inPeriod } from './visits.ts';
import type { WorkingDays } from './working-days.ts';

/** 检查表现和履职情况: what a year says of each person, for 评优评先 and 年度考核. */

export const ENTRY_KINDS = ['lateUpload', 'reviewDefect', 'discipline'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** An entry on record about a person: 迟报, 审核发现的问题, 违纪. */
export interface AppraisalEntry {
  readonly id: string;
  readonly kind: EntryKind;
  readonly day: CalendarDate;
}

export interface PersonYear {
  /** Certificate number. */
  readonly id: string;
  /** 年度检查次数: concluded inspections in which the person took part. */
  readonly inspections: number;
  /** Those of them that were drawn at random. */
  readonly random: number;
  /** Results of these whose publication is due or happened, and those published in time. */
  readonly publications: { readonly due: number; readonly inTime: number };
  /** Inspections whose record came in time: those without an entry of a late upload. */
  readonly uploadedInTime: number;
  readonly entries: Readonly<Record<EntryKind, number>>;
}

export interface YearAsk {
  readonly people: readonly string[];
  readonly visits: readonly VisitFact[];
  readonly entries: readonly AppraisalEntry[];
  readonly year: number;
  readonly asOf: CalendarDate;
  readonly calendar: WorkingDays;
  readonly versions?: readonly Pack[] | undefined;
}

/** The year of each person, in the order given. It begins on 1 January from nothing; earlier years are asked for by their number. */
export function yearSheet(
  pack: Pack,
  { people, visits, entries, year, asOf, calendar, versions }: YearAsk,
): readonly PersonYear[] {
  const done = visits.filter((visit) => visit.state === 'completed' && inPeriod(visit, String(year)));
  const all = yearlyCounts(done, year);
  const drawn = yearlyCounts(
    done.filter(({ selection }) => selection === 'random'),
    year,
  );
  const results = publishedInTime(pack, done, { period: String(year), asOf, calendar, versions });
  const due = yearlyCounts(
    results.map(({ visit }) => visit),
    year,
  );
  const late = yearlyCounts(
    results.filter(({ inTime }) => !inTime).map(({ visit }) => visit),
    year,
  );
  return people.map((id) => {
    const own = entries.filter((entry) => entry.id === id && entry.day.startsWith(String(year)));
    const count = (kind: EntryKind) => own.filter((entry) => entry.kind === kind).length;
    const inspections = all[id] ?? 0;
    const published = due[id] ?? 0;
    return {
      id,
      inspections,
      random: drawn[id] ?? 0,
      publications: { due: published, inTime: published - (late[id] ?? 0) },
      uploadedInTime: Math.max(0, inspections - count('lateUpload')),
      entries: {
        lateUpload: count('lateUpload'),
        reviewDefect: count('reviewDefect'),
        discipline: count('discipline'),
      },
    };
  });
}
