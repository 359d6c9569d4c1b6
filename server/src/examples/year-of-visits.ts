import { addDays, makeDate, weekday } from '@sunlot/core/basics/dates.ts';
import type { FixtureCell } from '../workbooks/workbook-fixture.ts';
import { excelDate, handwritten, type Row } from './office-form.ts';

/** A year of visits that nobody made, as an office lists them: by round, spread over the working days of a month. */

export type Quarter = 1 | 2 | 3 | 4;

/** One draw of the year: who was drawn, for which class. */
export type Round = {
  readonly quarter: Quarter;
  /** 对象类别 as the office writes it. */
  readonly class: string;
  readonly codes: readonly string[];
  /** What the i-th visit of the round has of its own. */
  readonly of?: (i: number) => Row;
};

export type Rounds = {
  readonly year: number;
  /** What the numbers of tasks begin with. */
  readonly task: string;
  readonly level: string;
  readonly authority: string;
  /** Certificate numbers; two go to each visit, in turn. */
  readonly staff: readonly string[];
  /** Found something once in so many visits. */
  readonly problemEvery: number;
  readonly problem: string;
  readonly rounds: readonly Round[];
};

/** Months without public holidays after the fifth day, in any of the years. */
const MONTHS = [3, 5, 8, 11] as const;

/** The days between the visit, its result and its publication: inside every scheme's limit. */
const RESULT_AFTER = 2;
const PUBLISHED_AFTER = 8;

export function visitsOf(year: Rounds): readonly Row[] {
  const rows = year.rounds.flatMap((round, at) => round.codes.map((_, i) => visit(year, round, { at, i })));
  const sorted = rows.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  return sorted.map(({ day, ...row }, i) => ({ ...row, date: dayCell(day, i) }));
}

type Place = { readonly at: number; readonly i: number };

function visit(all: Rounds, round: Round, { at, i }: Place): Row & { readonly day: string } {
  const { year, staff } = all;
  const days = workingDays(year, round.quarter);
  const day = days[(i + at) % days.length]!;
  const last = days.at(-1)!;
  const seat = at * 3 + i * 2;
  const found = (at * 5 + i) % all.problemEvery === all.problemEvery - 1;
  return {
    day,
    creditCode: round.codes[i]!,
    class: round.class,
    taskType: '日常',
    task: `${all.task}-${year}Q${round.quarter}-${String(at + 1).padStart(2, '0')}`,
    taskCompletedOn: last,
    selection: '随机',
    drawnOn: days[0]!,
    level: all.level,
    authority: all.authority,
    items: '1',
    method: '现场',
    inspectors: `${staff[seat % staff.length]}；${staff[(seat + 1) % staff.length]}`,
    results: found ? all.problem : '未发现问题',
    resultDeterminedOn: workday(addDays(day, RESULT_AFTER)),
    publishedOn: workday(addDays(last, PUBLISHED_AFTER)),
    ...round.of?.(i),
  };
}

/** The working days from the 6th to the 20th of the quarter's month. */
function workingDays(year: number, quarter: Quarter): readonly string[] {
  const first = makeDate(year, MONTHS[quarter - 1]!, 6);
  return Array.from({ length: 15 }, (_, i) => addDays(first, i)).filter((day) => workday(day) === day);
}

/** The day itself, or the Monday after it. */
function workday(day: string): string {
  return weekday(day) > 5 ? addDays(day, 8 - weekday(day)) : day;
}

function dayCell(day: string, i: number): FixtureCell {
  return i % 5 === 4 ? excelDate(day) : handwritten(day, i);
}

/** Every quarter the same share of a list, going on where the last one stopped and around. */
function byQuarter(codes: readonly string[], sizes: readonly number[]): readonly (readonly string[])[] {
  let at = 0;
  return sizes.map((size) => {
    const from = at;
    at += size;
    return Array.from({ length: size }, (_, i) => codes[(from + i) % codes.length]!);
  });
}

/** A round for each quarter: `sizes` of a list, going on where the last quarter stopped and around. */
export function quarterly(
  cls: string,
  codes: readonly string[],
  { sizes, of }: { readonly sizes: readonly number[]; readonly of?: (i: number, quarter: number) => Row },
): readonly Round[] {
  return byQuarter(codes, sizes).map((drawn, at) => ({
    quarter: (at + 1) as Quarter,
    class: cls,
    codes: drawn,
    ...(of ? { of: (i: number) => of(i, at + 1) } : {}),
  }));
}

/** What a ledger has besides: an inspection on a ground, which counts for no ratio. */
export function directed(like: Row, { date, ...more }: Row & { readonly date: string }): Row {
  return {
    ...like,
    date: handwritten(date, 1),
    task: null,
    selection: '针对性',
    drawnOn: null,
    taskCompletedOn: null,
    results: '未发现问题',
    resultDeterminedOn: workday(addDays(date, RESULT_AFTER)),
    publishedOn: workday(addDays(date, PUBLISHED_AFTER)),
    ...more,
  };
}

/** Two rows that have to come back: one that is there already, and one of an object that nobody knows. */
export function returnedRows(visits: readonly Row[], unknown: string): readonly Row[] {
  return [
    { ...visits[3]!, remark: '重复登记' },
    { ...visits[5]!, creditCode: unknown, remark: '名录中没有的单位' },
  ];
}
