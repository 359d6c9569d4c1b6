import { isCode } from './alphabet.ts';

/** Fields of a public line as bytes. */

export const LEAF_BYTES = 32;
/** Most different strata of a list. */
export const MAX_STRATA = 65_535;

export const LF = 10;
export const TAB = 9;
const DASH = 45;
const ZERO = 48;

/** What {@link numberAt} answers for the empty field `-`, and for anything that is no number. */
export const NONE = -1;
const WRONG = -2;

/** Value of a hex digit by its byte; −1 for any other. */
const HEX_VALUES = new Int8Array(256).fill(-1);
const HEX_DIGITS = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
HEX_DIGITS.forEach((byte, value) => {
  HEX_VALUES[byte] = value;
});

/** A number of at most `most` digits without leading zeros, or `-`, followed by TAB. */
export function numberAt(bytes: Uint8Array, at: number, most: number): number {
  if (bytes[at] === DASH) return bytes[at + 1] === TAB ? NONE : WRONG;
  let n = 0;
  let digits = 0;
  for (let digit = bytes[at]! - ZERO; digit >= 0 && digit <= 9; digit = bytes[at + digits]! - ZERO) {
    n = 10 * n + digit;
    digits++;
  }
  const isWritten = digits === digitsOf(n) && digits <= most && bytes[at + digits] === TAB;
  return isWritten ? n : WRONG;
}

/** How many characters such a field has. */
export function digitsOf(n: number): number {
  let digits = 1;
  for (let rest = n; rest >= 10; rest = Math.floor(rest / 10)) digits++;
  return digits;
}

/** Writes a number in decimal; answers with the place after it. */
export function writeNumber(out: Uint8Array, at: number, n: number): number {
  const end = at + digitsOf(n);
  for (let k = end - 1, rest = n; k >= at; k--, rest = Math.floor(rest / 10)) out[k] = ZERO + (rest % 10);
  return end;
}

/** Reads 64 hex digits into 32 bytes at `to`; false where there is another character. */
export function leafAt(
  bytes: Uint8Array,
  at: number,
  { leaves, to }: { readonly leaves: Uint8Array; readonly to: number },
): boolean {
  let seen = 0;
  for (let k = 0; k < LEAF_BYTES; k++) {
    const value = (HEX_VALUES[bytes[at + 2 * k]!]! << 4) | HEX_VALUES[bytes[at + 2 * k + 1]!]!;
    leaves[to + k] = value;
    seen |= value;
  }
  return seen >= 0;
}

/** Writes 32 bytes at `from` as hex; answers with the place after it. */
export function writeLeaf(
  out: Uint8Array,
  at: number,
  { leaves, from }: { readonly leaves: Uint8Array; readonly from: number },
): number {
  for (let k = 0; k < LEAF_BYTES; k++) {
    const byte = leaves[from + k]!;
    out[at + 2 * k] = HEX_DIGITS[byte >> 4]!;
    out[at + 2 * k + 1] = HEX_DIGITS[byte & 15]!;
  }
  return at + 2 * LEAF_BYTES;
}

/** Strata by the bytes of their names, each with a place in the order in which they first came. */
export type StratumNames = {
  /** The place of the name at start … end−1; −1 where it is no code. */
  readonly placeOf: (bytes: Uint8Array, start: number, end: number) => number;
  readonly all: () => readonly string[];
};

export function stratumNames(): StratumNames {
  const names: string[] = [];
  const places = new Map<string, number>();
  /** The place last found for a number made of the name's bytes; the name is compared before it is believed. */
  const guesses = new Map<number, number>();
  return {
    all: () => names,
    placeOf(bytes, start, end) {
      let key = 0;
      for (let k = start; k < end; k++) key = (Math.imul(key, 31) + bytes[k]!) | 0;
      const guess = guesses.get(key);
      if (guess !== undefined && isNamed(names[guess]!, bytes, { start, end })) return guess;
      const name = String.fromCharCode(...bytes.subarray(start, end));
      if (!isCode(name)) return -1;
      const place = places.get(name) ?? names.length;
      if (place === names.length) names.push(name);
      places.set(name, place);
      guesses.set(key, place);
      return place < MAX_STRATA ? place : -1;
    },
  };
}

function isNamed(
  name: string,
  bytes: Uint8Array,
  { start, end }: { readonly start: number; readonly end: number },
): boolean {
  if (name.length !== end - start) return false;
  for (let k = 0; k < name.length; k++) if (name.charCodeAt(k) !== bytes[start + k]) return false;
  return true;
}
