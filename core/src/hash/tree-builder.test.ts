import { describe, expect, test } from 'vitest';
import { platformWasm } from '../../test/platform-wasm.ts';
import { be32, concat, hex } from '../basics/bytes.ts';
import { hashOf, PROFILES } from './hash.ts';
import { plainLanes } from './lanes.ts';
import { merkleRoot } from './merkle.ts';
import { treeBuilder } from './tree-builder.ts';
import { treeRoot } from './tree-root.ts';
import { wasmLanes } from './wasm-lanes.ts';

const makers = [
  ['plain', plainLanes],
  ['wasm', wasmLanes(platformWasm)],
] as const;

describe.each(PROFILES)('profile %s', (profile) => {
  const hash = hashOf(profile);

  test.each(makers)('on %s lanes the root is that of the plain tree for every number of leaves', (_, makeLanes) => {
    const sizes = [...Array.from({ length: 34 }, (_, n) => n), 4095, 4096, 4097, 8192, 8195, 12_288, 20_481];
    for (const size of sizes) {
      const data = Array.from({ length: size }, (_, i) => be32(i));
      const hashes = concat(...data.map((each) => hash.digest(concat(Uint8Array.of(0), each))));
      const builder = treeBuilder(hash, makeLanes);
      for (let from = 0; from < size; from += 1000) {
        builder.push(hashes.subarray(32 * from), Math.min(1000, size - from));
      }
      expect(hex(builder.root()), `${size} leaves`).toBe(hex(treeRoot(hash, data)));
    }
  });
});

test('the plain tree of profile std is the tree of the log', () => {
  for (let size = 0; size < 70; size++) {
    const data = Array.from({ length: size }, (_, i) => be32(i));
    expect(hex(treeRoot(hashOf('std'), data))).toBe(hex(merkleRoot(data)));
  }
});
