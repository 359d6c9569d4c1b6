import { type CalendarDate, type Period, periodDays } from '../basics/dates.ts';
import type { CountedList } from './counted.ts';
import type { LateWork } from './evaluate.ts';
import { type Finding, type FindingDetails, findingOn } from './findings.ts';
import { lateness } from './lateness.ts';
import type { DoneVisit, Place } from './ledger.ts';
import type { Rule } from './pack.ts';

/**
 * Schemes ask for a draw in each period (每季度). What is made up for once the period is over counts for it, as its task says, and the
 * verdict tells the days. Where no draw was held in time, that stays a violation as grave as the rule is worded, whatever was made up for.
 */

interface DrawnList extends CountedList {
  readonly drawnOn?: readonly CalendarDate[];
}

/** What was drawn and visited for a period when it was over already. */
export function afterwards(
  { class: cls, period, frozen = [] }: Place & { readonly frozen?: readonly DrawnList[] },
  counted: readonly DoneVisit[],
): LateWork {
  const { to } = periodDays(period);
  const lists = frozen.filter((list) => list.class === cls && list.period === period);
  const draws = lists.flatMap(({ drawnOn = [] }) => drawnOn).sort();
  const lastDraw = draws.at(-1);
  const visits = counted.map(({ visit }) => visit).filter(({ date }) => date > to);
  const last = visits
    .map(({ date }) => date)
    .sort()
    .at(-1);
  return {
    ...(lastDraw !== undefined &&
      lastDraw > to && { drawnLate: { last: lastDraw, alone: draws[0]! > to && visits.length === counted.length } }),
    ...(last !== undefined && { visitedLate: { count: new Set(visits.map(({ objectId }) => objectId)).size, last } }),
  };
}

/** One draw more, held late, is to be explained; late visits are told for information. `reason`: approved, for a rule worded 原则上. */
export function lateFindings(
  rule: Rule,
  { period, drawnLate, visitedLate }: LateWork & { readonly period: Period },
  reason: FindingDetails,
): readonly Finding[] {
  const { to: due } = periodDays(period);
  const late = (doneOn: CalendarDate) => ({ period, ...lateness({ due, doneOn, asOf: doneOn }) });
  return [
    ...(drawnLate === undefined
      ? []
      : [
          findingOn(rule, 'DRAWN_LATE', {
            ...late(drawnLate.last),
            ...(drawnLate.alone ? reason : { severity: 'warning' }),
          }),
        ]),
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
