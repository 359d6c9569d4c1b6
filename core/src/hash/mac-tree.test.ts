import { expect, test } from 'vitest';
import { platformWasm } from '../../test/platform-wasm.ts';
import { be32 } from '../basics/bytes.ts';
import { hashOf } from './hash.ts';
import { hmac } from './hmac.ts';
import { plainLanes } from './lanes.ts';
import { macTree } from './mac-tree.ts';
import { merkleRoot } from './merkle.ts';
import { sha256 } from './sha256.ts';
import { wasmLanes } from './wasm-lanes.ts';

const STD = hashOf('std');
const KEY = sha256(be32(77));

test.each([0, 1, 2, 3, 2047, 2048, 2049, 5000])(
  '%i messages have the root of their HMACs, on both kinds of lanes',
  (size) => {
    const messages = Array.from({ length: size }, (_, n) => sha256(be32(n)));
    const expected = merkleRoot(messages.map((message) => hmac(STD, KEY, message)));
    for (const makeLanes of [plainLanes, wasmLanes(platformWasm)]) {
      const tree = macTree(STD, KEY, makeLanes);
      for (const message of messages) tree.add(message);
      expect(tree.root()).toEqual(expected);
    }
  },
);

test('a message of another length is a bug of the caller', () => {
  expect(() => macTree(STD, KEY, plainLanes).add(new Uint8Array(31))).toThrow('31 bytes');
});
