import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { buildApp } from '../../http/app.ts';
import { type Send, sender, sessionOf } from '../../http/test-app.ts';
import type { County } from '../draws/test-county.ts';
import { blankForm, filled, openSent, TASK } from './test-visits.ts';

const URL = `/api/v1/tasks/${TASK}`;

describeDatabases('forms of visits over HTTP', (target) => {
  let county: County;
  let app: Awaited<ReturnType<typeof buildApp>>;
  const people = new Map<string, Send>();
  const as = (login: string) => people.get(login)!;
  beforeAll(async () => {
    county = await openSent(target);
    app = await buildApp(county.deps);
    for (const login of ['zonghe', 'jijian', 'jiancha'])
      people.set(login, sender(app, await sessionOf(county.deps, login)));
  });
  afterAll(async () => {
    await app.close();
    await county.close();
  });
  const post = async (login: string, body: object, key?: string) => {
    const answer = await as(login)('POST', `${URL}/forms`, {
      body,
      ...(key && { headers: { 'idempotency-key': key } }),
    });
    return { status: answer.statusCode, body: answer.json() };
  };

  it('are refused to who may only look, and to who knows no visit', async () => {
    const { task: _, ...body } = filled(await blankForm(county, '1'));
    expect(await post('jijian', body)).toMatchObject({ status: 403, body: { code: 'request.notPermitted' } });
    expect(await post('jiancha', body)).toMatchObject({ status: 403, body: { code: 'draw.namesClosed' } });
  });

  it('are fetched, refused with the rows that lack an answer, taken in once, and listed', async () => {
    const fetched = await as('zonghe')('GET', `${URL}/form?object=1`);
    expect(fetched.statusCode).toBe(200);
    const { task: _, ...body } = filled(fetched.json());
    const rows = body.rows.map(({ id }) => ({ id }));
    expect(await post('zonghe', { ...body, rows })).toMatchObject({
      status: 409,
      body: { code: 'form.unanswered', details: { n: 2 } },
    });
    expect((await post('zonghe', { ...body, sound: 1 })).status).toBe(400);
    const made = await post('zonghe', body, 'form-of-one');
    expect(made).toMatchObject({ status: 201, body: { rank: 1, submission: { version: 1 } } });
    // The same request again is the same form, and no second one.
    expect(await post('zonghe', body, 'form-of-one')).toEqual(made);
    expect(await post('zonghe', body)).toMatchObject({ status: 409, body: { code: 'form.already' } });
    const list = (await as('jijian')('GET', `${URL}/forms`)).json();
    expect([list.missing, list.visits[0].submission.form]).toEqual([9, made.body.submission.form]);
    const shown = (await as('jijian')('GET', `${URL}/form?object=1&version=1`)).json();
    expect(shown).toMatchObject({ answers: { '1.1': { answer: 'pass' } }, submission: made.body.submission });
  });
});
