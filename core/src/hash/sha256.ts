/**
 * SHA-256 (FIPS 180-4), plain JavaScript: the readable reference of every faster path.
 * `createHash256` takes bytes in pieces and can be cloned, so that a key block's midstate is computed once.
 */

const K = new Uint32Array(64);
const INITIAL = new Uint32Array(8);
fillConstants();

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

export type Sha256 = {
  readonly update: (bytes: Uint8Array) => Sha256;
  /** 32 bytes; the state is left untouched, so more may follow. */
  readonly digest: () => Uint8Array<ArrayBuffer>;
  readonly clone: () => Sha256;
};

/** SHA-256 of the whole of `bytes`: 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return createSha256().update(bytes).digest();
}

export function createSha256(): Sha256 {
  return sha256From(INITIAL.slice(), new Uint8Array(64), 0);
}

function sha256From(state: Uint32Array, block: Uint8Array, size: number): Sha256 {
  const schedule = new Uint32Array(64);
  const self: Sha256 = {
    update(bytes) {
      for (let i = 0; i < bytes.length; ) {
        const at = size % 64;
        const take = Math.min(64 - at, bytes.length - i);
        block.set(bytes.subarray(i, i + take), at);
        size += take;
        i += take;
        if (at + take === 64) compress(state, block, schedule);
      }
      return self;
    },
    digest() {
      const last = sha256From(state.slice(), block.slice(), size);
      const padding = new Uint8Array(((119 - (size % 64)) % 64) + 9);
      padding[0] = 0x80;
      const bits = BigInt(size) * 8n;
      for (let i = 0; i < 8; i++) padding[padding.length - 1 - i] = Number((bits >> BigInt(8 * i)) & 255n);
      return finish(last, padding);
    },
    clone: () => sha256From(state.slice(), block.slice(), size),
  };
  states.set(self, state);
  return self;
}

const states = new WeakMap<Sha256, Uint32Array>();

function finish(hash: Sha256, padding: Uint8Array): Uint8Array<ArrayBuffer> {
  hash.update(padding);
  const out = new Uint8Array(32);
  const state = states.get(hash)!;
  for (let i = 0; i < 8; i++) {
    out[4 * i] = state[i]! >>> 24;
    out[4 * i + 1] = (state[i]! >>> 16) & 255;
    out[4 * i + 2] = (state[i]! >>> 8) & 255;
    out[4 * i + 3] = state[i]! & 255;
  }
  return out;
}

/** The state before the first block: eight words, a fresh copy. */
export function initialState(): Uint32Array {
  return INITIAL.slice();
}

/** One application of the compression function to a 64-byte block; `w` is scratch of 64 words. */
export function compress(state: Uint32Array, block: Uint8Array, w: Uint32Array): void {
  for (let i = 0; i < 16; i++) {
    w[i] = (block[4 * i]! << 24) | (block[4 * i + 1]! << 16) | (block[4 * i + 2]! << 8) | block[4 * i + 3]!;
  }
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15]!;
    const y = w[i - 2]!;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0;
  }
  let a = state[0]! | 0;
  let b = state[1]! | 0;
  let c = state[2]! | 0;
  let d = state[3]! | 0;
  let e = state[4]! | 0;
  let f = state[5]! | 0;
  let g = state[6]! | 0;
  let h = state[7]! | 0;
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = (state[0]! + a) | 0;
  state[1] = (state[1]! + b) | 0;
  state[2] = (state[2]! + c) | 0;
  state[3] = (state[3]! + d) | 0;
  state[4] = (state[4]! + e) | 0;
  state[5] = (state[5]! + f) | 0;
  state[6] = (state[6]! + g) | 0;
  state[7] = (state[7]! + h) | 0;
}
