import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDatabase, type Database, withClient } from './connect.ts';
import { type EmbeddedPostgres, joinEmbedded } from './embedded.ts';
import { readMigrations } from './migrate.ts';
import type { PostgresRuntime } from './postgres-runtime.ts';
import { testTargets } from './test-targets.ts';

/** A database of its own for one test file; `close` drops it. `url` opens it again, as DATABASE_URL. */
export type TestDatabase = Database & { readonly url: string };

/** A database without the program's tables. */
export type BlankDatabase = {
  readonly url: string;
  readonly connection: pg.ClientConfig;
  drop(): Promise<void>;
};

export type TestTarget = {
  /** As `embedded PostgreSQL 18.4`. */
  readonly name: string;
  readonly kind: 'embedded' | 'system';
  readonly major: number;
  /** A fresh copy of the migrated database. */
  open(): Promise<TestDatabase>;
  blank(): Promise<BlankDatabase>;
};

/**
 * Runs a suite against the PostgreSQL that comes with the program, and against the system's (15 or higher) where one is
 * found. Under CI a missing system one is a failure.
 */
export function describeDatabases(name: string, suite: (target: TestTarget) => void): void {
  describe.each(testTargets())(`${name} on $name`, ({ name: label, kind, runtime }) => {
    let server: EmbeddedPostgres;
    beforeAll(async () => {
      server = await joinTestServer(await runtime());
    });
    afterAll(async () => {
      await server.close();
    });
    suite({
      name: label,
      kind,
      major: Number.parseInt(/\d+/.exec(label)![0], 10),
      open: () => openCopy(server, kind),
      blank: () => createBlank(server),
    });
  });
  if (!testTargets().some(({ kind }) => kind === 'system') && process.env.CI === 'true') {
    it(`${name} on a system PostgreSQL`, () => {
      expect.fail('no PostgreSQL 15 or higher found on this machine: install one, or set SUNLOT_TEST_POSTGRES_BIN');
    });
  }
}

/**
 * One server for all test files of this checkout that run at the same time: the first starts it, the last stops it, as
 * the program's own processes do. Its folder outlives the run, so that the next need not make it again; it does not
 * outlive the machine's uptime, for nothing in it is forced to the disk.
 */
async function joinTestServer(runtime: PostgresRuntime): Promise<EmbeddedPostgres> {
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
  const place = createHash('sha256')
    .update(`${import.meta.dirname} ${runtime.bin}`)
    .digest('hex')
    .slice(0, 8);
  const prefix = `sunlot-test-${process.geteuid?.()}-${runtime.version}-${place}-`;
  const stale = readdirSync(tmpdir()).filter((name) => name.startsWith(prefix) && name !== prefix + boot);
  await Promise.all(stale.map((name) => rm(join(tmpdir(), name), { recursive: true, force: true })));
  return joinEmbedded({
    dataDir: join(tmpdir(), prefix + boot),
    runtime,
    durable: false,
    options: { max_connections: '200' },
    say: () => undefined,
  });
}

const TEMPLATE_LOCK = 7_203_804;
let made = 0;

function freshName(): string {
  made += 1;
  return `t_${process.pid}_${made}_${Date.now().toString(36)}`;
}

async function openCopy(server: EmbeddedPostgres, kind: TestTarget['kind']): Promise<TestDatabase> {
  const name = freshName();
  await withTemplate(server, (client, template) => client.query(`create database ${name} template ${template}`));
  const connection = { ...server.connection, database: name };
  const database = await connectDatabase({ connection, kind: kind === 'embedded' ? 'embedded' : 'external' });
  return {
    ...database,
    url: urlOf(connection),
    close: async () => {
      await database.close();
      await dropDatabase(server, name);
    },
  };
}

async function createBlank(server: EmbeddedPostgres): Promise<BlankDatabase> {
  const name = freshName();
  await withClient(server.connection, (client) => client.query(`create database ${name}`));
  const connection = { ...server.connection, database: name };
  return { connection, url: urlOf(connection), drop: () => dropDatabase(server, name) };
}

function urlOf({ host, user, database }: pg.ClientConfig): string {
  return `postgres://${user}@${encodeURIComponent(host ?? '')}/${database}`;
}

async function dropDatabase(server: EmbeddedPostgres, name: string): Promise<void> {
  await withClient(server.connection, (client) => client.query(`drop database if exists ${name} with (force)`));
}

/** The template is the migrated database, named by its migrations; made by the first that needs it. */
async function withTemplate<T>(
  server: EmbeddedPostgres,
  work: (client: pg.Client, template: string) => Promise<T>,
): Promise<T> {
  const migrations = await readMigrations();
  const digest = createHash('sha256')
    .update(migrations.map(({ sha256 }) => sha256).join())
    .digest('hex');
  const template = `template_${digest.slice(0, 16)}`;
  return withClient(server.connection, async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    await dropLeftovers(client, template);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template]);
    if (rowCount === 0) await makeTemplate(server, client, template);
    return work(client, template);
  });
}

async function makeTemplate(server: EmbeddedPostgres, client: pg.Client, template: string): Promise<void> {
  const half = `${template}_half`;
  await client.query(`drop database if exists ${half} with (force)`);
  await client.query(`create database ${half}`);
  const database = await connectDatabase({ connection: { ...server.connection, database: half }, kind: 'embedded' });
  await database.close();
  await client.query(`alter database ${half} rename to ${template}`);
}

/** Templates of other migrations, and databases of test processes that are no more. */
async function dropLeftovers(client: pg.Client, template: string): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database where datname ~ '^(template_[0-9a-f]{16}|t_[0-9]+_)'`,
  );
  const leftovers = rows
    .map(({ datname }) => datname)
    .filter((name) => name !== template && !existsSync(`/proc/${/^t_(\d+)_/.exec(name)?.[1] ?? 'none'}`));
  for (const name of leftovers) await client.query(`drop database if exists ${name} with (force)`);
}
