import { type CalendarDate, makeDate, periodDays } from '@sunlot/core/basics/dates.ts';
import { basesOn } from '@sunlot/core/policy/bases.ts';
import { candidates } from '@sunlot/core/policy/candidates.ts';
import type { InspectorFacts, Level, ObjectFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import { officersOf } from '@sunlot/core/policy/officers.ts';
import { type OwnRatio, withOwnRatios } from '@sunlot/core/policy/own-ratios.ts';
import { type Pack, packInForce } from '@sunlot/core/policy/pack.ts';
import { type PlanEntry, type PlanProposal, proposePlan } from '@sunlot/core/policy/plan.ts';
import { dayWithin, dutyOf } from '@sunlot/core/policy/requirements.ts';

/** What a year is planned from: the directories of the territory as they stand today, and what is known of visits. */
export type PlanningYear = {
  readonly agency: { readonly code: string; readonly name: string; readonly level: Level };
  readonly year: number;
  readonly today: CalendarDate;
  readonly objects: readonly ObjectFacts[];
  readonly inspectors: readonly InspectorFacts[];
  readonly visits?: readonly VisitFact[];
  readonly ownRatios?: readonly OwnRatio[];
};

/**
 * What a pack asks of the year. Membership that moves by quarter is planned as it is now; each draw takes the base of its
 * own freeze.
 */
export function planYear(pack: Pack, asked: PlanningYear): PlanProposal {
  const { agency, year, today, objects, inspectors, visits = [], ownRatios = [] } = asked;
  const day = dayWithin(today, String(year));
  const found = basesOn(pack, { objects, visits, date: day });
  return proposePlan(pack, {
    agency,
    year,
    bases: Object.fromEntries(found.map(({ class: cls, base }) => [cls, base])),
    covered: coveredBefore(withOwnRatios(pack, ownRatios, makeDate(year, 1, 1)), asked),
    ownRatios,
    staff: { officers: officersOf(pack, inspectors, { year, asOf: day }).length },
  });
}

/** What was covered before the year began, of classes with a window of years and no ratio of their own. */
function coveredBefore(pack: Pack, { agency, year, objects, visits = [] }: PlanningYear): Record<string, number> {
  const { level } = agency;
  const classes = pack.levels.find(({ id }) => id === level)?.classes ?? [];
  const windows = classes.filter((cls) => dutyOf(pack, { class: cls, level })?.kind === 'window');
  const date = makeDate(year, 1, 1);
  const before = visits.filter((visit) => visit.date < date);
  return Object.fromEntries(
    windows.map((cls) => {
      const asked = { class: cls, level, period: String(year), date, objects, visits: before };
      const { rows } = candidates(pack, asked)!;
      return [cls, rows.filter(({ state, covered }) => state !== 'out' && covered).length];
    }),
  );
}

/**
 * The entries of a year in which a new version begins, class by class: each by the version in force on the first day of
 * its period.
 */
export function entriesOfVersions(versions: readonly Pack[], asked: PlanningYear): readonly PlanEntry[] {
  const first = versions[0];
  const entries = versions.flatMap((pack) =>
    planYear(pack, asked).entries.filter(({ period }) => {
      const inForce = packInForce(versions, periodDays(period).from) ?? first;
      return inForce === pack;
    }),
  );
  const classes = [...new Set(entries.map((entry) => entry.class))];
  return entries.toSorted((a, b) => classes.indexOf(a.class) - classes.indexOf(b.class));
}
