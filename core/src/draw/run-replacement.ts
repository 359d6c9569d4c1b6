import { assert } from '../basics/assert.ts';
import { fromHex, hex } from '../basics/bytes.ts';
import { err, ok, type Result } from '../basics/result.ts';
import { hashOf } from '../hash/hash.ts';
import type {
  Opening,
  ReplacedPlace,
  ReplacementRecord,
  ReplacementRequest,
  ReplacementResult,
} from './certificate.ts';
import type { SourceValue } from './entropy.ts';
import { isFreshValue, replacementSeed } from './fresh-value.ts';
import { deriveKeys, replacedTeamSalt } from './leaves.ts';
import {
  type PlaceFault,
  placeFault,
  type ReplacedSeats,
  type ReplacementGround,
  replace,
  type Standing,
  standingOf,
} from './replacement.ts';
import { isRepetition } from './replacement-request.ts';
import type { FrozenRows, Leaf } from './restore-rows.ts';
import type { ObjectRow } from './rows.ts';
import type { DrawnSession } from './run.ts';
import { type TeamLeaf, type TeamRow, teamRowLeaf, type Window } from './teams.ts';

/** A drawn session with the replacements it has had, in order; all of them answered but, at most, the last. */
export type ReplaceableSession = {
  readonly session: Pick<DrawnSession, 'certificate' | 'strata' | 'teams'>;
  readonly rows: FrozenRows;
  readonly listKey: Uint8Array;
  readonly earlier: readonly ReplacementRecord[];
};

/**
 * `max`: the manifest allows no more. `pending`: the request before has no result yet. `number`: `no` is not the next number. `repeated`:
 * the same place on the same evidence was asked for before. `value`: the fresh value is missing, of another form, or not called for.
 */
export type ReplacementFault =
  | PlaceFault
  | { readonly kind: 'max'; readonly max: number }
  | { readonly kind: 'pending' | 'number' | 'repeated' | 'value' };

/** A place after a replacement, with the object that holds it and the team that goes there now. */
export type PlaceNow = ReplacedPlace & {
  readonly object?: Leaf<ObjectRow>;
  readonly teamLeaf?: TeamLeaf & { readonly row: TeamRow };
};

/**
 * Why the request must not be logged; undefined where it may be. A request counts from the moment it is in the log: it is neither taken back
 * nor repeated, and in mode `fresh` its value is settled by it.
 */
export function requestFault(input: ReplaceableSession, request: ReplacementRequest): ReplacementFault | undefined {
  const { manifest } = input.session.certificate;
  const { earlier } = input;
  if (earlier.some(({ result }) => result === undefined)) return { kind: 'pending' };
  if (earlier.length >= manifest.replacement.max) return { kind: 'max', max: manifest.replacement.max };
  if (request.no !== earlier.length + 1) return { kind: 'number' };
  if (earlier.some((record) => isRepetition(record.request, request))) return { kind: 'repeated' };
  const ground = groundOf(input);
  return placeFault(ground, standingAfter(ground, input), request);
}

export type Answering = {
  readonly request: ReplacementRequest;
  /** In mode `fresh`: the value that came into being after the request was logged. */
  readonly value?: SourceValue;
  /** Days of the visits that the places changed now have. */
  readonly window: Window;
};

/**
 * The one answer to a request: `result` is logged and goes into the certificate beside the request, `places` say whom it means. The same
 * input always gives the same answer; places not named in it are as before.
 */
export function runReplacement(
  input: ReplaceableSession,
  { request, value, window }: Answering,
): Result<{ readonly result: ReplacementResult; readonly places: readonly PlaceNow[] }, ReplacementFault> {
  const fault = requestFault(input, request);
  if (fault) return err(fault);
  const { manifest, seed } = input.session.certificate;
  if (!isFreshValue(manifest, value)) return err({ kind: 'value' });
  const ground = groundOf(input);
  const fresh = value && { value };
  const record = { request, result: { ...fresh, places: [] } };
  const replaced = replayRecord(ground, standingAfter(ground, input), { seed: fromHex(seed)!, record });
  assert(replaced.ok, 'the request has no fault');
  const hash = hashOf(manifest.profile);
  const { staff } = deriveKeys(hash, input.listKey);
  const objects = new Map(input.rows.objects.map((leaf) => [leaf.leaf, leaf]));
  const places = replaced.value.places.map(({ team, ...place }): PlaceNow => {
    const object = place.leaf === undefined ? {} : { object: objects.get(place.leaf)! };
    if (!team) return { ...place, ...object };
    const row: TeamRow = { rank: place.rank, team, window };
    const salt = replacedTeamSalt(hash, staff, { rank: place.rank, no: request.no });
    const teamLeaf = { ...teamRowLeaf(hash, salt, row), row };
    return { ...place, ...object, team: teamLeaf.leaf, teamLeaf };
  });
  const shown = places.map(({ object: _, teamLeaf: __, ...place }): ReplacedPlace => place);
  return ok({ result: { ...fresh, places: shown }, places });
}

/** Opens a place that a replacement has filled, as `openRank` does for one as drawn. Throws where its reserve was spent. */
export function openPlace({ rank, k, object, teamLeaf }: PlaceNow): Opening {
  assert(object, `rank ${rank}.${k} is filled`);
  const row = { rank, ...(k > 0 && { k }), row: object.text, salt: hex(object.salt) };
  return teamLeaf ? { ...row, teamRow: teamLeaf.text, teamSalt: hex(teamLeaf.salt) } : row;
}

function groundOf({ session, rows }: ReplaceableSession): ReplacementGround {
  const { manifest, teams } = session.certificate;
  const objects = new Map(rows.objects.map(({ leaf, row }) => [leaf, row]));
  return {
    ...{ manifest, strata: session.strata, record: teams, teams: session.teams.map(({ row }) => row) },
    objectOf: (leaf) => objects.get(leaf)!,
    inspectors: rows.inspectors.map(({ row }) => row),
    recusals: rows.recusals.map(({ row }) => row),
  };
}

function standingAfter(ground: ReplacementGround, { session, earlier }: ReplaceableSession): Standing {
  return earlier.reduce((standing, record) => {
    const next = replayRecord(ground, standing, { seed: fromHex(session.certificate.seed)!, record });
    assert(next.ok, `replacement ${record.request.no} of this session`);
    return next.value.standing;
  }, standingOf(ground));
}

/** A logged replacement once more: what its request and value give on this standing. `seed`: of the draw. */
export function replayRecord(
  ground: ReplacementGround,
  standing: Standing,
  { seed, record }: { readonly seed: Uint8Array; readonly record: ReplacementRecord },
): Result<{ readonly standing: Standing; readonly places: readonly ReplacedSeats[] }, PlaceFault> {
  const { rank, seat } = record.request;
  const ownSeed = replacementSeed(hashOf(ground.manifest.profile), seed, record.result?.value);
  return replace(ground, standing, { rank, ...(seat !== undefined && { seat }), seed: ownSeed });
}
