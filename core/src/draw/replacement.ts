import { compareText } from '../basics/bytes.ts';
import { err, ok, type Result } from '../basics/result.ts';
import { hashOf } from '../hash/hash.ts';
import type { Manifest } from './manifest.ts';
import type { InspectorRow, ObjectRow, RecusalRow } from './rows.ts';
import { templateOf } from './seat-fallback.ts';
import { eligible, type SeatPerson, type SeatTarget, type SeatTemplate } from './seat-instance.ts';
import { replaceSeat } from './seat-replacement.ts';
import type { SeatTaken } from './seats.ts';
import { stratumKey } from './seed.ts';
import type { TeamRow, TeamsRecord } from './teams.ts';
import { ticketsOf } from './tickets.ts';
import { type DrawnStratum, winnersOf } from './winners.ts';

/**
 * The rule by which an object or a person is replaced after the draw (draw specification, section 10a). Nobody picks: the same session and
 * the same requests always give the same answer, and a replacement changes nothing but the places it names.
 */

/** What the replacements of a session stand on: the result of its draw and the opened rows. `teams` as committed with the result. */
export type ReplacementGround = {
  readonly manifest: Pick<Manifest, 'profile' | 'seats'>;
  readonly strata: readonly DrawnStratum[];
  readonly record: Pick<TeamsRecord, 'steps' | 'swapped'>;
  readonly teams: readonly TeamRow[];
  /** The object of a drawn or reserve leaf. */
  readonly objectOf: (leaf: string) => Pick<ObjectRow, 'id' | 'needs' | 'weight'>;
  readonly inspectors: readonly InspectorRow[];
  readonly recusals: readonly RecusalRow[];
};

/**
 * Who stands where after some replacements. `places`: of every rank how often its object was replaced, and the leaf that holds it (none where
 * the reserve was spent). `teams`: by the rank of the visit, seats in template order, vacant seats left out. `held`: ids of all objects
 * that hold or held a rank. `left`: people who have left the team of a rank.
 */
export type Standing = {
  readonly places: ReadonlyMap<number, { readonly k: number; readonly leaf?: string }>;
  readonly teams: ReadonlyMap<number, readonly SeatTaken[]>;
  readonly held: ReadonlySet<string>;
  readonly left: readonly { readonly rank: number; readonly inspector: string }[];
};

/** What is to be replaced: with `seat` the person on it, else the object. `seed`: the draw's in mode `next`, seed_r in mode `fresh`. */
export type Replacing = { readonly rank: number; readonly seat?: string; readonly seed: Uint8Array };

/** A place after its replacement. No `leaf`: 未补. No `team`: nobody is sent. `vacant`: seats for which nobody is left. */
export type ReplacedSeats = {
  readonly rank: number;
  readonly k: number;
  readonly leaf?: string;
  readonly team?: readonly SeatTaken[];
  readonly vacant?: readonly string[];
};

/**
 * `unknownRank`: was not drawn. `unfilled`: its reserve was spent before. `sharesTeam`: the object has a lower rank, under which it must be
 * asked for. `emptySeat`: nobody sits there.
 */
export type PlaceFault =
  | { readonly kind: 'unknownRank' | 'unfilled' | 'emptySeat' }
  | { readonly kind: 'sharesTeam'; readonly rank: number };

/** The standing at the end of the draw. */
export function standingOf({ strata, teams, objectOf }: ReplacementGround): Standing {
  const winners = winnersOf(strata);
  return {
    places: new Map(winners.map(({ rank, leaf }) => [rank, { k: 0, leaf }])),
    teams: new Map(teams.map(({ rank, team }) => [rank, team])),
    held: new Set(winners.map(({ leaf }) => objectOf(leaf).id)),
    left: [],
  };
}

/** Why this place cannot be asked for; to be asked before a request is logged, because a request is never repeated. */
export function placeFault(
  ground: ReplacementGround,
  standing: Standing,
  { rank, seat }: Pick<Replacing, 'rank' | 'seat'>,
): PlaceFault | undefined {
  const place = standing.places.get(rank);
  if (!place) return { kind: 'unknownRank' };
  if (place.leaf === undefined) return { kind: 'unfilled' };
  const [lowest] = ranksOfObject(ground, standing, ground.objectOf(place.leaf).id);
  if (lowest !== rank) return { kind: 'sharesTeam', rank: lowest! };
  const isEmpty = seat !== undefined && !standing.teams.get(rank)?.some((taken) => taken.seat === seat);
  return isEmpty ? { kind: 'emptySeat' } : undefined;
}

