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

export function isPair(instance: SeatInstance, seat: number, person: number): boolean {
  const { seatStart, seatPeople } = instance;
  let low = seatStart[seat]!;
  let high = seatStart[seat + 1]!;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (seatPeople[middle]! < person) low = middle + 1;
    else high = middle;
  }
  return low < seatStart[seat + 1]! && seatPeople[low] === person;
}

/** Nodes a vacancy at `node` can move to, written to `out`; their number is returned. */
export function successors(plan: SeatPlan, node: number, out: Int32Array): number {
  const { seatCount, seatStart, seatPeople } = plan.instance;
  let size = 0;
  if (node >= seatCount) {
    for (let seat = plan.first[node - seatCount]!; seat >= 0; seat = plan.next[seat]!) out[size++] = seat;
    return size;
  }
  for (let k = seatStart[node]!; k < seatStart[node + 1]!; k++) {
    const person = seatPeople[k]!;
    if (plan.holder[node] !== person) out[size++] = nodeAfter(plan, node, person);
  }
  return size;
}

/** Nodes from which a vacancy can move to `node`, in a plan whose seats are all filled. */
export function predecessors(plan: SeatPlan, node: number, out: Int32Array): number {
  const { instance, holder } = plan;
  const { seatCount, personStart, personSeats, width } = instance;
  let size = 0;
  if (node >= seatCount) {
    const person = node - seatCount;
    for (let k = personStart[person]!; k < personStart[person + 1]!; k++) {
      const seat = personSeats[k]!;
      if (seatInTeam(plan, seat, person) < 0) out[size++] = seat;
    }
    return size;
  }
  const person = holder[node]!;
  out[size++] = seatCount + person;
  const base = node - (node % width);
  for (let seat = base; seat < base + width; seat++) {
    if (seat !== node && isPair(instance, seat, person)) out[size++] = seat;
  }
  return size;
}

/** Most neighbours a node can have. */
export function largestDegree(instance: SeatInstance): number {
  return Math.max(instance.personCount, instance.seatCount) + instance.width;
}

/** Moves the vacancy along a walk of nodes: each seat of it goes to the person who carries the vacancy on. The last node keeps it. */
export function shift(plan: SeatPlan, walk: readonly number[]): void {
  const { seatCount } = plan.instance;
  const carriers = walk.map((node) => (node < seatCount ? plan.holder[node]! : node - seatCount));
  for (let i = 0; i + 1 < walk.length; i++) {
    if (walk[i]! < seatCount) place(plan, walk[i]!, carriers[i + 1]!);
  }
}
