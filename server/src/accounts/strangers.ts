import { createHash } from 'node:crypto';

const MOST_REMEMBERED = 10_000;

type Trace = { readonly failures: number; readonly until: number };

export type Verdict = { readonly left: number; readonly until: string | undefined };

/** Counts a failure of a login that nobody has, and says what an existing account would say at that moment (ms). */
export type CountStranger = (login: string, now: number) => Verdict;

/**
 * Logins that do not exist are answered as existing ones are: attempts left, then a lock. Kept by hash, in memory,
 * the last ten thousand; `most` failures lock for `lockMs`.
 */
export function strangers({ most, lockMs }: { readonly most: number; readonly lockMs: number }): CountStranger {
  const traces = new Map<string, Trace>();
  return (login, now) => {
    const key = createHash('sha256').update(login).digest('base64');
    const before = traces.get(key) ?? { failures: 0, until: 0 };
    if (now < before.until) return { left: 0, until: new Date(before.until).toISOString() };
    const failures = before.failures + 1;
    const until = failures < most ? 0 : now + lockMs;
    traces.delete(key);
    traces.set(key, { failures: until === 0 ? failures : 0, until });
    if (traces.size > MOST_REMEMBERED) traces.delete(traces.keys().next().value!);
    return until === 0
      ? { left: most - failures, until: undefined }
      : { left: 0, until: new Date(until).toISOString() };
  };
}
