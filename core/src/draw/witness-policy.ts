import { hex } from '../basics/bytes.ts';
import { canonicalBytes } from '../basics/canonical-json.ts';
import type { Hash } from '../hash/hash.ts';

/** Who cosigns the log, and how many of them complete a commitment. */
export type WitnessPolicy = { readonly quorum: number; readonly witnesses: readonly Witness[] };
/** `key` is a verifier key of C2SP signed notes. */
export type Witness = { readonly name: string; readonly key: string };

/** Nobody cosigns: the commitment's time is the log's own, and every record says 无外部见证. */
export const NO_WITNESSES: WitnessPolicy = { quorum: 0, witnesses: [] };

/** H(JCS(policy)), hex: the manifest's `witnesses`. */
export function witnessPolicyHash(hash: Hash, policy: WitnessPolicy): string {
  return hex(hash.digest(canonicalBytes(policy)));
}
