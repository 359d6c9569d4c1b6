import { assert } from '../basics/assert.ts';
import type { Hash } from './hash.ts';
import { hmacKey } from './hmac.ts';
import { LANE_MESSAGES, type LaneMaker, padAll } from './lanes.ts';
import { treeBuilder } from './tree-builder.ts';

/**
 * RFC 6962 root over HMACs of 32-byte messages under one key, a message at a time: what binds a directory of millions of rows
 * without telling one of them.
 */
export type MacTree = { readonly add: (message: Uint8Array) => void; readonly root: () => Uint8Array };

const DIGEST = 32;
const BLOCK = 64;

export function macTree(hash: Hash, key: Uint8Array, makeLanes: LaneMaker): MacTree {
  const tree = treeBuilder(hash, makeLanes);
  const keyed = hmacKey(hash, key);
  const mac = makeLanes(hash);
  const stride = padAll(mac, LANE_MESSAGES, { length: DIGEST, before: BLOCK });
  const leaf = makeLanes(hash);
  const leafStride = padAll(leaf, LANE_MESSAGES, { length: 1 + DIGEST, before: 0 });
  for (let i = 0; i < LANE_MESSAGES; i++) leaf.blocks[i * leafStride] = 0;
  const messages = new Uint8Array(LANE_MESSAGES * DIGEST);
  let waiting = 0;
  const flush = () => {
    mac.items.set(messages.subarray(0, waiting * DIGEST));
    mac.place(waiting, { size: DIGEST, at: 0, stride });
    mac.run(keyed.inner, waiting);
    mac.items.set(mac.digests.subarray(0, waiting * DIGEST));
    mac.place(waiting, { size: DIGEST, at: 0, stride });
    mac.run(keyed.outer, waiting);
    leaf.items.set(mac.digests.subarray(0, waiting * DIGEST));
    leaf.place(waiting, { size: DIGEST, at: 1, stride: leafStride });
    leaf.run(hash.compression.initial, waiting);
    tree.push(leaf.digests, waiting);
    waiting = 0;
  };
  return {
    add(message) {
      assert(message.length === DIGEST, `a message of ${message.length} bytes`);
      messages.set(message, waiting * DIGEST);
      waiting++;
      if (waiting === LANE_MESSAGES) flush();
    },
    root() {
      flush();
      return tree.root();
    },
  };
}
