import { assert } from '../basics/assert.ts';
import { concat } from '../basics/bytes.ts';
import { hmacSha256 } from './hmac.ts';

const HASH_LENGTH = 32;

/** HKDF-Extract with SHA-256 (RFC 5869, 2.2): a pseudorandom key of 32 bytes. An empty salt counts as 32 zero bytes. */
export function hkdfExtract(salt: Uint8Array, ikm: Uint8Array): Uint8Array<ArrayBuffer> {
  return hmacSha256(salt, ikm);
}

/** HKDF-Expand with SHA-256 (RFC 5869, 2.3): `length` bytes, 0…8160. */
export function hkdfExpand(prk: Uint8Array, info: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  assert(Number.isInteger(length) && length >= 0 && length <= 255 * HASH_LENGTH, `HKDF length ${length}`);
  const out = new Uint8Array(length);
  let block = new Uint8Array(0);
  for (let at = 0, counter = 1; at < length; at += HASH_LENGTH, counter++) {
    block = hmacSha256(prk, concat(block, info, Uint8Array.of(counter)));
    out.set(block.subarray(0, length - at), at);
  }
  return out;
}
