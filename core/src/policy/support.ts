import type { CalendarDate } from '../basics/dates.ts';
import type { InspectorFacts } from './facts.ts';
import { supportPool, supports } from './group.ts';
import { type InspectorOutReason, inspectorOut, isOnDuty } from './inspector-state.ts';
import { findRule, type Pack, theRule } from './pack.ts';

/**
 * Experts and auxiliaries inside a draw (必要时抽取相应行业专家联合开展抽查): a seat of their own in every team, beside those of the
 * enforcement staff, which they can never take.
 */

/** What a task asks of one of the directories. `industry` is 擅长行业, stated with the specialties. */
export interface SupportWish {
  readonly kind: 'expert' | 'auxiliary';
  readonly industry: string;
  readonly region?: string | undefined;
}

export interface TeamSeat {
  readonly id: string;
  readonly needs: readonly string[];
  readonly object?: true;
}

/** The tag that only enforcement and supervision staff have; asked for where people who only support are drawn too. */
const OFFICER = 'officer';

/** Does the scheme have a directory of that kind? */
export function hasDirectoryOf(pack: Pack, kind: SupportWish['kind']): boolean {
  return findRule(pack, kind === 'expert' ? 'experts' : 'auxiliaries') !== undefined;
}

/** The seats of a team in their order, those of supporters last. Without wishes they are the pack's, word for word. */
export function teamSeats(pack: Pack, wishes: readonly SupportWish[]): readonly TeamSeat[] {
  const { seats } = theRule(pack, 'group').value;
  const own = seats.map(({ id, needs, object }) => ({
    id,
    needs: (wishes.length === 0 ? [...needs] : [...needs, OFFICER]).sort(),
    ...(object && { object: true as const }),
  }));
  return [...own, ...wishes.map(({ kind }) => ({ id: kind, needs: [kind] }))];
}

/** The tags of a person, sorted. Who supports has one tag and no other, so that no other seat is open to them. */
export function seatTags(person: InspectorFacts, wishes: readonly SupportWish[]): readonly string[] {
  if (supports(person)) return wishes.some(({ kind }) => kind === person.staffKind) ? [person.staffKind] : [];
  return [...(person.mayLead ? ['leader'] : []), ...(wishes.length === 0 ? [] : [OFFICER])];
}

/** Why the person takes no seat of such a draw on a day; undefined = may be drawn. */
export function seatOut(
  person: InspectorFacts,
  { wishes, date }: { readonly wishes: readonly SupportWish[]; readonly date: CalendarDate },
): InspectorOutReason | 'outside-filter' | undefined {
  const own = wishes.find(({ kind }) => kind === person.staffKind);
  if (own === undefined) return inspectorOut(person, date);
  if (!person.onStaff) return 'off-staff';
  if (!isOnDuty(person, date)) return 'off-duty';
  return supportPool([person], { ...own, date }).length === 1 ? undefined : 'outside-filter';
}
