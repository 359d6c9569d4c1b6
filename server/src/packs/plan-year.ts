import { type CalendarDate, makeDate, periodDays, periodsOfYear } from '@sunlot/core/basics/dates.ts';
import { basesOn } from '@sunlot/core/policy/bases.ts';
import { candidates } from '@sunlot/core/policy/candidates.ts';
import type { InspectorFacts, Level, ObjectFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import { packFor } from '@sunlot/core/policy/judging-pack.ts';
import { type Ledger, type LedgerInput, makeLedger } from '@sunlot/core/policy/ledger.ts';
import { officersOf } from '@sunlot/core/policy/officers.ts';
import { type OwnRatio, withOwnRatios } from '@sunlot/core/policy/own-ratios.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { type PlanEntry, type PlanProposal, proposePlan } from '@sunlot/core/policy/plan.ts';
import { classRules, dayWithin, dutyOf } from '@sunlot/core/policy/requirements.ts';
import type { FrozenList } from '@sunlot/core/policy/tally-classes.ts';
import { versionOfYear, withYearlyRules } from '@sunlot/core/policy/yearly-rules.ts';

/** What a year is planned from: the directories of the territory as they stand today, and what is known of visits. */
export type PlanningYear = {
  readonly agency: { readonly code: string; readonly name: string; readonly level: Level };
  readonly year: number;
  readonly today: CalendarDate;
  readonly objects: readonly ObjectFacts[];
  readonly inspectors: readonly InspectorFacts[];
  readonly visits?: readonly VisitFact[];
  readonly ownRatios?: readonly OwnRatio[];
  /** The day whose own ratios hold; the first of the year where not said. */
  readonly ratiosOn?: CalendarDate;
  /** Absent where the year has not begun, or where it is to be as if it had not. */
  readonly soFar?: YearSoFar;
};

/** What a year that has begun has seen: visits with what is only drawn, objects with what their rows said before, lists frozen in it. */
export type YearSoFar = Pick<LedgerInput, 'objects' | 'visits' | 'itemList' | 'foreign'> & {
  readonly frozen: readonly FrozenList[];
};

/**
 * What a pack asks of the year; of one that has begun what is left of it. Membership that moves by quarter is planned as it is now;
 * each draw takes the base of its own freeze.
 */
export function planYear(pack: Pack, asked: PlanningYear): PlanProposal {
  const { agency, year, today, objects, inspectors, visits = [], ownRatios = [], ratiosOn, soFar } = asked;
  const day = dayWithin(today, String(year));
  const found = basesOn(pack, { objects, visits, date: day, level: agency.level });
  return proposePlan(pack, {
    agency,
    year,
    bases: Object.fromEntries(found.map(({ class: cls, base }) => [cls, base])),
    covered: coveredBefore(withOwnRatios(pack, ownRatios, makeDate(year, 1, 1)), asked),
    ownRatios,
    ...(ratiosOn !== undefined && { ratiosOn }),
    staff: { officers: officersOf(pack, inspectors, { year, asOf: day }).length },
    ...(soFar && { soFar: { ledger: planLedger(pack, asked, soFar), frozen: soFar.frozen } }),
  });
}

/** Plans count what is drawn, verdicts what was completed (C0-4). */
function planLedger(pack: Pack, { agency, year, today }: PlanningYear, { frozen: _, ...seen }: YearSoFar): Ledger {
  const place = { agency: agency.code, level: agency.level, year, asOf: today };
  return makeLedger(pack, { ...seen, ...place, countsDrawn: true });
}

/** What was covered before the year began, of classes with a window of years. */
function coveredBefore(pack: Pack, { agency, year, objects, visits = [] }: PlanningYear): Record<string, number> {
  const { code, level } = agency;
  const classes = pack.levels.find(({ id }) => id === level)?.classes ?? [];
  const windows = classes.filter((cls) => (classRules(pack, { class: cls, level }).coverage?.value.years ?? 1) > 1);
  const date = makeDate(year, 1, 1);
  const before = visits.filter((visit) => visit.date < date);
  return Object.fromEntries(
    windows.map((cls) => {
      const [period] = periodsOfYear(year, dutyOf(pack, { class: cls, level })!.every);
      const { ofWindow } = candidates(pack, {
        agency: code,
        class: cls,
        level,
        period: period!,
        date,
        objects,
        visits: before,
      })!;
      return [cls, ofWindow!.covered];
    }),
  );
}

/**
 * The entries of a year in which a new version begins, class by class: each by the version that judges its period, which is the one in
 * force on its first day unless that counts the class in other periods (decision 0021). In a year under way each also by the agency's own
 * ratio of that day, as its draw and its verdict.
 */
export function entriesOfVersions(versions: readonly Pack[], asked: PlanningYear): readonly PlanEntry[] {
  const { agency, year } = asked;
  const ofYear = versionOfYear(versions[0]!, versions, year);
  const days = ratioDays(asked);
  const entries = versions
    .map((version) => withYearlyRules(version, ofYear))
    .flatMap((pack) =>
      days.flatMap((ratiosOn) =>
        planYear(pack, { ...asked, ratiosOn }).entries.filter(({ class: cls, period }) => {
          const judging = packFor(ofYear, { versions }, { class: cls, level: agency.level, period });
          return judging === pack && days.findLast((day) => day <= periodDays(period).from) === ratiosOn;
        }),
      ),
    );
  const classes = [...new Set(entries.map((entry) => entry.class))];
  return entries.toSorted((a, b) => classes.indexOf(a.class) - classes.indexOf(b.class));
}

/** Days of the year from which other own ratios hold, its first one included. */
function ratioDays({ year, ownRatios = [], soFar }: PlanningYear): readonly CalendarDate[] {
  const first = makeDate(year, 1, 1);
  const later = ownRatios
    .map(({ from }) => from)
    .filter((from) => soFar && from > first && from < makeDate(year + 1, 1, 1));
  return [...new Set([first, ...later])].sort();
}
