import { type Instant, instantOf } from '../basics/instants.ts';

/**
 * The beacon that draws may name: drand quicknet of the League of Entropy, unchained, one round every three seconds.
 * Times are seconds since 1970. Source: the chain's own information document; round 42 is one of the vectors.
 */
export const QUICKNET = {
  chain: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
  genesis: 1_692_803_367,
  period: 3,
  publicKey:
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451' +
    '0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
} as const;

/** When the round (from 1) comes into being. */
export function roundTime(round: number): number {
  return QUICKNET.genesis + (round - 1) * QUICKNET.period;
}

/** The first round that comes into being at or after the moment. */
export function firstRoundFrom(seconds: number): number {
  return Math.max(1, Math.ceil((seconds - QUICKNET.genesis) / QUICKNET.period) + 1);
}

/** The same as a text, for people. */
export function roundInstant(round: number): Instant {
  return instantOf(roundTime(round));
}
