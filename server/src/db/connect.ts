import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { type EmbeddedSettings, joinEmbedded } from './embedded.ts';
import { EnvironmentUnfit } from './environment-unfit.ts';
import { migrate, readMigrations } from './migrate.ts';
import { APP, allowSignIn, ensureRoles, OWNER } from './roles.ts';
import type { Schema } from './schema.ts';
import { typeParsers } from './type-parsers.ts';

/** Name of the application's database inside the embedded PostgreSQL. */
const DATABASE = 'sunlot';
const PREPARE_LOCK = 7_203_803;
/** What is still in use then is cut; requests have been answered before. */
const POOL_END_MS = 1_000;

export type DatabaseSettings = {
  /** Data folder; holds the embedded database where no URL is given. */
  readonly dataDir: string;
  /** `postgres://…`: use this one instead of the embedded database. */
  readonly databaseUrl?: string;
  readonly maxConnections?: number;
  readonly embedded?: Omit<EmbeddedSettings, 'dataDir' | 'say'>;
  /** One line for the person at the terminal; default stderr. */
  readonly say?: (line: string) => void;
};

export type Database = {
  /** Works as `sunlot_app`, under row-level security. */
  readonly db: Kysely<Schema>;
  /** The same connections, for SQL text. */
  readonly pool: pg.Pool;
  readonly kind: 'embedded' | 'external';
  /** Of the server, as `18.4`. */
  readonly version: string;
  /** One statement as `sunlot_owner`, above row-level security, on a connection of its own: maintenance and checks only. */
  ownerQuery<R extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<R[]>;
  /** Ends the connections and leaves the embedded database; its last user stops it. */
  close(): Promise<void>;
};

/**
 * Opens the database, brings its schema up to date and connects as the application's role.
 * @throws EnvironmentUnfit (exit 9) with one sentence that says what to do.
 */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  if (settings.databaseUrl) {
    return connectDatabase({ connection: urlConnection(settings.databaseUrl), kind: 'external', ...pick(settings) });
  }
  const embedded = await joinEmbedded({
    ...settings.embedded,
    dataDir: settings.dataDir,
    ...(settings.say ? { say: settings.say } : {}),
  });
  try {
    await ensureDatabase(embedded.connection, DATABASE);
    const connection = { ...embedded.connection, database: DATABASE };
    const leave = async () => void (await embedded.close());
    return await connectDatabase({ connection, kind: 'embedded', leave, ...pick(settings) });
  } catch (error) {
    await embedded.close();
    throw error;
  }
}

function pick({ maxConnections }: DatabaseSettings): { maxConnections?: number } {
  return maxConnections === undefined ? {} : { maxConnections };
}

function urlConnection(url: string): pg.ClientConfig {
  if (!/^postgres(ql)?:\/\//.test(url)) {
    throw new EnvironmentUnfit('DATABASE_URL 应为 postgres://用户:口令@主机:5432/库名。');
  }
  return { connectionString: url };
}

async function ensureDatabase(connection: pg.ClientConfig, name: string): Promise<void> {
  await withClient(connection, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) {
      // Two processes may find it missing at once; the second is told that it is there.
      await client.query(`create database ${name}`).catch((error: { code?: string }) => {
        if (error.code !== '42P04' && error.code !== '23505') throw error;
      });
    }
  });
}

export type ConnectSettings = {
  /** A user that may take both roles. */
  readonly connection: pg.ClientConfig;
  readonly kind: Database['kind'];
  readonly maxConnections?: number;
  readonly leave?: () => Promise<void>;
};

/** As openDatabase, on a server that runs already. */
export async function connectDatabase(settings: ConnectSettings): Promise<Database> {
  const { connection, kind } = settings;
  const version = await withClient(connection, (client) => prepare(client, kind)).catch((error: unknown) => {
    throw asUnfit(error);
  });
  // Inside our own database the application signs in as its role at once: nothing lies above it to fall back to.
  const entry = kind === 'embedded' ? { ...connection, user: APP } : connection;
  const pool = appPool(entry, settings.maxConnections ?? 10);
  return {
    db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }),
    pool,
    kind,
    version,
    ownerQuery: (text, values = []) => queryAs(connection, text, values),
    close: once(async () => {
      await Promise.race([pool.end(), delay(POOL_END_MS)]);
      await settings.leave?.();
    }),
  };
}

/** Roles and schema, by one process at a time. @returns the server's version. */
async function prepare(client: pg.Client, kind: Database['kind']): Promise<string> {
  await client.query('select pg_advisory_lock($1)', [PREPARE_LOCK]);
  await ensureRoles(client);
  if (kind === 'embedded') await allowSignIn(client);
  await migrate(client, await readMigrations());
  await client.query('select pg_advisory_unlock($1)', [PREPARE_LOCK]);
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  return rows[0]!.server_version.split(' ')[0]!;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => {
    done ??= work();
    return done;
  };
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

const SESSION = `set timezone to 'UTC'; set datestyle to 'ISO, YMD'; set idle_in_transaction_session_timeout to '60s'`;

/** The pool waits for onConnect and hands no connection out on which it failed; its types do not say so. */
type PoolSettings = Omit<pg.PoolConfig, 'onConnect'> & { onConnect: (client: pg.ClientBase) => Promise<void> };

function appPool(connection: pg.ClientConfig, max: number): pg.Pool {
  const settings: PoolSettings = {
    ...connection,
    max,
    application_name: 'sunlot',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types: typeParsers,
    onConnect: async (client) => {
      await client.query(`set role ${APP}; ${SESSION}`);
    },
  };
  const pool = new pg.Pool(settings);
  // A connection that dies is replaced at the next query, and work in progress on it fails; without listeners it would
  // end the process: the pool hears the idle ones, each connection must be heard while it is in use.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return pool;
}

async function queryAs<R extends pg.QueryResultRow>(
  connection: pg.ClientConfig,
  text: string,
  values: readonly unknown[],
): Promise<R[]> {
  return withClient(connection, async (client) => {
    await client.query(`set role ${OWNER}; ${SESSION}`);
    return (await client.query<R>(text, [...values])).rows;
  });
}

/** Runs `work` on a connection of its own. */
export async function withClient<T>(connection: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionTimeoutMillis: 3_000, ...connection, types: typeParsers });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What keeps the first connection from being made, as one sentence; anything else as it was. */
function asUnfit(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (code === '3D000') return unfit('库不存在，请先建立', error);
  if (code.startsWith('28')) return unfit('用户或口令不对，或服务器不允许从本机连接', error);
  const unreachable = /^(E[A-Z]+|57P0\d|53300)$/.test(code) || /timeout|terminated/i.test(error.message);
  return unreachable ? unfit('连接不上', error) : error;
}

function unfit(what: string, cause: Error): EnvironmentUnfit {
  const reason = cause.message || String(cause);
  return new EnvironmentUnfit(`数据库：${what}（${reason}）；请检查 DATABASE_URL 与数据库服务。`, { cause });
}
