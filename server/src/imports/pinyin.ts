import { pinyin } from 'pinyin-pro';

/** How a name sorts and is found: `key` = its pinyin without tones, `initials` = the first letters. ASCII where it can be. */
export type NamePinyin = { readonly key: string; readonly initials: string };

const known = new Map<string, string>();

/**
 * Pinyin of a name, signs and spaces left out. Characters are taken one by one: names of firms are no sentences, and a
 * sort key must not depend on what stands beside a character. What has no pinyin stands for itself.
 */
export function namePinyin(name: string): NamePinyin {
  const syllables = [...name.normalize('NFKC').toLowerCase()]
    .filter((char) => !/[\s\p{P}\p{S}]/u.test(char))
    .map(syllable);
  const initials = syllables.map((one) => String.fromCodePoint(one.codePointAt(0)!)).join('');
  return { key: syllables.join(' '), initials };
}

function syllable(char: string): string {
  let found = known.get(char);
  if (found === undefined) {
    found = /\p{Script=Han}/u.test(char) ? pinyin(char, { toneType: 'none', v: true }) : char;
    known.set(char, found);
  }
  return found;
}
