import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { write } from '../context.ts';
import { describeDatabases } from '../db/test-database.ts';
import { inTransaction, SYSTEM } from '../db/transaction.ts';
import { addUser } from '../features/users/add-user.ts';
import { COUNTY, cookieOf, openTestApp, PASSWORD, type TestApp } from '../http/test-app.ts';
import { consoleActor } from './actor.ts';
import { changePassword } from './change-password.ts';
import { checkPassword } from './check-password.ts';
import { codeAt, enrolment } from './totp.ts';

describeDatabases('the own account', (target) => {
  let site: TestApp;
  beforeAll(async () => {
    site = await openTestApp(target);
  });
  afterAll(() => site.close());

  const signIn = (login: string, password: string, code?: string) =>
    site.send('POST', '/api/v1/session', { body: { login, password, ...(code !== undefined && { code }) } });
  const added = (login: string, role: string) =>
    write(site.deps, consoleActor(), (ctx) => addUser(ctx, { login, roles: [role], agency: COUNTY }));
  const change = (cookie: string, body: object) =>
    site.send('PUT', '/api/v1/account/password', { body, headers: { cookie } });

  test('an initial password opens one session, in which nothing works before it is changed', async () => {
    const { initialPassword } = await added('newcomer', 'generalOffice');
    const first = await signIn('newcomer', initialPassword);
    expect(first.json()).toMatchObject({ mustDo: 'changePassword' });
    const cookie = cookieOf(first);
    const refused = await site.send('GET', `/api/v1/tasks?agency=${COUNTY}`, { headers: { cookie } });
    expect(refused.statusCode).toBe(403);
    expect(refused.json()).toMatchObject({ code: 'session.passwordMustChange' });
    expect((await signIn('newcomer', initialPassword)).statusCode).toBe(401);
    expect((await change(cookie, { next: '西山的雪化了 2026' })).statusCode).toBe(200);
    expect((await site.send('GET', `/api/v1/tasks?agency=${COUNTY}`, { headers: { cookie } })).statusCode).toBe(200);
    expect((await signIn('newcomer', '西山的雪化了 2026')).statusCode).toBe(201);
  });

  test('a change needs the present password, ends the other sessions, and refuses the last five', async () => {
    await site.addPerson('nina', ['inspector'], COUNTY);
    const elsewhere = cookieOf(await signIn('nina', PASSWORD));
    const cookie = cookieOf(await signIn('nina', PASSWORD));
    expect((await change(cookie, { current: 'not this one', next: '松林里的路牌 1017' })).json()).toMatchObject({
      code: 'session.wrongPassword',
      details: { left: 4 },
    });
    expect((await change(cookie, { current: PASSWORD, next: PASSWORD })).json().detail).toContain('最近 5 次');
    const used = [
      '松林里的路牌 1017',
      '河边的水车转 1018',
      '院里的石榴红 1019',
      '窗外的雨停了 1020',
      '桥头的灯亮了 1021',
    ];
    let current = PASSWORD;
    for (const next of used) {
      expect((await change(cookie, { current, next })).statusCode).toBe(200);
      current = next;
    }
    expect((await site.send('GET', '/api/v1/session', { headers: { cookie: elsewhere } })).statusCode).toBe(401);
    expect((await site.send('GET', '/api/v1/session', { headers: { cookie } })).statusCode).toBe(200);
    expect((await change(cookie, { current, next: used[0] })).json().detail).toContain('最近 5 次');
    expect((await change(cookie, { current, next: PASSWORD })).statusCode).toBe(200);
  });

  test('failures of a change count towards the same lock as failures of signing in', async () => {
    await site.addPerson('oscar', ['inspector'], COUNTY);
    const cookie = cookieOf(await signIn('oscar', PASSWORD));
    for (let i = 0; i < 4; i++) await change(cookie, { current: `guess ${i} at it`, next: '松林里的路牌 1017' });
    expect((await signIn('oscar', 'one more guess')).json()).toMatchObject({ code: 'session.locked' });
    expect((await change(cookie, { current: PASSWORD, next: '松林里的路牌 1017' })).json()).toMatchObject({
      code: 'session.locked',
    });
  });

  test('a weak password is refused with the reason, and the old one stays', async () => {
    await site.addPerson('paula', ['inspector'], COUNTY);
    const cookie = cookieOf(await signIn('paula', PASSWORD));
    const answer = await change(cookie, { current: PASSWORD, next: 'short' });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().detail).toContain('至少 10 个字符，现在是 5 个');
    expect((await signIn('paula', PASSWORD)).statusCode).toBe(201);
  });

  test('a second factor: offered, confirmed by a code, then asked for, each code once', async () => {
    await site.addPerson('quinn', ['generalOffice'], COUNTY);
    const quinn = await site.as('quinn');
    const offer = (await quinn('POST', '/api/v1/account/totp')).json() as { url: string; secret: string };
    expect(offer.url).toContain(`secret=${offer.secret}`);
    expect((await quinn('PUT', '/api/v1/account/totp', { body: { code: '000000' } })).statusCode).toBe(400);
    const code = () => codeAt(base32(offer.secret), 'quinn', site.deps.clock.now());
    expect((await quinn('PUT', '/api/v1/account/totp', { body: { code: code() } })).statusCode).toBe(200);
    expect((await quinn('POST', '/api/v1/account/totp')).json()).toMatchObject({ code: 'session.codeEnrolled' });

    expect((await signIn('quinn', PASSWORD)).json()).toMatchObject({ code: 'session.codeNeeded' });
    expect((await signIn('quinn', PASSWORD, code())).json()).toMatchObject({ code: 'session.codeWrong' });
    site.moveClock(60_000);
    expect((await signIn('quinn', PASSWORD, code())).statusCode).toBe(201);
    expect((await signIn('quinn', PASSWORD, code())).json()).toMatchObject({ code: 'session.codeWrong' });
    site.moveClock(60_000);
    expect((await signIn('quinn', 'not the password', code())).json()).toMatchObject({ code: 'session.wrongPassword' });
  });

  test('a lost telephone: the administrator’s reset ends the second factor, the lock and every session', async () => {
    await site.addPerson('wang', ['generalOffice'], COUNTY);
    const wang = await site.as('wang');
    const { secret } = (await wang('POST', '/api/v1/account/totp')).json() as { secret: string };
    const code = codeAt(base32(secret), 'wang', site.deps.clock.now());
    expect((await wang('PUT', '/api/v1/account/totp', { body: { code } })).statusCode).toBe(200);
    for (let i = 0; i < 5; i++) await signIn('wang', 'not the password');
    const alice = await site.as('alice');
    const { initialPassword } = (await alice('POST', '/api/v1/users/wang/reset')).json() as { initialPassword: string };
    expect((await wang('GET', '/api/v1/session')).statusCode).toBe(401);
    expect((await signIn('wang', PASSWORD)).statusCode).toBe(401);
    expect((await signIn('wang', initialPassword)).json()).toMatchObject({ mustDo: 'changePassword' });
  });

  test('who gave a new password, and whether and from where it was used, is told to the person at every sign-in', async () => {
    await site.addPerson('xena', ['generalOffice'], COUNTY);
    const before = (await (await site.as('xena'))('GET', '/api/v1/session')).json();
    expect(before).not.toHaveProperty('passwordResets');
    const alice = await site.as('alice');
    const reset = async () =>
      ((await alice('POST', '/api/v1/users/xena/reset')).json() as { initialPassword: string }).initialPassword;
    const used = await reset();
    const told = (await signIn('xena', used)).json();
    expect(told.passwordResets).toEqual([
      { at: expect.any(String), by: 'alice', usedAt: expect.any(String), usedFrom: expect.any(String) },
    ]);
    // Somebody used it who was not Xena: the next one, which she asks for herself, does not hide that.
    site.moveClock(60_000);
    const own = (await signIn('xena', await reset())).json();
    expect(own.passwordResets).toHaveLength(2);
    expect(own.passwordResets[1]).toEqual(told.passwordResets[0]);
    site.moveClock(60_000);
    await reset();
    const rows = await site.deps.database.ownerQuery<{ used: boolean }>(
      `select used_at is not null as used from password_reset where user_id = (select id from app_user where login = 'xena') order by reset_at`,
    );
    expect(rows.map((row) => row.used)).toEqual([true, true, false]);
    const bob = await site.as('bob');
    expect((await bob('GET', '/api/v1/session')).json()).not.toHaveProperty('passwordResets');
    await expect(
      site.deps.database.pool.query(
        `set sunlot.system = 'on'; update password_reset set used_at = null, used_from = null`,
      ),
    ).rejects.toThrow(/row-level security/);
  });

  test('where it is demanded, who may start a draw enrols before anything else; who may not, need not', async () => {
    await site.addPerson('rosa', ['generalOffice'], COUNTY);
    await site.addPerson('sven', ['inspector'], COUNTY);
    const rosa = await site.as('rosa');
    const sven = await site.as('sven');
    const set = (value: string) =>
      inTransaction(site.deps.database.db, SYSTEM, (tx) =>
        tx
          .insertInto('setting')
          .values({ key: 'totp', value })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
          .execute(),
      );
    expect((await rosa('GET', '/api/v1/agencies')).statusCode).toBe(200);
    await set('required');
    expect((await rosa('GET', '/api/v1/agencies')).json()).toMatchObject({ code: 'session.codeMustEnrol' });
    expect((await rosa('GET', '/api/v1/session')).json()).toMatchObject({ mustDo: 'enrolCode' });
    expect((await sven('GET', '/api/v1/agencies')).statusCode).toBe(200);
    await set('optional');
    expect((await rosa('GET', '/api/v1/agencies')).statusCode).toBe(200);
  });

  test('on a real data folder it is demanded without a setting', async () => {
    const real = await openTestApp(target, { kind: 'real' });
    try {
      const bob = await real.as('bob');
      expect((await bob('GET', '/api/v1/agencies')).json()).toMatchObject({ code: 'session.codeMustEnrol' });
    } finally {
      await real.close();
    }
  });

  test('the console asks for the same password, counts the same failures and says who was refused', async () => {
    await site.addPerson('tara', ['head'], COUNTY);
    await site.audited();
    expect(await checkPassword(site.deps, 'tara', PASSWORD)).toBe(true);
    for (let i = 0; i < 4; i++) expect(await checkPassword(site.deps, 'tara', 'not the password')).toBe(false);
    await expect(checkPassword(site.deps, 'tara', 'not the password')).rejects.toMatchObject({
      code: 'session.locked',
    });
    await expect(checkPassword(site.deps, 'tara', PASSWORD)).rejects.toMatchObject({ code: 'session.locked' });
    await expect(checkPassword(site.deps, 'nobody', PASSWORD)).rejects.toMatchObject({ code: 'console.userUnknown' });
    await expect(checkPassword(site.deps, 'console', '')).rejects.toMatchObject({ code: 'console.userUnknown' });
    expect(await site.audited()).toEqual(['console.passwordChecked', ...Array(6).fill('console.refused')]);
    expect((await signIn('tara', PASSWORD)).json()).toMatchObject({ code: 'session.locked' });
  });

  test('at the console an initial password is not enough', async () => {
    const { initialPassword } = await added('umar', 'head');
    await expect(checkPassword(site.deps, 'umar', initialPassword)).rejects.toMatchObject({
      code: 'session.passwordMustChange',
    });
  });

  test('one that was changed at the console was used there', async () => {
    await site.addPerson('vinny', ['generalOffice'], COUNTY);
    const alice = await site.as('alice');
    const { initialPassword: current } = (await alice('POST', '/api/v1/users/vinny/reset')).json() as {
      initialPassword: string;
    };
    const next = '河滩上的白鹭 2026';
    const vinny = await site.actor('vinny');
    await write(site.deps, vinny, (ctx) => changePassword(ctx, { current, next, kept: undefined }));
    expect((await signIn('vinny', next)).json().passwordResets).toMatchObject([{ by: 'alice', usedFrom: 'console' }]);
  });

  describe('changed at the console', () => {
    const atConsole = async (login: string, current: string, next: string) => {
      const actor = { ...(await site.actor(login)), via: 'console' as const };
      return write(site.deps, actor, (ctx) => changePassword(ctx, { current, next, kept: undefined }));
    };

    test('an initial password has to be known, and is replaced', async () => {
      const { initialPassword } = await added('xenia', 'head');
      await site.audited();
      expect(await atConsole('xenia', 'not this one', '松林里的路牌 1017')).toMatchObject({
        refused: { code: 'session.wrongPassword', details: { left: 4 } },
      });
      await expect(atConsole('xenia', initialPassword, 'short')).rejects.toMatchObject({
        code: 'session.passwordTooWeak',
      });
      expect(await atConsole('xenia', initialPassword, '松林里的路牌 1017')).toEqual({ changed: true });
      expect(await site.audited()).toEqual(['password.refused', 'password.changed']);
      expect(await checkPassword(site.deps, 'xenia', '松林里的路牌 1017')).toBe(true);
    });

    test('every session ends, and the failures lock', async () => {
      await site.addPerson('yusuf', ['inspector'], COUNTY);
      const cookie = cookieOf(await signIn('yusuf', PASSWORD));
      expect(await atConsole('yusuf', PASSWORD, '松林里的路牌 1017')).toEqual({ changed: true });
      expect((await site.send('GET', '/api/v1/session', { headers: { cookie } })).statusCode).toBe(401);
      for (let i = 0; i < 5; i++) await atConsole('yusuf', `guess ${i} at it`, '河边的水车转 1018');
      await expect(atConsole('yusuf', '松林里的路牌 1017', '河边的水车转 1018')).rejects.toMatchObject({
        code: 'session.locked',
      });
    });
  });

  test('the secret of the second factor lies encrypted', async () => {
    await site.addPerson('vera', ['generalOffice'], COUNTY);
    const vera = await site.as('vera');
    const { secret } = (await vera('POST', '/api/v1/account/totp')).json() as { secret: string };
    const code = codeAt(base32(secret), 'vera', site.deps.clock.now());
    expect((await vera('PUT', '/api/v1/account/totp', { body: { code } })).statusCode).toBe(200);
    const [row] = await site.deps.database.ownerQuery<{ sealed: Buffer }>(
      "select totp_secret as sealed from app_user where login = 'vera'",
    );
    expect(enrolment(base32(secret), 'vera').secret).toBe(secret);
    expect(row!.sealed.includes(Buffer.from(base32(secret)))).toBe(false);
  });
});

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function base32(text: string): Uint8Array {
  const bits = [...text].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Uint8Array.from({ length: Math.floor(bits.length / 8) }, (_, at) =>
    Number.parseInt(bits.slice(8 * at, 8 * at + 8), 2),
  );
}
