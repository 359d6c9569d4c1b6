import { assert } from './assert.ts';

/** An exact ratio p/q: non-negative integers, q ≥ 1. There are no fractions in floating point anywhere in core. */
export type Ratio = { readonly p: number; readonly q: number };

/** "At least p/q of n": ⌈n·p/q⌉, exact at any size. n and p are non-negative safe integers, q a positive one. */
export function atLeast(n: number, { p, q }: Ratio): number {
  check(n, p, q);
  return Number((BigInt(n) * BigInt(p) + BigInt(q) - 1n) / BigInt(q));
}

/** "At most p/q of n": ⌊n·p/q⌋. */
export function atMost(n: number, { p, q }: Ratio): number {
  check(n, p, q);
  return Number((BigInt(n) * BigInt(p)) / BigInt(q));
}

/** Is a of b at least p/q? Tested by cross-multiplication; b = 0 counts as met. */
export function reaches(a: number, b: number, { p, q }: Ratio): boolean {
  check(b, p, q);
  return BigInt(q) * BigInt(a) >= BigInt(p) * BigInt(b);
}

function check(n: number, p: number, q: number): void {
  assert(Number.isSafeInteger(n) && n >= 0, `count ${n}`);
  assert(Number.isSafeInteger(p) && p >= 0 && Number.isSafeInteger(q) && q >= 1, `ratio ${p}/${q}`);
}
