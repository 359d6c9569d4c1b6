import { utf8 } from '../src/basics/bytes.ts';
import { type Assignment, type AssignmentInput, assignSeats } from '../src/draw/seats.ts';
import { hashOf } from '../src/hash/hash.ts';
import { sha256 } from '../src/hash/sha256.ts';

export type Random = (below: number) => number;

/** Reproducible integers 0 … below − 1 (mulberry32). */
export function random(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

export function shuffled<T>(items: readonly T[], next: Random): T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i--) {
    const j = next(i + 1);
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}

export function seedOf(text: string): Uint8Array {
  return sha256(utf8(text));
}

const TAGS = ['air', 'water', 'leader'];

/** At most seven seats and five people: narrow enough for many deficits, wide enough for many equally good plans. */
export function smallSession(seed: number): AssignmentInput {
  const next = random(seed);
  const width = 1 + next(3);
  const objects = 1 + next(Math.floor(7 / width));
  const some = (chance: number): string[] => TAGS.filter(() => next(100) < chance);
  const count = 1 + next(5);
  const isTight = next(4) === 0;
  const people = Array.from({ length: count }, (_, i) => ({
    id: `P${i}`,
    tags: some(70),
    load: next(4),
    cap: 1 + next(isTight ? 2 : 5),
  }));
  const targets = Array.from({ length: objects }, (_, i) => ({ rank: i + 1, objectId: `O${i}`, needs: some(20) }));
  const recusals = Array.from({ length: next(4) }, () => ({
    objectId: `O${next(objects)}`,
    inspectorId: `P${next(count)}`,
  }));
  const seats = Array.from({ length: width }, (_, i) => ({ id: `s${i}`, needs: some(15), object: next(2) === 0 }));
  return {
    hash: hashOf('std'),
    seed: seedOf(`session ${seed}`),
    targets,
    people,
    recusals,
    seats,
    fallback: [],
    borrow: [],
  };
}

/** The first `count` small sessions whose seats can all be filled. */
export function seatedSessions(count: number): AssignmentInput[] {
  const inputs: AssignmentInput[] = [];
  for (let seed = 90_000; inputs.length < count; seed++) {
    const input = smallSession(seed);
    if (assignSeats(input).ok) inputs.push(input);
  }
  return inputs;
}

export function assigned(input: AssignmentInput): Assignment {
  const result = assignSeats(input);
  if (!result.ok) throw new Error(`${result.error.needed} seats, ${result.error.possible} can be filled`);
  return result.value;
}

export const COUNTY = { people: 24, objects: 120, territories: 4, slack: 200 };

/** Leader and member, territories that overlap, some recusals. `slack` = places per hundred seats. */
export type SessionSize = {
  readonly people: number;
  readonly objects: number;
  readonly territories: number;
  readonly slack: number;
};

export function countySession(seed: number, size: SessionSize): AssignmentInput {
  const next = random(seed);
  const cap = Math.ceil((size.objects * 2 * size.slack) / (100 * size.people));
  const people = Array.from({ length: size.people }, (_, i) => ({
    id: `SX-${String(i).padStart(4, '0')}`,
    tags: [
      ...(i % 3 === 0 ? ['leader'] : []),
      ...new Set([`area:${i % size.territories}`, `area:${next(size.territories)}`]),
    ],
    load: next(7),
    cap,
  }));
  const targets = Array.from({ length: size.objects }, (_, i) => ({
    rank: i + 1,
    objectId: `enterprise-${i}`,
    needs: [`area:${next(size.territories)}`],
  }));
  const recusals = Array.from({ length: Math.ceil(size.objects / 5) }, () => ({
    objectId: `enterprise-${next(size.objects)}`,
    inspectorId: people[next(size.people)]!.id,
  }));
  const seats = [
    { id: 'leader', needs: ['leader'] },
    { id: 'member', needs: [], object: true },
  ];
  return {
    hash: hashOf('std'),
    seed: seedOf(`county ${seed}`),
    targets,
    people,
    recusals,
    seats,
    fallback: [],
    borrow: [],
  };
}

/** The inspector of every seat by key, e.g. `17/leader`. */
export function holders(assignment: Assignment): ReadonlyMap<string, string> {
  return new Map(
    assignment.teams.flatMap(({ rank, team }) => team.map(({ seat, inspector }) => [`${rank}/${seat}`, inspector])),
  );
}
