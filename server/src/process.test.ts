import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { findPostmaster, postgresIn } from './db/postmaster.ts';
import { killDatabase, removeFolder, waitUntil } from './db/test-process.ts';
import { initFolder, settingsFor } from './open.ts';

// The server as its operator sees it: started, stopped, killed, started again.

let made: string;
let folder: string;
let cluster: string;
const servers: ChildProcess[] = [];

beforeAll(async () => {
  made = join(await realpath(await mkdtemp(join(tmpdir(), 'sunlot-process-'))), 'data');
  await (await initFolder(settingsFor(made), 'test')).close();
});
afterAll(() => removeFolder(join(made, '..'), join(made, 'pg')));
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sunlot-process-')));
  execFileSync('cp', ['-a', `${made}/.`, folder]);
  cluster = join(folder, 'pg');
});
afterEach(async () => {
  for (const server of servers.splice(0)) if (server.exitCode === null) server.kill('SIGKILL');
  await removeFolder(folder, cluster);
});

type Server = {
  readonly child: ChildProcess;
  readonly url: string;
  health(agent?: Agent): Promise<number | string>;
  ended(): Promise<number | string>;
};

async function start(): Promise<Server> {
  const words = [join(import.meta.dirname, 'test-server.ts'), folder];
  // A group of its own, as a shell gives to what it runs: Ctrl+C is a signal to the group.
  const child = spawn(process.execPath, words, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  servers.push(child);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  await waitUntil(() => {
    if (child.exitCode !== null) throw new Error(said);
    return /ready http/.test(said);
  });
  const url = /ready (\S+)/.exec(said)![1]!;
  return {
    child,
    url,
    health: (agent) => statusOf(`${url}/health`, agent),
    ended: async () => {
      const [code, signal] = await ended;
      return code ?? signal!;
    },
  };
}

function statusOf(url: string, agent = new Agent()): Promise<number | string> {
  return new Promise((resolve) => {
    get(url, { agent }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    }).on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

const running = async () => (await findPostmaster(cluster)) !== null;

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s stops server and database, kept-alive connections notwithstanding',
  async (signal) => {
    const server = await start();
    const agent = new Agent({ keepAlive: true });
    expect(await server.health(agent)).toBe(200);
    server.child.kill(signal);
    expect(await server.ended()).toBe(0);
    expect(await postgresIn(cluster)).toEqual([]);
    expect(await server.health()).toBe('ECONNREFUSED');
    agent.destroy();
  },
);

it('Ctrl+C in the terminal, a signal to the whole group, does the same', async () => {
  const server = await start();
  process.kill(-server.child.pid!, 'SIGINT');
  expect(await server.ended()).toBe(0);
  expect(await postgresIn(cluster)).toEqual([]);
});

it('after kill -9 the next start finds everything as it was', async () => {
  const killed = await start();
  killed.child.kill('SIGKILL');
  expect(await killed.ended()).toBe('SIGKILL');
  expect(await running()).toBe(true);
  const next = await start();
  expect(await next.health()).toBe(200);
  next.child.kill('SIGTERM');
  expect(await next.ended()).toBe(0);
  expect(await running()).toBe(false);
});

it('after kill -9 of the database the server lives, says 503 meanwhile, and is well again by itself', async () => {
  const server = await start();
  expect(await server.health()).toBe(200);
  await killDatabase(cluster);
  const seen = new Set<number | string>();
  await waitUntil(async () => {
    const status = await server.health();
    seen.add(status);
    return status === 200;
  });
  expect([...seen].filter((status) => status !== 200 && status !== 503)).toEqual([]);
  server.child.kill('SIGTERM');
  expect(await server.ended()).toBe(0);
  expect(await postgresIn(cluster)).toEqual([]);
});

it('after kill -9 of both the next start recovers', async () => {
  const server = await start();
  server.child.kill('SIGKILL');
  await killDatabase(cluster);
  const next = await start();
  expect(await next.health()).toBe(200);
  next.child.kill('SIGTERM');
  expect(await next.ended()).toBe(0);
});

it('a second server on the same folder joins, and outlives the first', async () => {
  const [first, second] = await Promise.all([start(), start()]);
  expect(await first.health()).toBe(200);
  expect(await second.health()).toBe(200);
  first.child.kill('SIGTERM');
  expect(await first.ended()).toBe(0);
  expect(await second.health()).toBe(200);
  second.child.kill('SIGTERM');
  expect(await second.ended()).toBe(0);
  expect(await postgresIn(cluster)).toEqual([]);
});
