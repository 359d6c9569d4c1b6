import type { Compression } from './compression.ts';

/** The compression function of SM3 (GB/T 32905-2016, 5.3). A schedule holds W_0…W_67; W'_j = W_j ⊕ W_{j+4} is made in the rounds. */

const WORDS = 68;
const ROUNDS = 64;
const INITIAL = Int32Array.of(
  ...[0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e],
);

/** T_j turned left by j mod 32 (GB/T 32905-2016, 4.2 and 5.3.3). */
export const SM3_T: Int32Array = Int32Array.from({ length: ROUNDS }, (_, j) =>
  turned(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32),
);

export const SM3: Compression = { initial: INITIAL, scheduleWords: WORDS, expand, rounds };

function turned(x: number, n: number): number {
  return (x << n) | (x >>> (32 - n));
}

function expand(bytes: Uint8Array, at: number, schedule: Int32Array): void {
  for (let i = 0; i < 16; i++) {
    const k = at + 4 * i;
    schedule[i] = (bytes[k]! << 24) | (bytes[k + 1]! << 16) | (bytes[k + 2]! << 8) | bytes[k + 3]!;
  }
  for (let i = 16; i < WORDS; i++) {
    const x = schedule[i - 16]! ^ schedule[i - 9]! ^ turned(schedule[i - 3]!, 15);
    schedule[i] = x ^ turned(x, 15) ^ turned(x, 23) ^ turned(schedule[i - 13]!, 7) ^ schedule[i - 6]!;
  }
}

function rounds(state: Int32Array, words: Int32Array, from: number): void {
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let j = 0; j < ROUNDS; j++) {
    const a12 = turned(a, 12);
    const ss1 = turned((a12 + e + SM3_T[j]!) | 0, 7);
    const ff = j < 16 ? a ^ b ^ c : (a & b) | (c & (a | b));
    const gg = j < 16 ? e ^ f ^ g : g ^ (e & (f ^ g));
    const w = words[from + j]!;
    const tt1 = (ff + d + (ss1 ^ a12) + (w ^ words[from + j + 4]!)) | 0;
    const tt2 = (gg + h + ss1 + w) | 0;
    d = c;
    c = turned(b, 9);
    b = a;
    a = tt1;
    h = g;
    g = turned(f, 19);
    f = e;
    e = tt2 ^ turned(tt2, 9) ^ turned(tt2, 17);
  }
  state[0]! ^= a;
  state[1]! ^= b;
  state[2]! ^= c;
  state[3]! ^= d;
  state[4]! ^= e;
  state[5]! ^= f;
  state[6]! ^= g;
  state[7]! ^= h;
}
