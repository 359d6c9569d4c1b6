import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Options, Row } from './row.ts';

/** What `server-draw-run.ts` prints of a step; `megabytes` is the highest memory of the process during it. */
export type ServerDrawStep = {
  readonly work: string;
  readonly ms: number;
  readonly cpuMs: number;
  readonly megabytes: number;
};

const SIZES = [1_000, 10_000, 100_000];
const LARGE = [1_000_000, 4_000_000];
const DRAWN = 300;
const BEYOND = '≤ 400 MB beyond the process';
const GOALS: Readonly<Record<string, string>> = {
  draw: BEYOND,
  'opening of all names': BEYOND,
  'evidence pack, names open': BEYOND,
};

/**
 * Directory to draw, evidence pack and its verification, through the use cases, each size in a process and an installation of its
 * own. The reference is the same rows read from the directory alone, by key, some thousands at a time.
 */
export function benchServerDraw({ large }: Pick<Options, 'large'>): Promise<readonly Row[]> {
  const rows = (large ? [...SIZES, ...LARGE] : SIZES).flatMap(rowsOf);
  return Promise.resolve(rows.sort((a, b) => order(a, rows) - order(b, rows) || a.size - b.size));
}

function order({ work }: Row, rows: readonly Row[]): number {
  return rows.findIndex((row) => row.work === work);
}

function rowsOf(size: number): readonly Row[] {
  const words = ['--expose-gc', join(import.meta.dirname, 'server-draw-run.ts'), String(size), String(DRAWN)];
  const { status, stdout } = spawnSync(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the draw of ${size} failed`);
  const [reference, ...steps] = JSON.parse(stdout) as ServerDrawStep[];
  return steps.map(({ work, ms, cpuMs, megabytes }) => ({
    ...{ work, size, ms, referenceMs: reference!.ms, reference: 'the same rows read alone' },
    note: `${megabytes} MB (${reference!.megabytes} MB while reading alone), ${(cpuMs / 1000).toPrecision(2)} s of processor`,
    ...(size === LARGE.at(-1) && GOALS[work] !== undefined && { goal: GOALS[work] }),
  }));
}
