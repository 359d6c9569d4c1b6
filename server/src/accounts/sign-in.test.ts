import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../db/test-database.ts';
import { COUNTY, cookieOf, openTestApp, PASSWORD, type TestApp } from '../http/test-app.ts';

const MINUTE = 60_000;

describeDatabases('signing in', (target) => {
  let site: TestApp;
  beforeAll(async () => {
    site = await openTestApp(target);
  });
  afterAll(() => site.close());

  const signIn = (login: string, password: string, headers: Record<string, string> = {}) =>
    site.send('POST', '/api/v1/session', { body: { login, password }, headers });
  const codeOf = (answer: { body: string }) => (JSON.parse(answer.body) as { code: string }).code;

  test('without a session nothing of the staff is read, and nothing is said about it', async () => {
    const answer = await site.send('GET', '/api/v1/agencies');
    expect(answer.statusCode).toBe(401);
    expect(codeOf(answer)).toBe('request.notSignedIn');
    expect(answer.body).not.toContain(COUNTY);
  });

  test('a right password opens a session in a cookie that no script reads, and leaves an audit row', async () => {
    await site.audited();
    const answer = await signIn('bob', PASSWORD);
    expect(answer.statusCode).toBe(201);
    expect(answer.cookies[0]).toMatchObject({ name: 'sunlot', httpOnly: true, sameSite: 'Strict', path: '/' });
    expect(answer.json()).toMatchObject({
      login: 'bob',
      agency: COUNTY,
      roles: ['enforcementBrigade', 'generalOffice'],
    });
    expect(await site.audited()).toEqual(['session.started']);
    const bob = await site.as('bob');
    expect((await bob('GET', '/api/v1/session')).json()).toMatchObject({ login: 'bob' });
  });

  test('only the hash of the token lies in the database', async () => {
    const token = cookieOf(await signIn('bob', PASSWORD)).split('=')[1]!;
    const dump = await site.deps.database.ownerQuery<{ text: string }>(
      'select user_session::text as text from user_session',
    );
    expect(dump.length).toBeGreaterThan(0);
    expect(dump.map(({ text }) => text).join()).not.toContain(token);
  });

  test('behind TLS the cookie is bound to the host', async () => {
    const proxied = await openTestApp(target, { trustedProxies: ['127.0.0.1'] });
    try {
      const headers = { 'x-forwarded-proto': 'https', origin: 'https://sunlot.test' };
      const answer = await proxied.send('POST', '/api/v1/session', {
        body: { login: 'bob', password: PASSWORD },
        headers,
      });
      expect(answer.cookies[0]).toMatchObject({ name: '__Host-sunlot', secure: true, httpOnly: true, path: '/' });
      const plain = await proxied.send('GET', '/api/v1/session', {
        headers: { ...headers, cookie: cookieOf(answer).replace('__Host-sunlot', 'sunlot') },
      });
      expect(plain.statusCode).toBe(401);
    } finally {
      await proxied.close();
    }
  });

  test('who exists cannot be told from who does not: same words, same count, same lock', async () => {
    await site.addPerson('erin', ['inspector'], COUNTY);
    const known = [];
    const unknown = [];
    for (let i = 0; i < 6; i++) {
      known.push(await signIn('erin', `wrong password ${i}`));
      unknown.push(await signIn('nobody-here', `wrong password ${i}`));
    }
    expect(known.map(({ statusCode }) => statusCode)).toEqual([401, 401, 401, 401, 423, 423]);
    expect(unknown.map(({ statusCode, body }) => [statusCode, body])).toEqual(
      known.map(({ statusCode, body }) => [statusCode, body]),
    );
    expect(known[0]!.json()).toMatchObject({ code: 'session.wrongPassword', details: { left: 4 } });
    expect(known[4]!.json().detail).toContain('09:15');
  });

  test('a locked account refuses the right password until 15 minutes are over', async () => {
    await site.addPerson('frank', ['inspector'], COUNTY);
    for (let i = 0; i < 5; i++) await signIn('frank', 'not the password');
    await site.audited();
    expect(codeOf(await signIn('frank', PASSWORD))).toBe('session.locked');
    expect(await site.audited()).toEqual(['session.refused']);
    site.moveClock(15 * MINUTE - 1000);
    expect(codeOf(await signIn('frank', PASSWORD))).toBe('session.locked');
    site.moveClock(1000);
    expect((await signIn('frank', PASSWORD)).statusCode).toBe(201);
  });

  test('a success forgets the failures before it', async () => {
    await site.addPerson('grace', ['inspector'], COUNTY);
    for (let i = 0; i < 4; i++) await signIn('grace', 'not the password');
    expect((await signIn('grace', PASSWORD)).statusCode).toBe(201);
    expect((await signIn('grace', 'not the password')).json()).toMatchObject({ details: { left: 4 } });
  });

  test('twenty guesses at the same moment count as twenty, not as one', async () => {
    await site.addPerson('heidi', ['inspector'], COUNTY);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => signIn('heidi', `guess number ${i}`)));
    expect(answers.filter(({ statusCode }) => statusCode === 401)).toHaveLength(4);
    expect(answers.filter(({ statusCode }) => statusCode === 423)).toHaveLength(16);
  });

  test('two sign-ins at once open two sessions; the fourth ends the first', async () => {
    await site.addPerson('ivan', ['inspector'], COUNTY);
    const two = await Promise.all([signIn('ivan', PASSWORD), signIn('ivan', PASSWORD)]);
    expect(two.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
    site.moveClock(1000);
    const third = cookieOf(await signIn('ivan', PASSWORD));
    const headers = { cookie: third };
    expect((await site.send('GET', '/api/v1/account/sessions', { headers })).json().items).toHaveLength(3);
    site.moveClock(1000);
    const fourth = cookieOf(await signIn('ivan', PASSWORD));
    const list = (await site.send('GET', '/api/v1/account/sessions', { headers: { cookie: fourth } })).json().items;
    expect(list).toHaveLength(3);
    expect(list.filter(({ current }: { current: boolean }) => current)).toHaveLength(1);
    expect((await site.send('GET', '/api/v1/session', { headers })).statusCode).toBe(200);
  });

  test('an administrator has one session: the new one ends the old', async () => {
    const first = cookieOf(await signIn('alice', PASSWORD));
    await signIn('alice', PASSWORD);
    expect((await site.send('GET', '/api/v1/session', { headers: { cookie: first } })).statusCode).toBe(401);
  });

  test('a new sign-in ends the session that the browser still carried', async () => {
    await site.addPerson('judy', ['inspector'], COUNTY);
    const judy = cookieOf(await signIn('judy', PASSWORD));
    const bob = await signIn('bob', PASSWORD, { cookie: judy });
    expect(bob.statusCode).toBe(201);
    expect((await site.send('GET', '/api/v1/session', { headers: { cookie: judy } })).statusCode).toBe(401);
  });

  test('thirty idle minutes end a session, use keeps it, twelve hours end it anyway', async () => {
    const bob = await site.as('bob');
    site.moveClock(29 * MINUTE);
    expect((await bob('GET', '/api/v1/session')).statusCode).toBe(200);
    site.moveClock(29 * MINUTE);
    expect((await bob('GET', '/api/v1/session')).statusCode).toBe(200);
    site.moveClock(30 * MINUTE);
    expect((await bob('GET', '/api/v1/session')).statusCode).toBe(401);
    const again = await site.as('bob');
    for (let i = 0; i < 25; i++) {
      site.moveClock(28 * MINUTE);
      await again('GET', '/api/v1/session');
    }
    site.moveClock(20 * MINUTE);
    expect((await again('GET', '/api/v1/session')).statusCode).toBe(401);
  });

  test('signing out ends the session and leaves a row', async () => {
    const bob = await site.as('bob');
    await site.audited();
    const answer = await bob('DELETE', '/api/v1/session');
    expect(answer.statusCode).toBe(200);
    expect(answer.cookies[0]).toMatchObject({ name: 'sunlot', value: '' });
    expect(await site.audited()).toEqual(['session.ended']);
    expect((await bob('GET', '/api/v1/session')).statusCode).toBe(401);
  });

  test('a session elsewhere can be ended, somebody else’s cannot', async () => {
    await site.addPerson('kim', ['inspector'], COUNTY);
    const away = await site.as('kim');
    const here = await site.as('kim');
    const bob = await site.as('bob');
    const { id } = (await away('GET', '/api/v1/session')).json();
    expect((await bob('DELETE', `/api/v1/account/sessions/${id}`)).statusCode).toBe(404);
    expect((await away('GET', '/api/v1/session')).statusCode).toBe(200);
    expect((await here('DELETE', `/api/v1/account/sessions/${id}`)).statusCode).toBe(200);
    expect((await away('GET', '/api/v1/session')).statusCode).toBe(401);
  });

  test('disabling ends the sessions at once and looks like a wrong password afterwards', async () => {
    await site.addPerson('leo', ['inspector'], COUNTY);
    const leo = await site.as('leo');
    const alice = await site.as('alice');
    expect((await alice('POST', '/api/v1/users/leo/disable')).statusCode).toBe(200);
    expect((await leo('GET', '/api/v1/session')).statusCode).toBe(401);
    expect(codeOf(await signIn('leo', PASSWORD))).toBe('session.wrongPassword');
  });

  test('a role that is taken away is gone at the next request', async () => {
    await site.addPerson('mia', ['generalOffice'], COUNTY);
    const mia = await site.as('mia');
    expect((await mia('GET', `/api/v1/tasks?agency=${COUNTY}`)).statusCode).toBe(200);
    await site.deps.database.ownerQuery(
      "delete from user_role where user_id = (select id from app_user where login = 'mia')",
    );
    expect((await mia('GET', `/api/v1/tasks?agency=${COUNTY}`)).statusCode).toBe(403);
  });
});
