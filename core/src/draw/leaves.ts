import { be32, concat, hex, lengthPrefixed, utf8 } from '../basics/bytes.ts';
import { hmacSha256 } from '../hash/hmac.ts';
import { leafHash } from '../hash/merkle.ts';
import { sha256 } from '../hash/sha256.ts';
import type { InspectorRow, ObjectRow, RecusalRow } from './rows.ts';

/**
 * Salted leaves. A session has one secret listKey of 32 random bytes; every salt is derived from it, so that one key
 * opens all rows and a single salt opens one. Ids can be enumerated: whoever holds a key sees every name it covers.
 */

/** `object` opens the object rows (published at the reveal); `staff` opens people, recusals and teams (never published). */
export type ListKeys = { readonly object: Uint8Array; readonly staff: Uint8Array };

export function deriveKeys(listKey: Uint8Array): ListKeys {
  return { object: hmacSha256(listKey, utf8('object')), staff: hmacSha256(listKey, utf8('staff')) };
}

/** H("sunlot/1/key"‖listKey), hex: the manifest's `keyCommit`. */
export function keyCommit(listKey: Uint8Array): string {
  return hex(sha256(concat(utf8('sunlot/1/key'), listKey)));
}

/** HMAC(objectKey, LP(stratum)‖LP(id)). */
export function objectSalt(objectKey: Uint8Array, { stratum, id }: Pick<ObjectRow, 'stratum' | 'id'>): Uint8Array {
  return hmacSha256(objectKey, concat(prefixed(stratum), prefixed(id)));
}

/** HMAC(staffKey, "inspector"‖LP(id)). */
export function inspectorSalt(staffKey: Uint8Array, id: string): Uint8Array {
  return hmacSha256(staffKey, concat(utf8('inspector'), prefixed(id)));
}

/** HMAC(staffKey, "recusal"‖LP(objectId)‖LP(inspectorId)). */
export function recusalSalt(staffKey: Uint8Array, row: Pick<RecusalRow, 'objectId' | 'inspectorId'>): Uint8Array {
  return hmacSha256(staffKey, concat(utf8('recusal'), prefixed(row.objectId), prefixed(row.inspectorId)));
}

/** HMAC(staffKey, "team"‖BE32(rank)). */
export function teamSalt(staffKey: Uint8Array, rank: number): Uint8Array {
  return hmacSha256(staffKey, concat(utf8('team'), be32(rank)));
}

/** HMAC(staffKey, "team"‖BE32(rank)‖BE32(no)): of the team row that the session's replacement `no` makes. */
export function replacedTeamSalt(
  staffKey: Uint8Array,
  { rank, no }: { readonly rank: number; readonly no: number },
): Uint8Array {
  return hmacSha256(staffKey, concat(utf8('team'), be32(rank), be32(no)));
}

/** The leaf of a row: H(00‖salt‖row), 32 bytes. */
export function rowLeaf(salt: Uint8Array, row: string): Uint8Array {
  return leafHash(concat(salt, utf8(row)));
}

/**
 * The same inspector with the reason sealed: 64 hex digits of
 * HMAC(HMAC(staffKey, "reason"‖"inspector"‖LP(id)), reason). The row can be opened to anybody without its reason;
 * the inner key, given to those concerned, opens the reason too.
 */
export function sealInspector(staffKey: Uint8Array, row: InspectorRow): InspectorRow {
  return row.reason === '' ? row : { ...row, reason: sealed(inspectorReasonKey(staffKey, row.id), row.reason) };
}

/** The same for a recusal; the inner key is HMAC(staffKey, "reason"‖"recusal"‖LP(objectId)‖LP(inspectorId)). */
export function sealRecusal(staffKey: Uint8Array, row: RecusalRow): RecusalRow {
  return { ...row, reason: sealed(recusalReasonKey(staffKey, row), row.reason) };
}

export function inspectorReasonKey(staffKey: Uint8Array, id: string): Uint8Array {
  return hmacSha256(staffKey, concat(utf8('reasoninspector'), prefixed(id)));
}

export function recusalReasonKey(staffKey: Uint8Array, row: Pick<RecusalRow, 'objectId' | 'inspectorId'>): Uint8Array {
  return hmacSha256(staffKey, concat(utf8('reasonrecusal'), prefixed(row.objectId), prefixed(row.inspectorId)));
}

function sealed(key: Uint8Array, reason: string): string {
  return hex(hmacSha256(key, utf8(reason)));
}

function prefixed(text: string): Uint8Array {
  return lengthPrefixed(utf8(text));
}
