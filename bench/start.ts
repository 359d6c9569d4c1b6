import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { joinEmbedded } from '@sunlot/server/db/embedded.ts';
import { median } from './measure.ts';
import type { Options, Row } from './row.ts';
import { inScratchFolder } from './scratch-database.ts';

const COMMAND = join(import.meta.dirname, '../cli/bin/sunlot.js');
const DEMO_OBJECTS = 240;
const READY_WITHIN_MS = 120_000;

/** From the command to the first answered request, in a folder that is not there yet and in one that is. */
export async function benchStart({ runs }: Options): Promise<readonly Row[]> {
  const times = { fresh: [], warm: [], newDatabase: [], database: [] } as Record<Timed, number[]>;
  for (let run = 0; run < Math.min(runs, 3); run++) {
    await inScratchFolder(async (scratch) => {
      const [demo, alone] = [join(scratch, 'demo'), join(scratch, 'alone')];
      times.fresh.push(await startDemo(demo));
      times.warm.push(await startDemo(demo));
      times.newDatabase.push(await startDatabase(alone));
      times.database.push(await startDatabase(alone));
    });
  }
  const reference = 'its PostgreSQL alone';
  return [
    {
      ...{ work: 'sunlot demo, new folder to ready', size: DEMO_OBJECTS, ms: median(times.fresh) },
      ...{ reference, referenceMs: median(times.newDatabase), goal: '≤ 15 s' },
    },
    {
      ...{ work: 'sunlot demo, known folder to ready', size: DEMO_OBJECTS, ms: median(times.warm) },
      ...{ reference, referenceMs: median(times.database), goal: '≤ 2 s' },
    },
  ];
}

type Timed = 'fresh' | 'warm' | 'newDatabase' | 'database';

/** Ready is when `/health` answers 200. The server is stopped again; only the start is timed. */
async function startDemo(folder: string): Promise<number> {
  const begin = performance.now();
  const { SUNLOT_DATA: _, SUNLOT_CLOCK: __, DATABASE_URL: ___, ...inherited } = process.env;
  const child = spawn(process.execPath, [COMMAND, 'demo', '--data', folder, '--json'], {
    env: { ...inherited, PORT: '0' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const url = await readyUrl(child);
    const { status } = await fetch(`${url}/health`);
    if (status !== 200) throw new Error(`/health answered ${status}`);
    return performance.now() - begin;
  } finally {
    await stop(child);
  }
}

/** The program prints one JSON object when it is ready. */
async function readyUrl(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout! });
  const line = once(lines, 'line', { signal: AbortSignal.timeout(READY_WITHIN_MS) }).then(([text]) => String(text));
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`sunlot demo ended with ${code} before it was ready`);
  });
  try {
    return (JSON.parse(await Promise.race([line, ended])) as { url: string }).url;
  } finally {
    // Whichever comes second is of no interest.
    line.catch(() => undefined);
    ended.catch(() => undefined);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function startDatabase(folder: string): Promise<number> {
  const begin = performance.now();
  const { close } = await joinEmbedded({ dataDir: folder });
  const ms = performance.now() - begin;
  await close();
  return ms;
}
