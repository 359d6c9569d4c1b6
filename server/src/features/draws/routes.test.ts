import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashPassword } from '../../accounts/password.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { buildApp } from '../../http/app.ts';
import { type Send, sender, sessionOf } from '../../http/test-app.ts';
import { type County, DICE, openCounty } from './test-county.ts';

const NAME = /示范县第\d+企业有限公司/;
const APPROVAL = '山高月小水落石出 1082';

describeDatabases('a draw over HTTP', (target) => {
  let county: County;
  let app: FastifyInstance;
  let second: FastifyInstance;
  let task: string;
  let draw: string;
  const people: Record<string, Send> = {};
  beforeAll(async () => {
    county = await openCounty(target);
    const limits = { requestsPerMinute: 1_000_000, busyMs: 0 };
    app = await buildApp(county.deps, { limits });
    second = await buildApp(county.deps, { limits });
    task = await county.addTask('2026Q4', 10);
    for (const login of ['zonghe', 'banshi', 'jijian', 'lingdao', 'jiancha']) {
      people[login] = sender(app, await sessionOf(county.deps, login));
    }
  });
  afterAll(async () => {
    await app.close();
    await second.close();
    await county.close();
  });

  const as = (login: string): Send => people[login]!;
  const told = (answer: { statusCode: number; json: () => { code: string } }) => [
    answer.statusCode,
    answer.json().code,
  ];
  const audits = async (type: string) =>
    (await county.deps.database.ownerQuery('select from log_entry where tree = $1 and type = $2', ['audit', type]))
      .length;
  const enter = (login: string, value: string, correct?: true) =>
    as(login)('POST', `/api/v1/draws/${draw}/entries`, {
      body: { source: 'dice', value, ...(correct && { correct }) },
    });

  test('an inspector neither rehearses nor freezes, and is told who does', async () => {
    for (const [method, url] of [
      ['GET', `/api/v1/tasks/${task}/rehearsal`],
      ['POST', `/api/v1/tasks/${task}/draws`],
    ] as const) {
      const answer = await as('jiancha')(method, url);
      expect(told(answer)).toEqual([403, 'request.notPermitted']);
      expect(answer.json().detail).toContain('综合办');
    }
  });

  test('a rehearsal says that it does not count, and leaves nothing', async () => {
    const answer = await as('zonghe')('GET', `/api/v1/tasks/${task}/rehearsal`);
    expect(answer.json()).toMatchObject({ rehearsal: true, notice: '试算·不作数' });
    expect(await county.deps.database.ownerQuery('select from draw')).toEqual([]);
  });

  test('two freezes at once: one list is sealed, 201, the other is told so; a third too', async () => {
    const answers = await Promise.all([1, 2].map(() => as('zonghe')('POST', `/api/v1/tasks/${task}/draws`)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409]);
    const made = answers.find(({ statusCode }) => statusCode === 201)!.json() as { draw: string; words: string };
    draw = made.draw;
    expect(made.words).toHaveLength(12);
    expect(told(await as('zonghe')('POST', `/api/v1/tasks/${task}/draws`))).toEqual([409, 'draw.alreadyFrozen']);
    expect(await audits('draw.freeze')).toBe(1);
  });

  test('a result cannot be asked for before the throw', async () => {
    expect(told(await as('zonghe')('POST', `/api/v1/draws/${draw}/result`))).toEqual([409, 'draw.entryMissing']);
  });

  test('the throw is typed by two people; a slip is settled by looking again', async () => {
    expect(
      told(await as('jiancha')('POST', `/api/v1/draws/${draw}/entries`, { body: { source: 'dice', value: DICE } })),
    ).toEqual([403, 'request.notPermitted']);
    expect(told(await enter('zonghe', '123'))).toEqual([400, 'draw.sourceInvalid']);
    expect((await enter('zonghe', DICE)).json()).toMatchObject({ part: 'operator', match: 'waiting' });
    expect(told(await enter('zonghe', DICE))).toEqual([409, 'draw.sameWitness']);
    const slip = (await enter('jijian', `${DICE.slice(0, -1)}0`)).json();
    expect(slip).toMatchObject({ part: 'witness', match: 'different', differingPlaces: [20] });
    expect(told(await as('zonghe')('POST', `/api/v1/draws/${draw}/result`))).toEqual([409, 'draw.entryMissing']);
    expect((await enter('jijian', DICE, true)).json()).toMatchObject({ match: 'same' });
    expect(told(await enter('zonghe', DICE, true))).toEqual([409, 'draw.entryClosed']);
  });

  test('twenty results at once on two processes’ applications: one is made, the others see it', async () => {
    const cookie = await sessionOf(county.deps, 'zonghe');
    const both = [sender(app, cookie), sender(second, cookie)];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => both[i % 2]!('POST', `/api/v1/draws/${draw}/result`)),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1);
    const { seed, winners } = answers.find(({ statusCode }) => statusCode === 201)!.json();
    expect(winners).toHaveLength(10);
    for (const answer of answers.filter(({ statusCode }) => statusCode !== 201)) {
      expect(told(answer)).toEqual([409, 'draw.alreadyDrawn']);
      expect(answer.json().details.result.seed).toBe(seed);
      expect(answer.body).not.toMatch(NAME);
    }
    expect(await audits('draw.run')).toBe(1);
  });

  test('names are for those who may know them, and each look leaves a row', async () => {
    const url = `/api/v1/draws/${draw}/names`;
    const refused = await as('jiancha')('GET', url);
    expect(refused.statusCode).toBe(403);
    expect(refused.body).not.toMatch(NAME);
    expect((await as('jiancha')('GET', `/api/v1/draws/${draw}`)).body).not.toMatch(NAME);
    const { names } = (await as('lingdao')('GET', url)).json() as {
      names: { object: { name: string }; team: unknown[] }[];
    };
    expect(names).toHaveLength(10);
    expect(names.every(({ object, team }) => NAME.test(object.name) && team.length >= 2)).toBe(true);
    expect(await audits('draw.names')).toBe(1);
  });

  test('names open early only with a reason and the approval of somebody else, given with their own password', async () => {
    await county.deps.database.ownerQuery(
      "update app_user set password_hash = $1, password_is_initial = false where login = 'lingdao'",
      [await hashPassword(APPROVAL)],
    );
    const reveal = (body: object) => as('jijian')('POST', `/api/v1/draws/${draw}/reveal`, { body });
    expect(told(await as('zonghe')('POST', `/api/v1/draws/${draw}/reveal`, { body: {} }))).toEqual([
      403,
      'request.notPermitted',
    ]);
    expect(told(await reveal({}))).toEqual([409, 'draw.visitsOutstanding']);
    expect(told(await reveal({ early: '演示', approver: 'lingdao' }))).toEqual([401, 'console.passwordWrong']);
    expect(told(await reveal({ early: '演示', approver: 'lingdao', approverPassword: 'a guess at it' }))).toEqual([
      401,
      'console.passwordWrong',
    ]);
    expect((await as('jijian')('GET', `/api/v1/draws/${draw}`)).json()).toMatchObject({ phase: 'P2' });
    const opened = await reveal({ early: '演示', approver: 'lingdao', approverPassword: APPROVAL });
    expect([opened.statusCode, opened.json().phase]).toEqual([200, 'P4']);
    expect(told(await reveal({}))).toEqual([409, 'draw.alreadyRevealed']);
  });
});
