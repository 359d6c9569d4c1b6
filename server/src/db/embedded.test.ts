import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from './connect.ts';
import { joinEmbedded } from './embedded.ts';
import { EnvironmentUnfit } from './environment-unfit.ts';
import { withFolderLock } from './folder-lock.ts';
import { embeddedRuntime, libraryPath, type PostgresRuntime } from './postgres-runtime.ts';
import { findPostmaster, postgresIn, reasonIn } from './postmaster.ts';
import { killDatabase, killNow, removeFolder, startWriter, type Writer, waitUntil } from './test-process.ts';

let dataDir: string;
let cluster: string;
const writers: Writer[] = [];
const quiet = { say: () => undefined, durable: false };

/** A data folder with its database made and stopped: most tests begin with a copy of it. */
let made: string;

beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'sunlot-made-'));
  await (await openDatabase({ dataDir: made, embedded: quiet })).close();
});
afterAll(() => removeFolder(made));
beforeEach(async () => {
  dataDir = await realpath(await mkdtemp(join(tmpdir(), 'sunlot-embedded-')));
  cluster = join(dataDir, 'pg');
  execFileSync('cp', ['-a', `${made}/.`, dataDir]);
  await rm(join(dataDir, 'log'), { recursive: true });
});
afterEach(async () => {
  await Promise.all(writers.splice(0).map((writer) => writer.end('SIGKILL')));
  await removeFolder(dataDir, cluster);
});

function start(writeFrom?: number): Writer {
  const writer = startWriter({ dataDir, durable: false, ...(writeFrom === undefined ? {} : { writeFrom }) });
  writers.push(writer);
  return writer;
}

/** For what only a first start shows. */
async function emptyFolder(): Promise<void> {
  await rm(dataDir, { recursive: true });
  await mkdir(dataDir, { mode: 0o700 });
}

async function starts(): Promise<number> {
  const log = await readFile(join(dataDir, 'log', 'postgresql.log'), 'utf8');
  return log.split('database system is ready to accept connections').length - 1;
}

const running = async () => (await findPostmaster(cluster)) !== null;

describe('who starts the database, and who stops it', () => {
  it('the first starts it, the second joins, the first out leaves it, the last out stops it', async () => {
    const first = start();
    await first.opened();
    const second = start(1);
    await second.acknowledges(5);
    expect(await first.end('SIGTERM')).toBe(0);
    await second.acknowledges(5);
    expect(await running()).toBe(true);
    expect(await second.end('SIGTERM')).toBe(0);
    expect(await running()).toBe(false);
    expect(await postgresIn(cluster)).toEqual([]);
    expect(await starts()).toBe(1);
  });

  it('of five that start at the same instant exactly one starts it', async () => {
    await emptyFolder();
    const five = [1, 2, 3, 4, 5].map((lane) => start(lane * 1_000_000));
    await Promise.all(five.map((writer) => writer.acknowledges(3)));
    expect(await starts()).toBe(1);
    expect(await Promise.all(five.map((writer) => writer.end('SIGTERM')))).toEqual([0, 0, 0, 0, 0]);
    expect(await running()).toBe(false);
  });

  it('the one that a killed program left behind is adopted by the next, and stopped by it', async () => {
    const killed = start();
    await killed.opened();
    await killed.end('SIGKILL');
    expect(await running()).toBe(true);
    const next = start();
    await next.opened();
    expect(await next.end('SIGTERM')).toBe(0);
    expect(await running()).toBe(false);
    expect(await starts()).toBe(1);
  });

  it('one that enters while the last leaves never loses its database', async () => {
    for (let round = 0; round < 5; round++) {
      const leaving = await joinEmbedded({ dataDir, ...quiet });
      const [, entering] = await Promise.all([leaving.close(), joinEmbedded({ dataDir, ...quiet })]);
      expect(await running()).toBe(true);
      expect(await entering.close()).toEqual({ stopped: true });
    }
  });

  it('a database that dies under a running program is started again by it', async () => {
    const writer = start(1);
    await writer.acknowledges(5);
    const postmaster = await findPostmaster(cluster);
    killNow(postmaster!);
    await waitUntil(async () => writer.said().includes('数据库已恢复'));
    await writer.acknowledges(5);
    expect(await findPostmaster(cluster)).not.toBe(postmaster);
    expect(await writer.end('SIGTERM')).toBe(0);
    expect(await running()).toBe(false);
  });

  it('the database does not hear the Ctrl+C of the terminal: it is in a session of its own', async () => {
    const writer = start();
    await writer.opened();
    const session = async (pid: number) => (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]!.split(' ')[3];
    const postmaster = await findPostmaster(cluster);
    expect(await session(postmaster!)).toBe(String(postmaster));
    expect(await session(writer.child.pid!)).not.toBe(String(postmaster));
    await writer.end('SIGTERM');
  });
});

