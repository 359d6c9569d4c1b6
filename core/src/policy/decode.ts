import { isDate } from '../basics/dates.ts';
import type { Ratio } from '../basics/ratios.ts';
import { didYouMean } from './near-miss.ts';

/**
 * Reading a plain value (from YAML or JSON) into a typed one, gathering every fault instead of stopping at
 * the first. A fault names its place as a path; whoever read the file turns the path into a line number.
 */

export type Path = readonly (string | number)[];

/** `message` is Chinese: what is wrong, where, and what to write instead. */
export interface PackFault {
  readonly path: Path;
  readonly message: string;
}

export interface Decoder<T> {
  /** The value, or undefined after at least one fault was added. */
  readonly read: (value: unknown, at: Path, faults: PackFault[]) => T | undefined;
  readonly optional?: true;
  /** What an absent field is read as. */
  readonly absent?: T;
  /** The few words that a value may be. */
  readonly options?: readonly (string | boolean)[];
}

/** The field may be absent. */
export interface OptionalDecoder<T> extends Decoder<T> {
  readonly optional: true;
}

type FieldDecoder<V, O> = O extends true ? OptionalDecoder<NonNullable<V>> : Decoder<V>;
type IsOptional<T, K extends keyof T> = Record<never, never> extends Pick<T, K> ? true : false;
type Fields<T> = { readonly [K in keyof T]-?: FieldDecoder<T[K], IsOptional<T, K>> };

function decoder<T>(read: Decoder<T>['read']): Decoder<T> {
  return { read };
}

/** Adds a fault; the message is prefixed with its place. */
export function refuse(at: Path, faults: PackFault[], message: string): undefined {
  faults.push({ path: at, message: `${place(at)}：${message}` });
}

/** `rules[3].value.min`, for a message. */
function place(path: Path): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return text === '' ? '整个文件' : text.replace(/^\./, '');
}

/** How a value looks in a message. */
function shown(value: unknown): string {
  if (value === undefined || value === null) return '空';
  return typeof value === 'object' ? (Array.isArray(value) ? '一个列表' : '一组字段') : `“${String(value)}”`;
}

export function optional<T>(inner: Decoder<T>): OptionalDecoder<T> {
  return { read: inner.read, optional: true };
}

/** The field may be absent and is then read as `absent`. */
export function withDefault<T>(inner: Decoder<T>, absent: T): Decoder<T> {
  return { read: inner.read, absent };
}

/** A text that is not empty and has no space at its ends. */
export const text: Decoder<string> = decoder((value, at, faults) => {
  if (typeof value === 'string' && value.trim() !== '' && value.trim() === value) return value;
  return refuse(at, faults, `应为非空文字（首尾无空格），现为${shown(value)}，请补写。`);
});

/** A text that may be empty. */
export const anyText: Decoder<string> = decoder((value, at, faults) =>
  typeof value === 'string' ? value : refuse(at, faults, `应为文字，现为${shown(value)}，请加引号。`),
);

/** A text of a given form. `form` says it in Chinese, with an example. */
export function pattern(regexp: RegExp, form: string): Decoder<string> {
  return decoder((value, at, faults) =>
    typeof value === 'string' && regexp.test(value)
      ? value
      : refuse(at, faults, `应为${form}，现为${shown(value)}，请改写。`),
  );
}

const readFlag: Decoder<boolean> = decoder((value, at, faults) => {
  if (typeof value === 'boolean') return value;
  const plain = value === 'true' || value === 'false' ? asWritten(value) : '';
  return refuse(at, faults, `应为 true 或 false，现为${shown(value)}。${plain}`);
});

export const flag: Decoder<boolean> = { ...readFlag, options: [true, false] };

/** An integer within bounds, both inclusive; `why` is a Chinese sentence that says where they come from. */
export function integer(min: number, max: number, why = ''): Decoder<number> {
  const isOne = (value: unknown) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
  return decoder((value, at, faults) => {
    if (isOne(value)) return value as number;
    const half = typeof value === 'string' ? halfWidth(value) : '';
    const plain = /^\d{1,15}$/.test(half) && isOne(Number(half)) ? asWritten(String(Number(half))) : '';
    return refuse(at, faults, `应为 ${min}～${max} 的整数，现为${shown(value)}。${plain}${why}`);
  });
}

/** In quotes, or in full-width digits, a number is a text to YAML. */
function asWritten(value: string): string {
  return `这是文字：请不加引号、用半角，写作 ${value}。`;
}

/** `７％` → `7%`. */
function halfWidth(text: string): string {
  return text.normalize('NFKC');
}

export const date: Decoder<string> = decoder((value, at, faults) =>
  typeof value === 'string' && isDate(value)
    ? value
    : refuse(at, faults, `应为日期，写作 2026-01-31，现为${shown(value)}。`),
);

const PERCENT = /^(\d{1,3})(?:\.(\d{1,2}))?%$/;
const FRACTION = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/;

