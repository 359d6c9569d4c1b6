import type { CalendarDate, Period } from '../basics/dates.ts';
import { classify } from './classify.ts';
import type { ClassId, Level, ObjectFacts, VisitFact } from './facts.ts';
import { type Finding, findingOn } from './findings.ts';
import { countsUnder, isInterdepartmentalClass, type NamedPartners, namedPartners } from './joint-draw.ts';
import type { Ledger } from './ledger.ts';
import { findRule, type Pack } from './pack.ts';
import { absentPartners, classesNamed, isMadeFor, recordedClasses, servedClasses } from './served.ts';
import { versionOfVisit } from './visit-version.ts';
import { inPeriod, isCountedIn } from './visits.ts';

/** 联合抽查对象 is inspected with somebody of each department; who was missing is said, and the visit does not count for it. */

/** One finding for each visit to such an object that lacked a department, with the names of those that were absent. */
export function jointFindings(
  pack: Pack,
  ledger: Pick<Ledger, 'members' | 'done'>,
  { period, versions }: { readonly period: Period; readonly versions?: readonly Pack[] | undefined },
): readonly Finding[] {
  const members = new Map(ledger.members.map((member) => [member.object.id, member]));
  return ledger.done.flatMap(({ visit }) => {
    const lacks = absentPartners(visit);
    if (lacks.length === 0 || !isCountedIn(visit, period)) return [];
    const under = versionOfVisit(pack, versions, visit);
    const rule = findRule(under, 'jointDraw');
    if (rule === undefined) return [];
    const member = members.get(visit.objectId);
    const classes = member ? recordedClasses(under, visit, member) : classesNamed(visit);
    const isMeant = classes.some((cls) => isInterdepartmentalClass(under, cls));
    return isMeant && !wentAgain(ledger, visit)
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

/** Did somebody go there once more in the year with everybody who had to be there? */
function wentAgain({ done }: Pick<Ledger, 'done'>, { objectId, date, partnersDue }: VisitFact): boolean {
  return done.some(
    ({ visit }) =>
      visit.objectId === objectId &&
      visit.date > date &&
      visit.date.slice(0, 4) === date.slice(0, 4) &&
      partnersDue!.every((name) => (visit.partners ?? []).includes(name)),
  );
}

/** A class beside the one that was drawn, for which the visit counts too where those departments come along. */
export interface JointBeside extends NamedPartners {
  readonly class: ClassId;
}

/**
 * In which other classes an object that was drawn is inspected with departments that the scheme names, and has not been in the year: one
 * visit counts for both where their people are there (AMB-26), and nobody comes who was not told.
 */
export function jointBeside(
  pack: Pack,
  asked: {
    readonly object: ObjectFacts;
    /** Other visits to the object. */
    readonly visits: readonly VisitFact[];
    readonly date: CalendarDate;
    readonly class: ClassId;
    readonly level: Level;
    readonly year: Period;
  },
): readonly JointBeside[] {
  const { visits, level, year } = asked;
  const made = visits.filter(
    (visit) =>
      visit.state === 'completed' && visit.level === level && countsUnder(pack, visit) && inPeriod(visit, year),
  );
  const served = new Set(made.flatMap((visit) => servedClasses(pack, visit, asked)));
  return classify(pack, asked).memberOf.flatMap((cls) => {
    const named = cls === asked.class || served.has(cls) ? undefined : namedPartners(pack, cls);
    return named ? [{ class: cls, ...named }] : [];
  });
}

/** Does a visit cover an object of a class? For a class that is inspected with others, or on the spot, only where it was made so. */
export function covers(pack: Pack, cls: ClassId) {
  return ({ visit }: { readonly visit: VisitFact }) => isMadeFor(pack, visit)(cls);
}