/** One replacement: the standing after it, and the places it changed in rank order. */
export function replace(
  ground: ReplacementGround,
  standing: Standing,
  replacing: Replacing,
): Result<{ readonly standing: Standing; readonly places: readonly ReplacedSeats[] }, PlaceFault> {
  const fault = placeFault(ground, standing, replacing);
  if (fault) return err(fault);
  const { rank, seat, seed } = replacing;
  return ok(
    seat === undefined
      ? replaceObject(ground, standing, { rank, seed })
      : replacePerson(ground, standing, { rank, seat, seed }),
  );
}

type Replaced = { readonly standing: Standing; readonly places: readonly ReplacedSeats[] };

/** All ranks of the object lose it; each takes the next 候补 of its own stratum. The lowest keeps the team as far as it may go there. */
function replaceObject(ground: ReplacementGround, standing: Standing, { rank, seed }: Replacing): Replaced {
  const leaving = ground.objectOf(standing.places.get(rank)!.leaf!).id;
  const places = new Map(standing.places);
  const teams = new Map(standing.teams);
  const held = new Set(standing.held);
  const before = teams.get(rank);
  teams.delete(rank);
  const changed: ReplacedSeats[] = [];
  for (const each of ranksOfObject(ground, standing, leaving)) {
    const k = places.get(each)!.k + 1;
    const leaf = nextReserve(ground, { rank: each, seed, held });
    places.set(each, leaf === undefined ? { k } : { k, leaf });
    if (leaf === undefined || before === undefined) {
      changed.push(leaf === undefined ? { rank: each, k } : { rank: each, k, leaf });
    } else {
      const seating = { rank: each, seed, leaf, keep: each === rank ? before : [] };
      const team = seatAnew(ground, { ...standing, teams }, seating);
      if (team.length > 0) teams.set(each, team);
      changed.push({ rank: each, k, leaf, ...sent(ground, each, team) });
    }
    if (leaf !== undefined) held.add(ground.objectOf(leaf).id);
  }
  return { standing: { ...standing, places, teams, held }, places: changed };
}

type Leaving = Replacing & { readonly seat: string };

/** One person leaves; the smallest seat number among those who may come takes the seat. Nobody else moves. */
function replacePerson(ground: ReplacementGround, standing: Standing, { rank, seat, seed }: Leaving): Replaced {
  const { k, leaf } = standing.places.get(rank)!;
  const team = standing.teams.get(rank)!;
  const leaver = team.find((taken) => taken.seat === seat)!.inspector;
  const left = [...standing.left, { rank, inspector: leaver }];
  const coming = seatRule(ground, { ...standing, left }, { rank, seed, leaf: leaf!, seat, team });
  const next = team.flatMap((taken) => (taken.seat === seat ? coming : [taken]));
  const teams = new Map(standing.teams);
  if (next.length > 0) teams.set(rank, next);
  else teams.delete(rank);
  return {
    standing: { ...standing, teams, left },
    places: [{ rank, k, leaf: leaf!, ...sent(ground, rank, next) }],
  };
}

function ranksOfObject({ objectOf }: ReplacementGround, { places }: Standing, id: string): readonly number[] {
  return [...places].filter(([, { leaf }]) => leaf !== undefined && objectOf(leaf).id === id).map(([rank]) => rank);
}

type ReserveQuestion = {
  readonly rank: number;
  readonly seed: Uint8Array;
  readonly held: ReadonlySet<string>;
};

/**
 * Of the rank's stratum the 候补 whose object never had a rank, first by tier, then by ticket under `seed`. Under the draw's own seed that is
 * the order of the reserve.
 */
