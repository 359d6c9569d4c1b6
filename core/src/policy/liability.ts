import type { CalendarDate } from '../basics/dates.ts';
import type { VisitFact } from './facts.ts';
import { findRule, type Pack } from './pack.ts';
import { type Source, sourceOf } from './requirements.ts';
import { counts, foundViolation } from './visits.ts';

/**
 * 免于追究相关责任: what the record says for people who kept to the list and the draw. An object that was in the pool and not
 * drawn, or drawn and found clean, is no fault of theirs unless a power was abused.
 */

/** One draw as far as one object is concerned. */
export interface DrawOfObject {
  readonly draw: string;
  readonly on: CalendarDate;
  /** in the pool (could be drawn) · on the list, but not in the pool · not on the list */
  readonly place: 'pool' | 'list' | 'absent';
  readonly drawn: boolean;
}

export interface LiabilityNote extends Source {
  /** The conditions of the scheme, as it words them. */
  readonly conditions: readonly string[];
  /** Draws whose pool held the object and did not select it, oldest first. */
  readonly notSelectedIn: readonly string[];
  /** Days on which it was inspected after a draw and nothing was found. */
  readonly foundNothingOn: readonly CalendarDate[];
  /** Days on which something was found: no note speaks for those. */
  readonly foundOn: readonly CalendarDate[];
  /** Does the record carry the note? Whether a power was abused no record can say. */
  readonly carried: boolean;
}

/** Undefined where the scheme has no such clause. */
export function liabilityNote(
  pack: Pack,
  { draws, visits }: { readonly draws: readonly DrawOfObject[]; readonly visits: readonly VisitFact[] },
): LiabilityNote | undefined {
  const rule = findRule(pack, 'liability');
  if (rule === undefined) return undefined;
  const notSelected = draws.filter(({ place, drawn }) => place === 'pool' && !drawn);
  const done = visits.filter((visit) => counts(visit) && visit.state === 'completed');
  const days = (found: boolean) =>
    done
      .filter((visit) => foundViolation(pack, visit) === found)
      .map(({ date }) => date)
      .sort();
  const foundNothingOn = days(false);
  return {
    conditions: rule.value.conditions,
    notSelectedIn: [...notSelected].sort((a, b) => (a.on < b.on ? -1 : 1)).map(({ draw }) => draw),
    foundNothingOn,
    foundOn: days(true),
    carried: notSelected.length + foundNothingOn.length > 0,
    ...sourceOf(rule),
  };
}
