import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from './db/test-database.ts';
import { waitUntil } from './db/test-process.ts';
import type { HttpLimits } from './http/limits.ts';
import { openTestApp, PASSWORD, type TestApp } from './http/test-app.ts';
import { type RunningServer, startServer } from './main.ts';

/** Small, so that a test need not wait; the order of the times is that of the real ones. */
const LIMITS: Partial<HttpLimits> = {
  headersMs: 300,
  requestMs: 500,
  checkMs: 50,
  stalledReaderMs: 300,
  keepAliveMs: 10_000,
  stopMs: 1_500,
  busyMs: 0,
};

describeDatabases('the server', (target) => {
  let site: TestApp;
  const running: RunningServer[] = [];
  beforeAll(async () => {
    site = await openTestApp(target);
  });
  afterAll(async () => {
    await Promise.all(running.map(({ close }) => close()));
    await site.close();
  });

  const start = async (settings: Parameters<typeof startServer>[1] = {}) => {
    const server = await startServer(site.deps, { port: '0', limits: LIMITS, ...settings });
    running.push(server);
    return { ...server, port: Number(new URL(server.url).port) };
  };

  test('answers on the address it says', async () => {
    const { url, close } = await start();
    const answer = await fetch(`${url.replace('localhost', '127.0.0.1')}/health`);
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
    await close();
  });

  test('a proxy on the same machine says that the client came over TLS: the cookie is bound to the host', async () => {
    const { url, close } = await start();
    const answer = await fetch(`${url.replace('localhost', '127.0.0.1')}/api/v1/session`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: 'https://office.example',
        'x-forwarded-proto': 'https',
        'x-forwarded-host': 'office.example',
      },
      body: JSON.stringify({ login: 'bob', password: PASSWORD }),
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-sunlot=.*; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    await close();
  });

  test('a stated port that is taken is refused in one line: a proxy would look there', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    const { port } = squatter.address() as AddressInfo;
    await expect(start({ port: String(port) })).rejects.toMatchObject({
      code: 'server.cannotListen',
      exit: 9,
      details: { host: '127.0.0.1', port, why: '端口已被占用' },
    });
    squatter.close();
  });

  test('an address of another machine cannot be listened on, and what is no address is no proxy', async () => {
    await expect(start({ host: '192.0.2.1' })).rejects.toMatchObject({ code: 'server.cannotListen' });
    await expect(start({ trustedProxies: ['my-proxy'] })).rejects.toMatchObject({
      code: 'request.invalid',
      message: expect.stringContaining('SUNLOT_TRUSTED_PROXIES'),
    });
  });

  test('what is due on a day and fails is reported with a number, said at the terminal, and keeps nobody from the rest', async () => {
    const reports: { reference: string }[] = [];
    const notes: string[] = [];
    const broken = { ...site.deps.database, db: {} as typeof site.deps.database.db };
    const server = await startServer(
      { ...site.deps, database: broken },
      { port: '0', report: (note) => reports.push(note), note: (line) => notes.push(line) },
    );
    await waitUntil(() => notes.length === 3);
    await server.close();
    expect(reports).toEqual(
      ['daily anchor', 'yearly lists', 'period verdicts'].map((route) => ({
        reference: expect.any(String) as string,
        route,
        error: expect.any(Error) as Error,
      })),
    );
    const [anchor, lists, verdicts] = reports;
    expect(notes).toEqual([
      `日志的每日锚定没有成功，一小时后再试（编号 ${anchor!.reference}）。`,
      `年度名单的提出没有成功，一小时后再试（编号 ${lists!.reference}）。`,
      `合规判定的定案没有成功，一小时后再试（编号 ${verdicts!.reference}）。`,
    ]);
  });

  test('a taken port that may move gives way to the next free one, and that is said', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    const { port } = squatter.address() as AddressInfo;
    const notes: string[] = [];
    const server = await start({ port: String(port), portMayMove: true, note: (line) => notes.push(line) });
    expect(server.port).toBeGreaterThan(port);
    expect(notes).toEqual([`端口 ${port} 已被占用，改用 ${server.port}。`]);
    await server.close();
    squatter.close();
  });

  test('a port that is no port is refused with what it should be', async () => {
    await expect(startServer(site.deps, { port: 'seventy' })).rejects.toMatchObject({ code: 'request.invalid' });
  });

  test('connections that only begin are cut: nothing sent, half a header, a body that trickles', async () => {
    const { port, close } = await start();
    const silent = await ends(port, []);
    const halfHeader = await ends(port, ['GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ']);
    const trickle = await ends(
      port,
      ['POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{'],
      '"',
    );
    const whole = await ends(port, ['GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n']);
    expect([silent, halfHeader, trickle].map((text) => /^HTTP\/1.1 408/.test(text))).toEqual([true, true, true]);
    expect(whole).toContain('HTTP/1.1 200');
    await close();
  });

  test('a reader that takes nothing is cut, however long the answer still is', async () => {
    const { port, close } = await start();
    const socket = connect(port, '127.0.0.1');
    socket.pause();
    // Pipelined requests fill the buffers of both ends until the server has to wait for the reader.
    socket.write('GET /docs HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(400));
    // A paused socket hears nothing of its end; what it writes after it does.
    const poke = setInterval(() => socket.write('GET /health HTTP/1.1\r\nHost: x\r\n\r\n'), 50);
    const reason = await new Promise<string>((resolve) => {
      socket.once('error', () => resolve('cut'));
    });
    clearInterval(poke);
    expect(reason).toBe('cut');
    socket.destroy();
    await close();
  });

  test('stopping ends connections that are kept alive but idle', async () => {
    const { port, close } = await start({ limits: { ...LIMITS, stopMs: 30_000 } });
    const socket = await open(port);
    socket.write('GET /health HTTP/1.1\r\nHost: x\r\n\r\n');
    await new Promise((resolve) => socket.once('data', resolve));
    const ended = new Promise((resolve) => socket.once('close', () => resolve('ended')));
    socket.resume();
    await close();
    expect(await ended).toBe('ended');
  });

  test('stopping answers what is in flight, and nothing new', async () => {
    const { port, url, close } = await start({ limits: { ...LIMITS, requestMs: 20_000, stopMs: 20_000 } });
    const { pool } = site.deps.database;
    const holder = await pool.connect();
    await holder.query("begin; set local sunlot.system = 'on'; select from app_user where login = 'bob' for update");
    const begun = fetch(`${url.replace('localhost', '127.0.0.1')}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({ login: 'bob', password: 'wrong password' }),
    });
    await waits(site);
    const closing = close();
    await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
    await holder.query('rollback');
    holder.release();
    expect((await begun).status).toBe(401);
    await closing;
  });

  test('stopping does not wait for ever: what stalls is cut', async () => {
    const { port, close } = await start({ limits: { ...LIMITS, requestMs: 60_000, headersMs: 60_000, stopMs: 200 } });
    const socket = await open(port);
    socket.write(
      'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    );
    const ended = new Promise((resolve) => socket.once('close', () => resolve('ended')));
    socket.resume();
    await close();
    expect(await ended).toBe('ended');
  });
});

function open(port: number): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.on('error', () => undefined);
  });
}

/** Everything the server said until it ended the connection; `drip` is sent again and again meanwhile. */
async function ends(port: number, parts: readonly string[], drip?: string): Promise<string> {
  const socket = await open(port);
  let text = '';
  socket.on('data', (data: Buffer) => {
    text += data.toString('latin1');
  });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  for (const part of parts) socket.write(part);
  const dripping = drip === undefined ? undefined : setInterval(() => socket.write(drip), 40);
  await closed;
  clearInterval(dripping);
  return text;
}

/** Resolves once a statement of this database waits for a lock. */
async function waits({ deps }: TestApp): Promise<void> {
  for (;;) {
    const rows = await deps.database.ownerQuery(
      'select from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()',
    );
    if (rows.length > 0) return;
  }
}
