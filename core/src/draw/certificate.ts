import { hex } from '../basics/bytes.ts';
import { canonicalBytes } from '../basics/canonical-json.ts';
import type { Instant } from '../basics/instants.ts';
import { hashOf } from '../hash/hash.ts';
import type { SourceValue } from './entropy.ts';
import { fingerprint, type Manifest } from './manifest.ts';
import type { TeamsRecord } from './teams.ts';
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
  readonly strata?: readonly DrawnStratum[];
  readonly teams?: TeamsRecord;
  readonly openings: readonly Opening[];
  readonly replacements: readonly [];
  readonly reveal?: Reveal;
  readonly end?: SessionEnd;
  readonly software: Software;
};

/** A certificate before the log has proved its entries. */
export type CertificateParts = Omit<Certificate, 'proofs'>;

/** `entry`: leaf hash of the log entry that closed the source. */
export type SourceRecord = SourceValue & { readonly entry: string };

/** A row shown to be behind a rank: `salt` hex, `row` the text hashed, and the same of its team where it is opened. */
export type Opening = {
  readonly rank: number;
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

export type SessionEnd = { readonly kind: 'void' | 'abandoned'; readonly reason: string };
export type Software = { readonly name: string; readonly version: string };

/** Where the session's entries stand in the public log. `log`: its verifier key. Paths are hex, nearest first. */
export type Proofs = {
  readonly log: string;
  readonly manifest: CheckpointedProof;
  /** In the order of the sources, against the checkpoint of the result (or of the end of a session without one). */
  readonly entropy: readonly EntryProof[];
  readonly result?: LaterProof;
  readonly reveal?: LaterProof;
  readonly end?: LaterProof;
};
/** `at`: the time in the entry. */
export type EntryProof = { readonly at: Instant; readonly index: number; readonly path: readonly string[] };
/** `checkpoint`: the signed note whose tree the path leads into. */
export type CheckpointedProof = EntryProof & { readonly checkpoint: string };
/** `consistency`: proof that this checkpoint's tree extends the tree of the manifest's checkpoint. */
export type LaterProof = CheckpointedProof & { readonly consistency: readonly string[] };

/** What is logged within minutes of the last source; it fixes everything the draw has decided. Hashes are hex. */
export type ResultCommit = {
  readonly fingerprint: string;
  readonly seed: string;
  readonly objectsRoot: string;
  readonly teamsRoot: string;
  readonly cutoffs: readonly { readonly stratum: string; readonly tier: number; readonly cutoff: string }[];
  readonly body: string;
};

/** The parts of a certificate that exist once the draw has run. */
export type DrawnParts = {
  readonly seed: string;
  readonly strata: readonly DrawnStratum[];
  readonly teams: TeamsRecord;
};

/** H(JCS(draw.json without proofs, openings, replacements, reveal and end)), hex. */
export function bodyHash(certificate: CertificateParts): string {
  const { spec, manifest, entropy, seed, strata, teams, software } = certificate;
  return hex(
    hashOf(manifest.profile).digest(canonicalBytes({ spec, manifest, entropy, seed, strata, teams, software })),
  );
}

/** The result commitment of a drawn certificate. */
export function resultCommit(certificate: CertificateParts, { seed, strata, teams }: DrawnParts): ResultCommit {
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
