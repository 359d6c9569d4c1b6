import { type CalendarDate, type Period, periodDays } from '../basics/dates.ts';
import type { LateWork } from './evaluate.ts';
import type { ClassId } from './facts.ts';
import { type Finding, type FindingDetails, findingOn } from './findings.ts';
import { countsElsewhere } from './joint-draw.ts';
import { lateness } from './lateness.ts';
import type { DoneVisit, Place } from './ledger.ts';
import type { Pack, Rule } from './pack.ts';

/**
 * Schemes ask for a draw in each period (每季度). What is made up for once the period is over counts for it, as its task says, and the
 * verdict tells the days. Where no draw was held in time, that stays a violation as grave as the rule is worded, whatever was made up for.
 */

/** A day on which something was drawn for a class and period, whether or not a list of it was frozen here. */
export interface DrawDay {
  readonly class: ClassId;
  readonly period: Period;
  readonly day: CalendarDate;
  /** Held by the lead department of an interdepartmental inspection: a draw where what it draws counts. */
  readonly elsewhere?: boolean;
}

/** What was drawn and visited for a period when it was over already. */
export function afterwards(
  pack: Pack,
  { class: cls, period, draws = [] }: Place & { readonly draws?: readonly DrawDay[] },
  counted: readonly DoneVisit[],
): LateWork {
  const { to } = periodDays(period);
  const days = draws
    .filter((draw) => draw.class === cls && draw.period === period && (!draw.elsewhere || countsElsewhere(pack)))
    .map(({ day }) => day)
    .sort();
  const lastDraw = days.at(-1);
  const visits = counted.map(({ visit }) => visit).filter(({ date }) => date > to);
  const last = visits
    .map(({ date }) => date)
    .sort()
    .at(-1);
  return {
    ...(lastDraw !== undefined &&
      lastDraw > to && { drawnLate: { last: lastDraw, alone: days[0]! > to && visits.length === counted.length } }),
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
