import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actorByLogin } from '../../accounts/actor.ts';
import { rehearseWrite } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { recuseInspector } from '../availability/recuse-inspector.ts';
import { withdrawRecusal } from '../availability/withdraw-recusal.ts';
import { replaceDraw } from '../draws/replace-draw.ts';
import { COUNTY, type County } from '../draws/test-county.ts';
import { dispatchTask } from './dispatch-task.ts';
import { showDispatch } from './show-dispatch.ts';
import { openDrawnTask, TASK } from './test-drawn.ts';

describeDatabases('an interest declared after the draw, at the dispatch', (target) => {
  let county: County;
  let draw: string;
  beforeAll(async () => {
    ({ county, draw } = await openDrawnTask(target));
  });
  afterAll(() => county.close());

  const visits = async () => (await county.looks('zonghe', showDispatch, { task: TASK })).visits;
  const place = async (rank: number) => (await visits()).find((one) => one.rank === rank)!;
  const dispatches = async () => {
    const office = await actorByLogin(county.deps.database.db, 'zonghe', 'console');
    return rehearseWrite(county.deps, office, (ctx) => dispatchTask(ctx, { task: TASK }));
  };
  const declares = (certificate: string, object: string) =>
    county.does('zonghe', recuseInspector, { agency: COUNTY, certificate, object, reason: '近亲属任职' });

  it('is not in the way where it concerns a person of another team', async () => {
    const [first, second] = [await place(1), await place(2)];
    const stranger = second.team.find(({ name }) => !first.team.some((one) => one.name === name))!;
    await declares(stranger.certificateNo, first.object.key);
    expect(await dispatches()).toMatchObject({ visits: 10 });
  });

  it('stops it, with rank and seat and the command, and names nobody', async () => {
    const { object, team } = await place(3);
    const member = team.find(({ seat }) => seat === 'member')!;
    await declares(member.certificateNo, object.key);
    const refusal = await county.does('zonghe', dispatchTask, { task: TASK }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      code: 'dispatch.interest',
      details: { n: 1, what: '第 3 号 member', draw, rank: 3, seat: 'member' },
      message: expect.stringContaining(`sunlot draw replace ${draw} --rank 3 --seat member --reason recusal`),
    });
    expect(String(refusal)).not.toMatch(new RegExp(`${object.name}|${member.name}|${member.certificateNo}`));
    expect((await visits()).flatMap((one) => one.team.filter((seat) => seat.interestDeclaredAt))).toMatchObject([
      { certificateNo: member.certificateNo },
    ]);
    expect(await county.deps.database.ownerQuery('select from dispatched_visit')).toEqual([]);
  });

  it('no longer does once a leader withdrew it', async () => {
    const { object, team } = await place(3);
    const { certificateNo: certificate } = team.find(({ seat }) => seat === 'member')!;
    await county.does('lingdao', withdrawRecusal, { agency: COUNTY, certificate, object: object.key, reason: '误报' });
    expect(await dispatches()).toMatchObject({ visits: 10 });
    await declares(certificate, object.key);
    await expect(dispatches()).rejects.toMatchObject({ code: 'dispatch.interest' });
  });

  it('nor once the seat is replaced', async () => {
    const evidence = createHash('sha256').update('1').digest('hex');
    const asked = { draw, rank: 3, seat: 'member', reason: 'recusal', document: '回避申报1号', evidence } as const;
    await county.does('zonghe', replaceDraw, { ...asked, approver: 'lingdao' });
    expect(await county.does('zonghe', dispatchTask, { task: TASK })).toMatchObject({ visits: 10 });
    expect((await place(3)).team.some(({ interestDeclaredAt }) => interestDeclaredAt !== undefined)).toBe(false);
  });
});
