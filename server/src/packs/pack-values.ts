import { applies, type Pack, type ValueSetting } from '@sunlot/core/policy/pack.ts';

/** Values that a scheme leaves to the office: how they are shown, and how they are typed. */

/** The value in force. The check of packs has seen that the rule has the field. */
export function settableValue(pack: Pack, { rule, at }: Pick<ValueSetting, 'rule' | 'at'>): unknown {
  const inForce = pack.rules.find((one) => one.id === rule && applies(pack.settings, one));
  return inForce && (inForce.value as Fields)[at];
}

/** `2`, `国家秘密、商业秘密`, `A=1、B=2`: the form in which it is typed too. */
export function valueWords(value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => (isNamed(one) ? one.text : valueWords(one))).join('、');
  if (!isFields(value)) return String(value);
  return Object.entries(value)
    .map(([name, one]) => `${name}=${valueWords(one)}`)
    .join('、');
}

/** What somebody typed in the form of the present value; undefined where it has another, or names something twice. */
export function typedLike(present: unknown, typed: string): unknown {
  const words = typed.trim();
  if (typeof present === 'number') return /^\d{1,9}$/.test(words) ? Number(words) : undefined;
  if (typeof present === 'string') return words === '' ? undefined : words;
  const parts = words.split(/[、，,；;]/).map((part) => part.trim());
  if (parts.some((part) => part === '') || new Set(parts).size < parts.length) return undefined;
  if (Array.isArray(present)) return present.every(isNamed) ? namedLike(present, parts) : parts;
  return isFields(present) ? fieldsLike(present, parts) : undefined;
}

/** What is there keeps its code; what is new gets one. */
function namedLike(present: readonly Named[], texts: readonly string[]): readonly Named[] {
  const codes = new Set(present.map(({ id }) => id));
  return texts.map((text) => {
    const known = present.find((one) => one.text === text || one.id === text);
    if (known) return known;
    let n = 1;
    while (codes.has(`own${n}`)) n++;
    codes.add(`own${n}`);
    return { id: `own${n}`, text };
  });
}

/** `A=1、D=3`: the others stay as they are. A name that is not there is refused. */
function fieldsLike(present: Fields, parts: readonly string[]): Fields | undefined {
  const pairs = parts.map((part) => /^([^=＝:：]+)[=＝:：](\d{1,9})$/.exec(part));
  if (pairs.some((pair) => pair === null || !Object.hasOwn(present, pair[1]!.trim()))) return undefined;
  const typed = new Map(pairs.map((pair) => [pair![1]!.trim(), Number(pair![2])]));
  return typed.size < pairs.length ? undefined : { ...present, ...Object.fromEntries(typed) };
}

export type Fields = Readonly<Record<string, unknown>>;
type Named = { readonly id: string; readonly text: string };

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNamed(value: unknown): value is Named {
  return isFields(value) && typeof value['id'] === 'string' && typeof value['text'] === 'string';
}
