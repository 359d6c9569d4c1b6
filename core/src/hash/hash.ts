import type { Compression } from './compression.ts';
import { SHA256 } from './sha256-rounds.ts';
import { SM3 } from './sm3-rounds.ts';

/**
 * The hash of a draw, named in its manifest and the same everywhere in it: `std` is SHA-256 (FIPS 180-4), `gm` is SM3
 * (GB/T 32905-2016). Plain JavaScript: the readable reference of every faster path.
 */
export type Profile = 'std' | 'gm';

export const PROFILES = ['std', 'gm'] as const;

export type Hash = {
  readonly profile: Profile;
  readonly compression: Compression;
  /** The digest of the whole of `bytes`: 32 bytes. */
  readonly digest: (bytes: Uint8Array) => Uint8Array<ArrayBuffer>;
};

/** A state of eight words between two blocks. */
export type HashState = Int32Array;

const BLOCK = 64;
const DIGEST = 32;

const HASHES: { readonly [profile in Profile]: Hash } = { std: hashFrom('std', SHA256), gm: hashFrom('gm', SM3) };

export function hashOf(profile: Profile): Hash {
  return HASHES[profile];
}

/** State after one whole block of 64 bytes. */
export function stateAfter({ compression }: Hash, block: Uint8Array): HashState {
  const state = compression.initial.slice();
  compression.expand(block, 0, schedule);
  compression.rounds(state, schedule, 0);
  return state;
}

/** Digest of one whole block, after which the state was `state`, followed by `message`: 32 bytes, written to `out`. */
export function digestAfter<T extends Uint8Array>(
  { compression }: Hash,
  { state, message }: { readonly state: HashState; readonly message: Uint8Array },
  out: T,
): T {
  return finish(compression, { state, before: BLOCK, message }, out);
}

/** Bytes of a message with its padding: a multiple of 64. */
export function paddedLength(length: number): number {
  return Math.ceil((length + 9) / BLOCK) * BLOCK;
}

/**
 * Writes 0x80, zeros and the length in bits (FIPS 180-4, 5.1.1; GB/T 32905, 5.2 is the same) after a message of `length`
 * bytes that begins at `at`; `before` counts the bytes hashed before it. Answers with the end.
 */
export function pad(
  bytes: Uint8Array,
  at: number,
  { length, before }: { readonly length: number; readonly before: number },
): number {
  const end = at + paddedLength(length);
  bytes[at + length] = 0x80;
  bytes.fill(0, at + length + 1, end);
  const total = before + length;
  const high = Math.floor(total / 2 ** 29);
  for (let i = 0; i < 4; i++) {
    bytes[end - 1 - i] = (total << 3) >>> (8 * i);
    bytes[end - 5 - i] = high >>> (8 * i);
  }
  return end;
}

/** The eight words of a state as the bytes of a digest at `at`. */
export function writeDigest(state: HashState, out: Uint8Array, at: number): void {
  for (let i = 0; i < 8; i++) {
    const word = state[i]!;
    out[at + 4 * i] = word >>> 24;
    out[at + 4 * i + 1] = word >>> 16;
    out[at + 4 * i + 2] = word >>> 8;
    out[at + 4 * i + 3] = word;
  }
}

const schedule = new Int32Array(68);
const working = new Int32Array(8);
const tail = new Uint8Array(2 * BLOCK);

function hashFrom(profile: Profile, compression: Compression): Hash {
  const { initial } = compression;
  return {
    ...{ profile, compression },
    digest: (message) => finish(compression, { state: initial, before: 0, message }, new Uint8Array(DIGEST)),
  };
}

/** Digest of a message that comes in pieces of any length. */
export type DigestStream = {
  readonly write: (piece: Uint8Array) => void;
  /** 32 bytes; nothing may be written after. */
  readonly end: () => Uint8Array<ArrayBuffer>;
};

export function digestStream({ compression }: Hash): DigestStream {
  const state = compression.initial.slice();
  const rest = new Uint8Array(BLOCK);
  let [held, before] = [0, 0];
  const take = (bytes: Uint8Array, at: number) => {
    compression.expand(bytes, at, schedule);
    compression.rounds(state, schedule, 0);
    before += BLOCK;
  };
  return {
    write(piece) {
      let at = 0;
      while (held > 0 && at < piece.length) {
        rest[held++] = piece[at++]!;
        if (held < BLOCK) continue;
        take(rest, 0);
        held = 0;
      }
      for (; at + BLOCK <= piece.length; at += BLOCK) take(piece, at);
      for (; at < piece.length; at++) rest[held++] = piece[at]!;
    },
    end: () => finish(compression, { state, before, message: rest.subarray(0, held) }, new Uint8Array(DIGEST)),
  };
}

type Remaining = { readonly state: HashState; readonly before: number; readonly message: Uint8Array };

function finish<T extends Uint8Array>(compression: Compression, { state, before, message }: Remaining, out: T): T {
  working.set(state);
  const whole = message.length - (message.length % BLOCK);
  for (let at = 0; at < whole; at += BLOCK) {
    compression.expand(message, at, schedule);
    compression.rounds(working, schedule, 0);
  }
  for (let i = whole; i < message.length; i++) tail[i - whole] = message[i]!;
  const end = pad(tail, 0, { length: message.length - whole, before: before + whole });
  for (let at = 0; at < end; at += BLOCK) {
    compression.expand(tail, at, schedule);
    compression.rounds(working, schedule, 0);
  }
  writeDigest(working, out, 0);
  return out;
}
