import { assert } from '../basics/assert.ts';
import { fromHex, hex } from '../basics/bytes.ts';
import { type Hash, pad, stateAfter, writeDigest } from '../hash/hash.ts';

const BLOCK = 64;
const LEAF = 32;

/** The ticket of a leaf (64 hex digits) with a weight of 1…255, as 64 hex digits. */
export type TicketOf = (leaf: string, weight: number) => string;

/**
 * t(leaf) = min over j in 0…w−1 of H(K_s ‖ byte(j) ‖ leaf). `key` is K_s, one whole block, so its state is computed once
 * and a ticket costs w compressions. A weight of w is exactly w lots in the same urn.
 */
export function ticketsOf(hash: Hash, key: Uint8Array): TicketOf {
  const { expand, rounds, scheduleWords } = hash.compression;
  const keyed = stateAfter(hash, key);
  const schedule = new Int32Array(scheduleWords);
  const state = keyed.slice();
  const block = new Uint8Array(BLOCK);
  const digest = new Uint8Array(LEAF);
  pad(block, 0, { length: 1 + LEAF, before: BLOCK });
  return (leaf, weight) => {
    assert(Number.isInteger(weight) && weight >= 1 && weight <= 255, `weight ${weight}`);
    block.set(fromHex(leaf)!, 1);
    let smallest = '';
    for (let j = 0; j < weight; j++) {
      block[0] = j;
      state.set(keyed);
      expand(block, 0, schedule);
      rounds(state, schedule, 0);
      writeDigest(state, digest, 0);
      const ticket = hex(digest);
      if (j === 0 || ticket < smallest) smallest = ticket;
    }
    return smallest;
  };
}
