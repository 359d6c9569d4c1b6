import { hex } from '../basics/bytes.ts';
import { canonicalBytes } from '../basics/canonical-json.ts';
import type { Instant } from '../basics/instants.ts';
import { hashOf } from '../hash/hash.ts';
import type { SourceValue } from './entropy.ts';
import { fingerprint, type ListRoot, type Manifest } from './manifest.ts';
import type { TeamsRecord } from './teams.ts';
import type { ToldStratum } from './told-winners.ts';
import type { DrawnStratum } from './winners.ts';

/**
 * `draw.json`: the canonical JSON of this. It grows with the session: after the freeze it has no `seed`, `strata` and
 * `teams` (these three come together); `reveal` comes with the opening of all rows, `end` with a void or abandoned one.
 */
export type Certificate = {
  readonly spec: Manifest['spec'];
  readonly manifest: Manifest;
  readonly proofs: Proofs;
  readonly entropy: readonly SourceRecord[];
  readonly seed?: string;
  readonly strata?: readonly ToldStratum[];
  /** Of the files that have the winners and the 候补 where there are too many of them (`told-winners.ts`). */
  readonly winners?: ListRoot;
  readonly reserve?: ListRoot;
  readonly teams?: TeamsRecord;
  readonly openings: readonly Opening[];
  /** In the order of their requests. */
  readonly replacements: readonly ReplacementRecord[];
  readonly reveal?: Reveal;
  readonly end?: SessionEnd;
  readonly software: Software;
};

/** A certificate before the log has proved its entries. */
export type CertificateParts = Omit<Certificate, 'proofs'>;

/** `entry`: leaf hash of the log entry that closed the source. */
export type SourceRecord = SourceValue & { readonly entry: string };

/**
 * A row shown to be behind a rank: `salt` hex, `row` the text hashed, and the same of its team where it is opened.
 * `k`: the k-th replacement of the rank's object; absent as drawn.
 */
export type Opening = {
  readonly rank: number;
  readonly k?: number;
  readonly row: string;
  readonly salt: string;
  readonly teamRow?: string;
  readonly teamSalt?: string;
};

/**
 * The opening of all rows. `rows`: hash of the file of opened rows. `objectKey` derives all salts and is given only
 * when nothing is withheld. `withheld`: leaves whose rows lawfully stay closed, with the ground.
 * `early`: why names are opened before all visits are over.
 */
export type Reveal = {
  readonly rows: string;
  readonly objectKey?: string;
  readonly withheld: readonly { readonly leaf: string; readonly ground: string }[];
  readonly early?: string;
};

/** A replacement from its request on; `result` once it is logged. */
export type ReplacementRecord = { readonly request: ReplacementRequest; readonly result?: ReplacementResult };

/**
 * `no` counts a session's requests from 1. With `seat` the person on it is to be replaced, else the object that holds `rank`. `reason`,
 * `evidence` and the `id` of the two people are sealed (see replacement-request), hex; `role` is a code.
 */
export type ReplacementRequest = {
  readonly no: number;
  readonly rank: number;
  readonly seat?: string;
  readonly reason: string;
  readonly evidence: string;
  readonly requester: Signatory;
  readonly approver: Signatory;
};
export type Signatory = { readonly role: string; readonly id: string };

/** `value`: the fresh random value, in mode `fresh` only. `places`: all places that the replacement changed, in rank order. */
export type ReplacementResult = { readonly value?: SourceValue; readonly places: readonly ReplacedPlace[] };

/**
 * `rank`.`k` and the leaf that holds it now (none: 未补, its reserve is spent). `team`: leaf of its new team row; absent where nobody is sent.
 * `vacant`: seats for which nobody is left.
 */
export type ReplacedPlace = {
  readonly rank: number;
  readonly k: number;
  readonly leaf?: string;
  readonly team?: string;
  readonly vacant?: readonly string[];
};

export type SessionEnd = { readonly kind: 'void' | 'abandoned'; readonly reason: string };
export type Software = { readonly name: string; readonly version: string };

/** Where the session's entries stand in the public log. `log`: its verifier key. Paths are hex, nearest first. */
export type Proofs = {
  readonly log: string;
  /** Its second key, SM2 with SM3, where every checkpoint here carries that line too. */
  readonly logGm?: string;
  readonly manifest: CheckpointedProof;
  /** In the order of the sources, against the checkpoint of the result (or of the end of a session without one). */
  readonly entropy: readonly EntryProof[];
  readonly result?: LaterProof;
  /** One for each of the certificate's replacements; absent where there are none. */
  readonly replacements?: readonly ReplacementProofs[];
  readonly reveal?: LaterProof;
  readonly end?: LaterProof;
};
export type ReplacementProofs = { readonly request: LaterProof; readonly result?: LaterProof };
/** `at`: the time in the entry. */
export type EntryProof = { readonly at: Instant; readonly index: number; readonly path: readonly string[] };
/** `checkpoint`: the signed note whose tree the path leads into. */
export type CheckpointedProof = EntryProof & { readonly checkpoint: string };
/** `consistency`: proof that this checkpoint's tree extends the tree of the manifest's checkpoint. */
export type LaterProof = CheckpointedProof & { readonly consistency: readonly string[] };

/** Every proof with a checkpoint of its own. */
export function checkpointedProofs({
  manifest,
  result,
  replacements = [],
  reveal,
  end,
}: Proofs): readonly CheckpointedProof[] {
  const replaced = replacements.flatMap((each) => [each.request, each.result]);
  return [manifest, result, ...replaced, reveal, end].filter((proof) => proof !== undefined);
}

/** What is logged within minutes of the last source; it fixes everything the draw has decided. Hashes are hex. */
export type ResultCommit = {
  readonly fingerprint: string;
  readonly seed: string;
  readonly objectsRoot: string;
  readonly teamsRoot: string;
  readonly cutoffs: readonly { readonly stratum: string; readonly tier: number; readonly cutoff: string }[];
  readonly body: string;
};

/** The parts that a certificate has once the draw has run. */
export type ToldParts = Omit<DrawnParts, 'strata'> & Required<Pick<Certificate, 'strata'>>;

/** The same with every winner and every 候补. */
export type DrawnParts = {
  readonly seed: string;
  readonly strata: readonly DrawnStratum[];
  readonly teams: TeamsRecord;
};

/** H(JCS(draw.json without proofs, openings, replacements, reveal and end)), hex. */
export function bodyHash(certificate: CertificateParts): string {
  const { spec, manifest, entropy, seed, strata, winners, reserve, teams, software } = certificate;
  const drawn = { seed, strata, winners, reserve, teams };
  return hex(hashOf(manifest.profile).digest(canonicalBytes({ spec, manifest, entropy, ...drawn, software })));
}

/** The result commitment of a drawn certificate. */
export function resultCommit(certificate: CertificateParts, { seed, strata, teams }: ToldParts): ResultCommit {
  return {
    fingerprint: hex(fingerprint(certificate.manifest)),
    seed,
    objectsRoot: certificate.manifest.lists.objects.root,
    teamsRoot: teams.root,
    cutoffs: strata.flatMap(({ id, tiers }) =>
      tiers.flatMap(({ tier, cutoff }) => (cutoff === undefined ? [] : [{ stratum: id, tier, cutoff }])),
    ),
    body: bodyHash(certificate),
  };
}
