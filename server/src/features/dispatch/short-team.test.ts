import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actorByLogin } from '../../accounts/actor.ts';
import { rehearseWrite } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { recordAbsence } from '../availability/record-absence.ts';
import { endDraw } from '../draws/end-draw.ts';
import { replaceDraw } from '../draws/replace-draw.ts';
import { COUNTY, type County } from '../draws/test-county.ts';
import { addPartner } from '../joint/partners.ts';
import { cancelVisit } from '../task-ends/cancel-visit.ts';
import { createTask } from '../tasks/create-task.ts';
import { importVisits } from '../visits/import-visits.ts';
import { answerVisit } from './answer-visit.ts';
import { dispatchTask } from './dispatch-task.ts';
import { showDispatch } from './show-dispatch.ts';
import { TASK } from './test-drawn.ts';
import { namesTheGroup, openFew } from './test-few.ts';
import { FIRST, openThreefold, SECOND } from './test-merged.ts';
import { openTwoItems } from './test-two-items.ts';

const excuse = { reason: '示例人员少，由分管负责同志带队', approver: 'lingdao' };

async function rehearses({ deps }: County, more: object = {}, task = TASK) {
  const office = await actorByLogin(deps.database.db, 'zonghe', 'console');
  return rehearseWrite(deps, office, (ctx) => dispatchTask(ctx, { task, ...more }));
}

describeDatabases('a team with a seat for which nobody is left (R-111)', (target) => {
  let of: Awaited<ReturnType<typeof openFew>>;
  beforeAll(async () => {
    of = await openFew(target, namesTheGroup);
    expect(await rehearses(of.county)).toMatchObject({ visits: 2, short: [] });
    await of.empties(1, 'member');
  });
  afterAll(() => of.county.close());

  it('is marked among the visits, and the other one is not', async () => {
    expect(await of.at(1)).toMatchObject({
      team: [{ seat: 'leader' }],
      short: { seats: ['member'], people: 1, min: 2 },
    });
    expect(await of.at(2)).not.toHaveProperty('short');
  });

  it('is not sent, whoever answers for it: with rank, what is lacking, the clause and every way on', async () => {
    const refusal = await rehearses(of.county).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      code: 'dispatch.teamShort',
      details: { n: 1, what: '第 1 号 1 人，空缺 member', min: 2, section: '二（一）', draw: of.draw, rank: 1 },
      message: expect.stringMatching(
        /task cancel 2026q4-key --object 1 .*task create.*draw void drw_\w+ .*draw replace drw_\w+ --rank 1 .*task answer 2026q4-key --object 1/,
      ),
    });
    const { name } = (await of.at(1)).team[0]!;
    expect(String(refusal)).not.toContain(name);
    await expect(rehearses(of.county, excuse)).rejects.toMatchObject({ code: 'dispatch.teamShort' });
  });

  it('is named also where the one who is left is away', async () => {
    const { county } = of;
    const { certificateNo: certificate } = (await of.at(1)).team[0]!;
    const absence = { agency: COUNTY, certificate, from: '2026-11-20', reason: '示例借调' };
    const both = rehearseWrite(
      county.deps,
      await actorByLogin(county.deps.database.db, 'zonghe', 'console'),
      async (ctx) => {
        await recordAbsence(ctx, absence as never);
        return dispatchTask(ctx, { task: TASK });
      },
    );
    await expect(both).rejects.toMatchObject({ code: 'dispatch.teamShort', details: { n: 1, rank: 1 } });
  });

  it('may do what takes nobody there', async () => {
    const { county } = of;
    const office = await actorByLogin(county.deps.database.db, 'zonghe', 'console');
    const sent = await rehearseWrite(county.deps, office, async (ctx) => {
      await answerVisit(ctx, { task: TASK, object: '1', method: 'tech' });
      return dispatchTask(ctx, { task: TASK });
    });
    expect(sent).toMatchObject({ visits: 2, methods: { onSite: 1, tech: 1 }, short: [] });
  });

  it('stays so with another unit where everybody else was taken out of that rank', async () => {
    const { county, draw } = of;
    const office = await actorByLogin(county.deps.database.db, 'zonghe', 'console');
    const asked = { draw, rank: 1, reason: 'suspended', document: '停产报告1号', evidence: 'f'.repeat(64) } as const;
    const view = await rehearseWrite(county.deps, office, (ctx) => replaceDraw(ctx, { ...asked, approver: 'lingdao' }));
    expect(view.places).toMatchObject([{ place: '1.1', vacant: ['member'] }]);
  });

  it('does not stand in the way once the visit is cancelled, and another unit is drawn besides', async () => {
    const { county } = of;
    await county.does('zonghe', cancelVisit, { task: TASK, object: '1', reason: '人员不足', approver: 'lingdao' });
    expect(await county.does('zonghe', dispatchTask, { task: TASK })).toMatchObject({ visits: 1, short: [] });
    const more = await county.does('zonghe', createTask, { agency: COUNTY, class: 'key', period: '2026Q4' });
    expect(more).toMatchObject({ code: '2026q4-key-supplement-1' });
  });

  it('is told after the dispatch as well, where a seat fell vacant then', async () => {
    const { certificateNo } = (await of.at(2)).team.find(({ seat }) => seat === 'member')!;
    await of.empties(2, 'member');
    const { team, short } = await of.at(2);
    expect(short).toEqual({ seats: ['member'], people: 1, min: 2 });
    expect(team.some((one) => one.certificateNo === certificateNo)).toBe(false);
  });
});

