import { be32, concat, hex, lengthPrefixed, utf8, writeUtf8 } from '../basics/bytes.ts';
import type { Hash } from '../hash/hash.ts';
import { hmac, hmacKey, hmacWith } from '../hash/hmac.ts';
import type { InspectorRow, ObjectRow, RecusalRow } from './rows.ts';

/**
 * Salted leaves. A session has one secret listKey of 32 random bytes; every salt is derived from it, so that one key
 * opens all rows and a single salt opens one. Ids can be enumerated: whoever holds a key sees every name it covers.
 */

type RecusalPair = Pick<RecusalRow, 'objectId' | 'inspectorId'>;

/** `object` opens the object rows (published at the reveal); `staff` opens people, recusals and teams (never published). */
export type ListKeys = { readonly object: Uint8Array; readonly staff: Uint8Array };

export function deriveKeys(hash: Hash, listKey: Uint8Array): ListKeys {
  return { object: hmac(hash, listKey, utf8('object')), staff: hmac(hash, listKey, utf8('staff')) };
}

/** H("sunlot/1/key"‖listKey), hex: the manifest's `keyCommit`. */
export function keyCommit(hash: Hash, listKey: Uint8Array): string {
  return hex(hash.digest(concat(utf8('sunlot/1/key'), listKey)));
}

/** HMAC(objectKey, LP(stratum)‖LP(id)). */
export function objectSalt(hash: Hash, objectKey: Uint8Array, row: Pick<ObjectRow, 'stratum' | 'id'>): Uint8Array {
  return objectSalter(hash, objectKey)(row);
}

/** The same for many rows: the key is prepared once, which halves the work. */
export function objectSalter(
  hash: Hash,
  objectKey: Uint8Array,
): (row: Pick<ObjectRow, 'stratum' | 'id'>) => Uint8Array {
  const key = hmacKey(hash, objectKey);
  return ({ stratum, id }) => hmacWith(hash, key, concat(prefixed(stratum), prefixed(id)));
}

/** HMAC(staffKey, "inspector"‖LP(id)). */
export function inspectorSalt(hash: Hash, staffKey: Uint8Array, id: string): Uint8Array {
  return hmac(hash, staffKey, concat(utf8('inspector'), prefixed(id)));
}

/** HMAC(staffKey, "recusal"‖LP(objectId)‖LP(inspectorId)). */
export function recusalSalt(hash: Hash, staffKey: Uint8Array, row: RecusalPair): Uint8Array {
  return hmac(hash, staffKey, concat(utf8('recusal'), prefixed(row.objectId), prefixed(row.inspectorId)));
}

/** HMAC(staffKey, "team"‖BE32(rank)). */
export function teamSalt(hash: Hash, staffKey: Uint8Array, rank: number): Uint8Array {
  return hmac(hash, staffKey, concat(utf8('team'), be32(rank)));
}

/** HMAC(staffKey, "team"‖BE32(rank)‖BE32(no)): of the team row that the session's replacement `no` makes. */
export function replacedTeamSalt(
  hash: Hash,
  staffKey: Uint8Array,
  { rank, no }: { readonly rank: number; readonly no: number },
): Uint8Array {
  return hmac(hash, staffKey, concat(utf8('team'), be32(rank), be32(no)));
}

/** The leaf of a row: H(00‖salt‖row), 32 bytes. */
export function rowLeaf(hash: Hash, salt: Uint8Array, row: string): Uint8Array {
  const bytes = new Uint8Array(1 + salt.length + 3 * row.length);
  bytes.set(salt, 1);
  return hash.digest(bytes.subarray(0, writeUtf8(row, bytes, 1 + salt.length)));
}

/**
 * The same inspector with the reason sealed: 64 hex digits of
 * HMAC(HMAC(staffKey, "reason"‖"inspector"‖LP(id)), reason). The row can be opened to anybody without its reason;
 * the inner key, given to those concerned, opens the reason too.
 */
export function sealInspector(hash: Hash, staffKey: Uint8Array, row: InspectorRow): InspectorRow {
  return row.reason === ''
    ? row
    : { ...row, reason: sealed(hash, inspectorReasonKey(hash, staffKey, row.id), row.reason) };
}

/** The same for a recusal; the inner key is HMAC(staffKey, "reason"‖"recusal"‖LP(objectId)‖LP(inspectorId)). */
export function sealRecusal(hash: Hash, staffKey: Uint8Array, row: RecusalRow): RecusalRow {
  return { ...row, reason: sealed(hash, recusalReasonKey(hash, staffKey, row), row.reason) };
}

export function inspectorReasonKey(hash: Hash, staffKey: Uint8Array, id: string): Uint8Array {
  return hmac(hash, staffKey, concat(utf8('reasoninspector'), prefixed(id)));
}

export function recusalReasonKey(hash: Hash, staffKey: Uint8Array, row: RecusalPair): Uint8Array {
  return hmac(hash, staffKey, concat(utf8('reasonrecusal'), prefixed(row.objectId), prefixed(row.inspectorId)));
}

function sealed(hash: Hash, key: Uint8Array, reason: string): string {
  return hex(hmac(hash, key, utf8(reason)));
}

function prefixed(text: string): Uint8Array {
  return lengthPrefixed(utf8(text));
}
