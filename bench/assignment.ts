import { hash } from 'node:crypto';
import { type AssignmentInput, assignSeats } from '@sunlot/core/draw/seats.ts';
import { hashOf } from '@sunlot/core/hash/hash.ts';
import { compare } from './measure.ts';
import type { Options, Row } from './row.ts';

type Region = {
  readonly work: string;
  readonly people: number;
  readonly seats: number;
  readonly territories: number;
  readonly goal?: string;
};

/** A person takes ten seats or a few more. Everybody of a territory may be a member there, a third may lead. */
const REGIONS: readonly Region[] = [
  { work: 'county, 24 people', people: 24, seats: 240, territories: 1, goal: '≤ 20 ms' },
  { work: 'city, 250 people', people: 250, seats: 2_500, territories: 5 },
  { work: 'province, 2,500 people', people: 2_500, seats: 25_000, territories: 32, goal: '≤ 1 s' },
  { work: 'across cities, 2,112 people', people: 2_112, seats: 25_000, territories: 2 },
];
const SEATS_OF_TEAM = 2;

/** Every seat filled, loads balanced best, the choice drawn by lot, against a greedy that promises none of it. */
export async function benchAssignment(options: Options): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { people, seats, territories, ...region } of REGIONS) {
    const input = regionOf({ people, seats, territories });
    const assigned = () => {
      if (!assignSeats(input).ok) throw new Error('the seats cannot be filled');
    };
    const times = await compare(assigned, () => greedySeats(input), options);
    const note = `${pairsOf(input).toLocaleString('en-US')} pairs`;
    rows.push({ ...region, size: seats, ...times, reference: 'greedy without guarantee', note });
  }
  return rows;
}

/** How many pairs of a person and a seat there are, recusals left out of account. */
function pairsOf({ targets, people, seats }: AssignmentInput): number {
  const counts = new Map<string, number>();
  const countOf = (tags: readonly string[]): number => {
    const known = counts.get(tags.join());
    const count = known ?? people.filter((person) => tags.every((tag) => person.tags.includes(tag))).length;
    counts.set(tags.join(), count);
    return count;
  };
  return targets.reduce((sum, { needs }) => {
    return sum + seats.reduce((pairs, seat) => pairs + countOf([...seat.needs, ...needs]), 0);
  }, 0);
}

/** Every tenth person stays away from one object. */
function regionOf({ people, seats, territories }: Omit<Region, 'work' | 'goal'>): AssignmentInput {
  const territory = (i: number) => `t${i % territories}`;
  return {
    hash: hashOf('std'),
    seed: hash('sha256', 'assignment', 'buffer'),
    targets: Array.from({ length: seats / SEATS_OF_TEAM }, (_, i) => ({
      ...{ rank: i + 1, objectId: `O${i}`, needs: [territory(i)] },
    })),
    people: Array.from({ length: people }, (_, i) => {
      const isLeader = Math.floor(i / territories) % 3 === 0;
      return { id: `P${i}`, tags: [...(isLeader ? ['leader'] : []), territory(i)], load: i % 7, cap: 30 };
    }),
    recusals: Array.from({ length: Math.ceil(people / 10) }, (_, i) => ({
      ...{ objectId: `O${i * 10}`, inspectorId: `P${i * 10}` },
    })),
    seats: [
      { id: 'leader', needs: ['leader'], object: true },
      { id: 'member', needs: [], object: true },
    ],
    ...{ fallback: [], borrow: [] },
  };
}

/**
 * Seat after seat the eligible person with the fewest visits so far. It does not look ahead: seats may stay empty, loads
 * unequal, and the first in the list is always taken first. Answers with the seats filled.
 */
export function greedySeats({ targets, people, recusals, seats }: AssignmentInput): number {
  const visits = new Map(people.map(({ id, load }) => [id, load]));
  const taken = new Map<string, number>();
  const recused = new Set(recusals.map(({ objectId, inspectorId }) => `${objectId} ${inspectorId}`));
  const eligible = new Map<string, AssignmentInput['people']>();
  let filled = 0;
  for (const { objectId, needs } of targets) {
    const team = new Set<string>();
    for (const seat of seats) {
      const tags = seat.object === true ? [...seat.needs, ...needs] : seat.needs;
      const open =
        eligible.get(tags.join()) ?? people.filter((person) => tags.every((tag) => person.tags.includes(tag)));
      eligible.set(tags.join(), open);
      let best: string | undefined;
      for (const { id, cap } of open) {
        if (team.has(id) || (taken.get(id) ?? 0) >= cap || recused.has(`${objectId} ${id}`)) continue;
        if (best === undefined || visits.get(id)! < visits.get(best)!) best = id;
      }
      if (best === undefined) continue;
      team.add(best);
      visits.set(best, visits.get(best)! + 1);
      taken.set(best, (taken.get(best) ?? 0) + 1);
      filled++;
    }
  }
  return filled;
}