describeDatabases('a draw that has a short team', (target) => {
  it('is given up and held again: the interests that are known by then count from the start', async () => {
    const of = await openFew(target, namesTheGroup);
    const { object, team } = await of.at(1);
    const { certificateNo } = team.find(({ seat }) => seat === 'member')!;
    await of.declares(certificateNo, object.key);
    await of.empties(1, 'member');
    await expect(rehearses(of.county)).rejects.toMatchObject({ code: 'dispatch.teamShort' });
    await of.county.does('zonghe', endDraw, { draw: of.draw, reason: '人员不足', approver: 'lingdao' });
    await of.drawn();
    for (const one of await of.visits()) {
      expect(one).not.toHaveProperty('short');
      if (one.object.key === object.key)
        expect(one.team.map((seat) => seat.certificateNo)).not.toContain(certificateNo);
    }
    expect(await rehearses(of.county)).toMatchObject({ visits: 2 });
    await of.county.close();
  });

  it('goes for a reason where only general law names the number', async () => {
    const of = await openFew(target);
    await of.empties(1, 'member');
    await expect(rehearses(of.county)).rejects.toMatchObject({
      code: 'dispatch.teamShortOfLaw',
      message: expect.stringMatching(/--reason、--approve/),
    });
    await expect(rehearses(of.county, { ...excuse, approver: 'jijian' })).rejects.toMatchObject({
      code: 'request.notPermitted',
    });
    expect(await of.county.does('zonghe', dispatchTask, { task: TASK, ...excuse })).toMatchObject({
      visits: 2,
      short: [{ rank: 1, seats: ['member'], people: 1, min: 2 }],
    });
    expect(await of.at(1)).toMatchObject({ short: { people: 1 } });
    await of.county.close();
  });
});

describeDatabases('a short team of a visit that a recognised result closes (R-084)', (target) => {
  it('need not go; it is asked again where the result was corrected and somebody is to go after all', async () => {
    const { county, draw, drawn } = await openTwoItems(target, { people: 3, edit: namesTheGroup });
    const object = drawn[0]!;
    const water = '假想县水利局';
    const said = (wording: string) => {
      const header = '检查日期,统一社会信用代码,检查机关,抽取方式,抽查事项,检查结果';
      const bytes = utf8(`${header}\n2026-10-08,${object},${water},随机,1；4,${wording}`);
      return county.does('zonghe', importVisits, { agency: COUNTY, file: 'v.csv', bytes });
    };
    await county.does('zonghe', addPartner, { agency: COUNTY, name: water });
    await said('未发现问题');
    for (const no of [1, 2]) {
      const asked = { draw, rank: 1, seat: 'member', reason: 'recusal', document: `申请${no}号` } as const;
      await county.does('zonghe', replaceDraw, { ...asked, evidence: String(no).repeat(64), approver: 'lingdao' });
    }
    const answers = (more: { choice: 'recognise' | 'separate'; reason?: string }) =>
      county.does('zonghe', answerVisit, { task: TASK, object, ...more });
    await answers({ choice: 'recognise' });
    expect(await county.does('zonghe', dispatchTask, { task: TASK })).toMatchObject({ recognised: 1, short: [] });
    await said('不配合检查情节严重');
    await expect(answers({ choice: 'separate', reason: '须核实' })).rejects.toMatchObject({
      code: 'dispatch.teamShort',
      details: { rank: 1 },
    });
    // Control: the result as it stands now sends nobody.
    expect(await answers({ choice: 'recognise' })).not.toHaveProperty('short');
    await county.close();
  });
});

describeDatabases('a short team whose visit is one with that of another task (R-010)', (target) => {
  it('need not go where the other team can', async () => {
    const { county, keys } = await openThreefold(target, { people: 3 });
    const key = keys[0]!;
    const seen = async () => {
      const { visits } = await county.looks('zonghe', showDispatch, { task: FIRST });
      return visits.find(({ object }) => object.key === key)!;
    };
    const { draw, rank } = await seen();
    for (const no of [1, 2]) {
      const asked = { draw, rank, seat: 'member', reason: 'recusal', document: `申请${no}号` } as const;
      await county.does('zonghe', replaceDraw, { ...asked, evidence: String(no).repeat(64), approver: 'lingdao' });
    }
    expect(await seen()).toHaveProperty('short');
    await expect(rehearses(county, {}, FIRST)).rejects.toMatchObject({ code: 'dispatch.teamShortOfLaw' });
    await county.does('zonghe', answerVisit, { task: FIRST, object: key, choice: 'merge' });
    // Control: the other task has not said so yet.
    expect(await seen()).toHaveProperty('short');
    await county.does('zonghe', answerVisit, { task: SECOND, object: key, choice: 'merge' });
    expect(await seen()).not.toHaveProperty('short');
    // Nothing but the offers about the other units is in the way.
    await expect(rehearses(county, {}, FIRST)).rejects.toMatchObject({ code: 'dispatch.unanswered' });
    const gone = { task: SECOND, object: key, reason: '停产', approver: 'lingdao' };
    await county.does('zonghe', cancelVisit, gone);
    expect(await seen()).toHaveProperty('short');
    await county.close();
  });
});
