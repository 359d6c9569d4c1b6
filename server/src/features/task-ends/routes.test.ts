import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashPassword } from '../../accounts/password.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { buildApp } from '../../http/app.ts';
import { type Send, sender, sessionOf } from '../../http/test-app.ts';
import type { County } from '../draws/test-county.ts';
import { openDrawn, TASK } from '../visit-forms/test-visits.ts';
import { bringIn, drawnBy } from './test-round.ts';

const APPROVAL = '山高月小水落石出 1082';
const URL = `/api/v1/tasks/${TASK}`;

/** The body of a request, and the key under which it counts once. */
type Said = { readonly key?: string; readonly [name: string]: unknown };

describeDatabases('the end of a task over HTTP', (target) => {
  let county: County;
  let app: Awaited<ReturnType<typeof buildApp>>;
  let keys: readonly string[];
  const people = new Map<string, Send>();
  /** `POST /closing` by its method and what follows the address of the task. */
  const told = async (login: string, what: string, { key, ...body }: Said = {}) => {
    const [method, place = ''] = what.split(' ') as ['GET' | 'POST', string?];
    const headers = key === undefined ? {} : { headers: { 'idempotency-key': key } };
    const answer = await people.get(login)!(method, `${URL}${place}`, {
      ...(method === 'POST' && { body }),
      ...headers,
    });
    return { status: answer.statusCode, body: answer.json() };
  };
  beforeAll(async () => {
    county = await openDrawn(target);
    app = await buildApp(county.deps, { limits: { requestsPerMinute: 1_000_000, busyMs: 0 } });
    await county.deps.database.ownerQuery(
      `update app_user set password_hash = $1, password_is_initial = false where login = 'lingdao'`,
      [await hashPassword(APPROVAL)],
    );
    for (const login of ['zonghe', 'jiancha', 'lingdao'])
      people.set(login, sender(app, await sessionOf(county.deps, login)));
    keys = (await drawnBy(county)).map(({ object }) => object.key);
  });
  afterAll(async () => {
    await app.close();
    await county.close();
  });

  it('refuses who may not, and a cancellation without the own password of who approves', async () => {
    const cancel = { object: '10', reason: '已搬迁', approver: 'lingdao', approverPassword: APPROVAL };
    expect(await told('jiancha', 'POST /cancellations', cancel)).toMatchObject({ status: 403 });
    expect(await told('jiancha', 'POST /closing')).toMatchObject({ status: 403 });
    expect(await told('jiancha', 'GET /statistics')).toMatchObject({ status: 403 });
    expect(await told('zonghe', 'POST /cancellations', { ...cancel, approverPassword: 'a guess' })).toMatchObject({
      body: { code: 'console.passwordWrong' },
    });
    const { approverPassword: _, ...without } = cancel;
    expect(await told('zonghe', 'POST /cancellations', without)).toMatchObject({ status: 400 });
    expect((await told('zonghe', 'GET')).body.work).toMatchObject({ drawn: 10, cancelled: 0 });
  });

  it('cancels, closes, tells the table and takes reports, each once for one request', async () => {
    const cancel = { object: '10', reason: '已搬迁', approver: 'lingdao', approverPassword: APPROVAL };
    const made = await told('zonghe', 'POST /cancellations', { ...cancel, key: 'cancel-ten' });
    expect(made).toMatchObject({ status: 201, body: { rank: 10, cancelledOn: '2026-11-20' } });
    expect(await told('zonghe', 'POST /cancellations', { ...cancel, key: 'cancel-ten' })).toEqual(made);
    expect(await told('zonghe', 'POST /cancellations', cancel)).toMatchObject({
      status: 409,
      body: { code: 'cancel.already' },
    });
    await bringIn(
      county,
      keys.slice(0, 9).map((key) => ({ key, published: '2026-11-20' })),
    );
    expect(await told('zonghe', 'POST /closing')).toMatchObject({ status: 201, body: { figures: { done: 9 } } });
    expect(await told('zonghe', 'POST /closing')).toMatchObject({ status: 409, body: { code: 'task.closed' } });
    const receiver = '运城市生态环境局';
    expect(await told('zonghe', 'POST /reports', { receiver, sentOn: '20.11.2026' })).toMatchObject({ status: 400 });
    expect(await told('zonghe', 'POST /reports', { receiver, sentOn: '2026-11-20' })).toMatchObject({
      status: 201,
      body: { reports: [{ receiver, by: 'zonghe' }] },
    });
    const { body } = await told('lingdao', 'GET /statistics');
    expect([body.rows.length, body.receivers.length]).toEqual([10, 2]);
    const shown = (await told('lingdao', 'GET')).body;
    expect(shown.steps.map((one: { isDone: boolean }) => one.isDone)).toEqual([true, true, true, true, false]);
  });
});
