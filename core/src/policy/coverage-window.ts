import { type CalendarDate, makeDate, periodDays, periodsOfYear } from '../basics/dates.ts';
import { calledOffOfYear } from './called-off.ts';
import type { ClassTally } from './evaluate.ts';
import type { ClassId } from './facts.ts';
import { barredBy, type DoneVisit, type Ledger } from './ledger.ts';
import { outstandingOf } from './outstanding.ts';
import type { Pack } from './pack.ts';
import { classRules, coverageWindow } from './requirements.ts';
import { dayCounted } from './visits.ts';
import { waitingOfYear } from './waiting.ts';

/** Coverage within a window of years (AMB-07): whom of a list it has covered. */

export interface WindowList {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** Ids. */
  readonly covered: readonly string[];
  /** How many of them first in this year, and of these in the quarter that runs. */
  readonly newly: number;
  readonly newlyNow: number;
  /** In its last year: whom of the rest the rules themselves let nobody draw. */
  readonly barred: readonly string[];
}

type Members = {
  readonly class: ClassId;
  readonly year: number;
  readonly asOf: CalendarDate;
  readonly members: ReadonlySet<string>;
};

/** The window that a year lies in; nothing where the class has none. */
export function windowOf(
  pack: Pack,
  ledger: Ledger,
  { class: cls, year, asOf, members }: Members,
): { readonly window?: WindowList } {
  const { coverage } = classRules(pack, { class: cls, level: ledger.level });
  if (coverage === undefined || coverage.value.years === 1) return {};
  const end = makeDate(year, 12, 31);
  const { from, to } = coverageWindow(pack, coverage, end);
  const first = new Map<string, CalendarDate>();
  for (const { visit } of ledger.done.filter(madeIn({ from, to: end }))) {
    const [day, known] = [dayCounted(visit), first.get(visit.objectId)];
    if (members.has(visit.objectId) && (known === undefined || day < known)) first.set(visit.objectId, day);
  }
  const since = (day: CalendarDate) => [...first.values()].filter((one) => one >= day).length;
  const newly = since(makeDate(year, 1, 1));
  const running = periodsOfYear(year, 'quarter').find((quarter) => periodDays(quarter).to >= asOf);
  const uncovered = new Set([...members].filter((id) => !first.has(id)));
  const isLast = to === end && uncovered.size > 0;
  const barred = isLast ? barredBy(pack, ledger, { class: cls, period: String(year), among: uncovered }) : [];
  return {
    window: {
      ...{ from, to, covered: [...first.keys()], newly, barred },
      newlyNow: running === undefined ? 0 : since(periodDays(running).from),
    },
  };
}

/** One that came late stays with its task, also where that is of a window that is over. */
export function madeIn({ from, to }: { readonly from: CalendarDate; readonly to: CalendarDate }) {
  return ({ visit }: DoneVisit) => {
    const day = dayCounted(visit);
    return from <= day && day <= to;
  };
}

/** Its numbers at the end of a year. */
export function windowTally(
  pack: Pack,
  ledger: Ledger,
  {
    class: cls,
    year,
    members,
    window,
  }: Pick<Members, 'class' | 'year'> & { readonly members: readonly string[]; readonly window: WindowList },
): NonNullable<ClassTally['window']> {
  const { covered, newly, newlyNow, barred } = window;
  const until = makeDate(year, 12, 31);
  const known = new Set(covered);
  const ask = { ...ledger, class: cls, year, reached: known };
  const waiting = waitingOfYear(pack, ask);
  const calledOff = calledOffOfYear(pack, { ...ask, members });
  const outstanding = outstandingOf(
    ledger,
    members.filter((id) => !known.has(id)),
    { until },
  );
  return {
    ...{ covered: covered.length, newly, newlyNow },
    ...(barred.length > 0 && { barred: barred.length }),
    ...(outstanding && { outstanding }),
    ...(waiting && { waiting }),
    ...(calledOff && { calledOff }),
  };
}
