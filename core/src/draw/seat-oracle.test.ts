import { describe, expect, test } from 'vitest';
import { compareText, concat, hex, utf8 } from '../basics/bytes.ts';
import { hkdfExpand } from '../hash/hkdf.ts';
import { sha256 } from '../hash/sha256.ts';
import { eligible } from './seat-instance.ts';
import { type AssignmentInput, assignSeats } from './seats.ts';

/**
 * Brute force: every plan of a small session is listed and the draw rule is followed on the list, with nothing of the product's search.
 * Two faults that only this kind of test has found elsewhere: a change may enter a seat through the same object's other seat; a displaced
 * person must not be credited with the gain of the one who displaced him.
 */

type Random = (below: number) => number;

function random(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const TAGS = ['air', 'water', 'leader'];

/** At most seven seats and five people; narrow enough for many deficits, wide enough for many equal plans. */
function smallInput(seed: number): AssignmentInput {
  const next = random(seed);
  const width = 1 + next(3);
  const objects = 1 + next(Math.floor(7 / width));
  const some = (chance: number): string[] => TAGS.filter(() => next(100) < chance);
  const seedBytes = sha256(utf8(`oracle ${seed}`));
  const peopleCount = 1 + next(5);
  const generous = next(4);
  const people = Array.from({ length: peopleCount }, (_, i) => ({
    id: `P${i}`,
    tags: some(70),
    load: next(4),
    cap: generous === 0 ? 1 + next(2) : 1 + next(5),
  }));
  const targets = Array.from({ length: objects }, (_, i) => ({ rank: i + 1, objectId: `O${i}`, needs: some(20) }));
  const recusals = Array.from({ length: next(4) }, () => ({
    objectId: `O${next(objects)}`,
    inspectorId: `P${next(peopleCount)}`,
  }));
  const seats = Array.from({ length: width }, (_, i) => ({ id: `s${i}`, needs: some(15), object: next(2) === 0 }));
  return { seed: seedBytes, targets, people, recusals, seats, fallback: [], borrow: [] };
}

type Answer =
  | { readonly teams: readonly (readonly string[])[]; readonly cost: number }
  | { readonly deficit: readonly string[] };

/** Plans as one person index a seat (−1 = empty), seats object by object. */
function allPlans(input: AssignmentInput, mayLeaveOpen: boolean): number[][] {
  const width = input.seats.length;
  const open = input.targets.flatMap((target) =>
    input.seats.map((seat) =>
      input.people.flatMap((person, i) => (eligible(person, seat, target, input.recusals) ? [i] : [])),
    ),
  );
  const plans: number[][] = [];
  const extend = (plan: number[]): void => {
    const at = plan.length;
    if (at === open.length) {
      plans.push([...plan]);
      return;
    }
    const team = plan.slice(at - (at % width));
    for (const person of open[at]!) {
      if (team.includes(person)) continue;
      if (plan.filter((other) => other === person).length >= input.people[person]!.cap) continue;
      plan.push(person);
      extend(plan);
      plan.pop();
    }
    if (mayLeaveOpen) {
      plan.push(-1);
      extend(plan);
      plan.pop();
    }
  };
  extend([]);
  return plans;
}

function costOf(input: AssignmentInput, plan: readonly number[]): number {
  return input.people.reduce((sum, { load }, i) => sum + (load + plan.filter((person) => person === i).length) ** 2, 0);
}

function seatKeys(input: AssignmentInput): string[] {
  return input.targets.flatMap(({ rank }) => input.seats.map(({ id }) => `${rank}/${id}`));
}

function hash(seed: Uint8Array, name: string, text: string): string {
  return hex(sha256(concat(hkdfExpand(seed, utf8(name), 64), Uint8Array.of(0), utf8(text))));
}

function bruteForce(input: AssignmentInput): Answer {
  const keys = seatKeys(input);
  const full = allPlans(input, false);
  if (full.length === 0) return { deficit: deficitByForce(input, keys) };
  const cost = Math.min(...full.map((plan) => costOf(input, plan)));
  let plans = full.filter((plan) => costOf(input, plan) === cost);
  const order = keys
    .map((key, seat) => ({ seat, number: hash(input.seed, 'sunlot/1/seats', key) }))
    .sort((a, b) => compareText(a.number, b.number));
  for (const { seat } of order) {
    const best = [...new Set(plans.map((plan) => plan[seat]!))]
      .map((person) => ({
        person,
        number: hash(input.seed, `sunlot/1/seat/${keys[seat]}`, input.people[person]!.id),
      }))
      .sort((a, b) => compareText(a.number, b.number))[0]!;
    plans = plans.filter((plan) => plan[seat] === best.person);
  }
  const width = input.seats.length;
  const teams = input.targets.map((_, t) =>
    plans[0]!.slice(t * width, (t + 1) * width).map((person) => input.people[person]!.id),
  );
  return { teams, cost };
}

/** Seats left open by some plan among those with the most seats filled. */
function deficitByForce(input: AssignmentInput, keys: readonly string[]): string[] {
  const partial = allPlans(input, true);
  const filled = (plan: readonly number[]): number => plan.filter((person) => person >= 0).length;
  const most = Math.max(...partial.map(filled));
  const best = partial.filter((plan) => filled(plan) === most);
  return keys.filter((_, seat) => best.some((plan) => plan[seat]! < 0));
}

function answerOf(input: AssignmentInput): Answer {
  const result = assignSeats(input);
  if (!result.ok) {
    const { seats, needed, possible } = result.error;
    expect(needed).toBe(seats.length);
    expect(possible).toBeLessThan(needed);
    return { deficit: seats.map(({ rank, seat }) => `${rank}/${seat}`) };
  }
  const teams = result.value.teams.map(({ team }) => team.map(({ inspector }) => inspector));
  const plan = teams.flat().map((id) => input.people.findIndex((person) => person.id === id));
  return { teams, cost: costOf(input, plan) };
}

const INSTANCES = 20_000;
const PARTS = 8;

describe('A1, A2 and A3 against brute force', () => {
  test.each(Array.from({ length: PARTS }, (_, part) => part))('20,000 small sessions, part %i', (part) => {
    const seen = { seated: 0, short: 0 };
    for (let seed = part; seed < INSTANCES; seed += PARTS) {
      const input = smallInput(seed);
      const answer = answerOf(input);
      expect(answer, `session ${seed}`).toEqual(bruteForce(input));
      if ('cost' in answer) seen.seated++;
      else seen.short++;
    }
    expect(seen.seated).toBeGreaterThan(600);
    expect(seen.short).toBeGreaterThan(600);
  });
});
