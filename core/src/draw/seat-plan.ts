import type { SeatInstance } from './seat-instance.ts';

/**
 * A plan under way: who holds each seat (−1 = nobody), how many seats each person holds, and each person's seats as a linked list.
 *
 * What may change is a graph of *vacancies*. Nodes 0…seats−1 say "this seat is without a person", node seats+i says "person i holds
 * one seat too many". A vacant seat is taken by an eligible person who is not in the team (that person then has one too many), or by an
 * eligible person who already sits in the *same* team, whose other seat becomes the vacant one. A person with one too many gives up any
 * seat held. Every change of a plan that keeps all seats filled is a walk of this graph.
 */
export type SeatPlan = {
  readonly instance: SeatInstance;
  readonly holder: Int32Array;
  readonly counts: Int32Array;
  readonly first: Int32Array;
  readonly next: Int32Array;
  readonly previous: Int32Array;
};

export function emptyPlan(instance: SeatInstance): SeatPlan {
  return {
    instance,
    holder: new Int32Array(instance.seatCount).fill(-1),
    counts: new Int32Array(instance.personCount),
    first: new Int32Array(instance.personCount).fill(-1),
    next: new Int32Array(instance.seatCount).fill(-1),
    previous: new Int32Array(instance.seatCount).fill(-1),
  };
}

/** Seats taken this year, this session's included: what the balance is about. */
export function level(plan: SeatPlan, person: number): number {
  return plan.instance.loads[person]! + plan.counts[person]!;
}

export function hasRoom(plan: SeatPlan, person: number): boolean {
  return plan.counts[person]! < plan.instance.caps[person]!;
}

/** Gives a seat to a person, taking it from whoever holds it. */
export function place(plan: SeatPlan, seat: number, person: number): void {
  vacate(plan, seat);
  const { holder, counts, first, next, previous } = plan;
  holder[seat] = person;
  counts[person]!++;
  const head = first[person]!;
  next[seat] = head;
  previous[seat] = -1;
  if (head >= 0) previous[head] = seat;
  first[person] = seat;
}

export function vacate(plan: SeatPlan, seat: number): void {
  const { holder, counts, first, next, previous } = plan;
  const person = holder[seat]!;
  if (person < 0) return;
  holder[seat] = -1;
  counts[person]!--;
  const before = previous[seat]!;
  const after = next[seat]!;
  if (before >= 0) next[before] = after;
  else first[person] = after;
  if (after >= 0) previous[after] = before;
}

/** The seat this person holds in the team that `seat` belongs to, or −1. */
export function seatInTeam(plan: SeatPlan, seat: number, person: number): number {
  const { width } = plan.instance;
  const base = seat - (seat % width);
  for (let other = base; other < base + width; other++) if (plan.holder[other] === person) return other;
  return -1;
}

/** The node a vacancy of `seat` moves to when `person` takes it. */
export function nodeAfter(plan: SeatPlan, seat: number, person: number): number {
  const own = seatInTeam(plan, seat, person);
  return own >= 0 ? own : plan.instance.seatCount + person;
}

/** Moves the vacancy along a walk of nodes: each seat of it goes to the person who carries the vacancy on. The last node keeps it. */
export function shift(plan: SeatPlan, walk: readonly number[]): void {
  const { seatCount } = plan.instance;
  const carriers = walk.map((node) => (node < seatCount ? plan.holder[node]! : node - seatCount));
  for (let i = 0; i + 1 < walk.length; i++) {
    if (walk[i]! < seatCount) place(plan, walk[i]!, carriers[i + 1]!);
  }
}
