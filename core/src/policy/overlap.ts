import { type CalendarDate, quarterOf } from '../basics/dates.ts';
import type { Level } from './facts.ts';
import { findRule, type Pack } from './pack.ts';

/** The same object in several planned inspections: joint ones are offered between levels, merged ones within an authority. */

export interface PlannedVisit {
  readonly id: string;
  readonly level: Level;
  readonly object: string;
  /** Both days inclusive. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

type Pair = readonly [string, string];

export interface Overlaps {
  /** Two levels at one object at the same time: a joint inspection is offered (统筹调度). */
  readonly reminders: readonly Pair[];
  /** One level twice at an object in a quarter: one visit may do for both (能合并的不得重复检查). */
  readonly merges: readonly Pair[];
}

/** In the order of the input, each pair once. */
export function overlapsOf(pack: Pack, planned: readonly PlannedVisit[]): Overlaps {
  const pairs = planned.flatMap((a, i) =>
    planned
      .slice(i + 1)
      .filter(({ object }) => object === a.object)
      .map((b) => [a, b] as const),
  );
  const reminded = findRule(pack, 'overlap') !== undefined;
  const idsOf = (some: typeof pairs) => some.map(([a, b]): Pair => [a.id, b.id]);
  return {
    reminders: idsOf(pairs.filter(([a, b]) => reminded && a.level !== b.level && meetInTime(pack, a, b))),
    merges: idsOf(pairs.filter(([a, b]) => a.level === b.level && share(quarterOf, a, b))),
  };
}

type Span = Pick<PlannedVisit, 'from' | 'to'>;

/** AMB-09: what counts as the same time. */
export function meetInTime(pack: Pack, a: Span, b: Span): boolean {
  switch (pack.settings['overlap.window']) {
    case 'dateIntersect':
      return share((date) => date, a, b);
    case 'sameMonth':
      return share((date) => date.slice(0, 7), a, b);
    case 'sameQuarter':
      return share(quarterOf, a, b);
  }
}

/** Do two spans have a unit of time in common? Units sort as their days do. */
function share(unit: (date: CalendarDate) => string, a: Span, b: Span): boolean {
  return unit(a.from) <= unit(b.to) && unit(b.from) <= unit(a.to);
}

/** What is on record about one of two planned visits of an object. */
export interface OverlapSide {
  /** The last answer to the other one's reminder. */
  readonly answer?: 'joint' | 'merge' | 'separate' | undefined;
  /** The days on which the object was visited under the task. */
  readonly visitedOn: readonly CalendarDate[];
}

/** 联合 or 分别: what was decided about a reminder. */
export type OverlapDecision = 'together' | 'separate';

/** Where a reminder stands: it asks only while it is `open`. */
export type OverlapStanding = 'open' | OverlapDecision | 'oneWent' | 'wentTogether' | 'wentSeparately';

/** One is enough to go separately; going together takes both. */
export function overlapDecision(a: OverlapSide, b: OverlapSide): OverlapDecision | undefined {
  if (a.answer === 'separate' || b.answer === 'separate') return 'separate';
  return a.answer === undefined || b.answer === undefined ? undefined : 'together';
}

/** What happened goes before what was decided: whom somebody has visited nobody can join there any more. */
export function overlapStanding(a: OverlapSide, b: OverlapSide): OverlapStanding {
  const decision = overlapDecision(a, b);
  const went = [a, b].filter(({ visitedOn }) => visitedOn.length > 0).length;
  if (went === 0) return decision ?? 'open';
  if (went === 1) return 'oneWent';
  const isOneDay = a.visitedOn.some((day) => b.visitedOn.includes(day));
  return isOneDay && decision !== 'separate' ? 'wentTogether' : 'wentSeparately';
}
