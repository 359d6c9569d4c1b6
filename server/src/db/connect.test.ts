import { mkdtemp } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, withClient } from './connect.ts';
import { type EmbeddedPostgres, joinEmbedded } from './embedded.ts';
import { EnvironmentUnfit } from './environment-unfit.ts';
import { describeDatabases } from './test-database.ts';
import { removeFolder } from './test-process.ts';

async function refusalOf(databaseUrl: string): Promise<string> {
  const refusal = await openDatabase({ dataDir: '/nowhere', databaseUrl }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(EnvironmentUnfit);
  const { message, exitCode } = refusal as EnvironmentUnfit;
  expect(exitCode).toBe(9);
  expect(message).not.toContain('\n');
  return message;
}

describe('a DATABASE_URL that leads nowhere is refused in one line', () => {
  it('another scheme', async () => {
    expect(await refusalOf('mysql://localhost/sunlot')).toContain('postgres://');
  });

  it('a port where nobody listens', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    expect(await refusalOf(`postgres://nobody@127.0.0.1:${port}/sunlot`)).toContain('连接不上');
  });

  it('a server that accepts and says nothing', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await refusalOf(`postgres://nobody@127.0.0.1:${port}/sunlot`)).toContain('连接不上');
    server.close();
  });
});

describeDatabases('a database given by DATABASE_URL', (target) => {
  it('is opened, used as the application, and left', async () => {
    const blank = await target.blank();
    const database = await openDatabase({ dataDir: '/nowhere', databaseUrl: blank.url });
    expect(database.kind).toBe('external');
    expect(Number.parseInt(database.version, 10)).toBe(target.major);
    const { rows } = await database.pool.query(`select current_user::text as me, current_setting('timezone') as zone`);
    expect(rows).toEqual([{ me: 'sunlot_app', zone: 'UTC' }]);
    const owner = await database.ownerQuery('select current_user::text as me, $1::int8 as n', [7]);
    expect(owner).toEqual([{ me: 'sunlot_owner', n: 7 }]);
    await database.close();
    await database.close();
    await blank.drop();
  });

  it('is named when it does not exist', async () => {
    const blank = await target.blank();
    await blank.drop();
    expect(await refusalOf(blank.url)).toContain('库不存在');
  });

  it('is refused when it does not store UTF-8', async () => {
    const blank = await target.blank();
    const name = `${blank.connection.database}_ascii`;
    await withClient(blank.connection, (client) =>
      client.query(`create database ${name} encoding 'SQL_ASCII' locale_provider libc locale 'C' template template0`),
    );
    expect(await refusalOf(blank.url.replace(/[^/]+$/, name))).toContain('SQL_ASCII');
    await withClient(blank.connection, (client) => client.query(`drop database ${name}`));
    await blank.drop();
  });

  it('lives on when the server ends a connection in the middle of a transaction', async () => {
    const database = await target.open();
    const held = await database.pool.connect();
    // Nothing here hears its errors: one that the pool leaves unheard ends the process, and fails this run.
    const ended = new Promise<void>((resolve) => held.once('end', resolve));
    await held.query('begin');
    await held.query("set idle_in_transaction_session_timeout to '20ms'");
    await ended;
    await expect(held.query('commit')).rejects.toThrow();
    held.release(true);
    expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await database.close();
  });

  it('closes although somebody still holds a connection', async () => {
    const database = await target.open();
    const held = await database.pool.connect();
    await database.close();
    await expect(database.pool.connect()).rejects.toThrow('after calling end');
    held.release(true);
  });
});

describe('a server without our roles', () => {
  let folder: string;
  let server: EmbeddedPostgres;
  let url: (user: string) => string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sunlot-connect-'));
    server = await joinEmbedded({ dataDir: folder, durable: false, say: () => undefined });
    url = (user) => `postgres://${user}@${encodeURIComponent(server.connection.host ?? '')}/bureau`;
    await asSuperuser('create role clerk login noinherit');
    await asSuperuser('create database bureau');
  });
  afterAll(async () => {
    await server.close();
    await removeFolder(folder);
  });

  const asSuperuser = (text: string, database = 'postgres') =>
    withClient({ ...server.connection, database }, (client) => client.query(text));

  it('says what its administrator has to run, and that is enough', async () => {
    const message = await refusalOf(url('clerk'));
    expect(message).toContain('create role sunlot_app');
    await asSuperuser(message.split('执行：')[1]!, 'bureau');
    const database = await openDatabase({ dataDir: '/nowhere', databaseUrl: url('clerk') });
    const { rows } = await database.pool.query('select current_user::text as me, session_user::text as entered');
    await database.close();
    expect(rows).toEqual([{ me: 'sunlot_app', entered: 'clerk' }]);
  });

  it.each(['bypassrls', 'superuser'])('is refused when the application’s role is given %s', async (power) => {
    await asSuperuser(`alter role sunlot_app ${power}`);
    expect(await refusalOf(url('clerk'))).toContain('行级权限失效');
    await asSuperuser(`alter role sunlot_app no${power}`);
    const database = await openDatabase({ dataDir: '/nowhere', databaseUrl: url('clerk') });
    await database.close();
    expect(database.kind).toBe('external');
  });

  it('names a user it does not know', async () => {
    expect(await refusalOf(url('stranger'))).toContain('用户或口令不对');
  });
});
