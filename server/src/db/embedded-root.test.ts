import { existsSync } from 'node:fs';
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, readlink, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { joinEmbedded } from './embedded.ts';
import { EnvironmentUnfit } from './environment-unfit.ts';
import { embeddedRuntime } from './postgres-runtime.ts';
import { findPostmaster, postgresIn } from './postmaster.ts';
import { isRoot, mayEnter, namespaceUser, runs, unprivilegedUser } from './run-as.ts';
import {
  killDatabase,
  removeFolder,
  startWriter,
  type Writer,
  type WriterSettings,
  waitUntil,
} from './test-process.ts';

let root: string;
/** A folder that only root may enter. */
let dataDir: string;
/** Stands for /var/lib/sunlot. */
let systemFolder: string;
const writers: Writer[] = [];

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'sunlot-root-')));
  await chmod(root, 0o755);
  dataDir = join(root, 'private');
  systemFolder = join(root, 'var-lib-sunlot');
  await mkdir(dataDir, { mode: 0o700 });
  await mkdir(systemFolder, { mode: 0o755 });
});
afterEach(async () => {
  const places = await Promise.all([dataDir, systemFolder, join(root, 'open')].map(clustersIn));
  await Promise.all(writers.splice(0).map((writer) => writer.end('SIGKILL')));
  await Promise.all(places.flat().map((cluster) => killDatabase(cluster)));
  await removeFolder(root);
});

async function clustersIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return [join(folder, 'pg'), ...names.map((name) => join(folder, name, 'pg'))].filter((path) => existsSync(path));
}

async function onlyCluster(folder: string): Promise<string> {
  const found = await clustersIn(folder);
  expect(found.length).toBe(1);
  return found[0]!;
}

function start(settings: WriterSettings & { dataDir?: string; asRoot?: 'user'; writeFrom?: number } = {}): Writer {
  const { dataDir: folder = dataDir, asRoot, writeFrom = 1, ...how } = settings;
  const writer = startWriter(
    { dataDir: folder, durable: false, systemFolder, writeFrom, ...(asRoot ? { asRoot } : {}) },
    how,
  );
  writers.push(writer);
  return writer;
}

async function uidOf(cluster: string): Promise<number> {
  const pid = await findPostmaster(cluster);
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^Uid:\t(\d+)/m.exec(status)![1]);
}

const namespaces = isRoot() && runs({ way: 'namespace', user: namespaceUser() }, ['true']);

/** Whether an ordinary user can run this checkout at all; in a folder that only root may enter it cannot. */
const shared =
  isRoot() &&
  mayEnter(unprivilegedUser(), import.meta.dirname) &&
  runs({ way: 'user', user: unprivilegedUser() }, [process.execPath, '--version']);

