import { hex } from '../basics/bytes.ts';
import { canonicalBytes, parseCanonical } from '../basics/canonical-json.ts';
import { err, ok, type Result } from '../basics/result.ts';
import { integer, list, literal, object, type Shape, text } from '../basics/shape.ts';
import type { Hash } from '../hash/hash.ts';
import { isName } from './alphabet.ts';
import { name } from './alphabet-shapes.ts';
import { type KeyKind, type NoteKey, parseKey } from './signed-note.ts';

/** Who cosigns the log, and how many of them complete a commitment. */
export type WitnessPolicy = { readonly quorum: number; readonly witnesses: readonly Witness[] };
/**
 * `name`: as people call the witness. `key`: a verifier key of C2SP signed notes, of the kind of tlog-cosignature.
 * `outside`: outside the agency's line of command.
 */
export type Witness = {
  readonly name: string;
  readonly key: string;
  readonly role?: string;
  readonly outside: boolean;
};

/** Nobody cosigns: the commitment's time is the log's own, and every record says 无外部见证. */
export const NO_WITNESSES: WitnessPolicy = { quorum: 0, witnesses: [] };

/** Timestamped Ed25519 cosignatures (C2SP tlog-cosignature, `cosignature/v1`). */
export const COSIGNATURE: KeyKind = { type: Uint8Array.of(4), bytes: 32 };

/** H(JCS(policy)), hex: the manifest's `witnesses`. */
export function witnessPolicyHash(hash: Hash, policy: WitnessPolicy): string {
  return hex(hash.digest(canonicalBytes(policy)));
}

const MOST_WITNESSES = 32;
const witness: Shape<Witness> = object(
  {
    name,
    key: text('a verifier key of type 04', (key) => parseKey(key, COSIGNATURE) !== undefined),
    outside: literal(true, false),
  },
  { role: text('a role', isName) },
);
const shape: Shape<WitnessPolicy> = object({ quorum: integer(0, MOST_WITNESSES), witnesses: list(witness) }, {});

/** `form`: not canonical JSON of that shape; `quorum`: not between 1 and the number of witnesses (0 without any); `twice`: a name or key stands twice. */
export type PolicyFault = 'form' | 'quorum' | 'twice';

/** Reads the canonical text of a policy. */
export function parseWitnessPolicy(canonical: string): Result<WitnessPolicy, PolicyFault> {
  const read = shape(parseCanonical(canonical), '');
  if (!read.ok) return err('form');
  const { quorum, witnesses } = read.value;
  if (witnesses.length === 0 ? quorum !== 0 : quorum < 1 || quorum > witnesses.length) return err('quorum');
  const keys = witnesses.map(witnessKey);
  const distinct = [
    witnesses.map((each) => each.name),
    keys.map((key) => key.name),
    keys.map((key) => hex(key.publicKey)),
  ];
  return distinct.every((texts) => new Set(texts).size === texts.length) ? ok(read.value) : err('twice');
}

/** The key of a witness of a policy that was read. */
export function witnessKey({ key }: Witness): NoteKey {
  return parseKey(key, COSIGNATURE)!;
}
