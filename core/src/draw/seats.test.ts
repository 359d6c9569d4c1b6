import { describe, expect, test, vi } from 'vitest';
import { mostSeats, unbalancedPair } from '../../test/seat-flow.ts';
import {
  assigned,
  COUNTY,
  countySession,
  holders,
  random,
  seatedSessions,
  seedOf,
  shuffled,
  smallSession,
} from '../../test/seat-sessions.ts';
import { hex, utf8 } from '../basics/bytes.ts';
import { canonicalJson } from '../basics/canonical-json.ts';
import { hashOf } from '../hash/hash.ts';
import { sha256 } from '../hash/sha256.ts';
import { eligible, isPair, seatInstance } from './seat-instance.ts';
import { assignSeats } from './seats.ts';

const STD = hashOf('std');

const SMALL = { people: 12, objects: 30, territories: 3 };

test('A1 complete: all seats are filled exactly where a maximum flow fills them, else the deficit set proves why not', () => {
  let short = 0;
  for (let seed = 0; seed < 60; seed++) {
    const input = countySession(seed, { ...SMALL, slack: 130 + (seed % 6) * 10 });
    const seats = input.targets.length * input.seats.length;
    const most = mostSeats(input);
    const result = assignSeats(input);
    expect(result.ok, `session ${seed}`).toBe(most === seats);
    if (result.ok) {
      expect(holders(result.value).size).toBe(seats);
      continue;
    }
    short++;
    const { error } = result;
    expect(error.needed - error.possible).toBe(seats - most);
    const keys = new Set(error.seats.map(({ rank, seat }) => `${rank}/${seat}`));
    expect(keys.size).toBe(error.needed);
    const places = input.people.map((person) => {
      const open = input.targets.filter((target) =>
        input.seats.some(
          (seat) => keys.has(`${target.rank}/${seat.id}`) && eligible(person, seat, target, input.recusals),
        ),
      );
      return Math.min(person.cap, open.length);
    });
    expect(places.reduce((a, b) => a + b)).toBe(error.possible);
  }
  expect(short).toBeGreaterThan(5);
  expect(short).toBeLessThan(55);
});

describe('A2 balanced: nobody could hand a seat, through any chain of changes, to somebody two levels lower', () => {
  test.each([0, 1, 2])('county of 24 people and 240 seats, %i', (seed) => {
    const input = countySession(seed, COUNTY);
    expect(unbalancedPair(input, holders(assigned(input)))).toBeUndefined();
  });

  test('city of 200 people and 2,000 seats, caps nearly all used', () => {
    const input = countySession(7, { people: 200, objects: 1_000, territories: 10, slack: 165 });
    expect(unbalancedPair(input, holders(assigned(input)))).toBeUndefined();
  });

  test('control: a plan that only fills the seats is found out', () => {
    const input = countySession(0, COUNTY);
    const level = input.people.map((person) => ({ ...person, load: 0 }));
    const plan = holders(assigned({ ...input, people: level }));
    expect(unbalancedPair(input, plan)).toBeDefined();
  });
});

describe('A3 canonical: one right answer', () => {
  test('whatever the order of people, tags, targets and recusals', () => {
    for (let seed = 0; seed < 20; seed++) {
      const next = random(seed);
      const input = countySession(seed, COUNTY);
      const turned = {
        ...input,
        people: shuffled(input.people, next).map((person) => ({ ...person, tags: shuffled(person.tags, next) })),
        targets: shuffled(input.targets, next),
        recusals: shuffled([...input.recusals, ...input.recusals], next),
      };
      expect(assigned(turned)).toEqual(assigned(input));
    }
  });

  test('the county session always had this result', () => {
    const text = canonicalJson(assigned(countySession(1, COUNTY)).teams);
    expect(hex(sha256(utf8(text)))).toBe('521806584a8bc47128b8e1779007ee5ffebcbb88a508be5625bd7d3ba7019018');
  });

  test('another seed gives another plan', () => {
    const input = countySession(1, COUNTY);
    expect(assigned({ ...input, seed: seedOf('another') })).not.toEqual(assigned(input));
  });
});

test('A6 lawful: nobody twice in a team, the leader qualified, recusals absent, caps kept', () => {
  for (let seed = 0; seed < 40; seed++) {
    const input = countySession(seed, { ...COUNTY, slack: 190 });
    const result = assignSeats(input);
    if (!result.ok) continue;
    const taken = new Map<string, number>();
    for (const { rank, objectId, team } of result.value.teams) {
      const target = input.targets.find((other) => other.rank === rank)!;
      expect(objectId).toBe(target.objectId);
      expect(team.map(({ seat }) => seat)).toEqual(['leader', 'member']);
      expect(team[0]!.inspector).not.toBe(team[1]!.inspector);
      for (const [j, { inspector }] of team.entries()) {
        const person = input.people.find(({ id }) => id === inspector)!;
        for (const tag of input.seats[j]!.needs) expect(person.tags).toContain(tag);
        if (j === 1) for (const tag of target.needs) expect(person.tags).toContain(tag);
        expect(input.recusals).not.toContainEqual({ objectId, inspectorId: inspector });
        taken.set(inspector, (taken.get(inspector) ?? 0) + 1);
      }
    }
    expect(result.value.teams.map(({ rank }) => rank)).toEqual(input.targets.map(({ rank }) => rank));
    for (const { id, cap } of input.people) expect(taken.get(id) ?? 0).toBeLessThanOrEqual(cap);
  }
  expect.hasAssertions();
});

