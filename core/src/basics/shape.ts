import { err, ok, type Result } from './result.ts';

/**
 * Reading values from outside. A shape takes what `JSON.parse` gave and returns it typed, or says where it is not
 * what was expected. Objects are strict: a key that the shape does not name is a fault.
 */
export type Shape<T> = (value: unknown, path: string) => Result<T, ShapeFault>;

/** `path` as in `strata[0].id`; `expected` names the kind of value in English. */
export type ShapeFault = { readonly path: string; readonly expected: string };

type Fields = { readonly [key: string]: Shape<unknown> };
type Read<S> = S extends Shape<infer T> ? T : never;
type ReadObject<R extends Fields, O extends Fields> = { readonly [K in keyof R]: Read<R[K]> } & {
  readonly [K in keyof O]?: Read<O[K]>;
};

export function text(expected: string, isValid: (text: string) => boolean): Shape<string> {
  return (value, path) => (typeof value === 'string' && isValid(value) ? ok(value) : err({ path, expected }));
}

/** An integer min…max, both inclusive. */
export function integer(min: number, max: number): Shape<number> {
  return (value, path) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max
      ? ok(value)
      : err({ path, expected: `an integer ${min}…${max}` });
}

/** Exactly one of the given values. */
export function literal<const T extends string | boolean>(...options: readonly T[]): Shape<T> {
  return (value, path) => {
    const found = options.find((option) => option === value);
    return found === undefined ? err({ path, expected: options.join(' | ') }) : ok(found);
  };
}

/** A list with at least `min` items. */
export function list<T>(item: Shape<T>, min = 0): Shape<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value) || value.length < min) return err({ path, expected: `a list of at least ${min}` });
    const items: T[] = [];
    for (const [i, each] of value.entries()) {
      const read = item(each, `${path}[${i}]`);
      if (!read.ok) return read;
      items.push(read.value);
    }
    return ok(items);
  };
}

/** An object with all `required` keys, any of the `optional` ones, and no other. */
export function object<R extends Fields, O extends Fields>(required: R, optional: O): Shape<ReadObject<R, O>> {
  const fields: Fields = { ...required, ...optional };
  const names = new Set(Object.keys(fields));
  const needed = new Set(Object.keys(required));
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return err({ path, expected: 'an object' });
    const given = new Map<string, unknown>(Object.entries(value));
    for (const key of given.keys()) {
      if (!names.has(key)) return err({ path: join(path, key), expected: 'no such key' });
    }
    const out: { [key: string]: unknown } = {};
    for (const [key, shape] of Object.entries(fields)) {
      if (!given.has(key)) {
        if (needed.has(key)) return err({ path: join(path, key), expected: 'a value' });
        continue;
      }
      const read = shape(given.get(key), join(path, key));
      if (!read.ok) return read;
      out[key] = read.value;
    }
    return ok(out as ReadObject<R, O>);
  };
}

/** The first of two shapes that fits; the fault of the second where neither does. */
export function either<A, B>(first: Shape<A>, second: Shape<B>): Shape<A | B> {
  return (value, path) => {
    const read = first(value, path);
    return read.ok ? read : second(value, path);
  };
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
