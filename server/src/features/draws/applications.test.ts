import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { verifyEvidence } from '../../evidence/verify-evidence.ts';
import { buildApp } from '../../http/app.ts';
import { type Send, sender, sessionOf } from '../../http/test-app.ts';
import { addUser } from '../users/add-user.ts';
import { approveReplacement } from './decide-application.ts';
import { enterDraw } from './enter-draw.ts';
import { exportDraw } from './export-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { replaceDraw } from './replace-draw.ts';
import { revealDraw } from './reveal-draw.ts';
import { runDraw } from './run-draw.ts';
import { namedDraw, showDraw } from './show-draw.ts';
import { COUNTY, type County, DICE, openCounty } from './test-county.ts';

const dice = { source: 'dice', value: DICE } as const;

describeDatabases('a replacement that waits for the deputy in charge', (target) => {
  let county: County;
  let app: FastifyInstance;
  let draw: string;
  const people: Record<string, Send> = {};
  beforeAll(async () => {
    county = await openCounty(target);
    await county.addTask('2026Q4', 10);
    await county.does('console', addUser, { login: 'juzhang', agency: COUNTY, roles: ['head'] });
    await county.does('console', addUser, { login: 'fuzhi', agency: COUNTY, roles: ['sectionHead', 'deputyInCharge'] });
    ({ draw } = await county.does('zonghe', freezeDraw, { task: '2026q4-key' }));
    await county.does('zonghe', enterDraw, { draw, ...dice });
    await county.does('jijian', enterDraw, { draw, ...dice });
    app = await buildApp(county.deps, { limits: { requestsPerMinute: 1_000_000, busyMs: 0 } });
    for (const login of ['zonghe', 'banshi', 'jijian', 'lingdao', 'jiancha', 'juzhang', 'fuzhi'])
      people[login] = sender(app, await sessionOf(county.deps, login));
  });
  afterAll(async () => {
    await app.close();
    await county.close();
  });

  const as = (login: string): Send => people[login]!;
  const place = () => `/api/v1/draws/${draw}/replacements`;
  const terms = (rank: number, more: object = {}) => ({
    ...{ rank, reason: 'suspended', document: `停产报告${rank}号`, evidence: String(rank).padStart(64, '0') },
    ...more,
  });
  const ask = (login: string, rank: number, more: object = {}) =>
    as(login)('POST', place(), { body: terms(rank, more) });
  const decide = (login: string, no: number, what: 'approval' | 'refusal' | 'withdrawal') =>
    as(login)('POST', `${place()}/${no}/${what}`, what === 'refusal' ? { body: { note: '证明材料不足' } } : {});
  const told = (answer: { statusCode: number; json: () => { code: string } }) => [
    answer.statusCode,
    answer.json().code,
  ];
  const names = async () => (await county.does('zonghe', namedDraw, { draw })).names;
  const logged = async () =>
    county.deps.database.ownerQuery("select from log_entry where tree = 'public' and type like 'replacement%'");

  test('is refused to who may not ask, and before there is a result; nothing is kept of it', async () => {
    expect(told(await ask('jiancha', 3))).toEqual([403, 'request.notPermitted']);
    expect(told(await ask('zonghe', 3))).toEqual([409, 'draw.notDrawn']);
    await county.does('zonghe', runDraw, { draw });
    expect(told(await ask('zonghe', 99))).toEqual([409, 'draw.replaceNotAllowed']);
    expect(told(await ask('zonghe', 3, { approverPassword: 'of nobody' }))).toEqual([400, 'request.invalid']);
    expect(await county.deps.database.ownerQuery('select from replacement_application')).toEqual([]);
  });

  test('waits: nothing is public, nobody comes in, and nothing else is asked for', async () => {
    const before = await names();
    const asked = await ask('banshi', 3);
    expect([asked.statusCode, asked.json()]).toMatchObject([201, { no: 1, rank: 3, state: 'pending' }]);
    expect(await names()).toEqual(before);
    expect(await logged()).toEqual([]);
    expect((await county.looks('zonghe', showDraw, { draw })).replacements).toEqual([]);
    expect(told(await ask('zonghe', 4))).toEqual([409, 'draw.applicationOpen']);
    const direct = { draw, ...terms(4), reason: 'suspended' as const, approver: 'lingdao' };
    await expect(county.does('zonghe', replaceDraw, direct)).rejects.toMatchObject({ code: 'draw.applicationOpen' });
    const [row] = await county.deps.database.ownerQuery<{ text: string }>(
      'select replacement_application::text as text from replacement_application',
    );
    expect(row!.text).not.toMatch(/停产|suspended/);
  });

  test('is shown with its reason to who may see the names, each look in the log', async () => {
    expect(told(await as('jiancha')('GET', place()))).toEqual([403, 'request.notPermitted']);
    const seen = await as('lingdao')('GET', place());
    expect(seen.json()).toMatchObject({
      items: [{ no: 1, requestedBy: 'banshi', reason: 'suspended', document: '停产报告3号', state: 'pending' }],
    });
    const looks = "select from log_entry where tree = 'audit' and type = 'draw.applications'";
    expect(await county.deps.database.ownerQuery(looks)).toHaveLength(1);
  });

  test('an inspector approves nothing: 403; neither does who asked, nor a leader whom the scheme does not name', async () => {
    for (const login of ['jiancha', 'zonghe', 'jijian', 'juzhang'])
      expect(told(await decide(login, 1, 'approval')), login).toEqual([403, 'request.notPermitted']);
    expect(told(await decide('jiancha', 1, 'refusal'))).toEqual([403, 'request.notPermitted']);
    expect(told(await decide('jiancha', 1, 'withdrawal'))).toEqual([403, 'request.notPermitted']);
    expect(told(await decide('lingdao', 2, 'approval'))).toEqual([404, 'draw.applicationUnknown']);
    expect(await logged()).toEqual([]);
  });

  test('the deputy in charge gets 200: the request is logged with both people, and the reserve comes in', async () => {
    const before = await names();
    const approved = await decide('lingdao', 1, 'approval');
    expect([approved.statusCode, approved.json()]).toMatchObject([
      200,
      { no: 1, rank: 3, state: 'answered', places: [{ place: '3.1' }] },
    ]);
    expect(await logged()).toHaveLength(2);
    expect(
      (await names()).filter((one, i) => one.object.key !== before[i]!.object.key).map(({ rank }) => rank),
    ).toEqual([3]);
    const [row] = await county.deps.database.ownerQuery('select requested_by, approved_by from draw_replacement');
    expect(row).toEqual({ requested_by: 'usr_banshi', approved_by: 'usr_lingdao' });
    expect((await as('zonghe')('GET', place())).json()).toMatchObject({
      items: [{ no: 1, state: 'approved', decidedBy: 'lingdao', replacement: 1 }],
    });
    for (const what of ['approval', 'refusal'] as const)
      expect(told(await decide('lingdao', 1, what))).toEqual([409, 'draw.applicationDecided']);
  });

  test('is never approved by who asked for it, or froze the list', async () => {
    expect((await ask('fuzhi', 4)).statusCode).toBe(201);
    expect(told(await decide('fuzhi', 2, 'approval'))).toEqual([409, 'draw.sameApprover']);
    await expect(
      county.deps.database.ownerQuery(
        `update replacement_application set outcome = 'refused', sealed_note = '', decided_by = requested_by, decided_at = now()
         where no = 2`,
      ),
    ).rejects.toThrow(/replacement_application_people/);
    expect((await decide('zonghe', 2, 'withdrawal')).json()).toMatchObject({ state: 'withdrawn', decidedBy: 'zonghe' });
    expect(told(await decide('lingdao', 2, 'approval'))).toEqual([409, 'draw.applicationDecided']);
  });

  test('is refused with a reason, and may then be asked for with another document', async () => {
    expect((await ask('zonghe', 4)).json()).toMatchObject({ no: 3 });
    const refused = await decide('lingdao', 3, 'refusal');
    expect([refused.statusCode, refused.json()]).toMatchObject([200, { state: 'refused', note: '证明材料不足' }]);
    expect((await ask('zonghe', 4, { evidence: 'ab'.repeat(32) })).json()).toMatchObject({ no: 4, state: 'pending' });
    expect((await county.looks('zonghe', showDraw, { draw })).replacements).toHaveLength(1);
  });

  test('two approvals at once: one is logged', async () => {
    const answers = await Promise.all(['lingdao', 'fuzhi'].map((login) => decide(login, 4, 'approval')));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    expect((await county.looks('zonghe', showDraw, { draw })).replacements).toHaveLength(2);
  });

  test('lapses when the list is opened; what was approved is replayed by everybody', async () => {
    expect((await ask('zonghe', 5)).statusCode).toBe(201);
    await county.does('jijian', revealDraw, { draw, early: '演示', approver: 'lingdao' });
    await expect(county.does('lingdao', approveReplacement, { draw, no: 5 })).rejects.toMatchObject({
      code: 'draw.replaceNotAllowed',
    });
    expect((await as('zonghe')('GET', place())).json().items[0]).toMatchObject({ no: 5, state: 'lapsed' });
    const { bytes } = await county.looks('zonghe', exportDraw, { draw });
    const { checks } = verifyEvidence(bytes);
    expect(checks.filter(({ state }) => state === 'fail')).toEqual([]);
    expect(checks.find(({ id }) => id === 'V14')).toMatchObject({ state: 'pass' });
  });

  test('the database itself keeps what was asked for and decided', async () => {
    const attempt = (text: string) => county.deps.database.pool.query(`set sunlot.system = 'on'; ${text}`);
    await expect(attempt("update replacement_application set outcome = 'refused' where no = 2")).rejects.toThrow(
      /cannot change/,
    );
    await expect(attempt('update replacement_application set rank = 1')).rejects.toThrow(/permission denied/);
    await expect(attempt('delete from replacement_application')).rejects.toThrow(/permission denied/);
  });
});
