/** Throws when a condition that only a bug can break does not hold. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}

/** Ends a `switch` over a closed union: a value outside it is a bug. */
export function throwIllegalValue(value: never): never {
  throw new Error(`illegal value: ${String(value)}`);
}
