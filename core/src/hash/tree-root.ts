import { concat } from '../basics/bytes.ts';
import type { Hash } from './hash.ts';
import { inclusionSpans, rootOfPath } from './merkle.ts';

/**
 * Root of the Merkle tree of RFC 6962, 2.1, over the data of its leaves in order, with the hash of a draw. (The trees of
 * the logs, with their proofs, are in `merkle.ts` and always use SHA-256.)
 */
export function treeRoot(hash: Hash, data: Iterable<Uint8Array>): Uint8Array {
  const peaks: Uint8Array[] = [];
  const pair = new Uint8Array(1 + 2 * DIGEST_BYTES);
  pair.set(NODE);
  const nodeOf = (left: Uint8Array, right: Uint8Array) => {
    pair.set(left, 1);
    pair.set(right, 1 + DIGEST_BYTES);
    return hash.digest(pair);
  };
  let size = 0;
  for (const each of data) {
    let top: Uint8Array = hash.digest(concat(LEAF, each));
    for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) top = nodeOf(peaks.pop()!, top);
    peaks.push(top);
    size++;
  }
  if (size === 0) return hash.digest(new Uint8Array(0));
  return peaks.reduceRight((right, left) => nodeOf(left, right));
}

/** Hashes that lead from the leaf at `index` to that root, the one nearest to the leaf first. */
export function treePath(hash: Hash, data: readonly Uint8Array[], index: number): readonly Uint8Array[] {
  return inclusionSpans(index, data.length).map(({ from, to }) => treeRoot(hash, data.slice(from, to)));
}

/** The root to which a path leads from the data of a leaf; undefined where the path is none of this size. */
export function treePathRoot(
  hash: Hash,
  {
    data,
    ...place
  }: { readonly data: Uint8Array; readonly index: number; readonly size: number; readonly path: readonly Uint8Array[] },
): Uint8Array | undefined {
  return rootOfPath({ leaf: hash.digest(concat(LEAF, data)), ...place }, (left, right) =>
    hash.digest(concat(NODE, left, right)),
  );
}

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
const DIGEST_BYTES = 32;
