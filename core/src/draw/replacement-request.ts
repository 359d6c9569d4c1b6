import { be32, concat, hex, utf8 } from '../basics/bytes.ts';
import type { Hash } from '../hash/hash.ts';
import { hmac } from '../hash/hmac.ts';
import type { ReplacementRequest, Signatory } from './certificate.ts';
import type { ListKeys } from './leaves.ts';

/**
 * What a request says before it is sealed. `reason`: a code; `evidence`: 32 bytes, the hash of the document that shows it; `id` of the two
 * people: whatever names them in the agency. With `seat` a person is to be replaced, else the object of `rank`.
 */
export type RequestTerms = Omit<ReplacementRequest, 'reason' | 'evidence'> & {
  readonly reason: string;
  readonly evidence: Uint8Array;
};

/**
 * The request as it is logged. Before the visits a replacement is public as ranks and counts only, so what could tell a name is sealed:
 * hex of HMAC(key, text), the key of reason, requester and approver being HMAC(staffKey, what‖"replacement"‖BE32(no)), the key of the
 * evidence HMAC(staffKey, "evidencereplacement"): the same document is the same evidence in all requests of a session, and nowhere else.
 */
export function sealRequest(hash: Hash, staffKey: ListKeys['staff'], terms: RequestTerms): ReplacementRequest {
  const { no, reason, evidence, requester, approver, ...place } = terms;
  const signed = (what: 'requester' | 'approver', { role, id }: Signatory): Signatory => ({
    role,
    id: sealed(hash, hmac(hash, staffKey, concat(utf8(`${what}replacement`), be32(no))), id),
  });
  return {
    ...{ no, ...place },
    reason: sealed(hash, replacementReasonKey(hash, staffKey, no), reason),
    evidence: hex(hmac(hash, hmac(hash, staffKey, utf8('evidencereplacement')), evidence)),
    requester: signed('requester', requester),
    approver: signed('approver', approver),
  };
}

/** HMAC(staffKey, "reasonreplacement"‖BE32(no)): opens the reason of one request, at the reveal or to those concerned. */
export function replacementReasonKey(hash: Hash, staffKey: ListKeys['staff'], no: number): Uint8Array {
  return hmac(hash, staffKey, concat(utf8('reasonreplacement'), be32(no)));
}

/** Is this the reason that was sealed under the key? */
export function isReason(
  hash: Hash,
  sealedReason: string,
  { reason, key }: { readonly reason: string; readonly key: Uint8Array },
) {
  return sealed(hash, key, reason) === sealedReason;
}

/** Do the two ask for the same thing on the same ground? Such a request is a repetition and refused. */
export function isRepetition(a: ReplacementRequest, b: ReplacementRequest): boolean {
  return a.rank === b.rank && a.seat === b.seat && a.evidence === b.evidence;
}

function sealed(hash: Hash, key: Uint8Array, plain: string): string {
  return hex(hmac(hash, key, utf8(plain)));
}
