import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, it, test } from 'vitest';
import { connectDatabase, withClient } from './connect.ts';
import { EnvironmentUnfit } from './environment-unfit.ts';
import { type Migration, migrate, readMigrations } from './migrate.ts';
import { ensureRoles } from './roles.ts';
import { type BlankDatabase, describeDatabases } from './test-database.ts';

const FIRST: Migration = { name: '001-first.sql', sha256: 'a', sql: 'create table first (); create table second ();' };
const SECOND: Migration = {
  name: '002-second.sql',
  sha256: 'b',
  sql: 'create table third (); create table fourth ();',
};
const BROKEN: Migration = { name: '002-second.sql', sha256: 'c', sql: 'create table third (); create table third ();' };

test('a released migration is never changed: a new one takes its line in SHA256SUMS', async () => {
  const sums = await readFile(join(import.meta.dirname, 'migrations/SHA256SUMS'), 'utf8');
  const migrations = await readMigrations();
  expect(migrations.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')).toBe(sums);
});

describeDatabases('migrations', (target) => {
  async function onBlank(work: (database: BlankDatabase) => Promise<void>): Promise<void> {
    const database = await target.blank();
    try {
      await withClient(database.connection, ensureRoles);
      await work(database);
    } finally {
      await database.drop();
    }
  }

  const run = (database: BlankDatabase, migrations: readonly Migration[]) =>
    withClient(database.connection, (client) => migrate(client, migrations));

  async function tables(database: BlankDatabase): Promise<string[]> {
    const text = `select relname::text as name, pg_get_userbyid(relowner)::text as owner from pg_class
                   where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`;
    const { rows } = await withClient(database.connection, (client) =>
      client.query<{ name: string; owner: string }>(text),
    );
    expect(new Set(rows.map(({ owner }) => owner))).toEqual(new Set(['sunlot_owner']));
    return rows.map(({ name }) => name);
  }

  it('are applied in order, once, by the owner', () =>
    onBlank(async (database) => {
      expect(await run(database, [FIRST])).toEqual(['001-first.sql']);
      expect(await run(database, [FIRST, SECOND])).toEqual(['002-second.sql']);
      expect(await run(database, [FIRST, SECOND])).toEqual([]);
      expect(await tables(database)).toEqual(['first', 'fourth', 'schema_migration', 'second', 'third']);
    }));

  it('are applied once when two programs start at the same moment', () =>
    onBlank(async (database) => {
      const applied = await Promise.all([1, 2, 3].map(() => run(database, [FIRST, SECOND])));
      expect(applied.flat().sort()).toEqual(['001-first.sql', '002-second.sql']);
    }));

  it('leave nothing of one that fails, and all before it', () =>
    onBlank(async (database) => {
      await expect(run(database, [FIRST, BROKEN])).rejects.toThrow('migration 002-second.sql failed');
      expect(await tables(database)).toEqual(['first', 'schema_migration', 'second']);
      expect(await run(database, [FIRST, SECOND])).toEqual(['002-second.sql']);
    }));

  it.each([
    ['an applied file was changed', [{ ...FIRST, sha256: 'changed' }, SECOND], '001-first.sql'],
    ['the database is newer than the program', [FIRST], '002-second.sql'],
    ['an older file appeared in between', [FIRST, { ...FIRST, name: '001-late.sql' }, SECOND], '001-late.sql'],
  ])('are refused in one line when %s', (_, migrations, named) =>
    onBlank(async (database) => {
      await run(database, [FIRST, SECOND]);
      const refusal = await run(database, migrations).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(EnvironmentUnfit);
      expect(refusal).toMatchObject({ exitCode: 9, message: expect.stringContaining(named) });
      expect((refusal as Error).message).not.toContain('\n');
    }),
  );

  it('finish after the connection was cut before any of their statements', () =>
    onBlank(async (control) => {
      const whole = await countStatements(control.connection, [FIRST, SECOND]);
      expect(whole).toBeGreaterThan(10);
      for (let cut = 1; cut <= whole; cut++) {
        await onBlank(async (database) => {
          await cutBefore(cut, database.connection, [FIRST, SECOND]);
          await run(database, [FIRST, SECOND]);
          expect(await tables(database), `cut before statement ${cut}`).toEqual(await tables(control));
        });
      }
    }));

  it('would not finish if a file ended the transaction itself (control)', () =>
    onBlank(async (database) => {
      const careless = { ...SECOND, sql: 'create table third (); commit; select 1/0' };
      await expect(run(database, [FIRST, careless])).rejects.toThrow('division by zero');
      await expect(run(database, [FIRST, careless])).rejects.toThrow('already exists');
    }));

  it('need roles: a plain user is told the statements, and they suffice', () =>
    onBlank(async (database) => {
      const user = `plain_${process.pid}_${target.major}`;
      await withClient(database.connection, (client) => client.query(`create role ${user} login noinherit`));
      const connection = { ...database.connection, user };
      try {
        await withClient(database.connection, (client) =>
          client.query('revoke create on schema public from sunlot_owner'),
        );
        const refusal = await connectDatabase({ connection, kind: 'external' }).catch((error: unknown) => error);
        expect(refusal).toBeInstanceOf(EnvironmentUnfit);
        const statements = (refusal as Error).message.split('执行：')[1]!;
        await withClient(database.connection, (client) => client.query(statements));
        const opened = await connectDatabase({ connection, kind: 'external' });
        const { rows } = await opened.pool.query('select current_user::text as me');
        await opened.close();
        expect(rows).toEqual([{ me: 'sunlot_app' }]);
      } finally {
        await withClient(database.connection, (client) => client.query(`drop role ${user}`));
      }
    }));
});

it('are files in the order of their numbers, and other files are none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sunlot-migrations-'));
  const names = ['002-b.sql', '001-a.sql', 'notes.md', '003-c.sql.orig'];
  await Promise.all(names.map((name) => writeFile(join(folder, name), 'select 1')));
  expect((await readMigrations(folder)).map(({ name }) => name)).toEqual(['001-a.sql', '002-b.sql']);
  await rm(folder, { recursive: true });
});

async function countStatements(connection: pg.ClientConfig, migrations: readonly Migration[]): Promise<number> {
  return withClient(connection, async (client) => {
    const counting = counted(client, () => undefined);
    await migrate(counting.client, migrations);
    return counting.count();
  });
}

async function cutBefore(at: number, connection: pg.ClientConfig, migrations: readonly Migration[]): Promise<void> {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  const { client: cut } = counted(client, (count) => {
    if (count === at)
      (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  });
  await migrate(cut, migrations).catch(() => undefined);
  await expect(client.query('select 1'), `cut before statement ${at}`).rejects.toThrow();
  await client.end();
}

/** The client, with `each` called with the number of every statement before it is sent. */
function counted(client: pg.Client, each: (count: number) => void): { client: pg.Client; count: () => number } {
  let count = 0;
  const query = (...args: unknown[]) => {
    count += 1;
    each(count);
    return Reflect.apply(client.query, client, args);
  };
  const proxy = new Proxy(client, {
    get: (whole, name) => (name === 'query' ? query : Reflect.get(whole, name)),
  });
  return { client: proxy, count: () => count };
}
