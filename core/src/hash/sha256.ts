import { hashOf } from './hash.ts';

/** SHA-256 of the whole of `bytes`: 32 bytes. What lies outside a draw (log, files) is hashed by it under every profile. */
export function sha256(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return hashOf('std').digest(bytes);
}