/** `25%`, `2.5%` or `1/3`: at most the whole, as an exact ratio. No per cent is a third. */
export const ratio: Decoder<Ratio> = decoder((value, at, faults) => {
  const found = typeof value === 'string' ? ratioOf(value) : undefined;
  if (found) return found;
  const half = typeof value === 'string' ? halfWidth(value) : '';
  const plain = ratioOf(half) ? `里面有全角符号，请改用半角，写作 ${half}。` : '';
  const form = '应为不超过 100% 的百分比，最多两位小数，写作 25% 或 2.5%，或不大于 1 的分数，写作 1/3';
  return refuse(at, faults, `${form}，现为${shown(value)}。${plain}`);
});

function ratioOf(text: string): Ratio | undefined {
  const found = percentOf(text) ?? fractionOf(text);
  return found && found.p <= found.q ? found : undefined;
}

function percentOf(text: string): Ratio | undefined {
  const match = PERCENT.exec(text);
  if (match === null) return undefined;
  const decimals = match[2] ?? '';
  return { p: Number(`${match[1]}${decimals}`), q: 10 ** (2 + decimals.length) };
}

function fractionOf(text: string): Ratio | undefined {
  const match = FRACTION.exec(text);
  return match ? { p: Number(match[1]), q: Number(match[2]) } : undefined;
}

export function oneOf<const T extends string | boolean>(...options: readonly T[]): Decoder<T> {
  const read: Decoder<T> = decoder((value, at, faults) => {
    const found = options.find((option) => option === value);
    if (found !== undefined) return found;
    return refuse(
      at,
      faults,
      `只能是 ${options.join('、')} 之一，现为${shown(value)}。${didYouMean(String(value), options.map(String))}`,
    );
  });
  return { ...read, options };
}

/** What may stand in a field that is missing, where these are a few words. */
function wordsOf({ options }: Decoder<unknown>): string {
  if (options === undefined) return '';
  return options.length === 1 ? `只能写 ${options[0]}。` : `可写 ${options.join('、')} 之一。`;
}

export function list<T>(item: Decoder<T>, least = 0): Decoder<readonly T[]> {
  return decoder((value, at, faults) => {
    if (!Array.isArray(value)) return refuse(at, faults, `应为列表（每项以“- ”开头），现为${shown(value)}。`);
    if (value.length < least) return refuse(at, faults, `至少要有 ${least} 项，现有 ${value.length} 项。`);
    const before = faults.length;
    const items = value.map((entry: unknown, index) => item.read(entry, [...at, index], faults));
    return faults.length === before ? (items as T[]) : undefined;
  });
}

/** Free keys, one kind of value. */
export function record<T>(item: Decoder<T>): Decoder<Readonly<Record<string, T>>> {
  return decoder((value, at, faults) => {
    if (!isFields(value)) return refuse(at, faults, `应为一组“键: 值”，现为${shown(value)}。`);
    const before = faults.length;
    const entries = Object.entries(value).map(([key, entry]) => [key, item.read(entry, [...at, key], faults)]);
    return faults.length === before ? (Object.fromEntries(entries) as Record<string, T>) : undefined;
  });
}

/** Named fields: every one that is not optional must stand, and no other may. */
export function fields<T>(known: Fields<T>): Decoder<T> {
  return decoder((value, at, faults) => {
    if (!isFields(value)) return refuse(at, faults, `应为一组“键: 值”，现为${shown(value)}。`);
    const before = faults.length;
    const out: Record<string, unknown> = {};
    for (const [key, field] of Object.entries(known) as [string, Decoder<unknown>][]) {
      if (Object.hasOwn(value, key)) out[key] = field.read(value[key], [...at, key], faults);
      else if (field.absent !== undefined) out[key] = field.absent;
      else if (!field.optional) refuse([...at, key], faults, `缺少这一项，请补写。${wordsOf(field)}`);
    }
    for (const key of Object.keys(value)) {
      if (!Object.hasOwn(known, key)) {
        refuse(
          [...at, key],
          faults,
          `没有这个字段，可用的有：${Object.keys(known).join('、')}。${didYouMean(key, Object.keys(known))}请核对拼写或删去。`,
        );
      }
    }
    return faults.length === before ? (out as T) : undefined;
  });
}

/** One of several shapes, told apart by the text in the field `kind`. */
export function variants<T extends { readonly kind: string }>(
  shapes: {
    readonly [K in T['kind']]: Decoder<Extract<T, { kind: K }>>;
  },
): Decoder<T> {
  const known = shapes as Readonly<Record<string, Decoder<T>>>;
  return decoder((value, at, faults) => {
    const kind = isFields(value) ? value.kind : undefined;
    const shape = typeof kind === 'string' && Object.hasOwn(known, kind) ? known[kind] : undefined;
    return shape
      ? shape.read(value, at, faults)
      : refuse([...at, 'kind'], faults, `kind 只能是 ${Object.keys(known).join('、')} 之一，现为${shown(kind)}。`);
  });
}

export function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
