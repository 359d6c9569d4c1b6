import type { CalendarDate } from '../basics/dates.ts';
import type { InspectorFacts } from './facts.ts';
import { certifiedNumber, supportPool, supports } from './group.ts';
import { admitsSupervisors, type InspectorOutReason, inspectorOut, isCertified, isOnDuty } from './inspector-state.ts';
import { findRule, type Pack, theRule } from './pack.ts';

/**
 * Who goes besides, inside a draw: experts and auxiliaries (必要时抽取相应行业专家联合开展抽查), who can never take a seat of the
 * enforcement staff; and daily supervisors, who inspect, while as many as the law asks for stay holders of a certificate.
 */

/** An expert or auxiliary. `industry` is 擅长行业, stated with the specialties. */
export interface SupporterWish {
  readonly kind: 'expert' | 'auxiliary';
  readonly industry: string;
  readonly region?: string | undefined;
}

/** What a task asks for in every team besides the seats of the pack. */
export type SupportWish = SupporterWish | { readonly kind: 'supervision' };

export interface TeamSeat {
  readonly id: string;
  readonly needs: readonly string[];
  readonly object?: true;
}

/** The tag that only enforcement and supervision staff have; asked for where people who only support are drawn too. */
const OFFICER = 'officer';
/** The tag of holders of a certificate; asked for where somebody without one may sit in the same team. */
const CERTIFIED = 'certified';
/** Seat and tag of daily supervisors. */
const SUPERVISION = 'supervision';

/** What a seat of a pack may ask of its person: {@link seatTags} gives nobody another tag at every draw. */
export const SEAT_NEEDS = ['leader'] as const;
/** Ids of the seats that a task asks for besides. */
export const SUPPORT_SEATS = ['expert', 'auxiliary', SUPERVISION] as const satisfies readonly SupportWish['kind'][];

/** Is there anybody of that kind to ask for: has the scheme such a directory, does it admit daily supervisors? */
export function hasDirectoryOf(pack: Pack, kind: SupportWish['kind']): boolean {
  if (kind === SUPERVISION) return admitsSupervisors(pack);
  return findRule(pack, kind === 'expert' ? 'experts' : 'auxiliaries') !== undefined;
}

/** The seats of a team in their order, those asked for besides last. Without wishes they are the pack's, word for word. */
export function teamSeats(pack: Pack, wishes: readonly SupportWish[]): readonly TeamSeat[] {
  const certified = hasOpenSeat(pack, wishes) ? certifiedSeats(pack) : [];
  const officers = wishes.some(isSupporter) ? [OFFICER] : [];
  const own = theRule(pack, 'group').value.seats.map(({ id, needs, object }) => ({
    id,
    needs: [...needs, ...officers, ...(certified.includes(id) ? [CERTIFIED] : [])].sort(),
    ...(object && { object: true as const }),
  }));
  return [...own, ...wishes.map(({ kind }) => ({ id: kind, needs: [kind] }))];
}

/** Ids of the seats that only holders of a certificate take: those of leaders, then the others in their order. */
function certifiedSeats(pack: Pack): readonly string[] {
  const { seats } = theRule(pack, 'group').value;
  const leads = ({ needs }: { readonly needs: readonly string[] }) => needs.includes('leader');
  return [...seats.filter(leads), ...seats.filter((seat) => !leads(seat))]
    .slice(0, certifiedNumber(pack))
    .map(({ id }) => id);
}

/** May anybody without a certificate take a seat of such a team? */
function hasOpenSeat(pack: Pack, wishes: readonly SupportWish[]): boolean {
  const isLarger = theRule(pack, 'group').value.seats.length > certifiedNumber(pack);
  return admitsSupervisors(pack) && (isLarger || asksSupervisors(wishes));
}

function asksSupervisors(wishes: readonly SupportWish[]): boolean {
  return wishes.some(({ kind }) => kind === SUPERVISION);
}

function isSupporter(wish: SupportWish): wish is SupporterWish {
  return wish.kind !== SUPERVISION;
}

/** What a draw asks of people: its wishes, under a pack, on the day of the freeze. */
export interface SeatAsk {
  readonly pack: Pack;
  readonly wishes: readonly SupportWish[];
  readonly date: CalendarDate;
}

/**
 * The tags of a person, sorted. Who supports has one tag and no other, so that no other seat is open to them; nobody leads
 * without a certificate, whatever the row says.
 */
export function seatTags(person: InspectorFacts, { pack, wishes, date }: SeatAsk): readonly string[] {
  if (supports(person)) return wishes.some(({ kind }) => kind === person.staffKind) ? [person.staffKind] : [];
  const certified = isCertified(person, date);
  return [
    ...(certified && hasOpenSeat(pack, wishes) ? [CERTIFIED] : []),
    ...(certified && person.mayLead ? ['leader'] : []),
    ...(wishes.some(isSupporter) ? [OFFICER] : []),
    ...(person.staffKind === 'dailySupervision' && asksSupervisors(wishes) ? [SUPERVISION] : []),
  ];
}

/** Why the person takes no seat of such a draw on a day; undefined = may be drawn. */
export function seatOut(
  person: InspectorFacts,
  { pack, wishes, date }: SeatAsk,
): InspectorOutReason | 'outside-filter' | undefined {
  const own = wishes.filter(isSupporter).find(({ kind }) => kind === person.staffKind);
  if (own === undefined) {
    const out = inspectorOut(pack, person, date);
    return out ?? (isCertified(person, date) || hasOpenSeat(pack, wishes) ? undefined : 'no-certificate');
  }
  if (!person.onStaff) return 'off-staff';
  if (!isOnDuty(person, date)) return 'off-duty';
  return supportPool([person], { ...own, date }).length === 1 ? undefined : 'outside-filter';
}
