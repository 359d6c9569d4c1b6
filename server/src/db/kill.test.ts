import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from './connect.ts';
import { killDatabase, removeFolder, startWriter, type Writer } from './test-process.ts';

// An office writes into its database. Again and again kill -9 strikes the program, its database, or both, in the
// middle of the writing; each time somebody simply starts the program again. Whatever it was told to be saved is there.

let dataDir: string;
let cluster: string;
const writers: Writer[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sunlot-kill-'));
  cluster = join(dataDir, 'pg');
});
afterEach(async () => {
  await Promise.all(writers.splice(0).map((writer) => writer.end('SIGKILL')));
  await removeFolder(dataDir, cluster);
});

function write(writeFrom: number, options: Record<string, string> = {}): Writer {
  const writer = startWriter({ dataDir, writeFrom, options });
  writers.push(writer);
  return writer;
}

async function stored(): Promise<Set<number>> {
  const database = await openDatabase({ dataDir, say: () => undefined });
  // Careless commits lose even the table itself.
  await database.ownerQuery('create table if not exists ledger (n integer primary key)');
  const rows = await database.ownerQuery<{ n: number }>('select n from ledger');
  await database.close();
  return new Set(rows.map(({ n }) => n));
}

const TARGETS = ['program', 'database', 'both'] as const;
const KILLS = Number(process.env.SUNLOT_TEST_KILLS ?? 10);

it(
  `${KILLS} kills of program, database and both lose nothing that was acknowledged`,
  async () => {
    const acknowledged: number[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const target = TARGETS[kill % TARGETS.length]!;
      const writer = write(1_000_000 * (kill + 1));
      await writer.acknowledges(20 + 13 * (kill % 10));
      if (target !== 'program') expect(await killDatabase(cluster)).toBeGreaterThan(0);
      // With its database gone the program starts it again by itself and goes on.
      if (target === 'database') await writer.acknowledges(50);
      expect(await writer.end(target === 'database' ? 'SIGTERM' : 'SIGKILL')).toBe(
        target === 'database' ? 0 : 'SIGKILL',
      );
      acknowledged.push(...writer.acknowledged);
    }
    const found = await stored();
    expect(acknowledged.length).toBeGreaterThan(20 * KILLS);
    expect(acknowledged.filter((n) => !found.has(n))).toEqual([]);
  },
  60_000 + 10_000 * KILLS,
);

it('control: with synchronous_commit off, a kill of the database loses some', async () => {
  const writer = write(1, { synchronous_commit: 'off', wal_writer_delay: '10s' });
  await writer.acknowledges(200);
  await killDatabase(cluster);
  await writer.end('SIGKILL');
  const found = await stored();
  expect(writer.acknowledged.filter((n) => !found.has(n)).length).toBeGreaterThan(0);
});

it('each acknowledged commit was forced to the disk, and with synchronous_commit off it was not (control)', async () => {
  const database = await openDatabase({ dataDir, maxConnections: 1, say: () => undefined });
  try {
    await database.ownerQuery('create table ledger (n integer primary key)');
    await database.ownerQuery('grant insert on ledger to sunlot_app');
    const forced = await commitsForced(1, 'on');
    const careless = await commitsForced(1_000, 'off');
    expect(forced).toBeGreaterThanOrEqual(50);
    expect(careless).toBeLessThan(50);
  } finally {
    await database.close();
  }

  async function commitsForced(from: number, synchronousCommit: string): Promise<number> {
    await database.pool.query(`set synchronous_commit to ${synchronousCommit}`);
    const before = await fsyncs();
    for (let n = from; n < from + 50; n++) await database.pool.query('insert into ledger values ($1)', [n]);
    return (await fsyncs()) - before;
  }

  async function fsyncs(): Promise<number> {
    await database.pool.query('select pg_stat_force_next_flush()');
    const { rows } = await database.pool.query<{ fsyncs: string }>(
      `select sum(fsyncs) as fsyncs from pg_stat_io where object = 'wal' and backend_type = 'client backend'`,
    );
    return Number(rows[0]!.fsyncs);
  }
});
