import { describe, expect, test } from 'vitest';
import { drawingOrder, optimalPlans } from '../../test/seat-oracle.ts';
import { assigned, holders, random, seatedSessions, seedOf, shuffled } from '../../test/seat-sessions.ts';
import { hashOf } from '../hash/hash.ts';
import { drawSeats } from './seat-choice.ts';
import { type SeatInstance, seatInstance } from './seat-instance.ts';
import { balance, maximumPlan } from './seat-optimum.ts';

const STD = hashOf('std');

/** χ² of counts that should be equal, and the value exceeded once in 10,000 times (Wilson and Hilferty's cube). */
function chiSquare(counts: readonly number[]): { value: number; limit: number } {
  const expected = counts.reduce((a, b) => a + b) / counts.length;
  const value = counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  const df = counts.length - 1;
  return { value, limit: df * (1 - 2 / (9 * df) + 3.719 * Math.sqrt(2 / (9 * df))) ** 3 };
}

describe('A4 uniform: each seat goes with equal chance to everybody still possible', () => {
  const DRAWS = 300;
  const inputs = seatedSessions(1_500)
    .filter((input) => optimalPlans(input).length >= 12)
    .slice(0, 12);

  /** Place of the person chosen among those still possible, by number of those possible; for every seat of every draw. */
  function placesChosen(pick: (id: string, possible: readonly string[]) => number): Map<number, number[]> {
    const places = new Map<number, number[]>();
    for (const input of inputs) {
      const keys = input.targets.flatMap(({ rank }) => input.seats.map(({ id }) => `${rank}/${id}`));
      const all = optimalPlans(input);
      for (let i = 0; i < DRAWS; i++) {
        const seed = seedOf(`uniform ${i}`);
        const chosen = holders(assigned({ ...input, seed }));
        let plans = all;
        for (const seat of drawingOrder({ hash: STD, seed }, keys)) {
          const possible = [...new Set(plans.map((plan) => plan[seat]!))].sort();
          const id = chosen.get(keys[seat]!)!;
          const counts = places.get(possible.length) ?? possible.map(() => 0);
          counts[pick(id, possible)]!++;
          places.set(possible.length, counts);
          plans = plans.filter((plan) => plan[seat] === id);
        }
      }
    }
    places.delete(1);
    return places;
  }

  test('over 3,600 draws of sessions with many equally good plans', () => {
    const places = placesChosen((id, possible) => possible.indexOf(id));
    expect(places.size).toBeGreaterThanOrEqual(3);
    for (const counts of places.values()) {
      const { value, limit } = chiSquare(counts);
      expect(value, counts.join(' ')).toBeLessThan(limit);
    }
  });

  test('control: a choice that prefers the first a little is found out', () => {
    let turn = 0;
    const places = placesChosen((id, possible) => (turn++ % 8 === 0 ? 0 : possible.indexOf(id)));
    const results = [...places.values()].map(chiSquare);
    expect(results.some(({ value, limit }) => value > limit)).toBe(true);
  });
});

describe('A5 relabelling people permutes the result', () => {
  /** Draws with given numbers in place of hashed ones: seat after seat, smaller number first. */
  function drawWith(instance: SeatInstance, numberOf: (seat: number, person: number) => number): number[] {
    const { plan } = maximumPlan(instance);
    balance(plan);
    drawSeats(plan, {
      order: Array.from({ length: instance.seatCount }, (_, seat) => seat),
      open: (seat, people) => {
        const sorted = [...people].sort((a, b) => numberOf(seat, a) - numberOf(seat, b));
        return () => sorted.shift()!;
      },
    });
    return [...plan.holder];
  }

  test('people who change places in the list and take their numbers along take their seats along', () => {
    for (const [seed, input] of seatedSessions(1_000).entries()) {
      const next = random(seed);
      const toOld = shuffled(
        input.people.map((_, i) => i),
        next,
      );
      const problem = { ...input, width: input.seats.length, seatsOf: () => input.seats };
      const numbers = input.targets.flatMap(() => input.seats.map(() => input.people.map(() => next(1_000_000))));
      const before = drawWith(seatInstance(problem), (seat, person) => numbers[seat]![person]!);
      const relabelled = { ...problem, people: toOld.map((i) => input.people[i]!) };
      const after = drawWith(seatInstance(relabelled), (seat, person) => numbers[seat]![toOld[person]!]!);
      expect(after.map((person) => toOld[person])).toEqual(before);
    }
  });

  test('two people alike in everything but the id get a seat equally often', () => {
    const people = ['A1', 'B2'].map((id) => ({ id, tags: [], load: 0, cap: 9 }));
    const counts = [0, 0];
    for (let i = 0; i < 2_000; i++) {
      const seed = seedOf(`alike ${i}`);
      const targets = [{ rank: 1, objectId: 'O', needs: [] }];
      const seats = [{ id: 'only', needs: [] }];
      const { teams } = assigned({ hash: STD, seed, targets, people, recusals: [], seats, fallback: [], borrow: [] });
      counts[teams[0]!.team[0]!.inspector === 'A1' ? 0 : 1]!++;
    }
    const { value, limit } = chiSquare(counts);
    expect(value).toBeLessThan(limit);
  });
});

describe('the two faults that only brute force found elsewhere', () => {
  const people = (...rows: [id: string, tags: string[], load: number, cap: number][]) =>
    rows.map(([id, tags, load, cap]) => ({ id, tags, load, cap }));

  test('a change may enter a seat through the same object’s other seat', () => {
    const input = {
      targets: [{ rank: 1, objectId: 'O', needs: [] }],
      people: people(['A', ['x', 'y'], 0, 1], ['B', ['x', 'y'], 0, 1]),
      recusals: [],
      seats: [
        { id: 'x', needs: ['x'] },
        { id: 'y', needs: ['y'] },
      ],
      fallback: [],
      borrow: [],
    };
    const seen = new Set<string>();
    for (let i = 0; i < 40; i++) {
      const { teams } = assigned({ ...input, hash: STD, seed: seedOf(`exchange ${i}`) });
      seen.add(teams[0]!.team.map(({ inspector }) => inspector).join(' '));
    }
    expect([...seen].sort()).toEqual(['A B', 'B A']);
  });

  test('a displaced person is not credited with the gain of the one who displaced him', () => {
    // B could take O1 and C then O2; that A sits at home for it lowers no level that counts.
    const input = {
      targets: [
        { rank: 1, objectId: 'O1', needs: [] },
        { rank: 2, objectId: 'O2', needs: ['b'] },
      ],
      people: people(['A', [], 0, 9], ['B', ['b'], 1, 9], ['C', ['b'], 2, 9]),
      recusals: [],
      seats: [{ id: 's', needs: [], object: true }],
      fallback: [],
      borrow: [],
    };
    for (let i = 0; i < 40; i++) {
      const { teams } = assigned({ ...input, hash: STD, seed: seedOf(`displaced ${i}`) });
      expect(teams.map(({ team }) => team[0]!.inspector)).toEqual(['A', 'B']);
    }
  });
});
