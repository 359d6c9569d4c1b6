import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorByLogin } from '../../accounts/actor.ts';
import { hashPassword } from '../../accounts/password.ts';
import { rehearseWrite } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { buildApp } from '../../http/app.ts';
import { sender, sessionOf } from '../../http/test-app.ts';
import { endAbsence, recordAbsence } from '../availability/record-absence.ts';
import { replaceDraw } from '../draws/replace-draw.ts';
import { COUNTY, type County } from '../draws/test-county.ts';
import { dispatchTask } from './dispatch-task.ts';
import { showDispatch } from './show-dispatch.ts';
import { openDrawnTask, TASK } from './test-drawn.ts';

const APPROVAL = '山高月小水落石出 1082';
const excuse = { reason: '示例人员提前返岗', approver: 'lingdao' };

describeDatabases('people who are away at the dispatch', (target) => {
  let county: County;
  let draw: string;
  beforeAll(async () => {
    ({ county, draw } = await openDrawnTask(target));
  });
  afterAll(() => county.close());

  const visits = async (login = 'zonghe') => (await county.looks(login, showDispatch, { task: TASK })).visits;
  const rehearses = async (more: object = {}) => {
    const office = await actorByLogin(county.deps.database.db, 'zonghe', 'console');
    return rehearseWrite(county.deps, office, (ctx) => dispatchTask(ctx, { task: TASK, ...more }));
  };
  const leaves = (certificate: string, from: string, to?: string) =>
    county.does('zonghe', recordAbsence, {
      agency: COUNTY,
      certificate,
      from,
      ...(to !== undefined && { to }),
      reason: '示例借调',
    } as never);
  const seatsOf = async (certificate: string) =>
    (await visits()).flatMap(({ rank, team }) =>
      team.filter(({ certificateNo }) => certificateNo === certificate).map(({ seat }) => ({ rank, seat })),
    );
  const memberOf = async (rank: number) =>
    (await visits()).find((one) => one.rank === rank)!.team.find(({ seat }) => seat === 'member')!;

  it('are none where nobody is: the control, which takes no reason either', async () => {
    expect(await rehearses()).toMatchObject({ visits: 10, away: [] });
    await expect(rehearses(excuse)).rejects.toMatchObject({ code: 'dispatch.nothingToExcuse' });
  });

  it('are named by rank and seat where other days are left, and sent', async () => {
    const { certificateNo } = await memberOf(3);
    const { id } = (await leaves(certificateNo, '2026-11-15', '2026-11-30')) as { id: string };
    const concerned = await seatsOf(certificateNo);
    const days = { reason: 'off-duty', from: '2026-11-20', to: '2026-11-30' };
    const sent = await rehearses();
    expect(sent).toMatchObject({ visits: 10, away: concerned.map((seat) => ({ ...seat, ...days })) });
    expect(JSON.stringify(sent)).not.toContain(certificateNo);
    expect((await memberOf(3)).away).toEqual([days]);
    await county.does('zonghe', endAbsence, { agency: COUNTY, absence: id });
    expect((await memberOf(3)).away).toBeUndefined();
  });

  describe('all the time that is left', () => {
    let certificate: string;
    beforeAll(async () => {
      ({ certificateNo: certificate } = await memberOf(3));
      await leaves(certificate, '2026-11-20');
    });

    it('stop it: with rank, seat, days and the command, and nobody’s name', async () => {
      const concerned = await seatsOf(certificate);
      const refusal = await county.does('zonghe', dispatchTask, { task: TASK }).catch((error: unknown) => error);
      expect(refusal).toMatchObject({
        code: 'dispatch.away',
        details: { n: concerned.length, draw, ...concerned[0] },
        message: expect.stringContaining(`第 ${concerned[0]!.rank} 号 member 2026-11-20～2026-12-31 不在岗`),
      });
      const { name } = await memberOf(3);
      expect(String(refusal)).not.toMatch(new RegExp(`${name}|${certificate}`));
      expect(await county.deps.database.ownerQuery('select from dispatched_visit')).toEqual([]);
    });

    it('are excused by a reason and by who agrees to replacements, and by nobody else', async () => {
      for (const [more, code] of [
        [{ reason: excuse.reason }, 'request.invalid'],
        [{ approver: 'lingdao' }, 'request.invalid'],
        [{ ...excuse, approver: 'jijian' }, 'request.notPermitted'],
        [{ ...excuse, approver: 'zonghe' }, 'request.notPermitted'],
      ] as const)
        await expect(rehearses(more)).rejects.toMatchObject({ code });
      expect(await rehearses(excuse)).toMatchObject({ visits: 10 });
    });

    it('need no excuse once the seats are replaced', async () => {
      for (const { rank, seat } of await seatsOf(certificate)) {
        const asked = {
          draw,
          rank,
          seat,
          reason: 'off-duty',
          document: '借调函1号',
          evidence: '0'.repeat(64),
        } as const;
        await county.does('zonghe', replaceDraw, { ...asked, approver: 'lingdao' });
      }
      expect(await rehearses()).toMatchObject({ visits: 10, away: [] });
    });
  });

  it('out of the directory is away as well; over HTTP the approver’s own password comes along', async () => {
    const { certificateNo } = await memberOf(5);
    await county.deps.database.ownerQuery(
      `update inspector set disabled_at = now() where certificate_no = '${certificateNo}'`,
    );
    await county.deps.database.ownerQuery(
      `update app_user set password_hash = $1, password_is_initial = false where login = 'lingdao'`,
      [await hashPassword(APPROVAL)],
    );
    const app = await buildApp(county.deps, { limits: { requestsPerMinute: 1_000_000, busyMs: 0 } });
    try {
      const send = sender(app, await sessionOf(county.deps, 'zonghe'));
      const post = (body?: object) => send('POST', `/api/v1/tasks/${TASK}/dispatch`, { ...(body && { body }) });
      expect((await post()).json()).toMatchObject({ code: 'dispatch.away' });
      expect((await post({ ...excuse, approverPassword: 'a guess' })).json()).toMatchObject({
        code: 'console.passwordWrong',
      });
      const sent = await post({ ...excuse, approverPassword: APPROVAL });
      expect(sent.json()).toMatchObject({ visits: 10 });
      expect(sent.json().away.every(({ reason }: { reason: string }) => reason === 'disabled')).toBe(true);
    } finally {
      await app.close();
    }
    const [kept] = await county.deps.database.ownerQuery<{ text: string }>(
      `select encode(sealed_reason, 'escape') as text from dispatch_excuse`,
    );
    expect(kept!.text).not.toContain('返岗');
    await expect(county.deps.database.ownerQuery('delete from dispatch_excuse')).rejects.toMatchObject({
      code: '23001',
    });
  });
});
