import type { Period } from '../basics/dates.ts';
import type { ClassId, VisitFact } from './facts.ts';
import { type Finding, findingOn } from './findings.ts';
import { isInterdepartmentalClass } from './joint-draw.ts';
import type { Ledger } from './ledger.ts';
import { findRule, type Pack } from './pack.ts';
import { absentPartners, classesNamed, isMadeFor, recordedClasses } from './served.ts';
import { inPeriod } from './visits.ts';

/** 联合抽查对象 is inspected with somebody of each department; who was missing is said, and the visit does not count for it. */

/** One finding for each visit to such an object that lacked a department, with the names of those that were absent. */
export function jointFindings(
  pack: Pack,
  ledger: Pick<Ledger, 'members' | 'done'>,
  period: Period,
): readonly Finding[] {
  const rule = findRule(pack, 'jointDraw');
  if (rule === undefined) return [];
  const members = new Map(ledger.members.map((member) => [member.object.id, member]));
  return ledger.done.flatMap(({ visit }) => {
    const lacks = absentPartners(visit);
    if (lacks.length === 0 || !inPeriod(visit, period)) return [];
    const member = members.get(visit.objectId);
    const classes = member ? recordedClasses(pack, visit, member) : classesNamed(visit);
    const isMeant = classes.some((cls) => isInterdepartmentalClass(pack, cls));
    return isMeant
      ? [
          findingOn(rule, 'JOINT_PARTNER_ABSENT', {
            object: visit.objectId,
            date: visit.date,
            lacks,
            severity: 'warning',
          }),
        ]
      : [];
  });
}

/** Does a visit cover an object of a class? For a class that is inspected with others, or on the spot, only where it was made so. */
export function covers(pack: Pack, cls: ClassId) {
  return ({ visit }: { readonly visit: VisitFact }) => isMadeFor(pack, visit)(cls);
}