describe('started as root', () => {
  if (!isRoot()) {
    it('is tried only where the tests run as root', () => {
      console.info('not root: the two ways of running PostgreSQL for root are not tried here');
      expect(isRoot()).toBe(false);
    });
    return;
  }

  if (namespaces) {
    it('runs in a user namespace, inside a folder only root may enter, and changes no owner', async () => {
      const writer = start();
      await writer.acknowledges(5);
      const cluster = join(dataDir, 'pg');
      const postmaster = await findPostmaster(cluster);
      expect(await readlink(`/proc/${postmaster}/ns/user`)).not.toBe(await readlink('/proc/self/ns/user'));
      expect((await stat(cluster)).uid).toBe(0);
      expect(writer.said()).toBe('');
      expect(await writer.end('SIGTERM')).toBe(0);
      expect(await postgresIn(cluster)).toEqual([]);
      expect(await clustersIn(systemFolder)).toEqual([]);
    });
  } else {
    it('has no user namespaces here', () => {
      console.info('this machine refuses user namespaces: only the way through another user is tried');
      expect(runs({ way: 'namespace', user: namespaceUser() }, ['true'])).toBe(false);
    });
  }

  it('where namespaces are refused, runs as another user with its data in the system folder, and says so', async () => {
    const writer = start({ asRoot: 'user' });
    await writer.acknowledges(5);
    const cluster = await onlyCluster(systemFolder);
    expect(await uidOf(cluster)).toBe(unprivilegedUser().uid);
    expect(writer.said()).toContain(cluster.slice(0, -'/pg'.length));
    await writer.end('SIGTERM');
    // The next start finds its data there, whatever the system allows by then.
    const next = start({ writeFrom: 1_000_000 });
    await next.acknowledges(5);
    expect(await onlyCluster(systemFolder)).toBe(cluster);
    expect(await uidOf(cluster)).toBe(unprivilegedUser().uid);
    expect(await next.end('SIGTERM')).toBe(0);
    expect(await postgresIn(cluster)).toEqual([]);
  });

  it('killed before its first database was made there, begins again', async () => {
    const writer = start({ asRoot: 'user' });
    await waitUntil(async () => (await readdir(systemFolder)).length > 0);
    await writer.end('SIGKILL');
    const next = start({ asRoot: 'user' });
    await next.acknowledges(5);
    expect(await next.end('SIGTERM')).toBe(0);
  });

  it('never begins an empty database when the one in the system folder is gone', async () => {
    const writer = start({ asRoot: 'user' });
    await writer.acknowledges(1);
    await writer.end('SIGTERM');
    await rm(await onlyCluster(systemFolder), { recursive: true });
    const refusal = await joinEmbedded({ dataDir, systemFolder, say: () => undefined }).catch(
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(EnvironmentUnfit);
    expect((refusal as Error).message).toContain('现已不存在');
  });

  it('as in a container: no unshare, no right to look into other users’ processes, kill -9 of the database', async () => {
    const contained: WriterSettings = {
      env: { PATH: '/nowhere' },
      under: existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--bounding-set=-sys_ptrace'] : [],
    };
    const first = start(contained);
    await first.acknowledges(5);
    const cluster = await onlyCluster(systemFolder);
    const second = start({ ...contained, writeFrom: 1_000_000 });
    await second.acknowledges(5);
    expect(await first.end('SIGKILL')).toBe('SIGKILL');
    await killDatabase(cluster);
    await second.acknowledges(50);
    expect(await second.end('SIGTERM')).toBe(0);
    expect(await postgresIn(cluster)).toEqual([]);
  });

  it('joins one that runs in another container on the same folder, whose process it cannot see', async () => {
    const own = ['unshare', '--pid', '--net', '--fork', '--kill-child', '--mount-proc'] as const;
    if (!runs({ way: 'self' }, [...own, 'true'])) {
      console.info('this machine refuses pid namespaces: two containers on one folder are not tried');
      return expect(runs({ way: 'self' }, [...own, 'true'])).toBe(false);
    }
    const outside = start();
    await outside.acknowledges(5);
    const postmaster = await findPostmaster(join(dataDir, 'pg'));
    const inside = start({ under: own, writeFrom: 1_000_000 });
    await inside.acknowledges(5);
    await outside.acknowledges(5);
    expect(await findPostmaster(join(dataDir, 'pg'))).toBe(postmaster);
    await inside.end('SIGKILL');
    expect(await outside.end('SIGTERM')).toBe(0);
    expect(await postgresIn(join(dataDir, 'pg'))).toEqual([]);
  });

  it('puts a copy of the programs into the system folder where that user cannot reach them', async () => {
    const own = await embeddedRuntime();
    const native = join(dataDir, 'native');
    await cp(join(own.bin, '..'), native, { recursive: true, verbatimSymlinks: true });
    const runtime = { ...own, bin: join(native, 'bin'), lib: join(native, 'lib') };
    expect(mayEnter(unprivilegedUser(), runtime.bin)).toBe(false);
    const settings = { dataDir, systemFolder, runtime, asRoot: 'user', durable: false, say: () => undefined } as const;
    const embedded = await joinEmbedded(settings);
    expect(embedded.home.runtime.bin).toBe(join(systemFolder, `postgresql-${own.version}`, 'bin'));
    expect(await embedded.close()).toEqual({ stopped: true });
    const again = await joinEmbedded(settings);
    expect(await again.close()).toEqual({ stopped: true });
  });

  it('keeps the data in the data folder where that user may enter it', async () => {
    const open = join(root, 'open');
    await mkdir(open, { mode: 0o755 });
    const writer = start({ dataDir: open, asRoot: 'user' });
    await writer.acknowledges(5);
    expect(await uidOf(join(open, 'pg'))).toBe(unprivilegedUser().uid);
    expect(await writer.end('SIGTERM')).toBe(0);
    expect(await clustersIn(systemFolder)).toEqual([]);
  });

  if (!shared) {
    it('has no ordinary user beside it here', () => {
      console.info('only root may enter this checkout: root and an ordinary user on one folder are not tried');
      expect(shared).toBe(false);
    });
    return;
  }

  it('on an ordinary user’s folder runs the database as that user, who can go on afterwards', async () => {
    const { uid, gid } = unprivilegedUser();
    const open = join(root, 'open');
    await mkdir(open, { mode: 0o700 });
    await chown(open, uid, gid);
    const user = start({ dataDir: open, uid, gid });
    await user.acknowledges(5);
    const admin = start({ dataDir: open, writeFrom: 1_000_000 });
    await admin.acknowledges(5);
    expect(await user.end('SIGTERM')).toBe(0);
    await killDatabase(join(open, 'pg'));
    await admin.acknowledges(50);
    expect(await uidOf(join(open, 'pg'))).toBe(uid);
    expect(await admin.end('SIGTERM')).toBe(0);
    const back = start({ dataDir: open, uid, gid, writeFrom: 2_000_000 });
    await back.acknowledges(5);
    expect(await back.end('SIGTERM')).toBe(0);
    expect(await postgresIn(join(open, 'pg'))).toEqual([]);
  });

  it('an ordinary user is told in one line that the folder is root’s', async () => {
    const { uid, gid } = unprivilegedUser();
    const open = join(root, 'open');
    await mkdir(open, { mode: 0o777 });
    await chmod(open, 0o777);
    await mkdir(join(open, 'pg'), { mode: 0o700 });
    for (const [folder, words] of [
      [open, '属于用户 root'],
      [dataDir, '不能使用数据文件夹'],
    ] as const) {
      const user = start({ dataDir: folder, uid, gid });
      await expect(user.opened()).rejects.toThrow(words);
    }
  });
});
