import { type CalendarDate, type Period, periodDays } from '../basics/dates.ts';
import { membershipDay } from './bases.ts';
import type { CandidateRow, Candidates, Member } from './candidate-list.ts';
import { candidatesAmong } from './candidates.ts';
import { isCounted } from './caps.ts';
import { classify, overrideOn } from './classify.ts';
import { sparedLate, visitedBefore } from './covered-before.ts';
import type { ClassTally } from './evaluate.ts';
import type { VisitFact } from './facts.ts';
import { countsUnder } from './joint-draw.ts';
import { doneIn, itemsIn, type Ledger, type LedgerInput, type Place } from './ledger.ts';
import type { Pack, Rule } from './pack.ts';
import { capFor, dayWithin } from './requirements.ts';
import { counts, inPeriod, isOwn } from './visits.ts';
import { type YearCount, type YearMeasure, yearCount } from './year-measure.ts';

/** How far a class is in its year, for the plan of what is left of it: what is drawn counts (C0-4). */

/** A period that has begun, as its draw and its verdict see it. */
export interface BegunPeriod {
  readonly period: Period;
  readonly base: number;
  /** Not covered when it began, also where no coverage is due. */
  readonly fresh: number;
  readonly ofYear?: YearCount | undefined;
  /** Objects that could be drawn in it. */
  readonly available: number;
  readonly drawn: number;
  readonly isOver: boolean;
}

/** Who is in a class, and what they had of the year so far. */
export interface ClassStanding {
  /** Objects the class is measured by today; those exempt are out of it where the pack reads so (AMB-08). */
  readonly base: number;
  /** Not covered by now, and those among them that may still be drawn. */
  readonly uncovered: number;
  readonly open: number;
  /** Not covered by now, or counted for the class in its period: whom its draws take where everybody is wanted, and nobody who was inspected in another class. */
  readonly wanted: number;
  /** Objects that may be drawn later in the year, by how often they were in it. */
  readonly byTier: readonly number[];
  /** The same for the rest of the running period: without those at the cap and those it has drawn. */
  readonly rest: readonly number[];
  /** By now; where the year is measured by another list, or has a window of years. */
  readonly ofYear?: YearCount | undefined;
}

export interface ClassSoFar extends ClassStanding {
  /** None where nothing is known of the year. */
  readonly begun: readonly BegunPeriod[];
  /** The class as it will be when a period begins, where by then a class set by hand has ended or begun; nothing where it stays as it is. */
  readonly later: (period: Period) => ClassStanding | undefined;
}

/**
 * Is nothing known of what the level drew in a year? Then nobody can tell a year in which nothing was done from one that is not recorded
 * here yet, and it is planned as a whole.
 */
export function isUnrecorded(input: Pick<LedgerInput, 'visits' | 'level' | 'agency' | 'year'>): boolean {
  return !input.visits.some((visit) => counts(visit) && isOwn(input, visit) && inPeriod(visit, String(input.year)));
}

type Known = {
  /** The periods that have begun, counted by the same ledger. */
  readonly tally: ClassTally;
  readonly measureOf: (period: Period) => YearMeasure | undefined;
};

/** The class as the ledger has it. */
export function classSoFar(pack: Pack, ledger: Ledger, { tally, measureOf }: Known): ClassSoFar {
  const { class: cls, periods } = tally;
  const running = periods.find(({ period }) => periodDays(period).to >= ledger.asOf)?.period;
  const place = { class: cls, period: running ?? periods.at(-1)?.period ?? String(ledger.year) };
  const day = dayToday(pack, ledger, place.period);
  const { before, standing } = standingAmong(pack, ledger, {
    ...place,
    ofYear: measureOf(place.period),
    members: ledger.membersOn(pack, day).get(cls)!,
  });
  const isSparedLate = sparedLate(pack, ledger, place);
  const visited = visitedBefore(ledger, before);
  const late = before.rows.filter(
    ({ state, covered, objectId }) => state !== 'out' && covered && !visited.has(objectId) && isSparedLate(objectId),
  ).length;
  return {
    ...standing,
    begun: (isUnrecorded(ledger) ? [] : periods).map(
      ({ period, base, fresh, available, completed, baseFrom, ofYear }) => ({
        period,
        // A list that was frozen holds for its period; the running one without one is drawn from the directory of today.
        ...(period === running && baseFrom !== 'freeze'
          ? { base: before.base, fresh: before.fresh + late, ofYear: measureOf(period) ? ofYear : before.ofWindow }
          : { base, fresh: fresh!, ofYear }),
        available: available!,
        drawn: completed,
        isOver: period !== running,
      }),
    ),
    later(period) {
      const members = membersLater(pack, ledger, { class: cls, day, period });
      return members && standingAmong(pack, ledger, { ...place, ofYear: measureOf(place.period), members }).standing;
    },
  };
}

interface Among extends Place {
  readonly ofYear: YearMeasure | undefined;
  readonly members: readonly Member[];
}

