import type { Compression } from './compression.ts';

/** The compression function of SHA-256 (FIPS 180-4, 6.2). Schedules carry the round constants. */

const WORDS = 64;
const K = new Int32Array(WORDS);
const INITIAL = new Int32Array(8);
fillConstants();

export const SHA256: Compression = { initial: INITIAL, scheduleWords: WORDS, expand, rounds };

/** The round constants, in order. */
export const SHA256_K: Int32Array = K;

/** First 32 bits of the fractional parts of square and cube roots of the first primes, computed in integers. */
function fillConstants(): void {
  let found = 0;
  for (let n = 2; found < 64; n++) {
    let isPrime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) isPrime = false;
    if (!isPrime) continue;
    K[found] = Number(root(BigInt(n) << 96n, 3n) & 0xffffffffn);
    if (found < 8) INITIAL[found] = Number(root(BigInt(n) << 64n, 2n) & 0xffffffffn);
    found++;
  }
}

/** ⌊value^(1/degree)⌋ by bisection. */
function root(value: bigint, degree: bigint): bigint {
  let low = 0n;
  let high = 1n << 52n;
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** degree <= value) low = middle;
    else high = middle - 1n;
  }
  return low;
}

function expand(bytes: Uint8Array, at: number, schedule: Int32Array): void {
  for (let i = 0; i < 16; i++) {
    const k = at + 4 * i;
    schedule[i] = (bytes[k]! << 24) | (bytes[k + 1]! << 16) | (bytes[k + 2]! << 8) | bytes[k + 3]!;
  }
  for (let i = 16; i < WORDS; i++) {
    const x = schedule[i - 15]!;
    const y = schedule[i - 2]!;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    schedule[i] = schedule[i - 16]! + s0 + schedule[i - 7]! + s1;
  }
  for (let i = 0; i < WORDS; i++) schedule[i]! += K[i]!;
}

/** Four rounds at a time: letters change places in the text, so that values move once in four rounds. */
function rounds(state: Int32Array, words: Int32Array, from: number): void {
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  let t = 0;
  for (let i = from; i < from + WORDS; i += 4) {
    t = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    h = (h + t + (g ^ (e & (f ^ g))) + words[i]!) | 0;
    d = (d + h) | 0;
    t = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    h = (h + t + ((a & b) | (c & (a | b)))) | 0;
    t = ((d >>> 6) | (d << 26)) ^ ((d >>> 11) | (d << 21)) ^ ((d >>> 25) | (d << 7));
    g = (g + t + (f ^ (d & (e ^ f))) + words[i + 1]!) | 0;
    c = (c + g) | 0;
    t = ((h >>> 2) | (h << 30)) ^ ((h >>> 13) | (h << 19)) ^ ((h >>> 22) | (h << 10));
    g = (g + t + ((h & a) | (b & (h | a)))) | 0;
    t = ((c >>> 6) | (c << 26)) ^ ((c >>> 11) | (c << 21)) ^ ((c >>> 25) | (c << 7));
    f = (f + t + (e ^ (c & (d ^ e))) + words[i + 2]!) | 0;
    b = (b + f) | 0;
    t = ((g >>> 2) | (g << 30)) ^ ((g >>> 13) | (g << 19)) ^ ((g >>> 22) | (g << 10));
    f = (f + t + ((g & h) | (a & (g | h)))) | 0;
    t = ((b >>> 6) | (b << 26)) ^ ((b >>> 11) | (b << 21)) ^ ((b >>> 25) | (b << 7));
    e = (e + t + (d ^ (b & (c ^ d))) + words[i + 3]!) | 0;
    a = (a + e) | 0;
    t = ((f >>> 2) | (f << 30)) ^ ((f >>> 13) | (f << 19)) ^ ((f >>> 22) | (f << 10));
    e = (e + t + ((f & g) | (h & (f | g)))) | 0;
    t = a;
    a = e;
    e = t;
    t = b;
    b = f;
    f = t;
    t = c;
    c = g;
    g = t;
    t = d;
    d = h;
    h = t;
  }
  state[0]! += a;
  state[1]! += b;
  state[2]! += c;
  state[3]! += d;
  state[4]! += e;
  state[5]! += f;
  state[6]! += g;
  state[7]! += h;
}
