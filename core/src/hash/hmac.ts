import { digestAfter, type Hash, type HashState, stateAfter } from './hash.ts';

const BLOCK = 64;
const DIGEST = 32;

/** A key whose two blocks have been hashed. */
export type HmacKey = { readonly inner: HashState; readonly outer: HashState };

/** Prepares a key (RFC 2104). One longer than a block of 64 bytes is hashed first. */
export function hmacKey(hash: Hash, key: Uint8Array): HmacKey {
  const short = key.length > BLOCK ? hash.digest(key) : key;
  return { inner: stateAfter(hash, filled(short, 0x36)), outer: stateAfter(hash, filled(short, 0x5c)) };
}

/** HMAC under a prepared key: 32 bytes. */
export function hmacWith(hash: Hash, { inner, outer }: HmacKey, message: Uint8Array): Uint8Array<ArrayBuffer> {
  digestAfter(hash, { state: inner, message }, between);
  return digestAfter(hash, { state: outer, message: between }, new Uint8Array(DIGEST));
}

/** HMAC (RFC 2104): 32 bytes. */
export function hmac(hash: Hash, key: Uint8Array, message: Uint8Array): Uint8Array<ArrayBuffer> {
  return hmacWith(hash, hmacKey(hash, key), message);
}

const between = new Uint8Array(DIGEST);

function filled(key: Uint8Array, filler: number): Uint8Array {
  const block = new Uint8Array(BLOCK).fill(filler);
  key.forEach((byte, i) => {
    block[i]! ^= byte;
  });
  return block;
}
