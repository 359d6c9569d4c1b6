import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashPassword } from '../../accounts/password.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { buildApp } from '../../http/app.ts';
import { sender, sessionOf } from '../../http/test-app.ts';
import { recordAbsence } from '../availability/record-absence.ts';
import { recuseInspector } from '../availability/recuse-inspector.ts';
import { askReplacement } from './ask-replacement.ts';
import { approveReplacement } from './decide-application.ts';
import { enterDraw } from './enter-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { replaceDraw } from './replace-draw.ts';
import { runDraw } from './run-draw.ts';
import { namedDraw, showDraw } from './show-draw.ts';
import { COUNTY, type County, DICE, openCounty } from './test-county.ts';

const APPROVAL = '山高月小水落石出 1082';

/** the frozen list says who comes, and what was recorded since is told. */
describeDatabases('who comes in by the frozen list, and what is on record against them', (target) => {
  let county: County;
  let draw: string;
  beforeAll(async () => {
    county = await openCounty(target);
    await county.addTask('2026Q4', 10);
    ({ draw } = await county.does('zonghe', freezeDraw, { task: '2026q4-key' }));
    for (const login of ['zonghe', 'jijian'])
      await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('zonghe', runDraw, { draw });
  });
  afterAll(() => county.close());

  let papers = 0;
  /** Who stays when the others are away. */
  let there: readonly string[];
  const asked = (rank: number, seat?: string) => {
    papers += 1;
    return {
      ...{ draw, rank, ...(seat !== undefined && { seat }), document: `申请${papers}号` },
      ...{
        evidence: String(papers).padStart(64, '0'),
        reason: seat === undefined ? ('suspended' as const) : ('recusal' as const),
      },
    };
  };
  const replaces = (rank: number, seat?: string) =>
    county.does('zonghe', replaceDraw, { ...asked(rank, seat), approver: 'lingdao' });
  const at = async (rank: number) => {
    const { names } = await county.does('zonghe', namedDraw, { draw });
    return names.find((one) => one.rank === rank)!;
  };
  const everybody = Array.from({ length: 14 }, (_, i) => `DEMO-${i}`);

  it('is nothing as a rule, and the number that is left goes down', async () => {
    expect(await replaces(1, 'member')).toMatchObject({ no: 1, left: 4, concerns: [] });
  });

  it('is an interest in the unit: by rank and seat, with nobody’s name, also in what an application becomes', async () => {
    const { object, team } = await at(2);
    for (const certificate of everybody)
      if (!team.some((one) => one.certificateNo === certificate))
        await county.does('zonghe', recuseInspector, {
          ...{ agency: COUNTY, certificate, object: object.key, reason: '近亲属任职' },
        });
    const application = await county.does('zonghe', askReplacement, asked(2, 'member'));
    expect(application).not.toHaveProperty('left');
    const view = await county.does('lingdao', approveReplacement, { draw, no: application.no });
    expect(view).toMatchObject({ no: 2, left: 3, concerns: [{ rank: 2, seat: 'member' }] });
    expect(view.concerns[0]!.interestDeclaredAt).toMatch(/^2026-11-20T/);
    expect(JSON.stringify(view)).not.toMatch(/DEMO-|示例检查员/);
    const { replacements } = await county.looks('zonghe', showDraw, { draw });
    expect(JSON.stringify(replacements)).not.toContain('interest');
  });

  it('is an absence on days that are left, over HTTP as well', async () => {
    const { team } = await at(3);
    there = team.map(({ certificateNo }) => certificateNo);
    for (const certificate of everybody)
      if (!team.some((one) => one.certificateNo === certificate))
        await county.does('zonghe', recordAbsence, {
          ...{ agency: COUNTY, certificate, from: '2026-11-20', to: '2026-11-30', reason: '示例培训' },
        } as never);
    await county.deps.database.ownerQuery(
      `update app_user set password_hash = $1, password_is_initial = false where login = 'lingdao'`,
      [await hashPassword(APPROVAL)],
    );
    const app = await buildApp(county.deps, { limits: { requestsPerMinute: 1_000_000, busyMs: 0 } });
    try {
      const send = sender(app, await sessionOf(county.deps, 'zonghe'));
      const { draw: _, ...body } = asked(3, 'member');
      const answer = await send('POST', `/api/v1/draws/${draw}/replacements`, {
        body: { ...body, approver: 'lingdao', approverPassword: APPROVAL },
      });
      expect(answer.json()).toMatchObject({
        ...{ no: 3, left: 2 },
        concerns: [{ rank: 3, seat: 'member', away: [{ reason: 'off-duty', from: '2026-11-20', to: '2026-11-30' }] }],
      });
    } finally {
      await app.close();
    }
  });

  it('is told of the whole team where the unit is another', async () => {
    const { team } = await at(4);
    const away = team.filter(({ certificateNo }) => !there.includes(certificateNo)).map(({ seat }) => seat);
    const view = await replaces(4);
    expect((await at(4)).team).toEqual(team);
    expect(view).toMatchObject({ no: 4, left: 1 });
    expect(away.length).toBeGreaterThan(0);
    expect(view.concerns.map(({ rank, seat }) => [rank, seat])).toEqual(away.sort().map((seat) => [4, seat]));
  });

  it('and where the number is spent the refusal names the ways on', async () => {
    expect(await replaces(5, 'leader')).toMatchObject({ no: 5, left: 0 });
    await expect(replaces(6, 'leader')).rejects.toMatchObject({
      code: 'draw.replaceNotAllowed',
      message: expect.stringMatching(/最多更换 5 次，已经用完.*task cancel.*task create.*draw void/),
    });
  });
});
