import type { Options } from './row.ts';

type Work = () => unknown;
type Times = { readonly ms: number; readonly referenceMs: number };

/** A sample shorter than this says more about the clock than about the work: the work is repeated within it. */
const SAMPLE_MS = 20;
const WARM_UP_MS = 200;
const LONG_MS = 1_000;
/** Once a measurement has taken so long, no further sample is begun. */
const BUDGET_MS = 20_000;

/** Median times of the work and of its reference, which take turns: what disturbs the machine disturbs both. */
export async function compare(work: Work, reference: Work, { runs }: Pick<Options, 'runs'>): Promise<Times> {
  const [ms, referenceMs] = await medians([work, reference], runs);
  return { ms: ms!, referenceMs: referenceMs! };
}

async function medians(works: readonly Work[], runs: number): Promise<readonly number[]> {
  const begin = performance.now();
  const samples: number[][] = [];
  const repeats: number[] = [];
  for (const work of works) {
    const ms = await warmUp(work);
    repeats.push(Math.ceil(SAMPLE_MS / ms));
    // What is as long as this has warmed up within its first run.
    samples.push(ms > LONG_MS ? [ms] : []);
  }
  while (samples.some((taken) => taken.length < runs)) {
    if (samples.every((taken) => taken.length > 0) && performance.now() - begin > BUDGET_MS) break;
    for (const [i, work] of works.entries()) samples[i]!.push(await sample(work, repeats[i]!));
  }
  return samples.map(median);
}

/** Runs until the engine has compiled the work, or once where it is long; answers with the last time, ms. */
async function warmUp(work: Work): Promise<number> {
  const begin = performance.now();
  let last: number;
  do last = await sample(work, 1);
  while (performance.now() - begin < WARM_UP_MS);
  return Math.max(last, 0.001);
}

async function sample(work: Work, repeats: number): Promise<number> {
  const begin = performance.now();
  for (let i = 0; i < repeats; i++) {
    const done = work();
    if (done instanceof Promise) await done;
  }
  return (performance.now() - begin) / repeats;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
