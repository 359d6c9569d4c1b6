import type { Profile } from './hash.ts';
import { SHA256_K } from './sha256-rounds.ts';
import { SM3_T } from './sm3-rounds.ts';
import { add, and, type Code, constant, get, or, select, set, shiftedRight, turnLeft, xor } from './wasm-code.ts';

/** The compression functions on four messages at once, in the letters of FIPS 180-4 and GB/T 32905: one local a letter. */

/** Locals: `letters` a…h hold the state before and the result after; `words` the block's 16 words; `scratch` four. */
export type RoundLocals = {
  readonly letters: readonly number[];
  readonly words: readonly number[];
  readonly scratch: readonly number[];
};

type Eight = [number, number, number, number, number, number, number, number];

/** `combine` joins the state before a block with the letters after it. */
export const WASM_ROUNDS: {
  readonly [profile in Profile]: { readonly rounds: (locals: RoundLocals) => Code; readonly combine: typeof add };
} = {
  std: { rounds: sha256Rounds, combine: add },
  gm: { rounds: sm3Rounds, combine: xor },
};

function sha256Rounds({ letters, words, scratch }: RoundLocals): Code {
  const [t, ab, bc] = scratch as [number, number, number];
  const code: number[] = [];
  let [a, b, c, d, e, f, g, h] = letters as Eight;
  code.push(...set(bc, xor(get(b), get(c))));
  for (let i = 0; i < 64; i++) {
    const w = words[i % 16]!;
    if (i >= 16) code.push(...set(w, sha256Word(words, i)));
    const s1 = xor(xor(turnLeft(e, 26), turnLeft(e, 21)), turnLeft(e, 7));
    const ch = select(get(f), get(g), get(e));
    code.push(...set(t, add(add(add(get(h), constant(SHA256_K[i]!)), get(w)), add(s1, ch))));
    code.push(...set(d, add(get(d), get(t))));
    // maj(a,b,c) = b ⊕ ((a⊕b) ∧ (b⊕c)), and b⊕c is the a⊕b of the round before.
    code.push(...set(ab, xor(get(a), get(b))));
    const s0 = xor(xor(turnLeft(a, 30), turnLeft(a, 19)), turnLeft(a, 10));
    code.push(...set(h, add(add(get(t), s0), xor(get(b), and(get(ab), get(bc))))));
    code.push(...set(bc, get(ab)));
    [a, b, c, d, e, f, g, h] = [h, a, b, c, d, e, f, g];
  }
  return code;
}

function sha256Word(words: readonly number[], i: number): Code {
  const at = (back: number) => words[(i - back) % 16]!;
  const s0 = xor(xor(turnLeft(at(15), 25), turnLeft(at(15), 14)), shiftedRight(at(15), 3));
  const s1 = xor(xor(turnLeft(at(2), 15), turnLeft(at(2), 13)), shiftedRight(at(2), 10));
  return add(add(get(at(16)), s0), add(get(at(7)), s1));
}

function sm3Rounds({ letters, words, scratch }: RoundLocals): Code {
  const [t, a12, ss1] = scratch as [number, number, number];
  const code: number[] = [];
  let [a, b, c, d, e, f, g, h] = letters as Eight;
  for (let j = 0; j < 64; j++) {
    const w = words[j % 16]!;
    const w4 = words[(j + 4) % 16]!;
    if (j >= 12) code.push(...sm3Word(words, j + 4, t));
    code.push(...set(a12, turnLeft(a, 12)));
    code.push(...set(t, add(add(get(a12), get(e)), constant(SM3_T[j]!))));
    code.push(...set(ss1, turnLeft(t, 7)));
    const parityA = xor(xor(get(a), get(b)), get(c));
    const ff = j < 16 ? parityA : or(and(get(a), get(b)), and(get(c), or(get(a), get(b))));
    const gg = j < 16 ? xor(xor(get(e), get(f)), get(g)) : select(get(f), get(g), get(e));
    const tt1 = add(add(ff, get(d)), add(xor(get(ss1), get(a12)), xor(get(w), get(w4))));
    code.push(...set(d, tt1), ...set(t, add(add(gg, get(h)), add(get(ss1), get(w)))));
    code.push(...set(h, xor(xor(get(t), turnLeft(t, 9)), turnLeft(t, 17))));
    code.push(...set(b, turnLeft(b, 9)), ...set(f, turnLeft(f, 19)));
    [a, b, c, d, e, f, g, h] = [d, a, b, c, h, e, f, g];
  }
  return code;
}

/** W_i into its place: P1(W_{i−16} ⊕ W_{i−9} ⊕ (W_{i−3} ⋘ 15)) ⊕ (W_{i−13} ⋘ 7) ⊕ W_{i−6}. */
function sm3Word(words: readonly number[], i: number, t: number): Code {
  const at = (back: number) => words[(i - back) % 16]!;
  const x = xor(xor(get(at(16)), get(at(9))), turnLeft(at(3), 15));
  const p1 = xor(xor(get(t), turnLeft(t, 15)), turnLeft(t, 23));
  return [...set(t, x), ...set(at(16), xor(p1, xor(turnLeft(at(13), 7), get(at(6)))))];
}
