import { utf8 } from './bytes.ts';

/**
 * JSON as the protocol knows it: RFC 8785 (JCS) restricted to NFC strings, booleans, arrays, objects and
 * integers |n| ≤ 2^53−1. There is no null (an absent optional key is omitted) and there are no fractions.
 */
export type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * The one text of a value: keys sorted by UTF-16 code units (RFC 8785 3.2.3), no spaces.
 * Keys whose value is undefined are left out. Throws TypeError on null, a fraction, −0, a number beyond
 * 2^53−1, a lone surrogate or a string that is not NFC.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new TypeError(`not a protocol integer: ${value}`);
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(',')}]`;
  if (typeof value !== 'object' || value === null) throw new TypeError(`not protocol JSON: ${String(value)}`);
  const entries = value as { readonly [key: string]: Json | undefined };
  const parts: string[] = [];
  for (const key of Object.keys(entries).sort()) {
    const item = entries[key];
    if (item !== undefined) parts.push(`${quote(key)}:${canonicalJson(item)}`);
  }
  return `{${parts.join(',')}}`;
}

/** The bytes of {@link canonicalJson}. */
export function canonicalBytes(value: Json): Uint8Array<ArrayBuffer> {
  return utf8(canonicalJson(value));
}

/** The value of a text that is canonical JSON itself; undefined for every other text. */
export function parseCanonical(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return canonicalJson(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

function quote(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new TypeError('a string with a lone surrogate');
  if (text.normalize('NFC') !== text) throw new TypeError(`a string that is not NFC: ${text}`);
  return JSON.stringify(text);
}
