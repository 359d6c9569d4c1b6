import { afterAll, beforeAll, expect, test } from 'vitest';
import { consoleActor } from '../../accounts/actor.ts';
import { write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { COUNTY, openTestApp, type Send, type TestApp } from '../../http/test-app.ts';
import { addUser } from './add-user.ts';
import { resetUser } from './reset-user.ts';

type Change = { readonly id: string };

describeDatabases('roles', (target) => {
  let site: TestApp;
  const people: Record<string, Send> = {};
  beforeAll(async () => {
    site = await openTestApp(target);
    await site.addPerson('anquan', ['securityAdmin']);
    await site.addPerson('anquan2', ['securityAdmin']);
    await site.addPerson('shenji', ['auditAdmin']);
    for (const login of ['alice', 'bob', 'anquan', 'anquan2', 'shenji']) people[login] = await site.as(login);
    await people['alice']!('POST', '/api/v1/users', { body: { login: 'dora', agency: COUNTY } });
  });
  afterAll(() => site.close());

  /** After a reset, as if the person had chosen the common test password again. */
  const signedInAgain = async (login: string) => {
    await site.deps.database.ownerQuery(
      `update app_user set password_is_initial = false,
         password_hash = (select password_hash from app_user where login = 'bob') where login = $1`,
      [login],
    );
    return site.as(login);
  };
  const as = (login: string): Send => people[login]!;
  type Wanted = { readonly grant: readonly string[] } | { readonly revoke: readonly string[] };
  const propose = (login: string, who: string, wanted: Wanted) => {
    const [[change, roles]] = Object.entries(wanted) as [[string, readonly string[]]];
    return as(login)('POST', `/api/v1/users/${who}/role-changes`, { body: { change, roles } });
  };
  const proposed = async (login: string, who: string, wanted: Wanted) => {
    const answer = await propose(login, who, wanted);
    expect(answer.statusCode, answer.body).toBe(201);
    return (answer.json() as Change).id;
  };
  const decide = (login: string, change: string, what: 'confirmation' | 'refusal') =>
    as(login)('POST', `/api/v1/role-changes/${change}/${what}`);
  const told = (answer: { statusCode: number; json: () => { code: string } }) => [
    answer.statusCode,
    answer.json().code,
  ];
  const rolesOf = async (login: string) =>
    (
      await site.deps.database.ownerQuery<{ role: string }>(
        'select role from user_role join app_user on id = user_id where login = $1 order by role',
        [login],
      )
    ).map(({ role }) => role);

  test('who makes accounts grants nothing; who audits changes nothing; who grants makes and disables no account', async () => {
    const body = { login: 'eve', roles: ['inspector'], agency: COUNTY };
    const refused = await as('alice')('POST', '/api/v1/users', { body });
    expect(told(refused)).toEqual([403, 'request.notPermitted']);
    expect(refused.json().detail).toContain('新增用户时直接授予角色');
    for (const login of ['alice', 'shenji', 'bob']) {
      expect(told(await propose(login, 'dora', { grant: ['inspector'] }))).toEqual([403, 'request.notPermitted']);
      expect(told(await decide(login, 'rol_none', 'confirmation'))).toEqual([403, 'request.notPermitted']);
      expect(told(await decide(login, 'rol_none', 'refusal'))).toEqual([403, 'request.notPermitted']);
    }
    expect(told(await as('anquan')('POST', '/api/v1/users', { body: { login: 'eve' } }))).toEqual([
      403,
      'request.notPermitted',
    ]);
    for (const act of ['reset', 'disable']) {
      expect(told(await as('anquan')('POST', `/api/v1/users/dora/${act}`))).toEqual([403, 'request.notPermitted']);
    }
    expect(await rolesOf('dora')).toEqual([]);
    expect((await site.deps.database.ownerQuery('select from app_user where login = $1', ['eve'])).length).toBe(0);
  });

  test('who makes accounts does not come by the password of an administrator', async () => {
    for (const login of ['anquan', 'shenji', 'alice'])
      expect(told(await as('alice')('POST', `/api/v1/users/${login}/reset`))).toEqual([403, 'request.notPermitted']);
    expect((await as('alice')('POST', '/api/v1/users/dora/reset')).statusCode).toBe(200);
    const reset = await write(site.deps, consoleActor(), (ctx) => resetUser(ctx, { login: 'shenji' }));
    expect(reset.initialPassword).toMatch(/./);
    people['shenji'] = await signedInAgain('shenji');
  });

  test('hold when another security administrator confirms; both acts are audited, the person’s sessions end', async () => {
    const dora = await signedInAgain('dora');
    const tasks = `/api/v1/tasks?agency=${COUNTY}`;
    expect(told(await dora('GET', tasks))).toEqual([403, 'request.notPermitted']);
    await site.audited();
    const change = await proposed('anquan', 'dora', { grant: ['inspector', 'groupLeader'] });
    expect(await rolesOf('dora')).toEqual([]);
    expect(told(await decide('anquan', change, 'confirmation'))).toEqual([409, 'role.sameProposer']);
    expect(await rolesOf('dora')).toEqual([]);
    const confirmed = await decide('anquan2', change, 'confirmation');
    expect([confirmed.statusCode, confirmed.json()]).toMatchObject([
      200,
      { login: 'dora', state: 'confirmed', proposedBy: 'anquan', decidedBy: 'anquan2' },
    ]);
    expect(await rolesOf('dora')).toEqual(['groupLeader', 'inspector']);
    expect(await site.audited()).toEqual(['role.propose', 'role.confirm']);
    expect((await dora('GET', tasks)).statusCode).toBe(401);
    const again = await site.as('dora');
    expect((await again('GET', tasks)).statusCode).toBe(200);
    expect(told(await decide('anquan2', change, 'confirmation'))).toEqual([409, 'role.decided']);
  });

  test('are taken away in the same way, and only those named', async () => {
    const change = await proposed('anquan2', 'dora', { revoke: ['groupLeader'] });
    expect(told(await propose('anquan', 'dora', { grant: ['publisher'] }))).toEqual([409, 'role.open']);
    expect((await decide('anquan', change, 'confirmation')).statusCode).toBe(200);
    expect(await rolesOf('dora')).toEqual(['inspector']);
  });

  test('stay as they are where it is refused or taken back', async () => {
    const one = await proposed('anquan', 'dora', { grant: ['publisher'] });
    expect((await decide('anquan2', one, 'refusal')).json()).toMatchObject({ state: 'refused' });
    const two = await proposed('anquan', 'dora', { grant: ['publisher'] });
    expect((await decide('anquan', two, 'refusal')).json()).toMatchObject({ state: 'withdrawn' });
    expect(told(await decide('anquan2', two, 'confirmation'))).toEqual([409, 'role.decided']);
    expect(await rolesOf('dora')).toEqual(['inspector']);
  });

  test('nobody has a hand in their own, and what does not go together is refused before it waits', async () => {
    expect(told(await propose('anquan', 'anquan', { grant: ['auditAdmin'] }))).toEqual([409, 'role.ownAccount']);
    const about = await proposed('anquan', 'anquan2', { revoke: ['securityAdmin'] });
    expect(told(await decide('anquan2', about, 'confirmation'))).toEqual([409, 'role.ownAccount']);
    expect((await decide('anquan', about, 'refusal')).statusCode).toBe(200);
    for (const [who, wanted, code] of [
      ['dora', { grant: ['disciplineOfficer'] }, 'user.rolesIncompatible'],
      ['dora', { grant: ['systemAdmin'] }, 'user.rolesIncompatible'],
      ['dora', { grant: ['inspector'] }, 'role.nothing'],
      ['dora', { revoke: ['publisher'] }, 'role.nothing'],
      ['dora', { grant: ['consoleOwner'] }, 'user.roleUnknown'],
      ['nobody', { grant: ['inspector'] }, 'console.userUnknown'],
      ['console', { grant: ['inspector'] }, 'console.userUnknown'],
    ] as const) {
      expect((await propose('anquan', who, wanted)).json().code, `${who} ${code}`).toBe(code);
    }
    await as('alice')('POST', '/api/v1/users', { body: { login: 'fei' } });
    expect(told(await propose('anquan', 'fei', { grant: ['inspector'] }))).toEqual([400, 'user.agencyNeeded']);
    expect((await decide('anquan', 'rol_none', 'refusal')).json().code).toBe('role.unknown');
  });

  test('two confirmations at once have one effect', async () => {
    await site.addPerson('anquan3', ['securityAdmin']);
    people['anquan3'] = await site.as('anquan3');
    const change = await proposed('anquan', 'dora', { grant: ['publisher'] });
    const answers = await Promise.all(['anquan2', 'anquan3'].map((login) => decide(login, change, 'confirmation')));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    expect(await rolesOf('dora')).toEqual(['inspector', 'publisher']);
  });

  test('the changes are listed for the three administrators, page by page, the latest first', async () => {
    expect(told(await as('bob')('GET', '/api/v1/role-changes'))).toEqual([403, 'request.notPermitted']);
    const states: string[] = [];
    let url = '/api/v1/role-changes?limit=2';
    for (;;) {
      const { items, next } = (await as('shenji')('GET', url)).json() as { items: { state: string }[]; next?: string };
      states.push(...items.map(({ state }) => state));
      if (next === undefined) break;
      url = `/api/v1/role-changes?limit=2&cursor=${next}`;
    }
    expect(states.toSorted()).toEqual(['confirmed', 'confirmed', 'confirmed', 'refused', 'withdrawn', 'withdrawn']);
    const madeUp = Buffer.from('2026\nrol_1').toString('base64url');
    expect(told(await as('alice')('GET', `/api/v1/role-changes?cursor=${madeUp}`))).toEqual([400, 'request.invalid']);
  });

  test('the database itself asks for two people and keeps what was settled', async () => {
    const attempt = (text: string) => site.deps.database.pool.query(`set sunlot.system = 'on'; ${text}`);
    await expect(attempt("update role_change set outcome = 'refused' where outcome is not null")).rejects.toThrow(
      /cannot change/,
    );
    await expect(attempt(`update role_change set roles = '{head}'`)).rejects.toThrow(/permission denied/);
    await expect(attempt('delete from role_change')).rejects.toThrow(/permission denied/);
    const waiting = await proposed('anquan', 'dora', { grant: ['groupLeader'] });
    await expect(
      site.deps.database.ownerQuery(
        `update role_change set outcome = 'confirmed', decided_by = proposed_by, decided_at = now() where id = $1`,
        [waiting],
      ),
    ).rejects.toThrow(/role_change_two_people/);
    const seen = await site.deps.database.pool.query(`set sunlot.system = 'off'; select * from role_change`);
    expect([seen].flat().at(-1)!.rows).toEqual([]);
  });

  test('who owns the data folder sets a place up in one step, and the log says who did', async () => {
    const added = await write(site.deps, consoleActor(), (ctx) =>
      addUser(ctx, { login: 'gao', agency: COUNTY, roles: ['head'] }),
    );
    expect(added.roles).toEqual(['head']);
    const [row] = await site.deps.database.ownerQuery<{ entry: Uint8Array; index: number }>(
      "select entry, index from log_entry where tree = 'audit' and subject = $1",
      [added.id],
    );
    expect(JSON.parse(Buffer.from(row!.entry).toString('utf8'))).toMatchObject({ action: 'user.add', via: 'console' });
    const [value] = await site.deps.database.ownerQuery<{ sealed: Uint8Array }>(
      'select sealed from audit_value where index = $1',
      [row!.index],
    );
    const opened = Buffer.from(site.deps.keys.open(value!.sealed, `audit/${row!.index}`)).toString('utf8');
    expect(JSON.parse(opened)).toMatchObject({ after: { roles: ['head'], rolesGrantedBy: ['consoleOwner'] } });
  });
});
