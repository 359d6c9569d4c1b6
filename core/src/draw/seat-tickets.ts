import { compareBytes, concat, utf8 } from '../basics/bytes.ts';
import { digestAfter, type Hash, stateAfter } from '../hash/hash.ts';
import { hkdfExpand, hkdfExpander } from '../hash/hkdf.ts';
import type { SeatTickets } from './seat-choice.ts';
import { digestOfMessage, expandMessages } from './seat-hash.ts';

const BLOCK = 64;
const DIGEST = 32;
const WORDS = 8;
const ZERO = Uint8Array.of(0);

/** `rank/seat id`, e.g. `17/leader`: the name of a seat in every hash. */
export function seatKey(rank: number, seatId: string): string {
  return `${rank}/${seatId}`;
}

/** What every number of a draw's seats comes from: the hash of its manifest and its seed of 32 bytes. */
export type SeatSource = { readonly hash: Hash; readonly seed: Uint8Array };

/**
 * A person's number for a seat, 32 bytes; the smallest comes first: H(K_seat ‖ 00 ‖ inspectorId), where
 * K_seat = HKDF-Expand(seed, "sunlot/1/seat/" ‖ seatKey, 64).
 */
export function seatTicket({ hash, seed }: SeatSource, key: string, inspectorId: string): Uint8Array {
  const seatBlock = hkdfExpand(hash, seed, { info: seatInfo(key), length: BLOCK });
  return hash.digest(concat(seatBlock, ZERO, utf8(inspectorId)));
}

/** Positions of the seat keys in drawing order: ascending H(K_seats ‖ 00 ‖ seatKey), K_seats = HKDF-Expand(seed, "sunlot/1/seats", 64). */
export function seatOrder({ hash, seed }: SeatSource, keys: readonly string[]): readonly number[] {
  const state = stateAfter(hash, hkdfExpand(hash, seed, { info: utf8('sunlot/1/seats'), length: BLOCK }));
  const numbers = keys.map((key) =>
    digestAfter(hash, { state, message: concat(ZERO, utf8(key)) }, new Uint8Array(DIGEST)),
  );
  return keys.map((_, seat) => seat).sort((a, b) => compareBytes(numbers[a]!, numbers[b]!));
}

/**
 * The numbers of a whole draw, the same as `seatTicket` gives one by one. Ids have at most 54 bytes (certificate numbers have 22), else an
 * error is thrown.
 */
export function seatTickets(source: SeatSource, keys: readonly string[], personIds: readonly string[]): SeatTickets {
  const { hash, seed } = source;
  const expandSeed = hkdfExpander(hash, seed);
  const expanded = expandMessages(
    hash,
    personIds.map((id) => concat(ZERO, utf8(id))),
  );
  const numbers = new Int32Array(personIds.length * WORDS);
  return {
    order: seatOrder(source, keys),
    open(seat, people) {
      const state = stateAfter(hash, expandSeed(seatInfo(keys[seat]!), BLOCK));
      for (const i of people) numbers.set(digestOfMessage(hash, state, { expanded, i }), i * WORDS);
      return smallestFirst(people, numbers);
    },
  };
}

function seatInfo(key: string): Uint8Array {
  return utf8(`sunlot/1/seat/${key}`);
}

/** Hands out the people in ascending order of their numbers (eight words each, at 8·person); most draws end with the first or second. */
export function smallestFirst(people: readonly number[], numbers: Int32Array): () => number {
  const waiting = [...people];
  return () => {
    let best = 0;
    for (let i = 1; i < waiting.length; i++) if (comesBefore(numbers, waiting[i]!, waiting[best]!)) best = i;
    const person = waiting[best]!;
    waiting[best] = waiting.at(-1)!;
    waiting.pop();
    return person;
  };
}

function comesBefore(numbers: Int32Array, a: number, b: number): boolean {
  let i = 0;
  while (i < WORDS - 1 && numbers[a * WORDS + i] === numbers[b * WORDS + i]) i++;
  return numbers[a * WORDS + i]! >>> 0 < numbers[b * WORDS + i]! >>> 0;
}
