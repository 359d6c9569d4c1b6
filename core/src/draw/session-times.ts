import { type Instant, secondsOf } from '../basics/instants.ts';
import { existsAt } from './entropy.ts';
import type { Manifest } from './manifest.ts';

/**
 * When a source may be closed and when the result must be there. Seconds since 1970. "After" is strict only in the log's
 * index: instants are whole seconds, and two entries may share one.
 */

/** Within two hours of the last throw or round; a lottery is drawn in the evening and has until the next one. */
const RESULT_WITHIN = 7200;
const LOTTERY_RESULT_WITHIN = 86_400;

/** `committed`: when the manifest's commitment was complete. `closed`: when the sources before this one were logged. */
export type SessionTimes = { readonly committed: number; readonly closed: readonly Instant[] };

/**
 * The first moment at which the source (from 0) may be closed: `lead` after the commitment for the first one, after the
 * one before it for the others; numbers of outsiders after their deadline; a public value once it exists.
 */
export function opensAt({ entropy, lead }: Manifest, index: number, { committed, closed }: SessionTimes): number {
  const source = entropy[index]!;
  const before = index === 0 ? committed + lead : secondsOf(closed[index - 1]!);
  const own = source.k === 'nonces' ? secondsOf(source.deadline) : (existsAt(source) ?? before);
  return Math.max(before, own);
}

/**
 * Does this public value come into being too early: less than `lead` after the commitment, or after the last number
 * from outsiders or the room? Then somebody could have known it while the others were still to be chosen.
 */
export function isTooEarly({ entropy, lead }: Manifest, index: number, { committed, closed }: SessionTimes): boolean {
  const exists = existsAt(entropy[index]!);
  if (exists === undefined) return false;
  const before = entropy.flatMap((source, i) =>
    i < index && existsAt(source) === undefined ? [secondsOf(closed[i]!)] : [],
  );
  return exists < Math.max(committed, ...before) + lead;
}

/** The last moment for the result; `last`: when the last source was logged. A round waits for nobody: it counts from itself. */
export function resultBy({ entropy }: Manifest, last: Instant): number {
  const source = entropy[entropy.length - 1]!;
  const exists = existsAt(source);
  if (exists === undefined) return secondsOf(last) + RESULT_WITHIN;
  return exists + (source.k === 'drand' ? RESULT_WITHIN : LOTTERY_RESULT_WITHIN);
}
