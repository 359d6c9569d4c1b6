import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { postgresIn } from './postmaster.ts';
import type { Order } from './test-writer.ts';

const WRITER = join(import.meta.dirname, 'test-writer.ts');
const PATIENCE_MS = 45_000;

/** A running test-writer. */
export type Writer = {
  readonly child: ChildProcess;
  /** Numbers whose commit it was told of, so far. */
  readonly acknowledged: readonly number[];
  /** Everything it said on stderr, so far. */
  said(): string;
  opened(): Promise<void>;
  /** Waits until that many further commits were acknowledged. */
  acknowledges(count: number): Promise<void>;
  /** Sends the signal, waits for the end. @returns the exit code, or the signal's name. */
  end(signal: NodeJS.Signals): Promise<number | string>;
};

export type WriterSettings = {
  readonly uid?: number;
  readonly gid?: number;
  /** Words before `node`, as `setpriv …`. */
  readonly under?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
};

export function startWriter(order: Order, { under = [], env = {}, ...as }: WriterSettings = {}): Writer {
  const [file, ...args] = [...under, process.execPath, WRITER, JSON.stringify(order)];
  const child = spawn(file!, args, {
    ...as,
    env: { ...process.env, ...env },
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const acknowledged: number[] = [];
  let opened = false;
  let said = '';
  child.on('error', (error) => {
    said += error.message;
  });
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  child.stderr!.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  createInterface({ input: child.stdout! }).on('line', (line) => {
    if (line.startsWith('opened ')) opened = true;
    else acknowledged.push(Number(line));
  });
  const until = (done: () => boolean) =>
    waitUntil(() => {
      if ((child.exitCode !== null || child.pid === undefined) && !done())
        throw new Error(`the writer ended with ${child.exitCode}: ${said}`);
      return done();
    });
  return {
    child,
    acknowledged,
    said: () => said,
    opened: () => until(() => opened),
    acknowledges: async (count) => {
      const from = acknowledged.length;
      await until(() => acknowledged.length >= from + count);
    },
    end: async (signal) => {
      child.kill(signal);
      const [code, killedBy] = await ended;
      return code ?? killedBy!;
    },
  };
}

export async function waitUntil(done: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await done())) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** kill -9 for every process of that database at once. A program that watches it may have a new one up before this returns. */
export async function killDatabase(cluster: string): Promise<number> {
  const pids = await postgresIn(cluster);
  for (const pid of pids) killNow(pid);
  await waitUntil(async () => {
    const left = new Set(await postgresIn(cluster));
    return !pids.some((pid) => left.has(pid));
  });
  return pids.length;
}

export function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** For afterEach: nothing of the folder's database survives the test, whatever the test did. */
export async function removeFolder(folder: string, cluster = join(folder, 'pg')): Promise<void> {
  await waitUntil(async () => (await killDatabase(cluster)) === 0);
  await rm(folder, { recursive: true, force: true });
}
