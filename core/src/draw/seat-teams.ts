import { compareText } from '../basics/bytes.ts';
import { hashOf } from '../hash/hash.ts';
import type { Manifest } from './manifest.ts';
import type { InspectorRow, ObjectRow, RecusalRow } from './rows.ts';
import { assignSeats, type SeatPerson, type SeatTarget } from './seats.ts';
import type { TeamRow, TeamsRecord, Window } from './teams.ts';
import { type DrawnStratum, winnersOf } from './winners.ts';

export type SeatingInput = {
  readonly manifest: Manifest;
  readonly seed: Uint8Array;
  readonly strata: readonly DrawnStratum[];
  /** The drawn object of a leaf. */
  readonly objectOf: (leaf: string) => Pick<ObjectRow, 'id' | 'needs'>;
  readonly inspectors: readonly InspectorRow[];
  readonly recusals: readonly RecusalRow[];
  readonly window: Window;
};

export type Seating = { readonly rows: readonly TeamRow[]; readonly record: Omit<TeamsRecord, 'root' | 'size'> };

/** The teams of all drawn objects; replayed by everybody who holds the opened rows. */
export function seatTeams(input: SeatingInput): Seating {
  const { manifest, seed, inspectors, recusals, window } = input;
  const assigned = assignSeats({
    hash: hashOf(manifest.profile),
    seed,
    targets: targetsOf(input),
    people: peopleOf(inspectors, 'in'),
    recusals,
    seats: manifest.seats,
    fallback: manifest.fallback,
    borrow: peopleOf(inspectors, 'borrow'),
  });
  if (!assigned.ok) {
    const { steps, seats } = assigned.error;
    return { rows: [], record: { steps, postponed: [], swapped: [], deficit: seats } };
  }
  const { teams, steps, postponed, swapped } = assigned.value;
  return { rows: teams.map(({ rank, team }) => ({ rank, team, window })), record: { steps, postponed, swapped } };
}

/** Each drawn object once, with its lowest rank: ranks of one object share a team and a visit. */
function targetsOf({ strata, objectOf }: SeatingInput): readonly SeatTarget[] {
  const targets = new Map<string, SeatTarget>();
  for (const { rank, leaf } of winnersOf(strata)) {
    const { id, needs } = objectOf(leaf);
    if (!targets.has(id)) targets.set(id, { rank, objectId: id, needs });
  }
  return [...targets.values()];
}

function peopleOf(rows: readonly InspectorRow[], state: InspectorRow['state']): readonly SeatPerson[] {
  return rows.filter((row) => row.state === state).sort((a, b) => compareText(a.id, b.id));
}
