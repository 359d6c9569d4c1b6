import { setTimeout as sleep } from 'node:timers/promises';

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

/** The first whole second after an instant, as the clock shows it: waits where that is still to come (at most 1 s). */
export async function instantAfter(clock: Clock, earlier: string): Promise<string> {
  for (;;) {
    const now = clock.instant();
    if (Date.parse(now) > Date.parse(earlier)) return now;
    await sleep(1000 - (((clock.now() % 1000) + 1000) % 1000));
  }
}
