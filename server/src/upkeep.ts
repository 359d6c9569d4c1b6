const EVERY_MS = 3_600_000;

/** One thing that may be due; it asks by itself whether it is, and does nothing where it is not. */
export type Step = {
  /** As the terminal names it. */
  readonly what: string;
  readonly run: () => Promise<unknown>;
};

/** What the running server does by itself. The steps stand apart: one that fails keeps no other from its turn. */
export type Job = {
  /** As reports name it. */
  readonly name: string;
  /** What is not done when even the steps cannot be listed. */
  readonly what: string;
  readonly steps: () => Promise<readonly Step[]>;
};

export type Failure = { readonly job: string; readonly what: string; readonly error: unknown };

export type Upkeep = {
  /** Resolves when the round at work, if any, has ended. */
  readonly ended: () => Promise<void>;
  /** No step begins any more; resolves when the one at work has ended. */
  readonly stop: () => Promise<void>;
};

/** Does what is due now and every hour, one step after another; what fails is told to `report` and tried again an hour later. */
export function keepUp(jobs: readonly Job[], report: (failure: Failure) => void): Upkeep {
  const stopping = new AbortController();
  const round = oneAtATime(async () => {
    for (const job of jobs) await runJob(job, { report, stopped: stopping.signal });
  });
  void round.start();
  const timer = setInterval(() => void round.start(), EVERY_MS);
  return {
    ended: round.ended,
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await round.ended();
    },
  };
}

type Round = { readonly report: (failure: Failure) => void; readonly stopped: AbortSignal };

async function runJob({ name: job, what: all, steps }: Job, { report, stopped }: Round): Promise<void> {
  const unlessItFails = async <T>(what: string, work: () => Promise<T>): Promise<T | undefined> => {
    if (stopped.aborted) return undefined;
    try {
      return await work();
    } catch (error) {
      report({ job, what, error });
      return undefined;
    }
  };
  for (const { what, run } of (await unlessItFails(all, steps)) ?? []) await unlessItFails(what, run);
}

/** A round that takes longer than an hour is not begun a second time beside itself. */
function oneAtATime(work: () => Promise<void>) {
  let running: Promise<void> | undefined;
  return {
    start: () => {
      running ??= work().finally(() => {
        running = undefined;
      });
      return running;
    },
    ended: async () => running,
  };
}
