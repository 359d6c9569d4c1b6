import { assert } from '../basics/assert.ts';
import { fromHex, hex } from '../basics/bytes.ts';
import { compress, initialState } from '../hash/sha256.ts';
import { stratumKey } from './seed.ts';

const BLOCK = 64;
const LEAF = 32;
/** Bits of K_s ‖ byte(j) ‖ leaf, which end the second block (FIPS 180-4, 5.1.1). */
const MESSAGE_BITS = (BLOCK + 1 + LEAF) * 8;

/** The ticket of a leaf (64 hex digits) with a weight of 1…255, as 64 hex digits. */
export type TicketOf = (leaf: string, weight: number) => string;

/**
 * t(leaf) = min over j in 0…w−1 of H(K_s ‖ byte(j) ‖ leaf). K_s is one whole block, so its state is computed once and
 * a ticket costs w compressions. A weight of w is exactly w lots in the same urn.
 */
export function ticketsOf(seed: Uint8Array, stratum: string, tier: number): TicketOf {
  const words = new Uint32Array(64);
  const keyed = initialState();
  compress(keyed, stratumKey(seed, stratum, tier), words);
  const block = new Uint8Array(BLOCK);
  block[1 + LEAF] = 0x80;
  block[BLOCK - 2] = MESSAGE_BITS >> 8;
  block[BLOCK - 1] = MESSAGE_BITS & 255;
  return (leaf, weight) => {
    assert(Number.isInteger(weight) && weight >= 1 && weight <= 255, `weight ${weight}`);
    block.set(fromHex(leaf)!, 1);
    let smallest = '';
    for (let j = 0; j < weight; j++) {
      block[0] = j;
      const state = keyed.slice();
      compress(state, block, words);
      const ticket = hexOfWords(state);
      if (j === 0 || ticket < smallest) smallest = ticket;
    }
    return smallest;
  };
}

function hexOfWords(words: Uint32Array): string {
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    digest[4 * i] = word >>> 24;
    digest[4 * i + 1] = word >>> 16;
    digest[4 * i + 2] = word >>> 8;
    digest[4 * i + 3] = word;
  }
  return hex(digest);
}

const digest = new Uint8Array(32);
