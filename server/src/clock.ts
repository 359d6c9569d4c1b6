import { setTimeout as sleep } from 'node:timers/promises';

/**
 * The one source of time. `now()` is ms since 1970, `instant()` RFC 3339 UTC in whole seconds, `wait` lets time pass
 * on this clock.
 */
export type Clock = {
  readonly now: () => number;
  readonly instant: () => string;
  readonly wait: (ms: number) => Promise<void>;
};

export function systemClock(): Clock {
  return clockFrom(() => Date.now());
}

/** A clock that showed `start` at the real moment `realStart` and ticks on from there (demo and test folders only). */
export function clockFromRun({ start, realStart }: { readonly start: string; readonly realStart: string }): Clock {
  const shift = Date.parse(start) - Date.parse(realStart);
  return clockFrom(() => Date.now() + shift);
}

/** A clock that stands still until somebody waits on it: for making up a past, and for tests. */
export function steppedClock(start: string): Clock & { readonly move: (ms: number) => void } {
  let at = Date.parse(start);
  const move = (ms: number) => {
    at += ms;
  };
  const { now, instant } = clockFrom(() => at);
  return { now, instant, move, wait: async (ms) => move(ms) };
}

/** Ticks on as another one, and is moved on by whoever waits on it: for tests, which have no second to lose. */
export function hurriedClock(clock: Clock): Clock {
  let ahead = 0;
  const { now, instant } = clockFrom(() => clock.now() + ahead);
  return {
    now,
    instant,
    wait: async (ms) => {
      ahead += ms;
    },
  };
}

function clockFrom(now: () => number): Clock {
  return {
    now,
    instant: () => `${new Date(now()).toISOString().slice(0, 19)}Z`,
    wait: async (ms) => void (await sleep(ms)),
  };
}

/** The first whole second after an instant, as the clock shows it: waits where that is still to come. */
export async function instantAfter(clock: Clock, earlier: string): Promise<string> {
  while (Date.parse(clock.instant()) <= Date.parse(earlier)) {
    await clock.wait(1000 - (((clock.now() % 1000) + 1000) % 1000));
  }
  return clock.instant();
}

/** An instant of the database (`…:00.000Z`) as logs and the protocol write it: whole seconds. */
export function wholeSeconds(stored: string): string {
  return `${stored.slice(0, 19)}Z`;
}

/** `2026-11-20 14:38`, as the clock on the wall in China shows it. */
export function momentText(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
