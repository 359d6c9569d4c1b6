/** The one source of time. `now()` is ms since 1970, `instant()` RFC 3339 UTC in whole seconds. */
export type Clock = { readonly now: () => number; readonly instant: () => string };

export function systemClock(): Clock {
  return clockFrom(() => Date.now());
}

/** A clock that shows `start` now and ticks on from there (demo and test folders only). */
export function clockStartingAt(start: string): Clock {
  const startMs = Date.parse(start);
  if (Number.isNaN(startMs)) throw new RangeError(`not an RFC 3339 instant: ${start}`);
  const realStart = Date.now();
  return clockFrom(() => startMs + (Date.now() - realStart));
}

function clockFrom(now: () => number): Clock {
  return { now, instant: () => `${new Date(now()).toISOString().slice(0, 19)}Z` };
}
