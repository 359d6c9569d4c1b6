import { err, ok, type Result } from '@sunlot/core/basics/result.ts';
import { applies, type Pack, type ValueSetting } from '@sunlot/core/policy/pack.ts';
import { classNamed } from '../workbooks/pack-words.ts';

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

/** Why what somebody typed is no value: `form`: another form than the present one. `unknown`: a name that is none of `names`. */
export type TypedFault =
  | { readonly kind: 'form' }
  | { readonly kind: 'twice'; readonly name: string }
  | { readonly kind: 'unknown'; readonly name: string; readonly names: readonly string[] };

/** What somebody typed in the form of the present value. Classes are typed by their codes or by any of their names. */
export function typedLike(pack: Pack, present: unknown, typed: string): Result<unknown, TypedFault> {
  const words = typed.trim();
  if (typeof present === 'number') return /^\d{1,9}$/.test(words) ? ok(Number(words)) : FORM;
  if (typeof present === 'string') return words === '' ? FORM : ok(words);
  const parts = words.split(/[、，,；;]/).map((part) => part.trim());
  if (parts.some((part) => part === '')) return FORM;
  if (!Array.isArray(present)) return isFields(present) ? fieldsLike(present, parts) : FORM;
  const list: Result<readonly unknown[], TypedFault> = isClassList(pack, present)
    ? classesLike(pack, parts)
    : ok(present.every(isNamed) ? namedLike(present, parts) : parts);
  if (!list.ok) return list;
  const again = repeated(list.value.map(valueKey));
  return again === undefined ? list : err({ kind: 'twice', name: parts[again]! });
}

const FORM = err({ kind: 'form' } as const);

/** Where a text stands the second time. */
function repeated(texts: readonly string[]): number | undefined {
  const place = texts.findIndex((text, i) => texts.indexOf(text) < i);
  return place < 0 ? undefined : place;
}

function valueKey(one: unknown): string {
  return isNamed(one) ? one.id : String(one);
}

function isClassList({ classes }: Pack, present: readonly unknown[]): boolean {
  return present.length > 0 && present.every((one) => classes.some(({ id }) => id === one));
}

function classesLike(pack: Pack, parts: readonly string[]): Result<readonly string[], TypedFault> {
  const codes = parts.map((part) => classNamed(pack, part));
  const unknown = codes.indexOf(undefined);
  if (unknown < 0) return ok(codes as string[]);
  return err({ kind: 'unknown', name: parts[unknown]!, names: pack.classes.map(({ id, name }) => `${id}（${name}）`) });
}

/** What is there keeps its code; what is new gets one, the same text the same. */
function namedLike(present: readonly Named[], texts: readonly string[]): readonly Named[] {
  const codes = new Set(present.map(({ id }) => id));
  const made: Named[] = [];
  return texts.map((text) => {
    const known = [...present, ...made].find((one) => one.text === text || one.id === text);
    if (known) return known;
    let n = 1;
    while (codes.has(`own${n}`)) n++;
    codes.add(`own${n}`);
    made.push({ id: `own${n}`, text });
    return made.at(-1)!;
  });
}

/** `A=1、D=3`: the others stay as they are. A name that is not there is refused. */
function fieldsLike(present: Fields, parts: readonly string[]): Result<Fields, TypedFault> {
  const pairs = parts.flatMap((part) => {
    const [, name, number] = /^([^=＝:：]+?)\s*[=＝:：]\s*(\d{1,9})$/.exec(part) ?? [];
    return name === undefined ? [] : [[name, Number(number)] as const];
  });
  if (pairs.length < parts.length) return FORM;
  const names = pairs.map(([name]) => name);
  const unknown = names.find((name) => !Object.hasOwn(present, name));
  if (unknown !== undefined) return err({ kind: 'unknown', name: unknown, names: Object.keys(present) });
  const again = repeated(names);
  if (again !== undefined) return err({ kind: 'twice', name: names[again]! });
  return ok({ ...present, ...Object.fromEntries(pairs) });
}

export type Fields = Readonly<Record<string, unknown>>;
type Named = { readonly id: string; readonly text: string };

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNamed(value: unknown): value is Named {
  return isFields(value) && typeof value['id'] === 'string' && typeof value['text'] === 'string';
}
