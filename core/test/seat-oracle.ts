import { compareText, concat, hex, utf8 } from '../src/basics/bytes.ts';
import { eligible, type SeatPerson, type SeatTarget, type SeatTemplate } from '../src/draw/seat-instance.ts';
import type { SeatSource } from '../src/draw/seat-tickets.ts';
import type { AssignmentInput } from '../src/draw/seats.ts';
import { hkdfExpand } from '../src/hash/hkdf.ts';

/** What brute force answers: teams as inspector ids, or the deficit set as seat keys. */
export type OracleAnswer = {
  readonly steps: readonly string[];
  readonly postponed?: readonly number[];
  readonly teams?: readonly (readonly string[])[];
  readonly cost?: number;
  readonly deficit?: readonly string[];
};

type Small = Omit<AssignmentInput, 'seats'> & { readonly seatsOf: (target: SeatTarget) => readonly SeatTemplate[] };

/** The draw rule and the fallback steps followed on the list of all plans, with nothing of the product's search. */
export function oracle(input: AssignmentInput): OracleAnswer {
  let session: Small = { ...input, seatsOf: () => input.seats };
  const steps: string[] = [];
  for (const step of input.fallback) {
    const deficit = deficitOf(session);
    if (deficit.length === 0) break;
    const next = after(step, session, deficit);
    if (next !== undefined && !steps.includes(step)) {
      session = next;
      steps.push(step);
    }
  }
  const kept = session.targets.map(({ rank }) => rank);
  const postponed = input.targets.map(({ rank }) => rank).filter((rank) => !kept.includes(rank));
  const deficit = deficitOf(session);
  return deficit.length > 0 ? { steps, deficit } : { steps, postponed, ...draw(session) };
}

function after(step: string, session: Small, deficit: readonly string[]): Small | undefined {
  const short = session.targets.filter(({ rank }) => deficit.some((key) => key.startsWith(`${rank}/`)));
  if (step === 'cap+1') {
    return { ...session, people: session.people.map((person) => ({ ...person, cap: person.cap + 1 })) };
  }
  if (step === 'borrow') {
    return session.borrow.length === 0 ? undefined : { ...session, people: [...session.people, ...session.borrow] };
  }
  if (step === 'postpone') {
    const without = { ...session, targets: session.targets.filter((target) => target !== short.at(-1)) };
    const still = deficitOf(without);
    return still.length === 0 ? without : after(step, without, still);
  }
  const changed = short.filter((target) => target.needs.length > 0 && exchanged(session.seatsOf(target)) !== undefined);
  if (changed.length === 0) return undefined;
  const seatsOf = (target: SeatTarget): readonly SeatTemplate[] => {
    const seats = session.seatsOf(target);
    return changed.includes(target) ? exchanged(seats)! : seats;
  };
  return { ...session, seatsOf };
}

function exchanged(seats: readonly SeatTemplate[]): readonly SeatTemplate[] | undefined {
  const flags = seats.map((seat) => seat.object === true);
  const [from, to] = [flags.indexOf(true), flags.indexOf(false)];
  if (from < 0 || to < 0) return undefined;
  flags[from] = false;
  flags[to] = true;
  return seats.map(({ id, needs }, i) => ({ id, needs, object: flags[i]! }));
}

function keysOf(session: Small): string[] {
  return session.targets.flatMap((target) => session.seatsOf(target).map(({ id }) => `${target.rank}/${id}`));
}

/** Seats left open by some plan among those with the most seats filled. */
function deficitOf(session: Small): string[] {
  if (allPlans(session, false).length > 0) return [];
  const plans = allPlans(session, true);
  const filled = (plan: readonly number[]): number => plan.filter((person) => person >= 0).length;
  const most = plans.reduce((best, plan) => Math.max(best, filled(plan)), 0);
  const best = plans.filter((plan) => filled(plan) === most);
  return keysOf(session).filter((_, seat) => best.some((plan) => plan[seat]! < 0));
}

/** Plans as one person index a seat (−1 = empty), seats object by object. */
function allPlans(session: Small, mayLeaveOpen: boolean): number[][] {
  const open = session.targets.flatMap((target, t) =>
    session.seatsOf(target).map((seat) => ({
      t,
      people: session.people.flatMap((person, i) => (eligible(person, seat, target, session.recusals) ? [i] : [])),
    })),
  );
  const plans: number[][] = [];
  const extend = (plan: number[]): void => {
    const seat = open[plan.length];
    if (seat === undefined) {
      plans.push([...plan]);
      return;
    }
    for (const person of mayLeaveOpen ? [...seat.people, -1] : seat.people) {
      const own = plan.flatMap((other, i) => (other === person ? [open[i]!.t] : []));
      if (person >= 0 && (own.includes(seat.t) || own.length >= session.people[person]!.cap)) continue;
      plan.push(person);
      extend(plan);
      plan.pop();
    }
  };
  extend([]);
  return plans;
}

/** Σ(load + seats)². */
export function costOf(people: readonly SeatPerson[], plan: readonly string[]): number {
  return people.reduce((sum, { id, load }) => sum + (load + plan.filter((other) => other === id).length) ** 2, 0);
}

/** How many people have a seat of this year, the plan's own among them. */
export function takingPart(people: readonly SeatPerson[], plan: readonly string[]): number {
  return people.filter(({ id, load }) => load > 0 || plan.includes(id)).length;
}

/** Inspector ids a seat, seats object by object: all plans that fill the seats. */
export function fullPlans(input: AssignmentInput): string[][] {
  const { people } = input;
  return allPlans({ ...input, seatsOf: () => input.seats }, false).map((plan) => plan.map((i) => people[i]!.id));
}

/** Inspector ids a seat, seats object by object: all plans that fill the seats at the least cost. */
export function optimalPlans(input: AssignmentInput): string[][] {
  return optimal({ ...input, seatsOf: () => input.seats });
}

function optimal(session: Small): string[][] {
  const { people } = session;
  const plans = allPlans(session, false).map((plan) => plan.map((person) => people[person]!.id));
  const costs = plans.map((plan) => costOf(people, plan));
  const least = costs.reduce((a, b) => Math.min(a, b), Number.MAX_SAFE_INTEGER);
  return plans.filter((_, i) => costs[i] === least);
}

function draw(session: Small): { teams: string[][]; cost: number } {
  const keys = keysOf(session);
  let plans = optimal(session);
  for (const seat of drawingOrder(session, keys)) {
    const chosen = [...new Set(plans.map((plan) => plan[seat]!))]
      .map((id) => ({ id, number: numberOf(session, `sunlot/1/seat/${keys[seat]}`, id) }))
      .reduce((a, b) => (compareText(a.number, b.number) < 0 ? a : b));
    plans = plans.filter((plan) => plan[seat] === chosen.id);
  }
  const plan = plans[0]!;
  const teams = session.targets.map(({ rank }) => plan.filter((_, seat) => keys[seat]!.startsWith(`${rank}/`)));
  return { teams, cost: costOf(session.people, plan) };
}

/** Positions of the seat keys, first drawn first. */
export function drawingOrder(source: SeatSource, keys: readonly string[]): number[] {
  const numbers = keys.map((key) => numberOf(source, 'sunlot/1/seats', key));
  return keys.map((_, seat) => seat).sort((a, b) => compareText(numbers[a]!, numbers[b]!));
}

function numberOf({ hash, seed }: SeatSource, name: string, text: string): string {
  return hex(
    hash.digest(concat(hkdfExpand(hash, seed, { info: utf8(name), length: 64 }), Uint8Array.of(0), utf8(text))),
  );
}
