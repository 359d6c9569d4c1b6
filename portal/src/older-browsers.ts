/** What the verification uses and browsers since Chromium 86 (October 2020) came to have only later. Imported first. */

function add(target: object, name: string, value: unknown): void {
  if (!(name in target)) Object.defineProperty(target, name, { value, writable: true, configurable: true });
}

function at<T>(this: ArrayLike<T>, place: number): T | undefined {
  return this[place < 0 ? this.length + place : place];
}

function findLastIndex<T>(this: readonly T[], fits: (item: T, place: number, all: readonly T[]) => boolean): number {
  for (let i = this.length - 1; i >= 0; i--) if (fits(this[i]!, i, this)) return i;
  return -1;
}

function findLast<T>(this: readonly T[], fits: (item: T, place: number, all: readonly T[]) => boolean): T | undefined {
  return this[findLastIndex.call(this, fits as never)];
}

for (const prototype of [Array.prototype, String.prototype, Object.getPrototypeOf(Uint8Array.prototype) as object])
  add(prototype, 'at', at);
add(Array.prototype, 'findLast', findLast);
add(Array.prototype, 'findLastIndex', findLastIndex);
// By the descriptor: the linter writes `hasOwnProperty.call` as `Object.hasOwn`, which would call itself.
add(Object, 'hasOwn', (object: object, key: PropertyKey) => Object.getOwnPropertyDescriptor(object, key) !== undefined);
