import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../db/test-database.ts';
import { enterDraw } from '../features/draws/enter-draw.ts';
import { freezeDraw } from '../features/draws/freeze-draw.ts';
import { ownOpening } from '../features/draws/own-opening.ts';
import { replaceDraw } from '../features/draws/replace-draw.ts';
import { runDraw } from '../features/draws/run-draw.ts';
import { type County, DICE, openCounty } from '../features/draws/test-county.ts';
import { buildApp } from '../http/app.ts';
import { sender, sessionOf } from '../http/test-app.ts';

const TASK = '2026q4-key';
const NAME = /示范县第\d+企业有限公司/;

describeDatabases('the page where an enterprise checks an opening', (target) => {
  let county: County;
  let draw: string;
  const apps: FastifyInstance[] = [];
  beforeAll(async () => {
    county = await openCounty(target);
    await county.addTask('2026Q4', 10);
    ({ draw } = await county.does('zonghe', freezeDraw, { task: TASK }));
    for (const login of ['zonghe', 'jijian'])
      await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('zonghe', runDraw, { draw });
  });
  afterAll(async () => {
    for (const app of apps) await app.close();
    await county.close();
  });
  const newApp = async () => {
    const app = await buildApp(county.deps, { limits: { requestsPerMinute: 1_000_000, busyMs: 0 } });
    apps.push(app);
    return app;
  };
  const get = (app: FastifyInstance, url: string) =>
    app.inject({ method: 'GET', url, headers: { host: 'sunlot.test' } });
  const form = (app: FastifyInstance, text: string, headers = {}) =>
    app.inject({
      ...{ method: 'POST', url: '/opening', payload: new URLSearchParams({ text }).toString() },
      headers: { host: 'sunlot.test', 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  const opened = (object: number) => county.looks('zonghe', ownOpening, { task: TASK, object: String(object) });
  const logged = async () => (await county.deps.database.ownerQuery('select from log_entry')).length;

  test('staff get an opening over HTTP, a stranger and who has no right do not', async () => {
    const app = await newApp();
    const url = `/api/v1/tasks/${TASK}/openings/1`;
    const stranger = await get(app, url);
    expect([stranger.statusCode, stranger.json().code]).toEqual([401, 'request.notSignedIn']);
    const inspector = await sender(app, await sessionOf(county.deps, 'jiancha'))('GET', url);
    expect([inspector.statusCode, inspector.json().code]).toEqual([403, 'draw.namesClosed']);
    const staff = sender(app, await sessionOf(county.deps, 'zonghe'));
    const answer = await staff('GET', url);
    const { text, object } = await opened(1);
    expect([answer.statusCode, answer.json().text, answer.json().object]).toEqual([200, text, object]);
    const missing = await staff('GET', `/api/v1/tasks/${TASK}/openings/99`);
    expect([missing.statusCode, missing.json().code]).toEqual([404, 'dispatch.notAmong']);
  });

  test('the link of a QR code answers with unit, rank and team, and leaves nothing behind', async () => {
    const app = await newApp();
    const { path, object, team } = await opened(2);
    const before = await logged();
    const answer = await get(app, path);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(answer.body).toContain('在封存名单中，第 2 号抽中');
    for (const shown of [object.name, ...team.map(({ certificateNo }) => certificateNo), `/v/${draw}`])
      expect(answer.body).toContain(shown);
    expect(answer.body).not.toContain('<script');
    expect(await logged()).toBe(before);
    expect((await get(app, `/v/${draw}`)).body).not.toMatch(NAME);
  });

  test('a text is pasted into the form; another site cannot send it', async () => {
    const app = await newApp();
    const page = await get(app, '/opening?text=large');
    expect(page.body).toContain('<form method="post" action="/opening">');
    const { text, object } = await opened(3);
    const own = { origin: 'http://sunlot.test', 'sec-fetch-site': 'same-origin' };
    expect((await form(app, text, own)).body).toContain('在封存名单中，第 3 号抽中');
    const foreign = await form(app, text, { origin: 'https://elsewhere.test', 'sec-fetch-site': 'cross-site' });
    expect([foreign.statusCode, foreign.body.includes(object.name)]).toEqual([403, false]);
  });

  test('what does not hold is told by its step, with a name neither guessed nor repeated', async () => {
    const app = await newApp();
    const { text, object } = await opened(4);
    const cut = await form(app, text.slice(0, 200));
    expect(cut.body).toContain('读码：不是完整的亮码内容');
    const renamed = await form(app, text.replace(object.name, '别的有限公司'));
    expect(renamed.body).toMatch(/没有通过/);
    for (const { body } of [cut, renamed]) expect(body).not.toMatch(/企业有限公司|别的有限公司/);
    const markup = await form(app, '<script>alert(1)</script>');
    expect(markup.body).not.toContain('<script>');
    await county.does('zonghe', replaceDraw, {
      ...{ draw, rank: 4, reason: 'suspended', document: '停产报告', evidence: 'ab'.repeat(32), approver: 'lingdao' },
    });
    const gone = await form(app, text);
    expect(gone.body).toContain('这个序号已经更换，不再检查这一家（现为第 4.1 号）');
    const { object: successor } = await opened(4);
    expect(gone.body).not.toContain(successor.name);
  });

  test('programs ask by JSON; what is no text is refused', async () => {
    const app = await newApp();
    const post = (payload: object) => app.inject({ method: 'POST', url: '/public/v1/openings', payload });
    const { text, object } = await opened(5);
    const answer = await post({ text });
    expect(answer.json()).toMatchObject({ ok: true, draw, proven: { place: '5', object } });
    for (const body of [{}, { text: '' }, { text: 1 }, { text, more: 1 }, { text: 'x'.repeat(20_000) }])
      expect((await post(body)).statusCode, JSON.stringify(body).slice(0, 40)).toBe(400);
    expect((await get(app, '/opening?cod=x')).statusCode).toBe(400);
  });

  test('one address asks ten times a minute', async () => {
    const app = await newApp();
    const answers: number[] = [];
    for (let i = 0; i < 11; i++) answers.push((await form(app, '{}')).statusCode);
    expect(answers).toEqual([...Array<number>(10).fill(200), 429]);
  });
});