/** What some members had of the year by today, and their list as it was before the running period. */
function standingAmong(pack: Pack, ledger: Ledger, place: Among) {
  const before = listToday(pack, ledger, { ...place, isCounted: (visit) => !inPeriod(visit, place.period) });
  const now = listToday(pack, ledger, { ...place, isCounted: () => true });
  const reasons = new Map(before.rows.map(({ objectId, reason }) => [objectId, reason]));
  const cap = capFor(pack, { class: place.class, level: ledger.level });
  const max = cap?.value.max;
  const visits = visitsOfYear(pack, ledger, cap);
  // Whoever may still be drawn has not reached it, whatever was counted by items.
  const tierOf = ({ objectId, state }: CandidateRow) =>
    Math.min(visits(objectId), state === 'in' && max !== undefined ? max - 1 : Number.POSITIVE_INFINITY);
  const drawable = now.rows
    .filter(({ state, reason, objectId }) => {
      const excuse = reasons.get(objectId);
      const isOut = state === 'out' || reason === 'cap';
      return !isOut && excuse !== 'upper-level-clean' && excuse !== 'recognised';
    })
    .map((row) => ({ ...row, tier: tierOf(row) }));
  const { ofYear } = place;
  const standing: ClassStanding = {
    base: now.base,
    uncovered: now.fresh,
    wanted: now.fresh + countedOf(ledger, place, now),
    open: drawable.filter(({ covered }) => !covered).length,
    byTier: tiersOf(drawable),
    rest: tiersOf(drawable.filter(({ reason }) => reason !== 'already-drawn')).slice(0, max),
    ofYear: ofYear ? yearCount(byNow(ledger, place, ofYear)) : now.ofWindow,
  };
  return { before, standing };
}

function countedOf(ledger: Ledger, { class: cls, period }: Place, { rows }: Candidates): number {
  const counted = new Set(doneIn(ledger, cls, period).map(({ visit }) => visit.objectId));
  return rows.filter(({ state, objectId }) => state !== 'out' && counted.has(objectId)).length;
}

/** With those whom the running period has drawn or inspected. */
function byNow(ledger: Ledger, { class: cls, period }: Place, { ids, reached }: YearMeasure): YearMeasure {
  const drawn = doneIn(ledger, cls, period).map(({ visit }) => visit.objectId);
  return { ids, reached: new Set([...reached, ...drawn.filter((id) => ids.has(id))]) };
}

/** The day whose membership is that of today. */
function dayToday(pack: Pack, { asOf, year }: Ledger, period: Period): CalendarDate {
  return membershipDay(pack, { date: dayWithin(asOf, String(year)), period });
}

interface LaterAsk extends Place {
  /** The day whose membership is that of today. */
  readonly day: CalendarDate;
}

/**
 * The members of a class when a period begins, as far as that is on record today: who was set by hand has the class of that day, all
 * others the one they have now. Nothing where nobody's changes.
 */
function membersLater(
  pack: Pack,
  ledger: Ledger,
  { class: cls, day, period }: LaterAsk,
): readonly Member[] | undefined {
  const then = membershipDay(pack, { date: periodDays(period).from, period });
  const handOn = ({ object }: Member, date: CalendarDate) => overrideOn(pack, { object, date });
  const moved = ledger.members.filter((member) => handOn(member, day) !== handOn(member, then));
  if (moved.length === 0) return undefined;
  const stays = ledger
    .membersOn(pack, day)
    .get(cls)!
    .filter((member) => !moved.includes(member));
  const comes = moved.filter((member) => {
    const hand = handOn(member, then);
    const object = { ...member.object, overrides: hand ? [{ ...hand, from: day, to: day }] : [] };
    return classify(pack, { ...member, object, date: day, level: ledger.level }).memberOf.includes(cls);
  });
  return [...stays, ...comes];
}

interface ListAsk extends Among {
  /** Which of the level's own visits count. */
  readonly isCounted: (visit: VisitFact) => boolean;
}

/** The candidate list of a period by the directory of today. */
function listToday(pack: Pack, ledger: Ledger, { isCounted, members, ofYear, ...place }: ListAsk): Candidates {
  const { agency, level, asOf, year } = ledger;
  const date: CalendarDate = dayWithin(asOf, String(year));
  const itemsOf = itemsIn(pack, ledger, place);
  return candidatesAmong(
    pack,
    { ...place, agency, level, date, ...(ofYear && { ofYear }) },
    members.map((member) => ({
      object: member.object,
      visits: member.visits.filter((visit) => !isOwn(ledger, visit) || isCounted(visit)),
      ...itemsOf(member),
    })),
  )!;
}

/** How often an object was drawn by the level in the year, as far as the cap of its class counts that. */
function visitsOfYear(pack: Pack, { members, agency, level, year }: Ledger, cap: Rule<'cap'> | undefined) {
  const byId = new Map(members.map(({ object, visits }) => [object.id, visits]));
  return (id: string) =>
    byId
      .get(id)!
      .filter(
        (visit) =>
          isOwn({ agency, level }, visit) &&
          !visit.recognised &&
          countsUnder(pack, visit) &&
          inPeriod(visit, String(year)) &&
          (cap === undefined || isCounted(pack, cap, visit)),
      ).length;
}

function tiersOf(rows: readonly { readonly tier: number }[]): readonly number[] {
  const most = Math.max(0, ...new Set(rows.map(({ tier }) => tier)));
  return Array.from({ length: most + 1 }, (_, tier) => rows.filter((row) => row.tier === tier).length);
}
