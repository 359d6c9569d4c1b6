import { addDays, type CalendarDate } from '../basics/dates.ts';
import type { InspectorFacts } from './facts.ts';
import { supports, teamPool } from './group.ts';
import { type InspectorOutReason, inspectorOut, isOnDuty } from './inspector-state.ts';
import type { Pack } from './pack.ts';

/** Who of a drawn team cannot go in the days that are left for its visit, and what that leaves of the team. */

/** Both days inclusive. */
export interface Days {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** Days in a row on which somebody cannot go, for one reason. */
export interface AwayDays extends Days {
  readonly reason: InspectorOutReason;
}

/** The days of a span on which a person cannot go, in order. Experts and auxiliaries go by their mandate, others as in a draw. */
export function awayDays(pack: Pack, person: InspectorFacts, { from, to }: Days): readonly AwayDays[] {
  const found: AwayDays[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const reason = awayOn(pack, person, day);
    if (reason === undefined) continue;
    const last = found.at(-1);
    if (last?.reason === reason && addDays(last.to, 1) === day) found[found.length - 1] = { ...last, to: day };
    else found.push({ reason, from: day, to: day });
  }
  return found;
}

function awayOn(pack: Pack, person: InspectorFacts, day: CalendarDate): InspectorOutReason | undefined {
  if (!supports(person)) return inspectorOut(pack, person, day);
  if (!person.onStaff) return 'off-staff';
  return isOnDuty(person, day) ? undefined : 'off-duty';
}

/** Is there a day in the span on which those of the team who can go are the group that the scheme asks for? */
export function isWholeSomeDay(pack: Pack, team: readonly InspectorFacts[], { from, to }: Days): boolean {
  for (let date = from; date <= to; date = addDays(date, 1)) {
    if (teamPool(pack, { inspectors: team, objectId: '', date }).drawAllowed) return true;
  }
  return false;
}