describe('what a crash leaves behind', () => {
  async function crash(): Promise<void> {
    const writer = start(1);
    await writer.acknowledges(5);
    // The program first: it watches its database and would have another one up at once.
    await writer.end('SIGKILL');
    await killDatabase(cluster);
  }

  it('a process id in postmaster.pid and in the socket lock that another program has now', async () => {
    await crash();
    const innocent = spawn('sleep', ['600'], { stdio: 'ignore' });
    try {
      const path = join(cluster, 'postmaster.pid');
      const [, ...rest] = (await readFile(path, 'utf8')).split('\n');
      await writeFile(path, [innocent.pid, ...rest].join('\n'));
      await writeFile(join(dataDir, 'run', '.s.PGSQL.5432.lock'), `${innocent.pid}\n${cluster}\n`);
      const embedded = await joinEmbedded({ dataDir, ...quiet });
      expect(await embedded.close()).toEqual({ stopped: true });
      expect(innocent.exitCode).toBeNull();
    } finally {
      innocent.kill('SIGKILL');
    }
  });

  it.each([
    ['an empty postmaster.pid', ''],
    ['a torn postmaster.pid', '12'],
  ])('%s', async (_, content) => {
    await crash();
    await writeFile(join(cluster, 'postmaster.pid'), content);
    const embedded = await joinEmbedded({ dataDir, ...quiet });
    expect(await embedded.close()).toEqual({ stopped: true });
  });

  it('children that outlive their postmaster, stopped in the middle of something', async () => {
    const writer = start(1);
    await writer.acknowledges(5);
    const postmaster = (await findPostmaster(cluster))!;
    const children = (await postgresIn(cluster)).filter((pid) => pid !== postmaster);
    for (const pid of children) process.kill(pid, 'SIGSTOP');
    await writer.end('SIGKILL');
    killNow(postmaster);
    await waitUntil(async () => (await findPostmaster(cluster)) === null);
    expect((await postgresIn(cluster)).length).toBeGreaterThan(0);
    const embedded = await joinEmbedded({ dataDir, ...quiet });
    expect(await embedded.close()).toEqual({ stopped: true });
    expect(await postgresIn(cluster)).toEqual([]);
  });

  it('a child that outlives its postmaster and was forked just then: it has the socket open and answers nobody', async () => {
    await crash();
    const socket = join(dataDir, 'run', '.s.PGSQL.5432');
    await rm(socket, { force: true });
    const listen = `process.title = 'postgres';
      require('node:net').createServer().listen('${socket}', () => console.log('listening'))`;
    const child = spawn(process.execPath, ['--eval', listen], { cwd: cluster, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'close');
    await once(child.stdout, 'data');
    expect(await postgresIn(cluster)).toEqual([child.pid]);
    const embedded = await joinEmbedded({ dataDir, ...quiet });
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(await embedded.close()).toEqual({ stopped: true });
  });

  it('a half-made data directory', async () => {
    await emptyFolder();
    await mkdir(join(dataDir, 'pg-new-Ab12Cd', 'base'), { recursive: true });
    const embedded = await joinEmbedded({ dataDir, ...quiet });
    await embedded.close();
    expect((await readdir(dataDir)).filter((name) => name.startsWith('pg'))).toEqual(['pg', 'pg-libs']);
  });

  it('a half-made data directory in which the initdb of a killed process still writes', async () => {
    await emptyFolder();
    const half = join(dataDir, 'pg-new-Ab12Cd');
    await mkdir(join(half, 'base'), { recursive: true });
    const write = `const { mkdirSync, writeFileSync } = require('node:fs');
      const until = Date.now() + 1500;
      console.log('writing');
      for (let i = 0; Date.now() < until; i++) {
        try { writeFileSync('${half}/base/' + i, ''); } catch { mkdirSync('${half}/base', { recursive: true }); }
      }`;
    const orphan = spawn(process.execPath, ['--eval', write], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(orphan.stdout, 'data');
    const embedded = await joinEmbedded({ dataDir, ...quiet });
    await embedded.close();
    expect(await readdir(dataDir)).toContain('pg');
  });

  it('a folder lock dies with its holder', async () => {
    const holder = spawn(
      process.execPath,
      [
        '--input-type=module-typescript',
        '--eval',
        `import { withFolderLock } from '${join(import.meta.dirname, 'folder-lock.ts')}';
         await withFolderLock('${dataDir}', () => { console.log('held'); return new Promise(() => setInterval(() => 0, 1000)); });`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    await expect(withFolderLock(dataDir, async () => 'mine', 100)).rejects.toThrow(EnvironmentUnfit);
    holder.kill('SIGKILL');
    expect(await withFolderLock(dataDir, async () => 'mine')).toBe('mine');
  });
});

describe('where it lives', () => {
  it('is reached through a private socket only', async () => {
    const database = await openDatabase({ dataDir, embedded: quiet });
    const { rows } = await database.pool.query('select inet_server_addr() as address, session_user::text as me');
    expect(rows).toEqual([{ address: null, me: 'sunlot_app' }]);
    const run = await lstat(join(dataDir, 'run'));
    expect(run.mode & 0o777).toBe(0o700);
    const listening = (await readFile(`/proc/${await findPostmaster(cluster)}/net/tcp`, 'utf8')) as string;
    const inodes = await socketInodes((await findPostmaster(cluster))!);
    expect(inodes.length).toBeGreaterThan(0);
    expect(inodes.filter((inode) => listening.includes(` ${inode} `))).toEqual([]);
    await expect(database.pool.query(`reset role; create role intruder`)).rejects.toMatchObject({ code: '42501' });
    await database.close();
  });

  it('writes durably, in UTF-8, sorting by code point', async () => {
    const database = await openDatabase({ dataDir, say: () => undefined });
    const [row] = await database.ownerQuery(
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
              current_setting('full_page_writes') as pages, current_setting('data_checksums') as checksums,
              current_setting('server_encoding') as encoding, 'Z' < 'a' as by_code_point, '阳' ~ '^\\w$' as letters`,
    );
    await database.close();
    expect(row).toEqual({
      fsync: 'on',
      commit: 'on',
      pages: 'on',
      checksums: 'on',
      encoding: 'UTF8',
      by_code_point: true,
      letters: true,
    });
  });

  it('works in a folder with a path longer than a socket may have, with spaces, quotes and Chinese in it', async () => {
    const long = join(dataDir, `县局 “数据”, "x" ${'很长'.repeat(20)}`, 'sub folder '.repeat(8));
    await mkdir(long, { recursive: true });
    cluster = join(await realpath(long), 'pg');
    const embedded = await joinEmbedded({ dataDir: long, ...quiet });
    expect(Buffer.byteLength(join(String(embedded.connection.host), '.s.PGSQL.5432'))).toBeLessThanOrEqual(107);
    expect(await embedded.close()).toEqual({ stopped: true });
    await rm(String(embedded.connection.host), { recursive: true });
  });

  it('refuses a socket folder that somebody else laid there', async () => {
    await rm(join(dataDir, 'run'), { recursive: true });
    const elsewhere = await mkdtemp(join(tmpdir(), 'sunlot-trap-'));
    await symlink(elsewhere, join(dataDir, 'run'));
    await expect(joinEmbedded({ dataDir, ...quiet })).rejects.toThrow('不是本用户专有的文件夹');
    await rm(elsewhere, { recursive: true });
  });

  it('moves with its folder', async () => {
    await (await joinEmbedded({ dataDir, ...quiet })).close();
    const moved = `${dataDir}-moved`;
    await rename(dataDir, moved);
    dataDir = moved;
    cluster = join(moved, 'pg');
    const embedded = await joinEmbedded({ dataDir, ...quiet });
    expect(await embedded.close()).toEqual({ stopped: true });
  });
});

describe('what it needs', () => {
  it('says to set DATABASE_URL where there is no database for the platform', async () => {
    const refusal = await embeddedRuntime('plan9-mips').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(EnvironmentUnfit);
    expect(refusal).toMatchObject({ exitCode: 9, message: expect.stringContaining('DATABASE_URL') });
  });

  it('makes the library links itself where install scripts were off, and leaves the packages alone', async () => {
    await emptyFolder();
    const runtime = await embeddedRuntime();
    const bare = await bareRuntime(runtime);
    const links = join(dataDir, 'links');
    await mkdir(links);
    const path = await libraryPath(bare, links);
    expect(path).toBe(`${links}:${bare.lib}`);
    expect(await readdir(links)).toContain('libpq.so.5');
    expect(await readdir(bare.lib!)).not.toContain('libpq.so.5');
    const embedded = await joinEmbedded({ dataDir, ...quiet, runtime: bare });
    expect(await embedded.close()).toEqual({ stopped: true });
    // The same after the packages moved: links that lead nowhere are made anew.
    await rename(join(dataDir, 'native'), join(dataDir, 'native-2'));
    const moved = { ...bare, bin: join(dataDir, 'native-2', 'bin'), lib: join(dataDir, 'native-2', 'lib') };
    const again = await joinEmbedded({ dataDir, ...quiet, runtime: moved });
    expect(await again.close()).toEqual({ stopped: true });
  });

  it('without those links it would not start (control)', async () => {
    await emptyFolder();
    const bare = await bareRuntime(await embeddedRuntime());
    const unaware: PostgresRuntime = { bin: bare.bin, major: bare.major, version: bare.version };
    await expect(joinEmbedded({ dataDir, ...quiet, runtime: unaware })).rejects.toThrow('数据库无法建立');
  });

  it('refuses a data folder of another PostgreSQL version in one line', async () => {
    await (await joinEmbedded({ dataDir, ...quiet })).close();
    await writeFile(join(cluster, 'PG_VERSION'), '16\n');
    const refusal = await joinEmbedded({ dataDir, ...quiet }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(EnvironmentUnfit);
    expect((refusal as Error).message).toMatch(/^数据文件夹由 PostgreSQL 16 写成.*$/);
  });

  it('never touches a damaged data directory', async () => {
    await rm(join(cluster, 'PG_VERSION'));
    const before = (await readdir(cluster)).sort();
    const refusal = await joinEmbedded({ dataDir, ...quiet }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(EnvironmentUnfit);
    expect((refusal as Error).message).toContain('不是完整的数据库');
    expect((await readdir(cluster)).sort()).toEqual(before);
  });

  it('says why in one line when PostgreSQL does not start', async () => {
    const options = { shared_buffers: 'plenty' };
    const refusal = await joinEmbedded({ dataDir, ...quiet, options }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(EnvironmentUnfit);
    expect((refusal as Error).message).toMatch(/^数据库未能启动：.*shared_buffers.*$/);
    expect(await postgresIn(cluster)).toEqual([]);
  });

  it('says that it may still be starting where it was not ready in time, and is there at the next try', async () => {
    const refusal = await joinEmbedded({ dataDir, ...quiet, readyWithinMs: 1 }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(EnvironmentUnfit);
    expect((refusal as Error).message).toMatch(
      /^数据库 1 秒内没有就绪，可能还在启动或恢复；请稍候再执行一次（日志：\S+）$/,
    );
    await (await joinEmbedded({ dataDir, ...quiet })).close();
  });

  it('takes nobody turned away at the door for the reason', () => {
    const panic = '2026-11-30 01:00:00.100 UTC [1] PANIC:  could not locate a valid checkpoint record';
    const knock = '2026-11-30 01:00:00.110 UTC [2] FATAL:  the database system is starting up';
    for (const log of [`${panic}\n${knock}\n`, `${knock}\n${panic}\n`, `${panic}\n`])
      expect(reasonIn(log)).toBe('could not locate a valid checkpoint record');
    expect(reasonIn(`${knock}\nlast words`)).toBe('last words');
  });
});

/** The runtime as npm unpacks it with scripts off: no symbolic link in it. */
async function bareRuntime(runtime: PostgresRuntime): Promise<PostgresRuntime> {
  const native = join(dataDir, 'native');
  await cp(join(runtime.bin, '..'), native, {
    recursive: true,
    filter: async (path) => !(await lstat(path)).isSymbolicLink(),
  });
  return { ...runtime, bin: join(native, 'bin'), lib: join(native, 'lib') };
}

async function socketInodes(pid: number): Promise<string[]> {
  const names = await readdir(`/proc/${pid}/fd`);
  const links = await Promise.all(names.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => '')));
  return links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []);
}
