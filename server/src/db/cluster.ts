import { execFile } from 'node:child_process';
import { mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type DatabaseHome, handOver } from './data-folder.ts';
import { EnvironmentUnfit } from './environment-unfit.ts';
import { launch } from './run-as.ts';

const run = promisify(execFile);

/** The bootstrap superuser: creates roles and the database, holds memberships, never runs the application's queries. */
export const SUPERUSER = 'postgres';

const HALF = 'pg-new-';

const ACCESS =
  '# Only through the socket, whose folder only its owner may enter.\nlocal all all trust\nlocal replication all trust\n';

/**
 * Makes the data directory unless it is there. A half-made one never counts: initdb works in a folder of its own, which
 * is renamed when everything in it has reached the disk. (Its name is new each time: an initdb whose caller was killed
 * goes on for a moment.)
 * @throws EnvironmentUnfit for a directory of another PostgreSQL version, or one that is damaged.
 */
export async function ensureCluster(home: DatabaseHome, durable: boolean): Promise<void> {
  const version = await readFile(join(home.cluster, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return null;
  });
  if (version === null) return createCluster(home, durable);
  if (Number.parseInt(version, 10) !== home.runtime.major) {
    throw new EnvironmentUnfit(
      `数据文件夹由 PostgreSQL ${version.trim()} 写成，本程序带的是 ${home.runtime.major}；请用原版本导出备份后再恢复。`,
    );
  }
}

async function createCluster(home: DatabaseHome, durable: boolean): Promise<void> {
  await removeHalves(home.base);
  const half = await mkdtemp(join(home.base, HALF));
  await handOver(half, home.runAs);
  // Before version 17 there is no built-in C.UTF-8; the system's one sorts and classifies alike.
  const locale =
    home.runtime.major >= 17
      ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
      : ['--locale=C.UTF-8', '--locale-provider=libc'];
  const words = [
    '-D',
    half,
    '-U',
    SUPERUSER,
    '-E',
    'UTF8',
    '-A',
    'trust',
    ...locale,
    ...(durable ? [] : ['--no-sync']),
  ];
  await runProgram(home, 'initdb', words);
  await writeFile(join(half, 'pg_hba.conf'), ACCESS);
  await syncPath(join(half, 'pg_hba.conf'));
  await rename(half, home.cluster).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    throw new EnvironmentUnfit(`${home.cluster} 里有内容，却不是完整的数据库；程序没有动它，请从备份恢复。`);
  });
  await syncPath(dirname(home.cluster));
}

/** The initdb of somebody who was killed may still write for a while what is removed here. */
async function removeHalves(base: string): Promise<void> {
  const names = (await readdir(base)).filter((name) => name.startsWith(HALF));
  const options = { recursive: true, force: true, maxRetries: 20, retryDelay: 50 };
  await Promise.all(names.map((name) => rm(join(base, name), options)));
}

async function runProgram(home: DatabaseHome, program: string, words: readonly string[]): Promise<void> {
  const { file, args, ...as } = launch(home.runAs, join(home.runtime.bin, program), words);
  await run(file, args, { ...as, cwd: home.base, env: home.env }).catch(
    (error: { stderr?: string; message: string }) => {
      const reason = (error.stderr ?? '').trim().split('\n').at(-1) || error.message;
      throw new EnvironmentUnfit(`数据库无法建立（${program}：${reason}）；请检查磁盘与权限，或设置 DATABASE_URL。`);
    },
  );
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
