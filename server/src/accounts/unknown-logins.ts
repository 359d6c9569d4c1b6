import { createHash } from 'node:crypto';

const MOST_REMEMBERED = 10_000;

type Trace = { readonly failures: number; readonly until: number };

/** Failures of logins that do not exist, so that they are answered as existing ones are. Kept by hash, in memory only. */
const traces = new Map<string, Trace>();

/** Counts a failure and says what an existing account would say: attempts left, or until when it is locked. */
export function failUnknown(
  login: string,
  now: number,
  { most, lockMs }: { readonly most: number; readonly lockMs: number },
): { readonly left: number; readonly until: string | undefined } {
  const key = createHash('sha256').update(login).digest('base64');
  const before = traces.get(key) ?? { failures: 0, until: 0 };
  if (now < before.until) return { left: 0, until: new Date(before.until).toISOString() };
  const failures = before.failures + 1;
  const until = failures < most ? 0 : now + lockMs;
  traces.delete(key);
  traces.set(key, { failures: until === 0 ? failures : 0, until });
  if (traces.size > MOST_REMEMBERED) traces.delete(traces.keys().next().value!);
  return until === 0 ? { left: most - failures, until: undefined } : { left: 0, until: new Date(until).toISOString() };
}
