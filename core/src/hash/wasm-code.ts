/** A very small assembler for WebAssembly with 128-bit SIMD: code is a list of bytes, expressions are nested calls. */

export type Code = readonly number[];

/** Unsigned LEB128. */
function leb(n: number): Code {
  return n < 128 ? [n] : [(n & 127) | 128, ...leb(n >>> 7)];
}

export const get = (local: number): Code => [0x20, local];
export const set = (local: number, value: Code): Code => [...value, 0x21, local];
/** A constant that is not negative. */
export const i32 = (value: number): Code => [0x41, ...signedLeb(value)];

const op =
  (...opcode: number[]) =>
  (...operands: readonly Code[]): Code => [...operands.flat(), ...opcode];
const simd = (n: number) => op(0xfd, ...leb(n));

export const add32 = op(0x6a);
export const shl32 = op(0x74);
export const lessThan = op(0x48);
/** The larger of two locals. */
export const larger = (a: number, b: number): Code => [...get(a), ...get(b), ...get(a), ...get(b), 0x4a, 0x1b];

export const load32 = (address: Code, offset: number): Code => [...address, 0x28, 2, ...leb(offset)];
export const load = (address: Code, offset: number): Code => [...address, 0xfd, 0, 0, ...leb(offset)];
export const loadSplat = (address: Code, offset: number): Code => [...address, 0xfd, 9, 2, ...leb(offset)];
export const store = (address: Code, offset: number, value: Code): Code => [
  ...address,
  ...value,
  ...[0xfd, 11, 0],
  ...leb(offset),
];

export const splat = simd(0x11);
export const and = simd(0x4e);
export const or = simd(0x50);
export const xor = simd(0x51);
/** Bits of the first where the third has ones, of the second elsewhere. */
export const select = simd(0x52);
export const greater = simd(0x3b);
export const add = simd(0xae);
const shiftLeft = simd(0xab);
const shiftRight = simd(0xad);

/** Four words of one value. */
export const constant = (word: number): Code => {
  const bytes = [word & 255, (word >>> 8) & 255, (word >>> 16) & 255, word >>> 24];
  return [0xfd, 12, ...bytes, ...bytes, ...bytes, ...bytes];
};

/** The words of a local turned left, n in 1…31. */
export const turnLeft = (local: number, n: number): Code =>
  or(shiftLeft(get(local), i32(n)), shiftRight(get(local), i32(32 - n)));
export const shiftedRight = (local: number, n: number): Code => shiftRight(get(local), i32(n));

/** Four words out of the eight of a and b. */
export const pick = (a: Code, b: Code, words: readonly number[]): Code => [
  ...[...a, ...b, 0xfd, 13],
  ...words.flatMap((word) => [0, 1, 2, 3].map((byte) => 4 * word + byte)),
];

/** Each word with its bytes in the other order. */
export const swapped = (value: Code, scratch: number): Code => [
  ...set(scratch, value),
  ...[...get(scratch), ...get(scratch), 0xfd, 13],
  ...[0, 1, 2, 3].flatMap((word) => [3, 2, 1, 0].map((byte) => 4 * word + byte)),
];

/** Repeats `body` as long as `condition` holds after it; the body runs at least once. */
export const repeat = (body: Code, condition: Code): Code => [0x03, 0x40, ...body, ...condition, 0x0d, 0, 0x0b];

export type WasmFunction = {
  readonly name: string;
  /** Number of i32 parameters, then of i32 and v128 locals; locals are counted through all three. */
  readonly params: number;
  readonly locals: { readonly i32: number; readonly v128: number };
  readonly code: Code;
};

/** A module with one memory of `pages` · 64 KiB, exported as `memory`, and these functions under their names. */
export function wasmModule(pages: number, functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const I32 = 0x7f;
  const V128 = 0x7b;
  const types = functions.map(({ params }) => [0x60, params, ...Array<number>(params).fill(I32), 0]);
  const names = functions.map(({ name }, i) => [...text(name), 0, i]);
  const bodies = functions.map(({ locals, code }) => {
    const body = [2, locals.i32, I32, locals.v128, V128, ...code, 0x0b];
    return [...leb(body.length), ...body];
  });
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(types)),
    ...section(3, vector(functions.map((_, i) => [i]))),
    ...section(5, [1, 0, ...leb(pages)]),
    ...section(7, vector([[...text('memory'), 2, 0], ...names])),
    ...section(10, vector(bodies)),
  ]);
}

function section(id: number, content: Code): Code {
  return [id, ...leb(content.length), ...content];
}

function vector(items: readonly Code[]): Code {
  return [...leb(items.length), ...items.flat()];
}

function text(ascii: string): Code {
  return [ascii.length, ...[...ascii].map((character) => character.charCodeAt(0))];
}

/** Signed LEB128 of what is not negative: bit 6 of the last byte is the sign. */
function signedLeb(n: number): Code {
  return n < 64 ? [n] : [(n & 127) | 128, ...signedLeb(n >>> 7)];
}
