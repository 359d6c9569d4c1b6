import { createHash } from 'node:crypto';

/** Node's own: the files of a national pack in a quarter of the time of plain JavaScript. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
