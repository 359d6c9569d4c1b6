import type { CalendarDate } from '../basics/dates.ts';
import type { DateSpan, InspectorFacts } from './facts.ts';
import { findRule, type Pack } from './pack.ts';

/** Why a person cannot be drawn on a day; codes `[a-z0-9][a-z0-9:._-]{0,63}`. */
export type InspectorOutReason = 'support-only' | 'no-certificate' | 'certificate-expired' | 'off-staff' | 'off-duty';

/**
 * May the person be drawn on a day? Undefined = yes. A certificate is good on its last day; who supports an inspection
 * (auxiliaries, experts) never takes a seat; leave and retirement take effect by date. Where the scheme takes in daily
 * supervisors, they inspect without an enforcement certificate, known by the number of their work permit; which seats are
 * open to them is the matter of the draw. A permit with a last day is no longer good after it either.
 */
export function inspectorOut(pack: Pack, person: InspectorFacts, date: CalendarDate): InspectorOutReason | undefined {
  if (person.staffKind === 'auxiliary' || person.staffKind === 'expert') return 'support-only';
  if (person.certificateValidTo === undefined) {
    if (!inspectsUncertified(pack, person)) return 'no-certificate';
  } else if (isExpired(person, date)) return 'certificate-expired';
  if (!person.onStaff) return 'off-staff';
  return isOnDuty(person, date) ? undefined : 'off-duty';
}

/** 从事日常监管的工作人员, in a scheme whose admission names them: they inspect, and hand over what they find. */
export function inspectsUncertified(pack: Pack, { staffKind }: Pick<InspectorFacts, 'staffKind'>): boolean {
  return staffKind === 'dailySupervision' && admitsSupervisors(pack);
}

/** Does the scheme itself name daily supervisors? A scheme that is silent opens no seat to them. */
export function admitsSupervisors(pack: Pack): boolean {
  return findRule(pack, 'admission')?.value.staffKinds.includes('dailySupervision') === true;
}

/** Does the person hold an enforcement certificate that is good on a day? */
export function isCertified({ certificateValidTo }: InspectorFacts, date: CalendarDate): boolean {
  return certificateValidTo !== undefined && date <= certificateValidTo;
}

/** Is the certificate known to have run out by a day? It is good on its last day; of one whose last day nobody recorded nothing is known. */
export function isExpired({ certificateValidTo }: InspectorFacts, date: CalendarDate): boolean {
  return certificateValidTo !== undefined && certificateValidTo < date;
}

/** In a span on duty (none given = always), and not away. */
export function isOnDuty(
  { onDuty = [], absences = [] }: Pick<InspectorFacts, 'onDuty' | 'absences'>,
  date: CalendarDate,
): boolean {
  const within = ({ from, to }: DateSpan) => from <= date && (to === undefined || date <= to);
  return (onDuty.length === 0 || onDuty.some(within)) && !absences.some(within);
}
