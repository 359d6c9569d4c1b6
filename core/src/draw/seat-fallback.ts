import { throwIllegalValue } from '../basics/assert.ts';
import {
  type SeatInstance,
  type SeatPerson,
  type SeatRecusal,
  type SeatTarget,
  type SeatTemplate,
  seatInstance,
} from './seat-instance.ts';
import { fillOpenSeats, maximumPlan } from './seat-optimum.ts';
import { type SeatPlan, vacate } from './seat-plan.ts';

/**
 * What may be done, in the order frozen in the manifest, when not all seats can be filled. Each step is taken at most once, on top of the
 * earlier ones, and only while seats are missing; a step that would change nothing is passed over and not reported.
 * - `swapObjectSeat`: in every object with a seat in the deficit set, the duty to hold the object's own tags passes from the first seat
 *   that has it to the first seat that has not (the specialist may lead instead of accompany). Other objects keep theirs.
 * - `cap+1`: everybody in the session at that moment, people already borrowed included, may take one seat more. Those borrowed later come
 *   with the cap agreed for them.
 * - `borrow`: the people of the frozen list join with their own tags, load and cap; recusals hold for them too.
 * - `postpone`: of the objects with a seat in the deficit set the one with the highest rank number is left out, again and again, until the
 *   others can be seated.
 */
export type FallbackStep = 'swapObjectSeat' | 'cap+1' | 'borrow' | 'postpone';

/** What is to be seated: `targets` in rank order, `swapped` = ranks whose object duty was passed on. */
export type Session = {
  readonly targets: readonly SeatTarget[];
  readonly people: readonly SeatPerson[];
  readonly recusals: readonly SeatRecusal[];
  readonly seats: readonly SeatTemplate[];
  readonly swapped: ReadonlySet<number>;
};

/** `deficit` is empty where `plan` fills every seat (it is not yet balanced). `steps` taken, in order; `postponed` ranks, ascending. */
export type SeatingAttempt = {
  readonly session: Session;
  readonly instance: SeatInstance;
  readonly plan: SeatPlan;
  readonly deficit: readonly number[];
  readonly steps: readonly FallbackStep[];
  readonly postponed: readonly number[];
};

/** Seats everybody, with as few of the fallback steps as are needed. */
export function seatWithFallback(
  session: Session,
  fallback: readonly FallbackStep[],
  borrow: readonly SeatPerson[],
): SeatingAttempt {
  let attempt: SeatingAttempt = { ...attemptOf(session), steps: [], postponed: [] };
  for (const step of fallback) {
    if (attempt.deficit.length === 0) break;
    if (attempt.steps.includes(step)) continue;
    const relaxed = relax(step, attempt, borrow);
    if (relaxed === undefined) continue;
    attempt = {
      ...attemptOf(relaxed),
      steps: [...attempt.steps, step],
      postponed: ranksMissing(attempt.session, relaxed),
    };
  }
  return attempt;
}

/** The template that holds for one object. */
export function templateOf(
  session: Pick<Session, 'swapped' | 'seats'>,
  target: Pick<SeatTarget, 'rank'>,
): readonly SeatTemplate[] {
  return session.swapped.has(target.rank) ? swapObjectSeat(session.seats) : session.seats;
}

function attemptOf(session: Session): Pick<SeatingAttempt, 'session' | 'instance' | 'plan' | 'deficit'> {
  const { targets, people, recusals, seats } = session;
  const templates = (target: SeatTarget): readonly SeatTemplate[] => templateOf(session, target);
  const instance = seatInstance({ targets, people, recusals, width: seats.length, seatsOf: templates });
  return { session, instance, ...maximumPlan(instance) };
}

/** The session after one more step; undefined where the step has nothing to change. */
function relax(step: FallbackStep, attempt: SeatingAttempt, borrow: readonly SeatPerson[]): Session | undefined {
  const { session } = attempt;
  switch (step) {
    case 'swapObjectSeat': {
      const swapped = targetsIn(attempt).filter((target) => target.needs.length > 0);
      if (swapped.length === 0 || swapObjectSeat(session.seats) === session.seats) return undefined;
      return { ...session, swapped: new Set(swapped.map((target) => target.rank)) };
    }
    case 'cap+1':
      if (session.people.length === 0) return undefined;
      return { ...session, people: session.people.map((person) => ({ ...person, cap: person.cap + 1 })) };
    case 'borrow':
      return borrow.length === 0 ? undefined : { ...session, people: [...session.people, ...borrow] };
    case 'postpone':
      return { ...session, targets: withoutPostponed(attempt) };
    default:
      return throwIllegalValue(step);
  }
}

/** The flag moves from the first seat that has it to the first that has not; the template itself where there are not both. */
function swapObjectSeat(seats: readonly SeatTemplate[]): readonly SeatTemplate[] {
  const from = seats.findIndex((seat) => seat.object === true);
  const to = seats.findIndex((seat) => seat.object !== true);
  if (from < 0 || to < 0) return seats;
  return seats.map((seat, i) => (i === from || i === to ? { ...seat, object: i === to } : seat));
}

function targetsIn({ session, instance, deficit }: SeatingAttempt): readonly SeatTarget[] {
  const indices = new Set(deficit.map((seat) => Math.floor(seat / instance.width)));
  return session.targets.filter((_, i) => indices.has(i));
}

/** Leaves out objects one by one, keeping what the plan has: the deficit set does not depend on which maximum plan it is read from. */
function withoutPostponed({ session, instance, plan, deficit }: SeatingAttempt): readonly SeatTarget[] {
  const { width, seatCount } = instance;
  const left = new Set<number>();
  for (let missing = deficit; missing.length > 0; ) {
    const last = Math.floor(missing.at(-1)! / width);
    left.add(last);
    for (let j = 0; j < width; j++) vacate(plan, last * width + j);
    const open: number[] = [];
    for (let seat = 0; seat < seatCount; seat++) {
      if (plan.holder[seat]! < 0 && !left.has(Math.floor(seat / width))) open.push(seat);
    }
    missing = fillOpenSeats(plan, open);
  }
  return session.targets.filter((_, i) => !left.has(i));
}

function ranksMissing(before: Session, after: Session): readonly number[] {
  const kept = new Set(after.targets.map((target) => target.rank));
  return before.targets.map((target) => target.rank).filter((rank) => !kept.has(rank));
}
