import { createHash } from 'node:crypto';
import {
  access,
  chmod,
  constants,
  cp,
  lchown,
  lstat,
  mkdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { EnvironmentUnfit } from './environment-unfit.ts';
import { libraryPath, type PostgresRuntime } from './postgres-runtime.ts';
import { isRoot, mayEnter, namespaceUser, type RunAs, runs, unprivilegedUser, userOfId } from './run-as.ts';

/** Longest path of a Unix socket that Linux takes, in bytes (sockaddr_un.sun_path less its final zero). */
const SOCKET_PATH_BYTES = 107;
const SOCKET_NAME = '.s.PGSQL.5432';
const POINTER = 'pg-elsewhere';

/** Where one embedded database lives and how its programs are run. All paths are absolute and real. */
export type DatabaseHome = {
  /** The data folder of the program. */
  readonly dataDir: string;
  /** Folder of everything of PostgreSQL: the data folder itself, or one under /var/lib/sunlot. */
  readonly base: string;
  /** PostgreSQL's own data directory. */
  readonly cluster: string;
  readonly socketFolder: string;
  readonly runtime: PostgresRuntime;
  readonly runAs: RunAs;
  readonly env: NodeJS.ProcessEnv;
};

export type HomeSettings = {
  readonly dataDir: string;
  readonly runtime: PostgresRuntime;
  /** As root: `user` goes past the user namespace, as if the system refused it. */
  readonly asRoot?: 'namespace' | 'user';
  /** Where root puts what another user must reach. */
  readonly systemFolder?: string;
  readonly say: (line: string) => void;
};

/**
 * Makes the data folder (0700) if it is not there, and returns its real path.
 * @throws EnvironmentUnfit where this user may not use it.
 */
export async function makeDataFolder(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return await realpath(dataDir);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new EnvironmentUnfit(
      `不能使用数据文件夹 ${dataDir}（${reason}）；请检查路径与权限，或用 SUNLOT_DATA 另指一个。`,
    );
  }
}

/** What root makes for the database's user belongs to that user. */
export async function handOver(path: string, runAs: RunAs): Promise<void> {
  if (runAs.way !== 'user') return;
  const { uid } = await lstat(path);
  if (uid === 0) await lchown(path, runAs.user.uid, runAs.user.gid);
}

/**
 * Decides where the database lives and who runs it, and prepares what that needs (library links, a copy of the
 * programs for another user, the folder of the socket). To be called under the folder's lock.
 */
export async function prepareHome(settings: HomeSettings): Promise<DatabaseHome> {
  const place = await choosePlace(settings);
  const runtime = await reachableRuntime(settings, place);
  const socketFolder = await prepareSocketFolder(place);
  const links = join(place.base, 'pg-libs');
  await mkdir(links, { recursive: true, mode: 0o755 });
  await handOver(links, place.runAs);
  const libraries = await libraryPath(runtime, links);
  return { dataDir: settings.dataDir, ...place, runtime, socketFolder, env: environment(libraries) };
}

type Place = { readonly base: string; readonly cluster: string; readonly runAs: RunAs };

async function choosePlace(settings: HomeSettings): Promise<Place> {
  const { dataDir } = settings;
  const pointed = await readPointer(dataDir);
  const base = pointed ? await realpath(pointed).catch(() => pointed) : dataDir;
  const cluster = join(base, 'pg');
  const owner = await stat(cluster).then(
    ({ uid }) => uid,
    () => null,
  );
  if (pointed && owner === null) {
    throw new EnvironmentUnfit(`数据库原在 ${cluster}，现已不存在；请恢复该文件夹，或从备份恢复。`);
  }
  if (!isRoot()) {
    if (owner !== null && owner !== process.geteuid?.()) {
      throw new EnvironmentUnfit(`数据文件夹 ${cluster} 属于${ownerName(owner)}，请用该用户运行。`);
    }
    return { base, cluster, runAs: { way: 'self' } };
  }
  if (owner !== null && owner !== 0) {
    const user = userOfId(owner) ?? { name: String(owner), uid: owner, gid: owner };
    if (pointed) settings.say(`数据库以用户 ${user.name} 运行，数据在 ${base}。`);
    return { base, cluster, runAs: { way: 'user', user } };
  }
  if (settings.asRoot !== 'user') {
    const runAs: RunAs = { way: 'namespace', user: namespaceUser() };
    if (runs(runAs, ['true'])) return { base, cluster, runAs };
  }
  return placeForOtherUser(settings, owner !== null);
}

