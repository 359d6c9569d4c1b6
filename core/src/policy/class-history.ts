import { addDays, type CalendarDate } from '../basics/dates.ts';
import type { ClassInterval, ClassReason } from './classify.ts';
import type { ClassId } from './facts.ts';

/**
 * The classes that an object had. They are reckoned from its facts, and facts are replaced: so each write that replaces them first
 * leaves on record what had been reckoned up to then, and history is read from the record as far as it goes.
 */

/** One entry of the record: from a day on the object has a class. The last of several entries of a day holds. */
export interface ClassRecord {
  readonly from: CalendarDate;
  readonly class: ClassId;
  readonly reasons: readonly ClassReason[];
  readonly exitedUninspected: boolean;
}

/** A change that is not on record yet; without `before` it is the first entry. */
export interface ClassStep extends ClassRecord {
  readonly before?: ClassId;
}

/**
 * What the record of an object lacks up to today. Without any record the whole of what is reckoned; else the changes since its last
 * day. A class that is reckoned for the last day itself, other than the record's, became known since (a result that came late):
 * it counts from today.
 */
export function missingSteps(
  reckoned: readonly ClassInterval[],
  { last, today }: { readonly last: Pick<ClassRecord, 'from' | 'class'> | undefined; readonly today: CalendarDate },
): readonly ClassStep[] {
  const steps: ClassStep[] = [];
  let before = last?.class;
  for (const { class: cls, from, to, reasons, exitedUninspected } of reckoned) {
    const isNew = last === undefined || from > last.from;
    if (cls === before || from > today || (!isNew && to < today)) continue;
    steps.push({
      ...(before !== undefined && { before }),
      ...{ class: cls, from: isNew ? from : today, reasons, exitedUninspected },
    });
    before = cls;
  }
  return steps;
}

/** A stretch of the history; `recorded` where the record speaks and not today's facts. */
export interface PastInterval extends ClassInterval {
  readonly recorded: boolean;
}

/** The classes over the days that are reckoned: before the first entry and behind the last one as reckoned, between them as recorded. */
export function classHistory(
  records: readonly ClassRecord[],
  reckoned: readonly ClassInterval[],
): readonly PastInterval[] {
  const first = records[0]?.from;
  const last = records.at(-1)?.from;
  const pieces = [
    ...reckoned.filter(({ from }) => first === undefined || from < first).map((one) => ({ ...one, recorded: false })),
    ...records.map((one) => ({ ...one, recorded: true })),
    ...reckoned.filter(({ from }) => last !== undefined && from > last).map((one) => ({ ...one, recorded: false })),
  ];
  const [begin, end] = [reckoned[0]?.from, reckoned.at(-1)?.to];
  if (begin === undefined || end === undefined) return [];
  const out: PastInterval[] = [];
  for (const [at, piece] of pieces.entries()) {
    const next = pieces[at + 1]?.from;
    const from = [piece.from, begin].sort()[1]!;
    const to = next !== undefined && next <= end ? addDays(next, -1) : end;
    if (to < from || piece.from > end) continue;
    const before = out.at(-1);
    if (before?.class === piece.class) out[out.length - 1] = { ...before, to };
    else out.push({ ...piece, from, to });
  }
  return out;
}
