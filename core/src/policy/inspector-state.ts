import type { CalendarDate } from '../basics/dates.ts';
import type { DateSpan, InspectorFacts } from './facts.ts';

/** Why a person cannot be drawn on a day; codes `[a-z0-9][a-z0-9:._-]{0,63}`. */
export type InspectorOutReason = 'support-only' | 'no-certificate' | 'certificate-expired' | 'off-staff' | 'off-duty';

/**
 * May the person be drawn on a day? Undefined = yes. A certificate is good on its last day; who supports an inspection
 * (auxiliaries, experts) never takes a seat; leave and retirement take effect by date.
 */
export function inspectorOut(person: InspectorFacts, date: CalendarDate): InspectorOutReason | undefined {
  if (person.staffKind === 'auxiliary' || person.staffKind === 'expert') return 'support-only';
  if (person.certificateValidTo === undefined) return 'no-certificate';
  if (person.certificateValidTo < date) return 'certificate-expired';
  if (!person.onStaff) return 'off-staff';
  return isOnDuty(person, date) ? undefined : 'off-duty';
}

/** In a span on duty (none given = always), and not away. */
export function isOnDuty({ onDuty = [], absences = [] }: InspectorFacts, date: CalendarDate): boolean {
  const within = ({ from, to }: DateSpan) => from <= date && (to === undefined || date <= to);
  return (onDuty.length === 0 || onDuty.some(within)) && !absences.some(within);
}