function nextReserve(
  { manifest, strata, objectOf }: ReplacementGround,
  { rank, seed, held }: ReserveQuestion,
): string | undefined {
  const hash = hashOf(manifest.profile);
  const { id, reserve } = strata.find((stratum) => winnersOf([stratum]).some((winner) => winner.rank === rank))!;
  const [first] = reserve
    .filter(({ leaf }) => !held.has(objectOf(leaf).id))
    .map(({ tier, leaf }) => {
      const key = stratumKey(hash, seed, { stratum: id, tier });
      return { tier, leaf, t: ticketsOf(hash, key)(leaf, objectOf(leaf).weight) };
    })
    .sort((a, b) => a.tier - b.tier || compareText(a.t + a.leaf, b.t + b.leaf));
  return first?.leaf;
}

type Seating = {
  readonly rank: number;
  readonly seed: Uint8Array;
  readonly leaf: string;
  readonly keep: readonly SeatTaken[];
};

/** The team for another object: who may go there keeps his seat, the other seats follow the seat rule, in template order. */
function seatAnew(ground: ReplacementGround, standing: Standing, seating: Seating): readonly SeatTaken[] {
  const { rank, leaf, keep } = seating;
  const target = targetOf(ground, rank, leaf);
  const people = peopleOf(ground);
  const stays = keep.filter(({ seat, inspector }) => {
    const template = seatsOf(ground, rank).find(({ id }) => id === seat);
    const person = people.find(({ id }) => id === inspector);
    return template && person && eligible(person, template, target, ground.recusals);
  });
  let known = keep;
  return seatsOf(ground, rank).flatMap(({ id }) => {
    const kept = stays.filter(({ seat }) => seat === id);
    if (kept.length > 0) return kept;
    const coming = seatRule(ground, standing, { ...seating, seat: id, team: known });
    known = [...known, ...coming];
    return coming;
  });
}

type SeatQuestion = Omit<Seating, 'keep'> & { readonly seat: string; readonly team: readonly SeatTaken[] };

/** Who takes the seat, or nobody. Who has left a team of this rank does not come back to it, on whatever seat. */
function seatRule(ground: ReplacementGround, standing: Standing, question: SeatQuestion): readonly SeatTaken[] {
  const { rank, seed, leaf, seat, team } = question;
  const held = new Map<string, number>();
  for (const { inspector } of [...standing.teams.values()].flat()) held.set(inspector, (held.get(inspector) ?? 0) + 1);
  const found = replaceSeat({
    hash: hashOf(ground.manifest.profile),
    ...{ seed, held, target: targetOf(ground, rank, leaf), people: peopleOf(ground), recusals: ground.recusals },
    seat: seatsOf(ground, rank).find(({ id }) => id === seat)!,
    team: team.map(({ inspector }) => inspector),
    replaced: standing.left.filter((each) => each.rank === rank).map(({ inspector }) => inspector),
  });
  return found.ok ? [{ seat, inspector: found.value }] : [];
}

function targetOf({ objectOf }: ReplacementGround, rank: number, leaf: string): SeatTarget {
  const { id, needs } = objectOf(leaf);
  return { rank, objectId: id, needs };
}

/** The template as it held for the rank in the draw. */
function seatsOf({ manifest, record }: ReplacementGround, rank: number): readonly SeatTemplate[] {
  return templateOf({ seats: manifest.seats, swapped: new Set(record.swapped) }, { rank });
}

/** Who may be sent, with the caps that the draw's fallback steps left them. */
function peopleOf({ inspectors, record }: ReplacementGround): readonly SeatPerson[] {
  const inState = (state: InspectorRow['state']): readonly SeatPerson[] =>
    inspectors.filter((row) => row.state === state).sort((a, b) => compareText(a.id, b.id));
  let people = inState('in');
  for (const step of record.steps) {
    if (step === 'cap+1') people = people.map((person) => ({ ...person, cap: person.cap + 1 }));
    if (step === 'borrow') people = [...people, ...inState('borrow')];
  }
  return people;
}

/** What is known of a team: its seats, where there is anybody, and the seats that nobody takes. */
function sent(
  ground: ReplacementGround,
  rank: number,
  team: readonly SeatTaken[],
): Pick<ReplacedSeats, 'team' | 'vacant'> {
  const vacant = seatsOf(ground, rank)
    .map(({ id }) => id)
    .filter((id) => !team.some(({ seat }) => seat === id));
  return { ...(team.length > 0 && { team }), ...(vacant.length > 0 && { vacant }) };
}
