import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ensureCluster } from './cluster.ts';
import { type DatabaseHome, makeDataFolder, prepareHome, rememberPlace } from './data-folder.ts';
import { withFolderLock } from './folder-lock.ts';
import { embeddedRuntime, type PostgresRuntime } from './postgres-runtime.ts';
import { adminConnection, ensurePostmaster, stopPostmaster } from './postmaster.ts';

/** Advisory lock of the database `postgres` that every process holds, shared, while it uses the folder. */
const MEMBERSHIP_LOCK = 7_203_801;
const STOP_WITHIN_MS = 8_000;
const LEAVE_WAIT_MS = 2_000;
const REJOIN_PAUSE_MS = 500;

export type EmbeddedSettings = {
  readonly dataDir: string;
  /** Default: the PostgreSQL that comes with the program. */
  readonly runtime?: PostgresRuntime;
  /** As root: `user` goes past the user namespace, as if the system refused it. */
  readonly asRoot?: 'namespace' | 'user';
  /** Where root puts what another user must reach; default /var/lib/sunlot. */
  readonly systemFolder?: string;
  /** false only for throw-away test databases: nothing is forced to the disk. */
  readonly durable?: boolean;
  /** Further settings of the server, for the process that starts it. */
  readonly options?: Readonly<Record<string, string>>;
  readonly readyWithinMs?: number;
  /** One line for the person at the terminal. */
  readonly say?: (line: string) => void;
};

export type EmbeddedPostgres = {
  readonly home: DatabaseHome;
  readonly version: string;
  /** How to connect as the superuser to its own database; change user and database as needed. */
  readonly connection: pg.ClientConfig;
  /** Leaves; the last process out stops the database. Says whether it is stopped. Never throws for a dead database. */
  close(): Promise<{ readonly stopped: boolean }>;
};

/**
 * Starts the database of the data folder, or joins the one that another process started or that a killed process left
 * behind. While joined, a database that dies is started again (its sessions are lost, committed work is not).
 * @throws EnvironmentUnfit when it cannot run here.
 */
export async function joinEmbedded(settings: EmbeddedSettings): Promise<EmbeddedPostgres> {
  const say = settings.say ?? ((line: string) => process.stderr.write(`${line}\n`));
  const dataDir = await makeDataFolder(settings.dataDir);
  const runtime = settings.runtime ?? (await embeddedRuntime());
  const member = await enter({ ...settings, dataDir, runtime, say });
  const watch = keepMember(member, () => enter({ ...settings, dataDir, runtime, say }), say);
  return {
    home: member.home,
    version: runtime.version,
    connection: adminConnection(member.home),
    close: async () => {
      const session = await watch.release();
      return withFolderLock(dataDir, () => leave(member.home, session), LEAVE_WAIT_MS).catch(async () => {
        // Somebody is entering all this while: the database stays, and they stop it.
        await session.client.end().catch(() => undefined);
        return { stopped: false };
      });
    },
  };
}

type Entering = EmbeddedSettings & { dataDir: string; runtime: PostgresRuntime; say: (line: string) => void };
type Session = { readonly client: pg.Client; readonly ended: Promise<void> };
type Member = { readonly home: DatabaseHome; readonly session: Session };

function enter(settings: Entering): Promise<Member> {
  const { dataDir, durable = true, options = {}, readyWithinMs = 60_000 } = settings;
  return withFolderLock(dataDir, async () => {
    const home = await prepareHome(settings);
    await ensureCluster(home, durable);
    await rememberPlace(home);
    await ensurePostmaster(home, { durable, options, readyWithinMs });
    const session = await openSession(home);
    await session.client.query('select pg_advisory_lock_shared($1)', [MEMBERSHIP_LOCK]);
    return { home, session };
  });
}

async function openSession(home: DatabaseHome): Promise<Session> {
  const client = new pg.Client({ ...adminConnection(home), application_name: 'sunlot member' });
  client.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => client.once('end', resolve));
  await client.connect();
  return { client, ended };
}

/** Enters again, until released, whenever the session ends by itself: then the database died or was stopped. */
function keepMember(first: Member, again: () => Promise<Member>, say: (line: string) => void) {
  let session = first.session;
  let released = false;
  let reentering: Promise<void> = Promise.resolve();

  function watch(): void {
    void session.ended.then(() => {
      if (!released) reentering = reenter();
    });
  }

  async function reenter(): Promise<void> {
    say('数据库意外停止，正在重新启动……');
    for (let told = false; !released; ) {
      try {
        session = (await again()).session;
        say('数据库已恢复。');
        return watch();
      } catch (error) {
        if (!told) say(`数据库暂时无法启动：${error instanceof Error ? error.message : String(error)}`);
        told = true;
        await sleep(REJOIN_PAUSE_MS);
      }
    }
  }

  watch();
  return {
    release: async (): Promise<Session> => {
      released = true;
      await reentering;
      return session;
    },
  };
}

/** To be called under the folder's lock, so that nobody enters between the question and the stop. */
async function leave(home: DatabaseHome, session: Session): Promise<{ stopped: boolean }> {
  // A lost session leaves the question to a new one; no database to ask means that none runs.
  const last = (await ask(session).catch(() => null)) ?? (await openSession(home).then(ask, () => true));
  return { stopped: last && (await stopPostmaster(home.cluster, STOP_WITHIN_MS)) };
}

/** Whether this session is the last member; ends it. */
async function ask({ client }: Session): Promise<boolean> {
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [MEMBERSHIP_LOCK]);
    if (await tryExclusive(client)) return true;
    // A killed member's session ends within moments, not at once.
    await sleep(100);
    return await tryExclusive(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function tryExclusive(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [MEMBERSHIP_LOCK]);
  return rows[0]?.held === true;
}
