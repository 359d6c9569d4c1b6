import type { CalendarDate } from '../basics/dates.ts';
import type { InspectorFacts } from './facts.ts';
import { isOnDuty } from './inspector-state.ts';
import type { Pack } from './pack.ts';

/** Officers by whom a yearly number goes (在编在岗的环境执法人员, AMB-38): who counts, and on which day. */
export function officersOf(
  pack: Pack,
  inspectors: readonly InspectorFacts[],
  { year, asOf }: { readonly year: number; readonly asOf: CalendarDate },
): readonly InspectorFacts[] {
  const day = { yearStart: `${year}-01-01`, yearEnd: `${year}-12-31`, asOf }[pack.settings['generalQuota.countDate']];
  const certified = ({ certificateValidTo: last }: InspectorFacts) => last !== undefined && day <= last;
  const present = (person: InspectorFacts) => person.onStaff && isOnDuty(person, day);
  const rule = { certifiedOnStaffOnDuty: [certified, present], onStaffOnDuty: [present], certified: [certified] };
  const asked = rule[pack.settings['generalQuota.inspectorCount']];
  return inspectors.filter((person) => person.staffKind === 'enforcement' && asked.every((holds) => holds(person)));
}
