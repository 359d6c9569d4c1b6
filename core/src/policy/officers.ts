import type { CalendarDate } from '../basics/dates.ts';
import type { InspectorFacts, StaffFacts } from './facts.ts';
import { isOnDuty } from './inspector-state.ts';
import type { Pack } from './pack.ts';

interface OfYear {
  readonly year: number;
  readonly asOf: CalendarDate;
}

/** The day on which officers are counted for a yearly number (AMB-38). */
export function officersDay(pack: Pack, { year, asOf }: OfYear): CalendarDate {
  return { yearStart: `${year}-01-01`, yearEnd: `${year}-12-31`, asOf }[pack.settings['generalQuota.countDate']];
}

/** Officers by whom a yearly number goes (在编在岗的环境执法人员, AMB-38): who counts, and on which day. */
export function officersOf(pack: Pack, inspectors: readonly InspectorFacts[], of: OfYear): readonly InspectorFacts[] {
  const day = officersDay(pack, of);
  const certified = ({ certificateValidTo: last }: StaffFacts) => last !== undefined && day <= last;
  const present = (person: StaffFacts) => person.onStaff && isOnDuty(person, day);
  const rule = { certifiedOnStaffOnDuty: [certified, present], onStaffOnDuty: [present], certified: [certified] };
  const asked = rule[pack.settings['generalQuota.inspectorCount']];
  return inspectors.filter((person) => {
    const then = staffOn(person, day);
    return then !== undefined && then.staffKind === 'enforcement' && asked.every((holds) => holds(then));
  });
}

/**
 * What counted of a person on a day: rows are replaced, and who leaves later was there (AMB-38). A row with 在岗起止 says itself when it was, a
 * certificate its own last day; leave that ends takes nobody off the staff. Undefined before the person came.
 */
function staffOn(
  person: InspectorFacts,
  day: CalendarDate,
): (StaffFacts & Pick<InspectorFacts, 'absences'>) | undefined {
  const { listedFrom, earlier = [], absences = [], certificateValidTo: last = '' } = person;
  if (listedFrom !== undefined && day < listedFrom) return undefined;
  const saysItself = person.onStaff && person.onDuty !== undefined;
  const { certificateValidTo: known = last, ...held } =
    (saysItself ? undefined : earlier.find(({ until }) => day < until)?.facts) ?? person;
  const validTo = [known, last].sort()[1]!;
  return {
    ...held,
    ...(validTo !== '' && { certificateValidTo: validTo }),
    absences: absences.filter(({ to }) => to === undefined),
  };
}
