import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { SUPERUSER } from './cluster.ts';
import { type DatabaseHome, handOver } from './data-folder.ts';
import { EnvironmentUnfit } from './environment-unfit.ts';
import { launch } from './run-as.ts';

const POLL_MS = 10;
const LOG_BYTES = 16 * 1024 * 1024;
/** Above the largest process id of Linux (2^22), so never alive. */
const DEAD_PID = 2_147_483_646;

export type PostmasterSettings = {
  /** false only for throw-away test databases. */
  readonly durable: boolean;
  /** Further `name=value` settings of the server. */
  readonly options: Readonly<Record<string, string>>;
  readonly readyWithinMs: number;
};

/** The process id of the postmaster that runs on this data directory, or null. */
export async function findPostmaster(cluster: string): Promise<number | null> {
  const file = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(file, 10);
  return Number.isInteger(pid) && pid > 0 && (await worksIn(pid, cluster)) ? pid : null;
}

/**
 * A postmaster and its children work in their data directory; a reused process id, a zombie or a dead one does not.
 * In a container root may not ask where another user's process works; its command line tells then.
 */
async function worksIn(pid: number, cluster: string): Promise<boolean> {
  const folder = await readlink(`/proc/${pid}/cwd`).catch((error: NodeJS.ErrnoException) => error);
  if (typeof folder === 'string') return folder === cluster;
  if (folder.code !== 'EACCES') return false;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return command.includes(markOf(cluster));
}

/** PostgreSQL puts its cluster_name into the command line of each of its processes. */
function markOf(cluster: string): string {
  return `sunlot-${createHash('sha256').update(cluster).digest('hex').slice(0, 12)}`;
}

/**
 * Makes sure that a postmaster runs and answers: adopts the one that runs, starts one otherwise. To be called under the
 * folder's lock.
 * @throws EnvironmentUnfit when none is ready in time.
 */
export async function ensurePostmaster(home: DatabaseHome, settings: PostmasterSettings): Promise<void> {
  // By a clock that does not run on while the machine sleeps.
  const deadline = performance.now() + settings.readyWithinMs;
  let child: ChildProcess | null = null;
  while (performance.now() < deadline) {
    const answer = await knock(home);
    if (answer === 'ready') return;
    if (child && (child.exitCode !== null || child.signalCode !== null)) throw await startFailed(home);
    if (!child && (await isGone(home, answer))) {
      await clearRemains(home);
      child = await startPostmaster(home, settings);
    }
    await sleep(POLL_MS);
  }
  const seconds = Math.ceil(settings.readyWithinMs / 1_000);
  throw new EnvironmentUnfit(
    `数据库 ${seconds} 秒内没有就绪，可能还在启动或恢复；请稍候再执行一次（日志：${logOf(home)}）`,
  );
}

/**
 * Is there no postmaster? One that this process cannot see, as one in another container, still answers at the door. But a child that outlived
 * its postmaster keeps the door open too, where it was forked just then, and answers never.
 */
async function isGone({ cluster }: DatabaseHome, answer: 'busy' | 'nobody'): Promise<boolean> {
  if ((await findPostmaster(cluster)) !== null) return false;
  return answer === 'nobody' || (await postgresIn(cluster)).length > 0;
}

async function startPostmaster(home: DatabaseHome, settings: PostmasterSettings): Promise<ChildProcess> {
  const log = await openLog(home);
  const options = { ...serverOptions(home), ...(settings.durable ? {} : { fsync: 'off' }), ...settings.options };
  const words = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { file, args, ...as } = launch(home.runAs, join(home.runtime.bin, 'postgres'), ['-D', home.cluster, ...words]);
  try {
    // Its own session: Ctrl+C in the terminal reaches the application only, which stops the database when it has drained.
    const stdio: ['ignore', number, number] = ['ignore', log.fd, log.fd];
    const child = spawn(file, args, { ...as, cwd: home.base, env: home.env, detached: true, stdio });
    await once(child, 'spawn');
    child.unref();
    return child;
  } catch (error) {
    throw new EnvironmentUnfit(`数据库程序无法启动（${String(error)}）；请检查安装，或设置 DATABASE_URL。`);
  } finally {
    await log.close();
  }
}

