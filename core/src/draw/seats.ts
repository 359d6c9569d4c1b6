import { assert } from '../basics/assert.ts';
import { err, ok, type Result } from '../basics/result.ts';
import { drawSeats } from './seat-choice.ts';
import { type FallbackStep, type SeatingAttempt, seatWithFallback, templateOf } from './seat-fallback.ts';
import { peopleFor, type SeatPerson, type SeatRecusal, type SeatTarget, type SeatTemplate } from './seat-instance.ts';
import { balance } from './seat-optimum.ts';
import { type SeatSource, seatKey, seatTickets } from './seat-tickets.ts';

export type { FallbackStep } from './seat-fallback.ts';
export type { SeatPerson, SeatRecusal, SeatTarget, SeatTemplate } from './seat-instance.ts';

/**
 * `hash` and `seed` as {@link SeatSource} has them. `targets` = every drawn object once, with its lowest rank. `people` = those who are `in`. `seats` = the
 * team template, in its order. `fallback` and `borrow` (people who may be lent) as frozen in the manifest.
 */
export type AssignmentInput = SeatSource & {
  readonly targets: readonly SeatTarget[];
  readonly people: readonly SeatPerson[];
  readonly recusals: readonly SeatRecusal[];
  readonly seats: readonly SeatTemplate[];
  readonly fallback: readonly FallbackStep[];
  readonly borrow: readonly SeatPerson[];
};

export type SeatTaken = { readonly seat: string; readonly inspector: string };
export type Team = { readonly rank: number; readonly objectId: string; readonly team: readonly SeatTaken[] };

/**
 * Teams in rank order, seats in template order. `steps` = fallback steps taken; `postponed` = ranks left without a team, ascending;
 * `swapped` = ranks in which `swapObjectSeat` moved the object's tags to another seat, ascending.
 */
export type Assignment = {
  readonly teams: readonly Team[];
  readonly steps: readonly FallbackStep[];
  readonly postponed: readonly number[];
  readonly swapped: readonly number[];
};

/**
 * Why the seats cannot all be filled: `seats` is the deficit set X after all steps. `needed` = |X|; the `people` who may take a seat of X
 * at all can together take no more than `possible` < `needed` of them, each at most min(cap, objects of X open to him).
 */
export type Deficit = {
  readonly reason: 'infeasible';
  readonly seats: readonly { readonly rank: number; readonly seat: string }[];
  readonly needed: number;
  readonly possible: number;
  readonly people: readonly { readonly id: string; readonly cap: number; readonly objects: number }[];
  readonly steps: readonly FallbackStep[];
};

/**
 * Gives every seat a person: of all plans that fill the seats and balance the year's loads best (Σ(load + seats)² least), the one that the
 * seed picks seat by seat. The product's draw specification, "Assignment", has the rule; the answer does not depend on the order of any
 * list. Throws where an id, a rank or a seat stands twice, which the caller's lists exclude.
 */
export function assignSeats(input: AssignmentInput): Result<Assignment, Deficit> {
  const { people, recusals, seats } = input;
  const targets = [...input.targets].sort((a, b) => a.rank - b.rank);
  checkUnique(targets, seats);
  const attempt = seatWithFallback(
    { targets, people, recusals, seats, swapped: new Set() },
    input.fallback,
    input.borrow,
  );
  if (attempt.deficit.length > 0) return err(deficitOf(attempt));
  const { session, plan } = attempt;
  balance(plan);
  const keys = session.targets.flatMap(({ rank }) => seats.map(({ id }) => seatKey(rank, id)));
  const ids = session.people.map((person) => person.id);
  drawSeats(plan, seatTickets(input, keys, ids));
  const teams = session.targets.map(({ rank, objectId }, t) => ({
    rank,
    objectId,
    team: seats.map(({ id }, j) => ({ seat: id, inspector: ids[plan.holder[t * seats.length + j]!]! })),
  }));
  const { steps, postponed } = attempt;
  return ok({ teams, steps, postponed, swapped: swappedRanks(attempt) });
}

function checkUnique(targets: readonly SeatTarget[], seats: readonly SeatTemplate[]): void {
  assert(new Set(targets.map((target) => target.rank)).size === targets.length, 'a rank stands twice');
  assert(new Set(targets.map((target) => target.objectId)).size === targets.length, 'an object stands twice');
  assert(new Set(seats.map((seat) => seat.id)).size === seats.length, 'a seat stands twice');
}

function swappedRanks({ session }: SeatingAttempt): readonly number[] {
  return session.targets.map((target) => target.rank).filter((rank) => session.swapped.has(rank));
}

function deficitOf({ session, instance, deficit, steps }: SeatingAttempt): Deficit {
  const { width } = instance;
  const objectsOpen = new Map<number, Set<number>>();
  for (const seat of deficit) {
    for (const person of peopleFor(instance, seat)) {
      const objects = objectsOpen.get(person) ?? new Set();
      objectsOpen.set(person, objects.add(Math.floor(seat / width)));
    }
  }
  const people = session.people.flatMap(({ id, cap }, i) => {
    const objects = objectsOpen.get(i)?.size ?? 0;
    return objects === 0 ? [] : [{ id, cap, objects }];
  });
  return {
    reason: 'infeasible',
    seats: deficit.map((seat) => {
      const target = session.targets[Math.floor(seat / width)]!;
      return { rank: target.rank, seat: templateOf(session, target)[seat % width]!.id };
    }),
    needed: deficit.length,
    possible: people.reduce((sum, { cap, objects }) => sum + Math.min(cap, objects), 0),
    people,
    steps,
  };
}
