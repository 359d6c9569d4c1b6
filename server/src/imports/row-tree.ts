import { createHash } from 'node:crypto';
import { setImmediate as otherWork } from 'node:timers/promises';
import { canonicalJson, type Json } from '@sunlot/core/basics/canonical-json.ts';
import { append, type CompactRange, EMPTY_RANGE, rangeRoot } from '@sunlot/core/hash/compact-range.ts';
import { leafHash } from '@sunlot/core/hash/merkle.ts';

/** SHA-256 of a row's canonical JSON: two rows with one hash say the same. */
export function rowHash(row: Json): Uint8Array {
  return createHash('sha256').update(canonicalJson(row), 'utf8').digest();
}

const LEAVES_AT_A_TIME = 1000;

/** A Merkle tree (RFC 6962) that grows row by row; long lists let other work through. */
export function createRowTree(): {
  readonly add: (row: Uint8Array) => Promise<void>;
  readonly root: () => Uint8Array;
  readonly size: () => number;
} {
  let range: CompactRange = EMPTY_RANGE;
  return {
    add: async (row) => {
      range = append(range, leafHash(row)).range;
      if (range.size % LEAVES_AT_A_TIME === 0) await otherWork();
    },
    root: () => rangeRoot(range),
    size: () => range.size,
  };
}