function serverOptions(home: DatabaseHome): Record<string, string> {
  return {
    cluster_name: markOf(home.cluster),
    listen_addresses: '',
    port: '5432',
    unix_socket_directories: `"${home.socketFolder.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    max_connections: '100',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'off',
    log_destination: 'stderr',
  };
}

function logOf({ base }: Pick<DatabaseHome, 'base'>): string {
  return join(base, 'log', 'postgresql.log');
}

async function openLog({ base, runAs }: DatabaseHome): Promise<FileHandle> {
  const path = logOf({ base });
  await mkdir(join(base, 'log'), { recursive: true, mode: 0o700 });
  await handOver(join(base, 'log'), runAs);
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_BYTES) await rename(path, `${path}.1`);
  const log = await open(path, 'a', 0o600);
  await handOver(path, runAs);
  return log;
}

/**
 * After a crash, before a start. PostgreSQL takes the process id in `postmaster.pid` for alive when any process of this
 * user has it now; the id is then replaced by one that cannot live, and the rest of the file stays, for by it PostgreSQL
 * recognises shared memory still in use. Children that outlived a killed postmaster are ended: they hold that memory.
 */
async function clearRemains(home: DatabaseHome): Promise<void> {
  await killOrphans(home.cluster);
  const path = join(home.cluster, 'postmaster.pid');
  const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n');
  if (lines.length > 1) {
    await writeFile(path, [String(DEAD_PID), ...lines.slice(1)].join('\n'));
  } else {
    await rm(path, { force: true });
  }
  await rm(join(home.socketFolder, '.s.PGSQL.5432'), { force: true });
  await rm(join(home.socketFolder, '.s.PGSQL.5432.lock'), { force: true });
}

async function killOrphans(cluster: string): Promise<void> {
  const deadline = Date.now() + 5_000;
  for (let left = await postgresIn(cluster); left.length > 0; left = await postgresIn(cluster)) {
    if (Date.now() > deadline)
      throw new EnvironmentUnfit(`上次的数据库进程 ${left.join('、')} 无法结束；请结束它们后再启动。`);
    for (const pid of left) signal(pid, 'SIGKILL');
    await sleep(POLL_MS);
  }
}

/** Processes of the program `postgres` that work in this data directory. */
export async function postgresIn(cluster: string): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const program = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
      return program.trim() === 'postgres' && (await worksIn(pid, cluster));
    }),
  );
  return pids.filter((_, at) => found[at]);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** `nobody`: no process listens on the socket. `busy`: one does, and is starting, stopping or out of connections. */
async function knock(home: DatabaseHome): Promise<'ready' | 'busy' | 'nobody'> {
  const client = new pg.Client({ ...adminConnection(home), connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    // A refused sign-in will not pass by waiting.
    if (code.startsWith('28')) throw error;
    return code === 'ENOENT' || code === 'ECONNREFUSED' ? 'nobody' : 'busy';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** How the superuser connects, to its own database. */
export function adminConnection(home: DatabaseHome): pg.ClientConfig {
  return { host: home.socketFolder, port: 5432, user: SUPERUSER, database: 'postgres', ssl: false };
}

async function startFailed(home: DatabaseHome): Promise<EnvironmentUnfit> {
  const path = logOf(home);
  const reason = reasonIn(await readFile(path, 'utf8').catch(() => ''));
  return new EnvironmentUnfit(`数据库未能启动：${reason}（日志：${path}）`);
}

/** Why PostgreSQL ended, by its log. Whoever knocks while it starts is turned away with a FATAL of its own, which is no reason. */
export function reasonIn(log: string): string {
  const lines = log
    .trim()
    .split('\n')
    .filter((line) => !/FATAL:\s*the database system is/.test(line));
  const reason = lines.findLast((line) => /FATAL|PANIC|error while loading/.test(line)) ?? lines.at(-1) ?? '';
  return reason.replace(/^.*?(FATAL|PANIC):\s*/, '');
}

/**
 * Fast shutdown: sessions are ended, everything is written, the process goes. After `withinMs` it is left to finish by
 * itself; it has its orders and loses nothing.
 */
export async function stopPostmaster(cluster: string, withinMs: number): Promise<boolean> {
  const pid = await findPostmaster(cluster);
  if (pid === null) return true;
  signal(pid, 'SIGINT');
  const deadline = Date.now() + withinMs;
  while (await worksIn(pid, cluster)) {
    if (Date.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}
