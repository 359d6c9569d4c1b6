import { concat } from '../basics/bytes.ts';
import type { Hash } from './hash.ts';

/**
 * Root of the Merkle tree of RFC 6962, 2.1, over the data of its leaves in order, with the hash of a draw. (The trees of
 * the logs, with their proofs, are in `merkle.ts` and always use SHA-256.)
 */
export function treeRoot(hash: Hash, data: Iterable<Uint8Array>): Uint8Array {
  const peaks: Uint8Array[] = [];
  let size = 0;
  for (const each of data) {
    let top: Uint8Array = hash.digest(concat(LEAF, each));
    for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) top = hash.digest(concat(NODE, peaks.pop()!, top));
    peaks.push(top);
    size++;
  }
  if (size === 0) return hash.digest(new Uint8Array(0));
  return peaks.reduceRight((right, left) => hash.digest(concat(NODE, left, right)));
}

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
