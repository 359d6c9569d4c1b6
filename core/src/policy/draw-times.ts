import { type CalendarDate, periodDays } from '../basics/dates.ts';
import type { CountedList } from './counted.ts';
import type { PeriodTally } from './evaluate.ts';
import { type Finding, findingOn } from './findings.ts';
import { lateness } from './lateness.ts';
import type { DoneVisit, Place } from './ledger.ts';
import type { Rule } from './pack.ts';

/**
 * Schemes ask for a draw in each period (每季度). What is made up for once the period is over counts for it, as its task says, and the
 * verdict tells the days.
 */

interface DrawnList extends CountedList {
  readonly drawnOn?: readonly CalendarDate[];
}

/** What was drawn and visited for a period when it was over already. */
export function afterwards(
  { class: cls, period, frozen = [] }: Place & { readonly frozen?: readonly DrawnList[] },
  counted: readonly DoneVisit[],
): Pick<PeriodTally, 'drawnLate' | 'visitedLate'> {
  const { to } = periodDays(period);
  const lists = frozen.filter((list) => list.class === cls && list.period === period);
  const drawnLate = lists
    .flatMap(({ drawnOn = [] }) => drawnOn.filter((day) => day > to))
    .sort()
    .at(-1);
  const visits = counted.map(({ visit }) => visit).filter(({ date }) => date > to);
  const last = visits
    .map(({ date }) => date)
    .sort()
    .at(-1);
  return {
    ...(drawnLate !== undefined && { drawnLate }),
    ...(last !== undefined && { visitedLate: { count: new Set(visits.map(({ objectId }) => objectId)).size, last } }),
  };
}

/** A late draw is to be explained; late visits of a draw in time are told for information. */
export function lateFindings(rule: Rule, { period, drawnLate, visitedLate }: PeriodTally): readonly Finding[] {
  const { to: due } = periodDays(period);
  const late = (doneOn: CalendarDate) => ({ period, ...lateness({ due, doneOn, asOf: doneOn }) });
  return [
    ...(drawnLate === undefined
      ? []
      : [findingOn(rule, 'DRAWN_LATE', { ...late(drawnLate), severity: 'warning' } as const)]),
    ...(visitedLate === undefined
      ? []
      : [
          findingOn(rule, 'VISITED_LATE', {
            ...late(visitedLate.last),
            actual: visitedLate.count,
            severity: 'info',
          } as const),
        ]),
  ];
}
