import { assert } from '../basics/assert.ts';
import { consistencySpans, EMPTY_ROOT, inclusionSpans, nodeHash, type Span } from './merkle.ts';

/**
 * A Merkle tree (RFC 6962) kept in a store. The store holds the hashes of complete subtrees by (level, index):
 * level 0 are the leaf hashes, node (level, index) covers the leaves index·2^level … (index+1)·2^level − 1.
 * To append: read the peaks (`peakIds(size)`), call `append`, store `created`. To prove: `inclusionNodes` or
 * `consistencyNodes` names the stored nodes of each step, `foldNodes` makes the step's hash of them.
 */

export type NodeId = { readonly level: number; readonly index: number };
export type StoredNode = NodeId & { readonly hash: Uint8Array };

/** The complete subtrees that make up the first `size` leaves, the largest (leftmost) first. */
export type CompactRange = { readonly size: number; readonly peaks: readonly Uint8Array[] };

export const EMPTY_RANGE: CompactRange = { size: 0, peaks: [] };

/** Adds one leaf hash. `created` are the nodes to store: the leaf and each subtree that became complete. */
export function append(
  range: CompactRange,
  leaf: Uint8Array,
): { readonly range: CompactRange; readonly created: readonly StoredNode[] } {
  assert(range.peaks.length === peakIds(range.size).length, `${range.peaks.length} peaks for size ${range.size}`);
  const peaks = [...range.peaks];
  const created: StoredNode[] = [{ level: 0, index: range.size, hash: leaf }];
  let hash = leaf;
  let index = range.size;
  for (let level = 1; index % 2 === 1; level++) {
    hash = nodeHash(peaks.pop()!, hash);
    index = (index - 1) / 2;
    created.push({ level, index, hash });
  }
  return { range: { size: range.size + 1, peaks: [...peaks, hash] }, created };
}

/** Root of the tree over the range's leaves. */
export function rangeRoot(range: CompactRange): Uint8Array {
  return range.size === 0 ? EMPTY_ROOT : foldNodes(range.peaks);
}

/** Where the peaks of the first `size` leaves lie, largest first. */
export function peakIds(size: number): readonly NodeId[] {
  return spanNodes({ from: 0, to: size });
}

/** The stored nodes of each step of an inclusion proof, nearest step first. */
export function inclusionNodes(index: number, size: number): readonly (readonly NodeId[])[] {
  return inclusionSpans(index, size).map(spanNodes);
}

/** The stored nodes of each step of a consistency proof. */
export function consistencyNodes(first: number, second: number): readonly (readonly NodeId[])[] {
  return consistencySpans(first, second).map(spanNodes);
}

/** One hash of the hashes of adjacent complete subtrees, largest first (at least one). */
export function foldNodes(hashes: readonly Uint8Array[]): Uint8Array {
  assert(hashes.length > 0, 'a fold of nothing');
  return hashes.reduceRight((right, left) => nodeHash(left, right));
}

/** Complete subtrees of a span that RFC 6962 splits off: its start is aligned to its largest subtree. */
function spanNodes({ from, to }: Span): readonly NodeId[] {
  const nodes: NodeId[] = [];
  for (let at = from; at < to; ) {
    let level = 0;
    while (at + 2 ** (level + 1) <= to && at % 2 ** (level + 1) === 0) level++;
    nodes.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return nodes;
}