function ownerName(uid: number): string {
  return `用户 ${userOfId(uid)?.name ?? (uid === 0 ? 'root' : uid)}`;
}

async function placeForOtherUser(settings: HomeSettings, clusterOfRoot: boolean): Promise<Place> {
  const { dataDir, say } = settings;
  if (clusterOfRoot) {
    throw new EnvironmentUnfit(
      `数据库 ${join(dataDir, 'pg')} 由 root 建立，而本机现在不允许用户命名空间；请执行 chown -R 普通用户 ${dataDir} 后用该用户运行。`,
    );
  }
  const user = unprivilegedUser();
  const runAs: RunAs = { way: 'user', user };
  if (mayEnter(user, dataDir)) {
    say(`以 root 启动且本机不允许用户命名空间：数据库以用户 ${user.name} 运行，数据在 ${dataDir}。`);
    return { base: dataDir, cluster: join(dataDir, 'pg'), runAs };
  }
  const base = join(
    settings.systemFolder ?? '/var/lib/sunlot',
    createHash('sha256').update(dataDir).digest('hex').slice(0, 16),
  );
  await mkdir(base, { recursive: true, mode: 0o755 });
  const real = await realpath(base);
  say(
    `以 root 启动且本机不允许用户命名空间：数据库以用户 ${user.name} 运行，程序副本和数据在 ${real}（备份时请一并包括）。`,
  );
  return { base: real, cluster: join(real, 'pg'), runAs };
}

/**
 * Once the database exists outside the data folder, the data folder says where. From then on a start that does not find
 * it there refuses, instead of beginning an empty one.
 */
export async function rememberPlace({ base, dataDir }: DatabaseHome): Promise<void> {
  if (base === dataDir || (await readPointer(dataDir)) !== null) return;
  const half = join(dataDir, `${POINTER}.${process.pid}`);
  await writeFile(half, `${base}\n`, { flush: true });
  await rename(half, join(dataDir, POINTER));
}

async function readPointer(dataDir: string): Promise<string | null> {
  const text = await readFile(join(dataDir, POINTER), 'utf8').catch(() => '');
  return text.trim() || null;
}

/** The runtime itself, or a copy beside the data where another user cannot reach the program's own folder. */
async function reachableRuntime(settings: HomeSettings, place: Place): Promise<PostgresRuntime> {
  const { runtime } = settings;
  if (place.runAs.way !== 'user' || mayEnter(place.runAs.user, runtime.bin)) return runtime;
  const copy = join(settings.systemFolder ?? '/var/lib/sunlot', `postgresql-${runtime.version}`);
  const programs = { ...runtime, bin: join(copy, 'bin'), ...(runtime.lib ? { lib: join(copy, 'lib') } : {}) };
  const present = await stat(copy).then(
    () => true,
    () => false,
  );
  if (!present) await copyRuntime(join(runtime.bin, '..'), copy);
  return programs;
}

async function copyRuntime(from: string, to: string): Promise<void> {
  const half = `${to}.${process.pid}`;
  await mkdir(join(to, '..'), { recursive: true, mode: 0o755 });
  await rm(half, { recursive: true, force: true });
  await cp(from, half, { recursive: true, verbatimSymlinks: true });
  await chmod(half, 0o755);
  await rename(half, to);
}

/**
 * A folder that only the database's user (and root) may enter: `run` beside the data, or where that path is too long
 * for a socket, one in /tmp with a name made from the place.
 */
async function prepareSocketFolder(place: Place): Promise<string> {
  const beside = join(place.base, 'run');
  const fits = Buffer.byteLength(join(beside, SOCKET_NAME)) <= SOCKET_PATH_BYTES;
  const user = place.runAs.way === 'user' ? place.runAs.user : null;
  const name = createHash('sha256').update(place.base).digest('hex').slice(0, 16);
  const folder = fits ? beside : join('/tmp', `sunlot-${user?.uid ?? process.geteuid?.()}-${name}`);
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await handOver(folder, place.runAs);
  await assertPrivate(folder, user?.uid ?? process.geteuid?.() ?? 0);
  return folder;
}

async function assertPrivate(folder: string, uid: number): Promise<void> {
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0) {
    throw new EnvironmentUnfit(
      `${folder} 不是本用户专有的文件夹，数据库不能在那里放套接字；请移走它，或改用更短的数据文件夹路径。`,
    );
  }
}

/** The caller's environment without what would steer PostgreSQL or its client library. */
function environment(libraries: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([key]) => !/^(PG|LC_|LANG$|TZ$|LD_)/.test(key));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC', ...(libraries ? { LD_LIBRARY_PATH: libraries } : {}) };
}
