import { type CalendarDate, type Period, periodDays } from '../basics/dates.ts';
import { membershipDay } from './bases.ts';
import { type Candidates, candidatesAmong } from './candidates.ts';
import type { ClassTally } from './evaluate.ts';
import type { ClassId, VisitFact } from './facts.ts';
import { countsUnder } from './joint-draw.ts';
import { isOwn, itemsIn, type Ledger, type LedgerInput } from './ledger.ts';
import type { Pack } from './pack.ts';
import { capFor, dayWithin } from './requirements.ts';
import { counts, inPeriod } from './visits.ts';

/** How far a class is in its year, for the plan of what is left of it: what is drawn counts (C0-4). */

/** A period that has begun, as its draw and its verdict see it. */
export interface BegunPeriod {
  readonly period: Period;
  readonly base: number;
  /** Not covered when it began, also where no coverage is due. */
  readonly fresh: number;
  /** Objects that could be drawn in it. */
  readonly available: number;
  readonly drawn: number;
  readonly isOver: boolean;
}

export interface ClassSoFar {
  /** Objects the class is measured by today; those exempt are out of it where the pack reads so (AMB-08). */
  readonly base: number;
  /** None where nothing is known of the year. */
  readonly begun: readonly BegunPeriod[];
  /** Not covered by now, and those among them that may still be drawn. */
  readonly uncovered: number;
  readonly open: number;
  /** Objects that may be drawn later in the year, by how often they were in it. */
  readonly byTier: readonly number[];
  /** The same for the rest of the running period: without those at the cap and those it has drawn. */
  readonly rest: readonly number[];
}

/**
 * Is nothing known of what the level drew in a year? Then nobody can tell a year in which nothing was done from one that is not recorded
 * here yet, and it is planned as a whole.
 */
export function isUnrecorded(input: Pick<LedgerInput, 'visits' | 'level' | 'agency' | 'year'>): boolean {
  return !input.visits.some((visit) => counts(visit) && isOwn(input, visit) && inPeriod(visit, String(input.year)));
}

/** The class as the ledger has it; `tally` are its periods that have begun, counted by the same ledger. */
export function classSoFar(pack: Pack, ledger: Ledger, tally: ClassTally): ClassSoFar {
  const { class: cls, periods } = tally;
  const running = periods.find(({ period }) => periodDays(period).to >= ledger.asOf)?.period;
  const place = { class: cls, period: running ?? periods.at(-1)?.period ?? String(ledger.year) };
  const before = listToday(pack, ledger, { ...place, isCounted: (visit) => !inPeriod(visit, place.period) });
  const now = listToday(pack, ledger, { ...place, isCounted: () => true });
  const reasons = new Map(before.rows.map(({ objectId, reason }) => [objectId, reason]));
  const visits = visitsOfYear(pack, ledger);
  const drawable = now.rows
    .filter(({ state, reason, objectId }) => {
      const excuse = reasons.get(objectId);
      const isOut = state === 'out' || reason === 'cap';
      return !isOut && excuse !== 'upper-level-clean' && excuse !== 'recognised';
    })
    .map(({ objectId, ...row }) => ({ ...row, tier: visits(objectId) }));
  const cap = capFor(pack, { class: cls, level: ledger.level })?.value.max;
  return {
    base: now.base,
    begun: (isUnrecorded(ledger) ? [] : periods).map(({ period, base, fresh, available, completed, baseFrom }) => ({
      period,
      // A list that was frozen holds for its period; the running one without one is drawn from the directory of today.
      ...(period === running && baseFrom !== 'freeze'
        ? { base: before.base, fresh: before.fresh }
        : { base, fresh: fresh! }),
      available: available!,
      drawn: completed,
      isOver: period !== running,
    })),
    uncovered: now.fresh,
    open: drawable.filter(({ covered }) => !covered).length,
    byTier: tiersOf(drawable),
    rest: tiersOf(drawable.filter(({ reason }) => reason !== 'already-drawn')).slice(0, cap),
  };
}

interface ListAsk {
  readonly class: ClassId;
  readonly period: Period;
  /** Which of the level's own visits count. */
  readonly isCounted: (visit: VisitFact) => boolean;
}

/** The candidate list of a period by the directory of today. */
function listToday(pack: Pack, ledger: Ledger, { isCounted, ...place }: ListAsk): Candidates {
  const { level, asOf, year } = ledger;
  const date: CalendarDate = dayWithin(asOf, String(year));
  const members = ledger.membersOn(pack, membershipDay(pack, { date, period: place.period })).get(place.class)!;
  const itemsOf = itemsIn(pack, ledger, place);
  return candidatesAmong(
    pack,
    { ...place, level, date },
    members.map((member) => ({
      object: member.object,
      visits: member.visits.filter((visit) => visit.level !== level || isCounted(visit)),
      ...itemsOf(member),
    })),
  )!;
}

/** How often an object was drawn by the level in the year. */
function visitsOfYear(pack: Pack, { members, level, year }: Ledger) {
  const byId = new Map(members.map(({ object, visits }) => [object.id, visits]));
  return (id: string) =>
    byId
      .get(id)!
      .filter(
        (visit) =>
          visit.level === level && !visit.recognised && countsUnder(pack, visit) && inPeriod(visit, String(year)),
      ).length;
}

function tiersOf(rows: readonly { readonly tier: number }[]): readonly number[] {
  const most = Math.max(0, ...new Set(rows.map(({ tier }) => tier)));
  return Array.from({ length: most + 1 }, (_, tier) => rows.filter((row) => row.tier === tier).length);
}
