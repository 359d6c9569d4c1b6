import { assert } from '../basics/assert.ts';
import { concat } from '../basics/bytes.ts';
import type { Hash } from './hash.ts';
import { hmac, hmacKey, hmacWith } from './hmac.ts';

const HASH_LENGTH = 32;

/** HKDF-Extract (RFC 5869, 2.2): a pseudorandom key of 32 bytes. An empty salt counts as 32 zero bytes. */
export function hkdfExtract(hash: Hash, salt: Uint8Array, ikm: Uint8Array): Uint8Array<ArrayBuffer> {
  return hmac(hash, salt, ikm);
}

/** HKDF-Expand (RFC 5869, 2.3): `length` bytes, 0…8160. */
export function hkdfExpand(
  hash: Hash,
  prk: Uint8Array,
  { info, length }: { readonly info: Uint8Array; readonly length: number },
): Uint8Array<ArrayBuffer> {
  return hkdfExpander(hash, prk)(info, length);
}

/** The same for many infos under one key, whose two blocks are hashed once. */
export function hkdfExpander(
  hash: Hash,
  prk: Uint8Array,
): (info: Uint8Array, length: number) => Uint8Array<ArrayBuffer> {
  const key = hmacKey(hash, prk);
  return (info, length) => {
    assert(Number.isInteger(length) && length >= 0 && length <= 255 * HASH_LENGTH, `HKDF length ${length}`);
    const out = new Uint8Array(length);
    let block = new Uint8Array(0);
    for (let at = 0, counter = 1; at < length; at += HASH_LENGTH, counter++) {
      block = hmacWith(hash, key, concat(block, info, Uint8Array.of(counter)));
      out.set(block.subarray(0, length - at), at);
    }
    return out;
  };
}
