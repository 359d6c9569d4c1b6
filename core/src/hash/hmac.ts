import { concat } from '../basics/bytes.ts';
import { sha256 } from './sha256.ts';

const BLOCK = 64;

/** HMAC-SHA-256 (RFC 2104): 32 bytes. A key longer than one block of 64 bytes is hashed first. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array<ArrayBuffer> {
  const short = key.length > BLOCK ? sha256(key) : key;
  const inner = new Uint8Array(BLOCK).fill(0x36);
  const outer = new Uint8Array(BLOCK).fill(0x5c);
  for (let i = 0; i < short.length; i++) {
    inner[i]! ^= short[i]!;
    outer[i]! ^= short[i]!;
  }
  return sha256(concat(outer, sha256(concat(inner, message))));
}
