import { peopleFor, type SeatInstance } from './seat-instance.ts';
import { emptyPlan, hasRoom, level, place, type SeatPlan, seatInTeam, shift } from './seat-plan.ts';
import { stepsForward } from './seat-steps.ts';

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
  let best = -1;
  for (const person of peopleFor(plan.instance, seat)) {
    if (best >= 0 && level(plan, person) >= level(plan, best)) continue;
    if (hasRoom(plan, person) && seatInTeam(plan, seat, person) < 0) best = person;
  }
  return best;
}

/**
 * Fills those of the `open` seats that can be filled and returns the deficit set: the seats that alternating paths reach from the seats
 * still open, the same for every maximum plan (Dulmage and Mendelsohn). Seats neither filled nor in `open` stay out of the game.
 */
export function fillOpenSeats(plan: SeatPlan, open: readonly number[]): readonly number[] {
  const { seatCount } = plan.instance;
  const sweep = sweeper(plan, new Uint8Array(seatCount + plan.instance.personCount));
  for (let waiting = open; ; waiting = waiting.filter((seat) => plan.holder[seat]! < 0)) {
    const reached = sweep(waiting, Number.MAX_SAFE_INTEGER);
    if (reached !== undefined) return reached.filter((node) => node < seatCount).sort((a, b) => a - b);
  }
}

/**
 * Makes a plan with all seats filled an optimal one: Σ(load + seats)² becomes least. From the highest level down, people give seats through
 * chains of changes to people at least two levels lower; what a level cannot reach, no lower level needs (Harvey and others, 2003).
 */
export function balance(plan: SeatPlan): void {
  const { seatCount, personCount } = plan.instance;
  const settled = new Uint8Array(seatCount + personCount);
  const sweep = sweeper(plan, settled);
  for (;;) {
    const people = highestUnsettled(plan, settled);
    if (people.length === 0) return;
    const sources = people.map((person) => seatCount + person);
    const reached = sweep(sources, level(plan, people[0]!) - 2);
    for (const node of reached ?? []) settled[node] = 1;
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

type Sweep = (sources: readonly number[], limit: number) => readonly number[] | undefined;

/**
 * One sweep searches from all sources at once for people with room at or below the level `limit` and moves the vacancies of as many
 * sources as it can along separate walks. Where it finds nobody it returns all nodes reached. `settled` nodes are never entered.
 */
function sweeper(plan: SeatPlan, settled: Uint8Array): Sweep {
  const { seatCount } = plan.instance;
  const steps = stepsForward(plan);
  const parent = new Int32Array(settled.length);
  const seen = new Uint8Array(settled.length);
  return (sources, limit) => {
    steps.restart();
    seen.set(settled);
    const queue = [...sources];
    const found: number[] = [];
    for (const source of sources) {
      seen[source] = 1;
      parent[source] = -1;
    }
    for (let head = 0; head < queue.length; head++) {
      const node = queue[head]!;
      steps.from(node, (to) => {
        if (seen[to] === 1) return false;
        seen[to] = 1;
        parent[to] = node;
        queue.push(to);
        const person = to - seatCount;
        if (person >= 0 && hasRoom(plan, person) && level(plan, person) <= limit) found.push(to);
        return false;
      });
    }
    if (found.length === 0) return queue;
    shiftSeparately(plan, parent, found);
    return undefined;
  };
}

/** Moves vacancies to the people found, nearest first, along the search's own tree; walks that share a node with an earlier one wait. */
function shiftSeparately(plan: SeatPlan, parent: Int32Array, found: readonly number[]): void {
  const used = new Uint8Array(parent.length);
  for (const target of found) {
    const walk: number[] = [];
    for (let node = target; node >= 0; node = parent[node]!) walk.push(node);
    if (walk.some((node) => used[node] === 1)) continue;
    for (const node of walk) used[node] = 1;
    shift(plan, walk.reverse());
  }
}
