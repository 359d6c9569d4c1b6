import type { SeatInstance } from './seat-instance.ts';
import {
  emptyPlan,
  hasRoom,
  largestDegree,
  level,
  place,
  type SeatPlan,
  seatInTeam,
  shift,
  successors,
} from './seat-plan.ts';

/** A plan with the most seats filled. `deficit` = seats left open in *some* such plan: empty iff all seats are filled. */
export type MaximumPlan = { readonly plan: SeatPlan; readonly deficit: readonly number[] };

/** Fills as many seats as can be filled: the least loaded person each time, then chains of changes where nobody is free. */
export function maximumPlan(instance: SeatInstance): MaximumPlan {
  const plan = emptyPlan(instance);
  const open: number[] = [];
  for (let seat = 0; seat < instance.seatCount; seat++) {
    const person = leastLoaded(plan, seat);
    if (person < 0) open.push(seat);
    else place(plan, seat, person);
  }
  return { plan, deficit: fillOpenSeats(plan, open) };
}

function leastLoaded(plan: SeatPlan, seat: number): number {
  const { seatStart, seatPeople } = plan.instance;
  let best = -1;
  for (let k = seatStart[seat]!; k < seatStart[seat + 1]!; k++) {
    const person = seatPeople[k]!;
    if (!hasRoom(plan, person) || seatInTeam(plan, seat, person) >= 0) continue;
    if (best < 0 || level(plan, person) < level(plan, best)) best = person;
  }
  return best;
}

/**
 * Fills those of the `open` seats that can be filled and returns the deficit set: the seats that alternating paths reach from the seats
 * still open, the same for every maximum plan (Dulmage and Mendelsohn). Seats neither filled nor in `open` stay out of the game.
 */
export function fillOpenSeats(plan: SeatPlan, open: readonly number[]): readonly number[] {
  const search = shiftSearch(plan, Number.MAX_SAFE_INTEGER);
  let waiting = open;
  while (search.layer(waiting)) {
    for (const seat of waiting) search.shiftFrom(seat);
    waiting = waiting.filter((seat) => plan.holder[seat]! < 0);
  }
  const { seatCount } = plan.instance;
  return search
    .reached()
    .filter((node) => node < seatCount)
    .sort((a, b) => a - b);
}

/**
 * Makes a plan with all seats filled an optimal one: Σ(load + seats)² becomes least. From the highest level down, people give seats through
 * chains of changes to people at least two levels lower; what a level cannot reach, no lower level needs (Harvey and others, 2003).
 */
export function balance(plan: SeatPlan): void {
  const { seatCount, personCount } = plan.instance;
  const settled = new Uint8Array(seatCount + personCount);
  for (;;) {
    const highest = highestUnsettled(plan, settled);
    if (highest.length === 0) return;
    const search = shiftSearch(plan, level(plan, highest[0]!) - 2, settled);
    let sources = highest.map((person) => seatCount + person);
    const ceiling = level(plan, highest[0]!);
    while (search.layer(sources)) {
      for (const source of sources) search.shiftFrom(source);
      sources = sources.filter((source) => level(plan, source - seatCount) === ceiling);
    }
    for (const node of search.reached()) settled[node] = 1;
  }
}

function highestUnsettled(plan: SeatPlan, settled: Uint8Array): number[] {
  const { seatCount, personCount } = plan.instance;
  let people: number[] = [];
  for (let person = 0; person < personCount; person++) {
    if (settled[seatCount + person] === 1) continue;
    const above = people.length === 0 ? 1 : level(plan, person) - level(plan, people[0]!);
    if (above > 0) people = [person];
    else if (above === 0) people.push(person);
  }
  return people;
}

type ShiftSearch = {
  /** Measures how far every node is from the sources; true where a person to shift to was reached, else everything reachable was. */
  readonly layer: (sources: readonly number[]) => boolean;
  /** Shifts the vacancy of one source along a shortest walk, where one is still open. */
  readonly shiftFrom: (source: number) => void;
  readonly reached: () => number[];
};

/** Walks from sources to people with room at or below `limit`, many per sweep (Hopcroft and Karp); `settled` nodes are never entered. */
function shiftSearch(plan: SeatPlan, limit: number, settled?: Uint8Array): ShiftSearch {
  const { seatCount, personCount } = plan.instance;
  const nodes = seatCount + personCount;
  const distance = new Int32Array(nodes);
  const queue = new Int32Array(nodes);
  const parent = new Int32Array(nodes);
  const visited = new Uint8Array(nodes);
  const around = new Int32Array(largestDegree(plan.instance));
  let queued = 0;

  const isTarget = (node: number): boolean => {
    const person = node - seatCount;
    return person >= 0 && hasRoom(plan, person) && level(plan, person) <= limit;
  };
  const enqueue = (node: number, far: number): void => {
    distance[node] = far;
    queue[queued++] = node;
  };
  const layer = (sources: readonly number[]): boolean => {
    distance.fill(-1);
    visited.fill(0);
    queued = 0;
    for (const source of sources) enqueue(source, 0);
    let nearest = nodes;
    for (let head = 0; head < queued && distance[queue[head]!]! < nearest; head++) {
      const node = queue[head]!;
      const size = successors(plan, node, around);
      for (let k = 0; k < size; k++) {
        const to = around[k]!;
        if (distance[to]! >= 0 || settled?.[to] === 1) continue;
        enqueue(to, distance[node]! + 1);
        if (isTarget(to)) nearest = distance[to]!;
      }
    }
    return nearest < nodes;
  };
  const walkTo = (target: number, source: number): number[] => {
    const walk = [target];
    while (walk.at(-1) !== source) walk.push(parent[walk.at(-1)!]!);
    return walk.reverse();
  };
  const shiftFrom = (source: number): void => {
    const stack = [source];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (visited[node] === 1) continue;
      visited[node] = 1;
      const size = successors(plan, node, around);
      for (let k = 0; k < size; k++) {
        const to = around[k]!;
        if (visited[to] === 1 || distance[to] !== distance[node]! + 1) continue;
        parent[to] = node;
        if (isTarget(to)) {
          shift(plan, walkTo(to, source));
          return;
        }
        stack.push(to);
      }
    }
  };
  return { layer, shiftFrom, reached: () => Array.from(queue.subarray(0, queued)) };
}
