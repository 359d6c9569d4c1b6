import { assert } from '../basics/assert.ts';
import { compareBytes, concat } from '../basics/bytes.ts';
import { sha256 } from './sha256.ts';

/**
 * Merkle trees of RFC 6962 section 2.1 with SHA-256. Sizes and indexes are safe integers, hashes are 32 bytes.
 * Proofs are lists of subtree hashes, the one nearest to the leaf first. Where the leaves lie in a database,
 * `compact-range.ts` answers the same questions from stored subtree hashes.
 */

/** The leaves from … to−1 of a tree, as a subtree of it. */
export type Span = { readonly from: number; readonly to: number };

/** Root of the tree without leaves: SHA-256 of nothing. */
export const EMPTY_ROOT: Uint8Array = sha256(new Uint8Array(0));

/** H(00‖data). */
export function leafHash(data: Uint8Array): Uint8Array<ArrayBuffer> {
  return sha256(concat(Uint8Array.of(0), data));
}

/** H(01‖left‖right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> {
  return sha256(concat(Uint8Array.of(1), left, right));
}

/** MTH of the data of the leaves in order. */
export function merkleRoot(data: readonly Uint8Array[]): Uint8Array {
  return rootOfHashes(data.map(leafHash), { from: 0, to: data.length });
}

/** MTH of a span of leaf hashes. */
export function rootOfHashes(hashes: readonly Uint8Array[], { from, to }: Span): Uint8Array {
  if (to === from) return EMPTY_ROOT;
  if (to === from + 1) return hashes[from]!;
  const split = from + largestPowerBelow(to - from);
  return nodeHash(rootOfHashes(hashes, { from, to: split }), rootOfHashes(hashes, { from: split, to }));
}

/** The largest power of two strictly below n (n ≥ 2): where RFC 6962 splits a tree. */
function largestPowerBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

/** The subtrees whose hashes form the inclusion proof of a leaf (RFC 6962, 2.1.1), nearest first. */
export function inclusionSpans(index: number, size: number): readonly Span[] {
  assert(Number.isSafeInteger(size) && Number.isSafeInteger(index) && index >= 0 && index < size, `leaf ${index}`);
  const spans: Span[] = [];
  for (let from = 0, to = size; to - from > 1; ) {
    const split = from + largestPowerBelow(to - from);
    if (index < split) {
      spans.unshift({ from: split, to });
      to = split;
    } else {
      spans.unshift({ from, to: split });
      from = split;
    }
  }
  return spans;
}

/** The subtrees whose hashes form the consistency proof between two sizes of one tree (RFC 6962, 2.1.2). */
export function consistencySpans(first: number, second: number): readonly Span[] {
  assert(Number.isSafeInteger(second) && Number.isSafeInteger(first) && first >= 0 && first <= second, `size ${first}`);
  if (first === 0 || first === second) return [];
  const spans: Span[] = [];
  let from = 0;
  let to = second;
  while (to !== first) {
    const split = from + largestPowerBelow(to - from);
    if (first <= split) {
      spans.unshift({ from: split, to });
      to = split;
    } else {
      spans.unshift({ from, to: split });
      from = split;
    }
  }
  return from === 0 ? spans : [{ from, to }, ...spans];
}

export function inclusionProof(hashes: readonly Uint8Array[], index: number): readonly Uint8Array[] {
  return inclusionSpans(index, hashes.length).map((span) => rootOfHashes(hashes, span));
}

/** Proof that the tree over `hashes` extends the tree over its first `first` leaves. */
export function consistencyProof(hashes: readonly Uint8Array[], first: number): readonly Uint8Array[] {
  return consistencySpans(first, hashes.length).map((span) => rootOfHashes(hashes, span));
}

export type InclusionClaim = {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly path: readonly Uint8Array[];
  readonly root: Uint8Array;
};

/** Does the path lead from the leaf hash to the root (RFC 9162, 2.1.3.2)? False on any malformed claim. */
export function verifyInclusion({ root, ...place }: InclusionClaim): boolean {
  const reached = rootOfPath(place, nodeHash);
  return reached !== undefined && compareBytes(reached, root) === 0;
}

/**
 * The root to which a path leads from a leaf hash; undefined where the path is none of this size. `join`: the node over
 * two hashes, `nodeHash` except in the trees of a draw.
 */
export function rootOfPath(
  { leaf, index, size, path }: Omit<InclusionClaim, 'root'>,
  join: (left: Uint8Array, right: Uint8Array) => Uint8Array,
): Uint8Array | undefined {
  if (!isCount(index) || !isCount(size) || index >= size) return undefined;
  let hash = leaf;
  let at = index;
  let last = size - 1;
  for (const sibling of path) {
    if (last === 0) return undefined;
    if (at % 2 === 1 || at === last) {
      hash = join(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, half(last)];
    } else {
      hash = join(hash, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 ? hash : undefined;
}

export type ConsistencyClaim = {
  readonly first: { readonly size: number; readonly root: Uint8Array };
  readonly second: { readonly size: number; readonly root: Uint8Array };
  readonly path: readonly Uint8Array[];
};

/** Does the second tree begin with the leaves of the first (RFC 9162, 2.1.4.2)? False on any malformed claim. */
export function verifyConsistency({ first, second, path }: ConsistencyClaim): boolean {
  if (!isCount(first.size) || !isCount(second.size) || first.size > second.size) return false;
  if (first.size === 0) return path.length === 0 && compareBytes(first.root, EMPTY_ROOT) === 0;
  if (first.size === second.size) return path.length === 0 && compareBytes(first.root, second.root) === 0;
  let at = first.size - 1;
  let last = second.size - 1;
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  const steps = at === 0 ? [first.root, ...path] : path;
  const start = steps[0];
  if (start === undefined) return false;
  let oldRoot = start;
  let newRoot = start;
  for (const sibling of steps.slice(1)) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      oldRoot = nodeHash(sibling, oldRoot);
      newRoot = nodeHash(sibling, newRoot);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, half(last)];
    } else {
      newRoot = nodeHash(newRoot, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && compareBytes(oldRoot, first.root) === 0 && compareBytes(newRoot, second.root) === 0;
}

function isCount(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}

function half(n: number): number {
  return Math.floor(n / 2);
}
