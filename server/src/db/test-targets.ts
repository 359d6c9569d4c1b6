import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { embeddedRuntime, type PostgresRuntime } from './postgres-runtime.ts';

/** A PostgreSQL that the tests run on. */
export type Target = {
  readonly name: string;
  readonly kind: 'embedded' | 'system';
  readonly runtime: () => Promise<PostgresRuntime>;
};

/** The PostgreSQL that comes with the program, and the system's where one of version 15 or higher is found. */
export function testTargets(): Target[] {
  const system = systemRuntime();
  const found: Target[] = system
    ? [{ name: `system PostgreSQL ${system.version}`, kind: 'system', runtime: async () => system }]
    : [];
  return [{ name: 'embedded PostgreSQL 18', kind: 'embedded', runtime: () => embeddedRuntime() }, ...found];
}

/** The lowest system PostgreSQL from 15 on: what works there and on the embedded one works between. */
function systemRuntime(): PostgresRuntime | null {
  const folders = [
    ...['/usr/lib/postgresql', '/usr/local/pgsql'].flatMap((root) => versionsIn(root)),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  const stated = process.env.SUNLOT_TEST_POSTGRES_BIN;
  const found = (stated ? [stated] : folders)
    .filter((bin) => existsSync(join(bin, 'postgres')) && existsSync(join(bin, 'initdb')))
    .map((bin) => ({ bin, version: versionOf(join(bin, 'postgres')) }))
    .map(({ bin, version }) => ({ bin, version, major: Number.parseInt(version, 10) }))
    .filter(({ major }) => major >= 15)
    .sort((a, b) => a.major - b.major);
  return found[0] ?? null;
}

function versionsIn(root: string): string[] {
  return existsSync(root) ? readdirSync(root).map((version) => join(root, version, 'bin')) : [];
}

function versionOf(postgres: string): string {
  return /\d+(\.\d+)?/.exec(execFileSync(postgres, ['--version'], { encoding: 'utf8' }))?.[0] ?? '0';
}

/** For the closing lines of a test run: which databases its tests ran on. */
if (import.meta.main) {
  const names = testTargets().map(({ name }) => name);
  const missing = names.length > 1 ? '' : '; no system PostgreSQL 15 or higher found';
  process.stdout.write(`database tests run on ${names.join(' and ')}${missing}\n`);
}
