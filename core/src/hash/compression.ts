/**
 * What SHA-256 and SM3 have in common: blocks of 64 bytes, a state of eight words, the same padding, 32 bytes of digest.
 * `hash.ts` makes a hash of it. Schedules can be expanded once and used after many states.
 */
export type Compression = {
  /** The state before the first block. */
  readonly initial: Int32Array;
  /** Words of an expanded block. */
  readonly scheduleWords: number;
  /** Expands the 64 bytes at `at` into the first `scheduleWords` words of `schedule`. */
  readonly expand: (bytes: Uint8Array, at: number, schedule: Int32Array) => void;
  /** Applies the expanded block at `from` of `schedule` to the state. */
  readonly rounds: (state: Int32Array, schedule: Int32Array, from: number) => void;
};
