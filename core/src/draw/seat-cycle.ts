import type { SeatComponents } from './seat-components.ts';
import { hasRoom, level, type SeatPlan, shift } from './seat-plan.ts';
import { type Steps, stepsBackward, stepsForward } from './seat-steps.ts';

export type CycleSearch = {
  /**
   * Lets the vacancy of `seat` move to node `start` and come back through moves between nodes of the seat's component; true and the plan
   * changed where a way back exists, else false and one of the two sides explored is a component of its own.
   */
  readonly reseat: (seat: number, start: number) => boolean;
};

/**
 * One direction of the search: nodes in the order found, where each was found from, and how many neighbours were looked at. `find` takes a
 * node into the search; `isBeside` tells whether a person is a neighbour of the exchange in this direction.
 */
type Side = {
  readonly steps: Steps;
  readonly find: (trail: Trail, node: number, from: number) => void;
  readonly isBeside: (trail: Trail, person: number) => boolean;
  readonly seen: Int32Array;
  readonly from: Int32Array;
  readonly queue: Int32Array;
  head: number;
  tail: number;
  work: number;
};

/** A search under way: `stamp` marks its nodes in `seen`, `home` is the component it stays in, `met` the node both sides have found. */
type Trail = {
  readonly plan: SeatPlan;
  readonly components: SeatComponents;
  readonly forward: Side;
  readonly backward: Side;
  stamp: number;
  home: number;
  met: number;
};

export function cycleSearch(plan: SeatPlan, components: SeatComponents): CycleSearch {
  const { component } = components;
  const forward = side({ steps: stepsForward(plan), find: findAfter, isBeside: mayGiveUp }, component.length);
  const backward = side({ steps: stepsBackward(plan), find: findBefore, isBeside: mayTakeMore }, component.length);
  const newComponent = counter(components.peopleAt.length + 1);
  const newStamp = counter(1);
  const trail: Trail = { plan, components, forward, backward, stamp: 0, home: 0, met: -1 };
  const start = (seat: number, node: number): void => {
    trail.stamp = newStamp();
    trail.home = component[seat]!;
    trail.met = -1;
    restart(forward);
    restart(backward);
    findBefore(trail, seat, seat);
    findAfter(trail, node, node);
  };
  return {
    reseat(seat, node) {
      start(seat, node);
      while (trail.met < 0) {
        const exhausted = [forward, backward].find(({ head, tail }) => head === tail);
        if (exhausted !== undefined) {
          const own = newComponent();
          for (let i = 0; i < exhausted.tail; i++) component[exhausted.queue[i]!] = own;
          return false;
        }
        expand(trail, workAfterNext(trail, forward) <= workAfterNext(trail, backward) ? forward : backward);
      }
      shift(plan, cycle(trail, seat, node));
      return true;
    },
  };
}

function side(direction: Pick<Side, 'steps' | 'find' | 'isBeside'>, nodes: number): Side {
  const array = (): Int32Array => new Int32Array(nodes);
  return { ...direction, seen: array(), from: array(), queue: array(), head: 0, tail: 0, work: 0 };
}

function restart(side: Side): void {
  side.steps.restart();
  side.head = 0;
  side.tail = 0;
  side.work = 0;
}

function counter(first: number): () => number {
  let next = first;
  return () => next++;
}

/** Neighbours looked at so far, and at most after one more node: the side that stays smaller goes on. */
function workAfterNext({ plan, components }: Trail, { work, queue, head, steps }: Side): number {
  const exchange = exchangeIndex(plan, queue[head]!);
  return work + (exchange < 0 ? steps.cost(queue[head]!) : components.peopleAt[exchange]!.length);
}

function exchangeIndex({ instance }: SeatPlan, node: number): number {
  return node - instance.seatCount - instance.personCount;
}

function expand(trail: Trail, side: Side): void {
  const { plan, components } = trail;
  const node = side.queue[side.head++]!;
  const exchange = exchangeIndex(plan, node);
  if (exchange < 0) {
    side.steps.from(node, (to) => {
      side.work++;
      side.find(trail, to, node);
      return trail.met >= 0;
    });
    return;
  }
  for (const person of components.peopleAt[exchange]!) {
    side.work++;
    if (side.isBeside(trail, person)) side.find(trail, plan.instance.seatCount + person, node);
  }
}

/** Finds a node going forward, and at once the exchange it leads to. */
function findAfter(trail: Trail, node: number, from: number): void {
  if (!isNew(trail, trail.forward, node)) return;
  note(trail.forward, node, from);
  mark(trail, trail.forward, node);
  const person = node - trail.plan.instance.seatCount;
  if (isPerson(trail, person) && mayTakeMore(trail, person)) {
    findAfter(trail, trail.components.exchangeOf[person]!, node);
  }
}

/** Finds a node going backward, and at once what surely leads to it: the holder of a seat, the exchange of a person. */
function findBefore(trail: Trail, node: number, from: number): void {
  if (!isNew(trail, trail.backward, node)) return;
  note(trail.backward, node, from);
  mark(trail, trail.backward, node);
  const { seatCount } = trail.plan.instance;
  const person = node - seatCount;
  if (person < 0) findBefore(trail, seatCount + trail.plan.holder[node]!, node);
  else if (isPerson(trail, person) && mayGiveUp(trail, person)) {
    findBefore(trail, trail.components.exchangeOf[person]!, node);
  }
}

function isNew(trail: Trail, side: Side, node: number): boolean {
  return trail.components.component[node] === trail.home && side.seen[node] !== trail.stamp && trail.met < 0;
}

function note(side: Side, node: number, from: number): void {
  side.from[node] = from;
  side.queue[side.tail++] = node;
}

/** Marks a node as found; where the other side has it too, the two have met. */
function mark(trail: Trail, side: Side, node: number): void {
  side.seen[node] = trail.stamp;
  if (trail.forward.seen[node] === trail.backward.seen[node]) trail.met = node;
}

function isPerson({ plan }: Trail, index: number): boolean {
  return index >= 0 && index < plan.instance.personCount;
}

function mayTakeMore({ plan, components }: Trail, person: number): boolean {
  return hasRoom(plan, person) && components.price[plan.instance.seatCount + person] === level(plan, person) + 1;
}

function mayGiveUp({ plan, components }: Trail, person: number): boolean {
  return components.price[plan.instance.seatCount + person] === level(plan, person);
}

/** The closed walk seat → start → … → met → … → seat without the exchanges, which hold nothing. */
function cycle({ plan, forward, backward, met }: Trail, seat: number, start: number): number[] {
  const walk = [met];
  for (let node = met; node !== start; ) {
    node = forward.from[node]!;
    walk.push(node);
  }
  walk.push(seat);
  walk.reverse();
  for (let node = met; node !== seat; ) {
    node = backward.from[node]!;
    walk.push(node);
  }
  return walk.filter((node) => exchangeIndex(plan, node) < 0);
}
