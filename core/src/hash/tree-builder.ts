import type { Hash } from './hash.ts';
import { LANE_MESSAGES, type LaneMaker, padAll } from './lanes.ts';

/**
 * The root of `tree-root.ts` for millions of leaves: leaf hashes come in portions, each whole portion of 4,096 becomes one
 * subtree at once, and memory does not grow.
 */
export type TreeBuilder = {
  /** Takes the leaf hashes 0 … count−1 of `hashes`, 32 bytes each, in order. */
  readonly push: (hashes: Uint8Array, count: number) => void;
  /** Root over all taken so far. No more may come after it. */
  readonly root: () => Uint8Array;
};

const HASH = 32;
const PAIR = 2 * HASH;
/** Leaves of a whole portion: as many as one run can join in pairs. */
const PORTION = 2 * LANE_MESSAGES;

export function treeBuilder(hash: Hash, makeLanes: LaneMaker): TreeBuilder {
  const lanes = makeLanes(hash);
  const stride = padAll(lanes, LANE_MESSAGES, { length: 1 + PAIR, before: 0 });
  for (let i = 0; i < LANE_MESSAGES; i++) lanes.blocks[i * stride] = 1;
  const portion = new Uint8Array(PORTION * HASH);
  /** Whole subtrees, the largest first, each of `size` portions. */
  const peaks: { readonly size: number; readonly hash: Uint8Array }[] = [];
  let filled = 0;

  const joined = (pairs: Uint8Array, count: number): Uint8Array => {
    lanes.items.set(pairs.subarray(0, count * PAIR));
    lanes.place(count, { size: PAIR, at: 1, stride });
    lanes.run(hash.compression.initial, count);
    return lanes.digests.subarray(0, count * HASH);
  };
  /** Joins the hashes in pairs, level by level; the odd one at the end goes up as it is. */
  const portionRoot = (): Uint8Array => {
    for (let left = filled; left > 1; left = Math.ceil(left / 2)) {
      const pairs = Math.floor(left / 2);
      portion.set(joined(portion, pairs));
      if (left % 2 === 1) portion.copyWithin(pairs * HASH, (left - 1) * HASH, left * HASH);
    }
    return portion.slice(0, HASH);
  };
  const close = (): void => {
    let top = { size: 1, hash: portionRoot() };
    filled = 0;
    for (let last = peaks[peaks.length - 1]; last?.size === top.size; last = peaks[peaks.length - 1]) {
      peaks.pop();
      top = { size: 2 * top.size, hash: join(last.hash, top.hash) };
    }
    peaks.push(top);
  };
  const join = (left: Uint8Array, right: Uint8Array): Uint8Array => {
    const pair = new Uint8Array(PAIR);
    pair.set(left);
    pair.set(right, HASH);
    return joined(pair, 1).slice();
  };
  return {
    push(hashes, count) {
      for (let from = 0; from < count; ) {
        const taken = Math.min(count - from, PORTION - filled);
        portion.set(hashes.subarray(from * HASH, (from + taken) * HASH), filled * HASH);
        filled += taken;
        from += taken;
        if (filled === PORTION) close();
      }
    },
    root() {
      const rest = filled > 0 ? [portionRoot()] : [];
      const parts = [...peaks.map((peak) => peak.hash), ...rest];
      return parts.length === 0
        ? hash.digest(new Uint8Array(0))
        : parts.reduceRight((right, left) => join(left, right));
    },
  };
}
