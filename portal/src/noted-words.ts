/** Do the twelve characters that somebody noted in the room agree with those of the pack? */

export type WordsVerdict =
  | { readonly kind: 'same' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'length'; readonly typed: number }
  /** `places` from 1. */
  | { readonly kind: 'different'; readonly places: readonly number[] };

/** Spaces and signs between the characters do not count. */
export function compareWords(typed: string, words: string): WordsVerdict {
  const noted = [...typed.normalize('NFC')].filter((sign) => /\p{L}/u.test(sign));
  const real = [...words];
  if (noted.length === 0) return { kind: 'empty' };
  if (noted.length !== real.length) return { kind: 'length', typed: noted.length };
  const places = real.flatMap((word, i) => (word === noted[i] ? [] : [i + 1]));
  return places.length === 0 ? { kind: 'same' } : { kind: 'different', places };
}

export function verdictWords(verdict: WordsVerdict): string {
  switch (verdict.kind) {
    case 'same':
      return '✔ 一致：12 个字都相同。现场宣读之后，名单和规则一个字也没有变。';
    case 'empty':
      return '请先填上现场记下的 12 个字。';
    case 'length':
      return `填了 ${verdict.typed} 个字，口令是 12 个字。请对照记录再填一遍。`;
    case 'different':
      return `✘ 不一致：第 ${verdict.places.join('、')} 个字不同。请先核对有没有抄错、有没有打开别的一次抽取；如果没有，请保存证据包，联系纪检监督人员。`;
  }
}
