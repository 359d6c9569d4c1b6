import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { consoleActor } from './accounts/actor.ts';
import { write } from './context.ts';
import { findPostmaster, postgresIn } from './db/postmaster.ts';
import { killDatabase, removeFolder, waitUntil } from './db/test-process.ts';
import { addAgency } from './features/agencies/add-agency.ts';
import { initFolder, openFolder, settingsFor } from './open.ts';

// The server as its operator sees it: started, stopped, killed, started again.

let made: string;
let folder: string;
let cluster: string;
const servers: ChildProcess[] = [];
const opened: (() => Promise<void>)[] = [];

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
  for (const close of opened.splice(0)) await close();
  await removeFolder(folder, cluster);
});

type Server = {
  readonly child: ChildProcess;
  readonly url: string;
  health(agent?: Agent): Promise<number | string>;
  ended(): Promise<number | string>;
};

async function start(env: Readonly<Record<string, string>> = {}): Promise<Server> {
  const words = [join(import.meta.dirname, 'test-server.ts'), folder];
  // A group of its own, as a shell gives to what it runs: Ctrl+C is a signal to the group.
  const child = spawn(process.execPath, words, {
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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

it('a server that runs in January proposes the lists that last year decides, without being asked', async () => {
  const agency = { code: '210882', name: '假想县', level: 'county', pack: 'yingkou' } as const;
  // It joins the database that is kept open here, as a second process does.
  const clock = '2027-01-01T00:00:00+08:00';
  const { deps, close } = await openFolder({ folder, clock });
  opened.push(close);
  await write(deps, consoleActor(), (ctx) => addAgency(ctx, agency));
  await deps.database.ownerQuery(`
    insert into inspection_object (id, agency, key, name, name_pinyin, name_initials, region, permit_category, status, facts,
                                   row_hash, added_at, updated_at)
    values ('obj_a', '210882', 'A', '示例企业', 'a', 'a', '210882', '登记管理', 'active',
            '{"id": "A", "name": "示例企业", "creditCode": "A", "region": "210882", "status": "active", "permitCategory": "登记管理",
              "events": [{"kind": "listedSupervision", "level": "municipal", "date": "2026-11-03", "document": "示例督5号"}]}',
            '', '2026-11-20T00:00:00Z', '2026-11-20T00:00:00Z')`);
  const lists = () =>
    deps.database.ownerQuery(
      'select year, version, proposed_by, entries -> 0 ->> $$change$$ as change from yearly_list',
    );
  const before = await lists();
  const server = await start({ SUNLOT_CLOCK: clock });
  await waitUntil(async () => (await lists()).length > 0);
  server.child.kill('SIGTERM');
  expect(await server.ended()).toBe(0);
  expect([before, await lists()]).toEqual([[], [{ year: 2027, version: 1, proposed_by: null, change: 'enters' }]]);
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
