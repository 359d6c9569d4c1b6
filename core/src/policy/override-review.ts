import { addDays, type CalendarDate } from '../basics/dates.ts';
import { classify } from './classify.ts';
import type { ClassId, ClassOverride, ObjectFacts, VisitFact } from './facts.ts';
import type { Pack } from './pack.ts';

/** Classes set by hand, looked at again: are they still in force, do they end soon, does the object need them at all? */

/** Days before its end from which an override is to be looked at. */
const REVIEW_DAYS = 30;

export type OverrideState = 'notBegun' | 'inForce' | 'ending' | 'ended';

export interface OverrideReview {
  readonly class: ClassId;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly state: OverrideState;
  /** The class the object has by the pack's own conditions on the day. */
  readonly without: ClassId;
  /** Does the override change anything on the day it is looked at? */
  readonly needed: boolean;
}

/** Every override of an object as it stands on a day, in the order given. */
export function overrideReview(
  pack: Pack,
  ask: { readonly object: ObjectFacts; readonly date: CalendarDate; readonly visits?: readonly VisitFact[] },
): readonly OverrideReview[] {
  const { overrides = [], ...itself } = ask.object;
  const { class: without } = classify(pack, { ...ask, object: itself });
  return overrides.map((override) => ({
    class: override.class,
    from: override.from,
    to: override.to,
    state: stateOn(override, ask.date),
    without,
    needed: override.class !== without,
  }));
}

function stateOn({ from, to }: ClassOverride, date: CalendarDate): OverrideState {
  if (date < from) return 'notBegun';
  if (date > to) return 'ended';
  return addDays(date, REVIEW_DAYS) > to ? 'ending' : 'inForce';
}

/** Why an override is to be looked at again: ending or ended, not needed any more, or set while the facts were others. */
export type ReviewReason = 'ending' | 'ended' | 'notNeeded' | 'factsChanged';

/** `approvedBeside` is the class the object had by the pack's own conditions when the override was approved. */
export function reviewReasons(
  { state, needed, without }: OverrideReview,
  { approvedBeside }: { readonly approvedBeside: ClassId },
): readonly ReviewReason[] {
  if (state === 'ended') return ['ended'];
  return [
    ...(state === 'ending' ? (['ending'] as const) : []),
    ...(needed ? [] : (['notNeeded'] as const)),
    ...(without === approvedBeside ? [] : (['factsChanged'] as const)),
  ];
}
