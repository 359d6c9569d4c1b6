import { eligible } from '../src/draw/seat-instance.ts';
import type { AssignmentInput } from '../src/draw/seats.ts';

/** Most seats that can be filled: a plain maximum flow inspector → (inspector, object) → seat, one unit at a time. */
export function mostSeats(input: AssignmentInput): number {
  const arcs = new Map<string, Map<string, number>>();
  const arc = (from: string, to: string, capacity: number): void => {
    arcs.set(from, (arcs.get(from) ?? new Map()).set(to, capacity));
    arcs.set(to, arcs.get(to) ?? new Map());
    if (!arcs.get(to)!.has(from)) arcs.get(to)!.set(from, 0);
  };
  for (const person of input.people) {
    arc('source', `p ${person.id}`, person.cap);
    for (const target of input.targets) {
      const pair = `pair ${person.id} ${target.objectId}`;
      for (const seat of input.seats) {
        if (!eligible(person, seat, target, input.recusals)) continue;
        arc(`p ${person.id}`, pair, 1);
        arc(pair, `s ${target.rank}/${seat.id}`, 1);
        arc(`s ${target.rank}/${seat.id}`, 'sink', 1);
      }
    }
  }
  let flow = 0;
  while (augment(arcs)) flow++;
  return flow;
}

function augment(arcs: ReadonlyMap<string, Map<string, number>>): boolean {
  const parent = new Map([['source', '']]);
  for (const node of parent.keys()) {
    for (const [to, left] of arcs.get(node) ?? []) if (left > 0 && !parent.has(to)) parent.set(to, node);
  }
  if (!parent.has('sink')) return false;
  for (let to = 'sink'; to !== 'source'; to = parent.get(to)!) {
    const from = parent.get(to)!;
    arcs.get(from)!.set(to, arcs.get(from)!.get(to)! - 1);
    arcs.get(to)!.set(from, arcs.get(to)!.get(from)! + 1);
  }
  return true;
}

/**
 * Looks for somebody who could hand a seat, through any chain of changes, to somebody at least two levels lower who has room; the pair, or
 * undefined where the plan balances the loads as well as can be. `holders` = inspector by seat key.
 */
export function unbalancedPair(
  input: AssignmentInput,
  holders: ReadonlyMap<string, string>,
): readonly [string, string] | undefined {
  const seats = input.targets.flatMap((target) =>
    input.seats.map((seat) => ({
      key: `${target.rank}/${seat.id}`,
      team: input.seats.map(({ id }) => `${target.rank}/${id}`),
      open: input.people.filter((person) => eligible(person, seat, target, input.recusals)).map(({ id }) => id),
    })),
  );
  const held = new Map<string, string[]>(input.people.map(({ id }) => [id, []]));
  for (const [key, id] of holders) held.get(id)!.push(key);
  const moves = new Map<string, string[]>();
  for (const { key, team, open } of seats) {
    const others = open.filter((id) => id !== holders.get(key));
    moves.set(
      key,
      others.map((id) => team.find((other) => holders.get(other) === id) ?? id),
    );
  }
  const level = new Map(input.people.map(({ id, load }) => [id, load + held.get(id)!.length]));
  for (const giver of input.people) {
    const reached = new Set([giver.id]);
    for (const node of reached) for (const to of held.get(node) ?? moves.get(node)!) reached.add(to);
    const taker = input.people.find(
      ({ id, cap }) => reached.has(id) && held.get(id)!.length < cap && level.get(id)! <= level.get(giver.id)! - 2,
    );
    if (taker !== undefined) return [giver.id, taker.id];
  }
  return undefined;
}