test('A8 removing an eligible pair that the plan does not use changes nothing', () => {
  let removed = 0;
  for (const input of seatedSessions(400)) {
    const before = assigned(input);
    for (const { objectId, team } of before.teams) {
      for (const { id } of input.people.filter(({ id }) => !team.some(({ inspector }) => inspector === id))) {
        const recusals = [...input.recusals, { objectId, inspectorId: id }];
        expect(assigned({ ...input, recusals })).toEqual(before);
        removed++;
      }
    }
  }
  expect(removed).toBeGreaterThan(1_000);
});

describe('A9 arithmetic only', () => {
  test('no chance, no clock, no locale is asked', () => {
    const input = countySession(4, COUNTY);
    const expected = assigned(input);
    const refuse = (): never => {
      throw new Error('not in a draw');
    };
    const spies = [
      vi.spyOn(Math, 'random').mockImplementation(refuse),
      vi.spyOn(Date, 'now').mockImplementation(refuse),
      vi.spyOn(String.prototype, 'localeCompare').mockImplementation(refuse),
      vi.spyOn(Number.prototype, 'toLocaleString').mockImplementation(refuse),
      vi.spyOn(Intl, 'Collator').mockImplementation(refuse),
    ];
    const actual = assigned(input);
    for (const spy of spies) spy.mockRestore();
    expect(actual).toEqual(expected);
  });

  test('no load, price or level is a fraction: one half is refused', () => {
    const input = countySession(4, COUNTY);
    const half = input.people.map((person, i) => (i === 0 ? { ...person, load: 0.5 } : person));
    expect(() => assignSeats({ ...input, people: half })).toThrow('not a load or cap: 0.5');
  });
});

describe('the edges', () => {
  const none = { hash: STD, seed: seedOf('edges'), recusals: [], fallback: [], borrow: [] };
  const seats = [{ id: 'leader', needs: [] }];

  test('nothing to seat is seated', () => {
    expect(assigned({ ...none, targets: [], people: [], seats })).toEqual({
      teams: [],
      steps: [],
      postponed: [],
      swapped: [],
    });
  });

  test('nobody there: every seat is missing and no places are offered', () => {
    const targets = [{ rank: 3, objectId: 'O', needs: [] }];
    expect(assignSeats({ ...none, targets, people: [], seats })).toEqual({
      ok: false,
      error: {
        reason: 'infeasible',
        seats: [{ rank: 3, seat: 'leader' }],
        needed: 1,
        possible: 0,
        people: [],
        steps: [],
      },
    });
  });

  test('recusals of people who are not in the list mean nothing', () => {
    const targets = [{ rank: 1, objectId: 'O', needs: [] }];
    const people = [{ id: 'A', tags: [], load: 0, cap: 1 }];
    const recusals = [{ objectId: 'O', inspectorId: 'GONE' }];
    expect(assigned({ ...none, targets, people, recusals, seats }).teams[0]!.team).toEqual([
      { seat: 'leader', inspector: 'A' },
    ]);
  });

  test.each([
    ['a person', { people: ['A', 'A'], ranks: [1, 2], objects: ['O', 'Q'], seats: ['s'] }],
    ['a rank', { people: ['A'], ranks: [1, 1], objects: ['O', 'Q'], seats: ['s'] }],
    ['an object', { people: ['A'], ranks: [1, 2], objects: ['O', 'O'], seats: ['s'] }],
    ['a seat', { people: ['A'], ranks: [1, 2], objects: ['O', 'Q'], seats: ['s', 's'] }],
  ])('%s that stands twice is a fault of the caller', (what, rows) => {
    const input = {
      ...none,
      people: rows.people.map((id) => ({ id, tags: [], load: 0, cap: 9 })),
      targets: rows.ranks.map((rank, i) => ({ rank, objectId: rows.objects[i]!, needs: [] })),
      seats: rows.seats.map((id) => ({ id, needs: [] })),
    };
    expect(() => assignSeats(input)).toThrow(`${what} stands twice`);
  });

  test('pairs by number are the pairs that the rule allows', () => {
    for (let seed = 0; seed < 200; seed++) {
      const input = smallSession(seed);
      const instance = seatInstance({ ...input, width: input.seats.length, seatsOf: () => input.seats });
      for (const [t, target] of input.targets.entries()) {
        for (const [j, seat] of input.seats.entries()) {
          for (const [i, person] of input.people.entries()) {
            const may = eligible(person, seat, target, input.recusals);
            expect(isPair(instance, t * input.seats.length + j, i)).toBe(may);
          }
        }
      }
    }
  });
});
