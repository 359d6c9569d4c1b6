import type { CalendarDate } from '../basics/dates.ts';
import type { ObjectFacts } from './facts.ts';
import type { Ledger } from './ledger.ts';
import { statusOn } from './past-facts.ts';

/** Of the objects that a duty is measured by, those that it still lacks: a base may hold who has closed since (AMB-01), and nobody can go there. */

/** How many visits would still reach them, by what the directory says of today. */
export interface Outstanding {
  readonly open: number;
  /** Of `open`: whom no list of the year can take any more. */
  readonly away?: number;
  /** Of those that have closed, were struck off or moved away; and of these, by the last day of the time that the duty has. */
  readonly gone: number;
  readonly goneInTime: number;
}

interface Terms {
  /** The last day of the time that the duty has. */
  readonly until: CalendarDate;
  readonly times?: number;
  /** How often each was visited; absent = each is one that was not. */
  readonly made?: ReadonlyMap<string, number>;
  /** Whom the last list of the year has, once that is over; absent = that is not asked. */
  readonly listed?: ReadonlySet<string> | undefined;
}

/** Nothing where nobody of them is gone or away. */
export function outstandingOf(
  { objectOf, asOf }: Pick<Ledger, 'objectOf' | 'asOf'>,
  members: readonly string[],
  { until, times = 1, made, listed }: Terms,
): Outstanding | undefined {
  const seen = { open: 0, away: 0, gone: 0, goneInTime: 0 };
  const last = until < asOf ? until : asOf;
  for (const id of members) {
    const object = objectOf.get(id);
    const left = Math.max(0, times - (made?.get(id) ?? 0));
    if (object === undefined || !isGoneOn(object, asOf)) {
      seen.open += left;
      if (listed?.has(id) === false) seen.away += left;
    } else {
      seen.gone += left;
      if (isGoneOn(object, last)) seen.goneInTime += left;
    }
  }
  const { away, ...others } = seen;
  if (away > 0) return seen;
  return seen.gone > 0 ? others : undefined;
}

/** Closed, struck off or moved away by a day: nobody can go there any more. */
export function isGoneOn(object: ObjectFacts, day: CalendarDate): boolean {
  const status = statusOn(object, day);
  return status !== 'active' && status !== 'suspended';
}

/** Everybody whom the duty lacks was gone before its time was over: all the others were inspected, and nobody could have done more. */
export function isUsedUp(outstanding: Outstanding | undefined): boolean {
  return outstanding !== undefined && outstanding.open === 0 && outstanding.gone === outstanding.goneInTime;
}

/** Nobody was left to be drawn: justified by itself (C0-11). */
export const USED_UP = { code: 'POOL_EXHAUSTED', details: { severity: 'justified' } } as const;

/** How much of a shortage no visit can make good: what is beyond everybody who could still be visited; and then, beyond whom a list could take. */
export function goneAmong(
  outstanding: Outstanding | undefined,
  { required, actual }: { readonly required: number; readonly actual: number },
): { readonly gone?: number; readonly away?: number } {
  if (outstanding === undefined) return {};
  const { open, away: unlisted = 0 } = outstanding;
  const shortBy = required - actual;
  const gone = Math.max(0, Math.min(outstanding.gone, shortBy - open));
  const away = Math.min(unlisted, shortBy - gone - (open - unlisted));
  return { ...(gone > 0 && { gone }), ...(away > 0 && { away }) };
}
