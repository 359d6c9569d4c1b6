import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Schema } from '../db/schema.ts';
import { describeDatabases } from '../db/test-database.ts';
import { buildApp } from './app.ts';
import { openTestApp, type Send, type TestApp } from './test-app.ts';

const pack = { level: 'county', pack: 'jiangxian' };

describeDatabases('writing', (target) => {
  let site: TestApp;
  let alice: Send;
  let bob: Send;
  let chelsea: Send;
  beforeAll(async () => {
    site = await openTestApp(target);
    [alice, bob, chelsea] = await Promise.all([site.as('alice'), site.as('bob'), site.as('chelsea')]);
  });
  afterAll(() => site.close());

  const add = (send: Send, code: string, headers: Record<string, string> = {}) =>
    send('POST', '/api/v1/agencies', { body: { code, name: `第 ${code} 号分局`, ...pack }, headers });
  const codes = async () =>
    (await site.deps.database.ownerQuery<{ code: string }>('select code from agency order by code')).map(
      ({ code }) => code,
    );

  test('refused for who may not, and nothing is left behind', async () => {
    await site.audited();
    for (const send of [bob, chelsea]) {
      const answer = await add(send, '999911');
      expect(answer.statusCode).toBe(403);
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(answer.json()).toMatchObject({
        code: 'request.notPermitted',
        status: 403,
        type: '/docs#request.notPermitted',
      });
    }
    expect(await codes()).not.toContain('999911');
    expect(await site.audited()).toEqual([]);
  });

  test('201 with what was made, and a row in the audit tree', async () => {
    await site.audited();
    const answer = await add(alice, '999912');
    const draws = ['general', 'key', 'special', 'construction', 'jointObject'];
    const made = { code: '999912', name: '第 999912 号分局', ...pack, draws };
    expect([answer.statusCode, answer.json()]).toEqual([201, made]);
    expect(await site.audited()).toEqual(['agency.add']);
  });

  test('twice is a conflict that changes nothing', async () => {
    await add(alice, '999913');
    await site.audited();
    const again = await add(alice, '999913');
    expect([again.statusCode, again.json().code]).toEqual([409, 'agency.exists']);
    expect(await site.audited()).toEqual([]);
  });

  test('two at once: one is made, the other is told so', async () => {
    const answers = await Promise.all([add(alice, '999914'), add(alice, '999914')]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409]);
    expect(answers.find(({ statusCode }) => statusCode === 409)!.json()).toMatchObject({
      code: 'agency.exists',
      detail: '单位 999914 已经存在，没有改动。',
    });
  });

  test('a refusal in the middle rolls back what came before it', async () => {
    const before = await site.deps.database.ownerQuery<{ n: number }>('select count(*)::int as n from app_user');
    const answer = await alice('POST', '/api/v1/users', { body: { login: 'halfway', agency: '999999' } });
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'agency.unknown']);
    expect(await site.deps.database.ownerQuery('select count(*)::int as n from app_user')).toEqual(before);
  });

  test.each([
    ['an unknown field', { code: '999915', name: 'x', ...pack, isAdmin: true }, 'isAdmin'],
    ['a field of another thing', { code: '999915', name: 'x', ...pack, created_at: '2020-01-01' }, 'created_at'],
    ['a missing field', { code: '999915', ...pack }, 'name'],
    ['a wrong form', { code: 'abc', name: 'x', ...pack }, '单位代码为 6 位行政区划代码'],
    ['a list instead of an object', [], ''],
    ['a prototype', JSON.parse('{"__proto__":{"level":"county"},"code":"999915"}') as object, ''],
  ])('400 for %s', async (_what, body, told) => {
    const answer = await alice('POST', '/api/v1/agencies', { body });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'request.invalid']);
    expect(answer.body).toContain(told);
    expect(answer.body).not.toMatch(/Invalid input|expected/);
    expect(await codes()).not.toContain('999915');
  });

  test('400 for an unknown query, 404 for an unknown address, both as problems', async () => {
    const query = await alice('GET', '/api/v1/agencies?all=true');
    expect([query.statusCode, query.json().code]).toEqual([400, 'request.invalid']);
    const address = await alice('GET', '/api/v1/nothing');
    expect([address.statusCode, address.json().code]).toEqual([404, 'request.notFound']);
  });

  test('HEAD asks for the same session as GET', async () => {
    expect((await site.app.inject({ method: 'HEAD', url: '/api/v1/agencies' })).statusCode).toBe(401);
    expect((await site.app.inject({ method: 'HEAD', url: '/public/v1/agencies' })).statusCode).toBe(200);
  });

  test('400, 413 and 415 for bodies that cannot be read', async () => {
    const json = { 'content-type': 'application/json' };
    const post = (body: string, headers: Record<string, string>) =>
      site.app.inject({ method: 'POST', url: '/api/v1/session', payload: body, headers });
    expect((await post('{"login":', json)).json()).toMatchObject({ status: 400, code: 'request.invalid' });
    expect((await post(JSON.stringify({ login: 'x'.repeat(1_100_000), password: '' }), json)).json()).toMatchObject({
      status: 413,
      code: 'request.tooLarge',
    });
    expect((await post('<login/>', { 'content-type': 'application/xml' })).json()).toMatchObject({ status: 400 });
  });

  test('lists come in pages; the cursor goes on where the page ended', async () => {
    for (const code of ['999921', '999922', '999923']) await add(alice, code);
    const seen: string[] = [];
    let url = '/api/v1/agencies?limit=2';
    for (;;) {
      const { items, next } = (await alice('GET', url)).json() as { items: { code: string }[]; next?: string };
      expect(items.length).toBeLessThanOrEqual(2);
      seen.push(...items.map(({ code }) => code));
      if (next === undefined) break;
      url = `/api/v1/agencies?limit=2&cursor=${next}`;
    }
    expect(seen).toEqual(await codes());
    const made = await alice('GET', '/api/v1/agencies?cursor=made-up');
    expect([made.statusCode, made.json().code]).toEqual([400, 'request.invalid']);
  });

  test('the same key and the same content: one effect, the same answer', async () => {
    const headers = { 'idempotency-key': 'first-key-1' };
    const body = { login: 'once', agency: '999901' };
    await site.audited();
    const first = await alice('POST', '/api/v1/users', { body, headers });
    const again = await alice('POST', '/api/v1/users', { body, headers });
    expect([again.statusCode, again.body]).toEqual([201, first.body]);
    expect(await site.audited()).toEqual(['user.add']);
  });

  test('the kept answer lies encrypted: it may hold an initial password', async () => {
    const headers = { 'idempotency-key': 'sealed-key' };
    const answer = await alice('POST', '/api/v1/users', {
      body: { login: 'sealed', agency: '999901' },
      headers,
    });
    const { initialPassword } = answer.json() as { initialPassword: string };
    const [row] = await site.deps.database.ownerQuery<{ text: string }>(
      "select idempotent_request::text as text from idempotent_request where key = 'sealed-key'",
    );
    expect(row!.text).not.toContain(initialPassword);
    expect(row!.text).not.toContain(Buffer.from(initialPassword).toString('base64').slice(0, 12));
  });

  test('the same key with other content is 422', async () => {
    const headers = { 'idempotency-key': 'second-key' };
    await add(alice, '999931', headers);
    const other = await add(alice, '999932', headers);
    expect([other.statusCode, other.json().code]).toEqual([422, 'request.keyReused']);
    expect(await codes()).not.toContain('999932');
  });

  test('a refused write keeps nothing: the same key may try again', async () => {
    const headers = { 'idempotency-key': 'third-key-' };
    const body = { code: '999933', name: 'x', level: 'county', pack: 'jiangxian', parent: '999934' };
    expect((await alice('POST', '/api/v1/agencies', { body, headers })).statusCode).toBe(404);
    const above = { code: '999934', name: '市局', level: 'municipal', pack: 'jiangxian' };
    expect((await alice('POST', '/api/v1/agencies', { body: above })).statusCode).toBe(201);
    expect((await alice('POST', '/api/v1/agencies', { body, headers })).statusCode).toBe(201);
  });

  test('a key is one’s own: another person with the same key has another effect', async () => {
    await site.addPerson('adam', ['systemAdmin']);
    const adam = await site.as('adam');
    const headers = { 'idempotency-key': 'shared-key' };
    expect((await add(alice, '999935', headers)).statusCode).toBe(201);
    expect((await add(adam, '999935', headers)).statusCode).toBe(409);
  });

  test('many retries at the same moment have one effect; who comes while it runs is told to ask again', async () => {
    const headers = { 'idempotency-key': 'racing-key' };
    await site.audited();
    const answers = await Promise.all(Array.from({ length: 12 }, () => add(alice, '999936', headers)));
    const states = new Set(
      answers.map(({ statusCode, body }) => (statusCode === 201 ? '201' : (JSON.parse(body) as { code: string }).code)),
    );
    expect(states).toContain('201');
    expect([...states].filter((state) => state !== '201' && state !== 'request.stillRunning')).toEqual([]);
    expect((await add(alice, '999936', headers)).statusCode).toBe(201);
    expect(await site.audited()).toEqual(['agency.add']);
  });

  test('a key that is no key is refused', async () => {
    for (const key of ['short', 'with a space in it', 'x'.repeat(129)]) {
      expect((await add(alice, '999937', { 'idempotency-key': key })).statusCode).toBe(400);
    }
  });

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['the opaque origin of a sandboxed frame', { origin: 'null' }],
    ['another port of this host', { origin: 'http://sunlot.test:8080' }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
    ['a same-site sibling', { 'sec-fetch-site': 'same-site' }],
  ])('refused from %s, cookie or not', async (_what, headers) => {
    const answer = await add(alice, '999941', headers as Record<string, string>);
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'request.crossSite']);
    expect(await codes()).not.toContain('999941');
  });

  test('a program without a cookie needs no origin to sign in; with one it states where it comes from', async () => {
    const payload = { login: 'nobody', password: 'not a password' };
    const without = await site.app.inject({ method: 'POST', url: '/api/v1/session', payload });
    expect(without.statusCode).toBe(401);
    const withCookie = await site.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload,
      headers: { cookie: 'sunlot=x' },
    });
    expect(withCookie.json()).toMatchObject({ code: 'request.crossSite' });
  });

  test('an unforeseen error leaves as a reference, its story goes to the report', async () => {
    await site.deps.database.ownerQuery(
      `create function burst() returns trigger language plpgsql as $$ begin raise exception 'inner secret'; end $$`,
    );
    await site.deps.database.ownerQuery(
      'create trigger burst before insert on agency for each row execute function burst()',
    );
    const answer = await add(alice, '999951');
    await site.deps.database.ownerQuery('drop trigger burst on agency');
    expect(answer.statusCode).toBe(500);
    const { reference, detail, ...rest } = answer.json() as Record<string, string>;
    expect(reference).toMatch(/^[a-z2-9]{6}$/);
    expect(detail).toContain(reference);
    expect(JSON.stringify(rest)).not.toMatch(/inner secret|burst|\.ts|node_modules/);
    expect(site.reports.at(-1)).toMatchObject({
      reference,
      route: 'POST /api/v1/agencies',
      error: { message: 'inner secret' },
    });
    expect((await add(alice, '999951')).statusCode).toBe(201);
  });

  test('who asks too often is told so, as a problem; signing in has a limit of its own', async () => {
    const limits = { requestsPerMinute: 5, signInsPerMinute: 2 };
    const busy = await buildApp(site.deps, { limits });
    const ask = (url: string) => busy.inject({ method: 'GET', url });
    const states = [];
    for (let i = 0; i < 7; i++) states.push((await ask('/public/v1/draws')).statusCode);
    expect(states).toEqual([200, 200, 200, 200, 200, 429, 429]);
    const payload = { login: 'nobody', password: 'not a password' };
    const signIns = [];
    for (let i = 0; i < 3; i++) signIns.push(await busy.inject({ method: 'POST', url: '/api/v1/session', payload }));
    expect(signIns.map(({ statusCode }) => statusCode)).toEqual([401, 401, 429]);
    expect(signIns[2]!.json()).toMatchObject({ code: 'request.tooMany' });
    expect(Number(signIns[2]!.headers['retry-after'])).toBeGreaterThan(0);
    await busy.close();
  });

  test('under overload signing in and draws keep their places, everything else is told to come back', async () => {
    // Any delay of the event loop counts as overload; it is seen when the plugin samples next.
    const busy = await buildApp(site.deps, { limits: { busyMs: 1e-9, requestsPerMinute: 1_000_000 } });
    const ask = (url: string) => busy.inject({ method: 'GET', url });
    let answer = await ask('/public/v1/draws');
    while (answer.statusCode === 200) answer = await ask('/public/v1/draws');
    expect([answer.statusCode, answer.json().code, answer.headers['retry-after']]).toEqual([503, 'server.busy', '5']);
    expect((await ask('/api/v1/draws/nothing')).statusCode).toBe(401);
    expect((await ask('/api/v1/session')).statusCode).toBe(401);
    expect((await ask('/api/v1/tasks?agency=999901')).statusCode).toBe(503);
    await busy.close();
  });

  test('a database that is gone is 503 with Retry-After, not 500', async () => {
    const pool = new pg.Pool({ host: '/nowhere/at/all', connectionTimeoutMillis: 1000 });
    const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
    const gone = await buildApp({ ...site.deps, database: { ...site.deps.database, db } });
    const cookie = { cookie: 'sunlot=anything' };
    for (const url of ['/api/v1/agencies', '/public/v1/draws', '/', '/health']) {
      const answer = await gone.inject({ method: 'GET', url, headers: cookie });
      expect([url, answer.statusCode, answer.headers['retry-after']]).toEqual([url, 503, '5']);
      if (url === '/') expect(answer.body).toContain('数据库暂时不可用');
      else expect(answer.json()).toMatchObject({ code: 'database.busy' });
    }
    await gone.close();
  });
});
