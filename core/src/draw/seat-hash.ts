/**
 * SHA-256 (FIPS 180-4) in the one shape the seat tickets need, without a new object a hash: thousands of seat keys under one seed, and the
 * same people's ids after each of them. The message schedule of an id is expanded once and used for every seat, which spares a third of the
 * work. `core/src/hash` is the readable reference; the two must agree on every input.
 */

const BLOCK = 64;
const DIGEST = 32;
const WORDS = 8;

const INITIAL = Int32Array.of(
  0x6a09e667,
  0xbb67ae85,
  0x3c6ef372,
  0xa54ff53a,
  0x510e527f,
  0x9b05688c,
  0x1f83d9ab,
  0x5be0cd19,
);
const K = Int32Array.of(
  0x428a2f98,
  0x71374491,
  0xb5c0fbcf,
  0xe9b5dba5,
  0x3956c25b,
  0x59f111f1,
  0x923f82a4,
  0xab1c5ed5,
  0xd807aa98,
  0x12835b01,
  0x243185be,
  0x550c7dc3,
  0x72be5d74,
  0x80deb1fe,
  0x9bdc06a7,
  0xc19bf174,
  0xe49b69c1,
  0xefbe4786,
  0x0fc19dc6,
  0x240ca1cc,
  0x2de92c6f,
  0x4a7484aa,
  0x5cb0a9dc,
  0x76f988da,
  0x983e5152,
  0xa831c66d,
  0xb00327c8,
  0xbf597fc7,
  0xc6e00bf3,
  0xd5a79147,
  0x06ca6351,
  0x14292967,
  0x27b70a85,
  0x2e1b2138,
  0x4d2c6dfc,
  0x53380d13,
  0x650a7354,
  0x766a0abb,
  0x81c2c92e,
  0x92722c85,
  0xa2bfe8a1,
  0xa81a664b,
  0xc24b8b70,
  0xc76c51a3,
  0xd192e819,
  0xd6990624,
  0xf40e3585,
  0x106aa070,
  0x19a4c116,
  0x1e376c08,
  0x2748774c,
  0x34b0bcb5,
  0x391c0cb3,
  0x4ed8aa4a,
  0x5b9cca4f,
  0x682e6ff3,
  0x748f82ee,
  0x78a5636f,
  0x84c87814,
  0x8cc70208,
  0x90befffa,
  0xa4506ceb,
  0xbef9a3f7,
  0xc67178f2,
);

/** A chaining value: eight words. */
export type HashState = Int32Array;

const working = new Int32Array(WORDS);
const schedule = new Int32Array(BLOCK);
const tail = new Uint8Array(2 * BLOCK);

/** State after one whole block of 64 bytes. */
export function stateAfter(block: Uint8Array): HashState {
  const state = INITIAL.slice();
  expand(block, 0);
  rounds(state, schedule, 0);
  return state;
}

/** Digest, 32 bytes, of one whole block with state `after` followed by `message`; written to `out`. */
export function digestAfter(after: HashState, message: Uint8Array, out: Uint8Array): Uint8Array {
  working.set(after);
  const whole = message.length - (message.length % BLOCK);
  for (let at = 0; at < whole; at += BLOCK) absorb(message, at);
  const end = padTail(message, whole);
  for (let at = 0; at < end; at += BLOCK) absorb(tail, at);
  for (let i = 0; i < WORDS; i++) {
    const word = working[i]!;
    out[4 * i] = word >>> 24;
    out[4 * i + 1] = word >>> 16;
    out[4 * i + 2] = word >>> 8;
    out[4 * i + 3] = word;
  }
  return out;
}

/** Schedules, 64 words each with the round constants added, of messages of at most 55 bytes that follow one whole block. */
export function expandMessages(messages: readonly Uint8Array[]): Int32Array {
  const out = new Int32Array(messages.length * BLOCK);
  messages.forEach((message, i) => {
    if (padTail(message, 0) !== BLOCK) throw new RangeError(`too long for one block: ${message.length} bytes`);
    expand(tail, 0);
    out.set(schedule, i * BLOCK);
  });
  return out;
}

/** Digest of message `i`, eight words that hold until the next call: one whole block with state `after` came before it. */
export function digestOfMessage(after: HashState, expanded: Int32Array, i: number): Int32Array {
  working.set(after);
  rounds(working, expanded, i * BLOCK);
  return working;
}

/** HKDF-Expand (RFC 5869, 2.3) of one 32-byte key to 64 bytes that hold until the next call: the key's two blocks are hashed once. */
export function hkdfExpander(key: Uint8Array): (info: Uint8Array) => Uint8Array {
  const inner = stateAfter(keyBlock(key, 0x36));
  const outer = stateAfter(keyBlock(key, 0x5c));
  const block = new Uint8Array(BLOCK);
  const left = block.subarray(0, DIGEST);
  const right = block.subarray(DIGEST);
  const between = new Uint8Array(DIGEST);
  return (info) => {
    const message = new Uint8Array(DIGEST + info.length + 1);
    message.set(info, DIGEST);
    message[DIGEST + info.length] = 1;
    digestAfter(outer, digestAfter(inner, message.subarray(DIGEST), between), left);
    message.set(left);
    message[DIGEST + info.length] = 2;
    digestAfter(outer, digestAfter(inner, message, between), right);
    return block;
  };
}

function keyBlock(key: Uint8Array, filler: number): Uint8Array {
  const block = new Uint8Array(BLOCK).fill(filler);
  key.forEach((byte, i) => {
    block[i]! ^= byte;
  });
  return block;
}

/** Lays what follows the whole blocks of a message into `tail`, padded; one or two blocks, returned in bytes. */
function padTail(message: Uint8Array, whole: number): number {
  const rest = message.length - whole;
  const size = rest + 9 > BLOCK ? 2 * BLOCK : BLOCK;
  tail.fill(0);
  tail.set(message.subarray(whole));
  tail[rest] = 0x80;
  const bits = (BLOCK + message.length) * 8;
  for (let i = 0; i < 4; i++) tail[size - 1 - i] = bits >>> (8 * i);
  return size;
}

function absorb(bytes: Uint8Array, at: number): void {
  expand(bytes, at);
  rounds(working, schedule, 0);
}

/** Fills `schedule`, round constants added. */
function expand(bytes: Uint8Array, at: number): void {
  for (let i = 0; i < 16; i++) {
    const k = at + 4 * i;
    schedule[i] = (bytes[k]! << 24) | (bytes[k + 1]! << 16) | (bytes[k + 2]! << 8) | bytes[k + 3]!;
  }
  for (let i = 16; i < BLOCK; i++) {
    const x = schedule[i - 15]!;
    const y = schedule[i - 2]!;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    schedule[i] = schedule[i - 16]! + s0 + schedule[i - 7]! + s1;
  }
  for (let i = 0; i < BLOCK; i++) schedule[i]! += K[i]!;
}

/** The compression's rounds, four at a time: letters change places in the text, so that values move once in four rounds. */
function rounds(state: HashState, words: Int32Array, from: number): void {
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  let t = 0;
  for (let i = from; i < from + BLOCK; i += 4) {
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
