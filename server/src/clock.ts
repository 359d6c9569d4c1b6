/** The one source of time. `now()` is ms since 1970, `instant()` RFC 3339 UTC in whole seconds. */
export type Clock = { readonly now: () => number; readonly instant: () => string };

export function systemClock(): Clock {
  return clockFrom(() => Date.now());
}

/** A clock that showed `start` at the real moment `realStart` and ticks on from there (demo and test folders only). */
export function clockFromRun({ start, realStart }: { readonly start: string; readonly realStart: string }): Clock {
  const shift = Date.parse(start) - Date.parse(realStart);
  return clockFrom(() => Date.now() + shift);
}

function clockFrom(now: () => number): Clock {
  return { now, instant: () => `${new Date(now()).toISOString().slice(0, 19)}Z` };
}
