import { createHash, hash } from 'node:crypto';
import { setImmediate as otherWork } from 'node:timers/promises';
import { canonicalJson, type Json } from '@sunlot/core/basics/canonical-json.ts';

/** SHA-256 of a row's canonical JSON: two rows with one hash say the same. */
export function rowHash(row: Json): Uint8Array {
  return hash('sha256', canonicalJson(row), 'buffer');
}

export type RowTree = {
  readonly add: (row: Uint8Array) => Promise<void>;
  /** As RFC 6962 has it, of the rows so far. */
  readonly root: () => Uint8Array;
  readonly size: () => number;
};

const LEAVES_AT_A_TIME = 2000;
const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

/**
 * The Merkle tree of a list that is too long for plain JavaScript hashing: the same roots as core's, by the platform's
 * SHA-256, letting other work through. `salt` stands before each row in its leaf, so that who does not know it can
 * guess no row.
 */
export function createRowTree(salt: Uint8Array = new Uint8Array()): RowTree {
  const peaks: { readonly level: number; readonly hash: Buffer }[] = [];
  let size = 0;
  return {
    add: async (row) => {
      let peak = { level: 0, hash: sha256(LEAF, salt, row) };
      while (peaks.at(-1)?.level === peak.level) {
        peak = { level: peak.level + 1, hash: sha256(NODE, peaks.pop()!.hash, peak.hash) };
      }
      peaks.push(peak);
      size += 1;
      if (size % LEAVES_AT_A_TIME === 0) await otherWork();
    },
    root: () =>
      size === 0 ? sha256() : peaks.map((peak) => peak.hash).reduceRight((right, left) => sha256(NODE, left, right)),
    size: () => size,
  };
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}
