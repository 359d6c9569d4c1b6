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

/** One direction of the search: nodes in the order found, where each was found from, and how many neighbours were looked at. */
type Side = {
  readonly steps: Steps;
  readonly seen: Int32Array;
  readonly from: Int32Array;
  readonly queue: Int32Array;
  head: number;
  tail: number;
  work: number;
};

export function cycleSearch(plan: SeatPlan, components: SeatComponents): CycleSearch {
  const { component } = components;
  const forward = side(stepsForward(plan), component.length);
  const backward = side(stepsBackward(plan), component.length);
  const newComponent = counter(components.peopleAt.length + 1);
  const newStamp = counter(1);
  const trail: Trail = { plan, components, forward, backward, stamp: 0, home: 0, met: -1 };
  return {
    reseat(seat, start) {
      trail.stamp = newStamp();
      trail.home = component[seat]!;
      trail.met = -1;
      restart(forward);
      restart(backward);
      reachBack(trail, seat, seat);
      reach(trail, start, start);
      while (trail.met < 0) {
        const done = [forward, backward].find(({ head, tail }) => head === tail);
        if (done !== undefined) {
          const own = newComponent();
          for (let i = 0; i < done.tail; i++) component[done.queue[i]!] = own;
          return false;
        }
        if (workAfterNext(trail, forward) <= workAfterNext(trail, backward))
          expand(trail, forward.queue[forward.head++]!);
        else expandBack(trail, backward.queue[backward.head++]!);
      }
      shift(plan, cycle(trail, seat, start));
      return true;
    },
  };
}

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

function side(steps: Steps, nodes: number): Side {
  return {
    steps,
    seen: new Int32Array(nodes),
    from: new Int32Array(nodes),
    queue: new Int32Array(nodes),
    head: 0,
    tail: 0,
    work: 0,
  };
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

/** Looked at so far, and at most after one more node: the side that stays smaller goes on. */
function workAfterNext({ plan, components }: Trail, { work, queue, head, steps }: Side): number {
  const exchange = queue[head]! - plan.instance.seatCount - plan.instance.personCount;
  return work + (exchange < 0 ? steps.cost(queue[head]!) : components.peopleAt[exchange]!.length);
}

function isOpen(trail: Trail, mine: Side, node: number): boolean {
  return trail.components.component[node] === trail.home && mine.seen[node] !== trail.stamp && trail.met < 0;
}

function push(mine: Side, node: number, from: number): void {
  mine.from[node] = from;
  mine.queue[mine.tail++] = node;
}

/** Marks a node as found; where the other side has it, the two have met. */
function mark(trail: Trail, mine: Side, node: number): void {
  mine.seen[node] = trail.stamp;
  if (trail.forward.seen[node] === trail.backward.seen[node]) trail.met = node;
}

/** Finds a node going forward, and at once the exchange it leads to. */
function reach(trail: Trail, node: number, from: number): void {
  if (!isOpen(trail, trail.forward, node)) return;
  push(trail.forward, node, from);
  mark(trail, trail.forward, node);
  const { seatCount, personCount } = trail.plan.instance;
  const person = node - seatCount;
  if (person >= 0 && person < personCount && mayTakeMore(trail, person)) {
    reach(trail, trail.components.exchangeOf[person]!, node);
  }
}

/** Finds a node going backward, and at once what surely leads to it: the holder of a seat, the exchange of a person. */
function reachBack(trail: Trail, node: number, from: number): void {
  if (!isOpen(trail, trail.backward, node)) return;
  push(trail.backward, node, from);
  mark(trail, trail.backward, node);
  const { seatCount, personCount } = trail.plan.instance;
  const person = node - seatCount;
  if (person < 0) reachBack(trail, seatCount + trail.plan.holder[node]!, node);
  else if (person < personCount && mayGiveUp(trail, person)) {
    reachBack(trail, trail.components.exchangeOf[person]!, node);
  }
}

function mayTakeMore({ plan, components }: Trail, person: number): boolean {
  return hasRoom(plan, person) && components.price[plan.instance.seatCount + person] === level(plan, person) + 1;
}

function mayGiveUp({ plan, components }: Trail, person: number): boolean {
  return components.price[plan.instance.seatCount + person] === level(plan, person);
}

function expand(trail: Trail, node: number): void {
  const { plan, components, forward } = trail;
  const { seatCount, personCount } = plan.instance;
  if (node < seatCount + personCount) {
    forward.steps.from(node, (to) => {
      forward.work++;
      reach(trail, to, node);
      return trail.met >= 0;
    });
    return;
  }
  for (const person of components.peopleAt[node - seatCount - personCount]!) {
    forward.work++;
    if (mayGiveUp(trail, person)) reach(trail, seatCount + person, node);
  }
}

function expandBack(trail: Trail, node: number): void {
  const { plan, components, backward } = trail;
  const { seatCount, personCount } = plan.instance;
  if (node < seatCount + personCount) {
    backward.steps.from(node, (from) => {
      backward.work++;
      reachBack(trail, from, node);
      return trail.met >= 0;
    });
    return;
  }
  for (const person of components.peopleAt[node - seatCount - personCount]!) {
    backward.work++;
    if (mayTakeMore(trail, person)) reachBack(trail, seatCount + person, node);
  }
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
  const { seatCount, personCount } = plan.instance;
  return walk.filter((node) => node < seatCount + personCount);
}
