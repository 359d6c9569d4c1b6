import { type CalendarDate, periodDays } from '@sunlot/core/basics/dates.ts';
import { basesOn } from '@sunlot/core/policy/bases.ts';
import type { InspectorFacts, Level, ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { inspectorOut } from '@sunlot/core/policy/inspector-state.ts';
import { type Pack, packInForce } from '@sunlot/core/policy/pack.ts';
import { type PlanEntry, type PlanProposal, proposePlan } from '@sunlot/core/policy/plan.ts';
import { dayWithin } from '@sunlot/core/policy/requirements.ts';

/** What a year is planned from: the directories as they stand today. */
export type PlanningYear = {
  readonly agency: { readonly code: string; readonly name: string; readonly level: Level };
  readonly year: number;
  readonly today: CalendarDate;
  readonly objects: readonly ObjectFacts[];
  readonly inspectors: readonly InspectorFacts[];
};

/**
 * What a pack asks of the year. Membership that moves by quarter is planned as it is now; each draw takes the base of its
 * own freeze.
 */
export function planYear(pack: Pack, { agency, year, today, objects, inspectors }: PlanningYear): PlanProposal {
  const found = basesOn(pack, { objects, visits: [], date: dayWithin(today, String(year)) });
  return proposePlan(pack, {
    agency,
    year,
    bases: Object.fromEntries(found.map(({ class: cls, base }) => [cls, base])),
    staff: { officers: officersOf(inspectors, today) },
  });
}

/** Officers on staff and on duty with a valid certificate. */
export function officersOf(inspectors: readonly InspectorFacts[], today: CalendarDate): number {
  return inspectors.filter((person) => person.staffKind === 'enforcement' && inspectorOut(person, today) === undefined)
    .length;
}

/** The entries of a year in which a new version begins: each by the version in force on the first day of its period. */
export function entriesOfVersions(versions: readonly Pack[], asked: PlanningYear): readonly PlanEntry[] {
  const first = versions[0];
  return versions.flatMap((pack) =>
    planYear(pack, asked).entries.filter(({ period }) => {
      const inForce = packInForce(versions, periodDays(period).from) ?? first;
      return inForce === pack;
    }),
  );
}
