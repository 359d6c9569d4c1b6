import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases, type TestTarget } from '../../db/test-database.ts';
import { statisticsFile } from '../../workbooks/statistics-sheet.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { replaceDraw } from '../draws/replace-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { COUNTY, DICE, openCounty } from '../draws/test-county.ts';
import { cancelVisit } from '../task-ends/cancel-visit.ts';
import { closeTask } from '../task-ends/close-task.ts';
import { showStatistics } from '../task-ends/statistics.ts';
import { bringIn } from '../task-ends/test-round.ts';
import { createTask } from '../tasks/create-task.ts';
import { listTasks } from '../tasks/list-tasks.ts';
import { showTask } from '../tasks/show-task.ts';
import { answerVisit } from './answer-visit.ts';
import { dispatchTask } from './dispatch-task.ts';
import { showDispatch } from './show-dispatch.ts';

const TASK = 'tsk_2026Q4';
const place = { task: TASK };

/** Two units of the class, both drawn, so that there is no reserve. */
async function openWhole(target: TestTarget) {
  const county = await openCounty(target, { keyObjects: 2 });
  await county.addTask('2026Q4', 2);
  await county.deps.database.ownerQuery(`insert into inspection_item
    (list_id, position, serial, category, name, object_kind, grade, methods, authority, legal_basis, content, remarks)
    values ('lst', 0, '1', '重点排污单位监督检查', '落实情况', '{重点排污单位}', 'key', '{现场检查}', '分局', '{《环境保护法》}', '', '{}')`);
  const { draw } = await county.does('zonghe', freezeDraw, place);
  for (const login of ['zonghe', 'jijian']) await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
  const empty = async (rank: number) => {
    const evidence = String(rank).padStart(64, '0');
    const asked = { draw, rank, reason: 'suspended' as const, document: `停产报告${rank}号`, evidence };
    await county.does('zonghe', replaceDraw, { ...asked, approver: 'lingdao' });
  };
  const look = () => county.looks('zonghe', showTask, place);
  const lacks = async () => (await look()).steps!.map((step) => step.lacks[0]?.what);
  const run = () => county.does('zonghe', runDraw, { draw });
  const visits = () => county.looks('zonghe', showDispatch, place);
  const send = () => county.does('zonghe', dispatchTask, place);
  const cancel = (object: string) =>
    county.does('zonghe', cancelVisit, { ...place, object, reason: '停产', approver: 'lingdao' });
  return { county, draw, run, empty, look, lacks, visits, send, cancel };
}

describeDatabases('a rank that stands empty beside one that does not', (target) => {
  let of: Awaited<ReturnType<typeof openWhole>>;
  beforeAll(async () => {
    of = await openWhole(target);
    await of.run();
    await of.empty(1);
  });
  afterAll(() => of.county.close());

  it('is told with the task and its visits; the other one waits for its dispatch', async () => {
    expect(await of.look()).toMatchObject({ state: 'drawn', work: { drawn: 1, waiting: 1, vacant: 1 } });
    expect(await of.lacks()).toEqual([undefined, 'dispatch', 'visits', 'visits', 'closing']);
    const view = await of.visits();
    expect(view.visits.map(({ rank }) => rank)).toEqual([2]);
    expect(view.vacant).toEqual([{ draw: of.draw, rank: 1 }]);
  });

  it('cannot be answered or cancelled, and the refusal says that it is empty; another rank was never drawn', async () => {
    const answer = (object: string) =>
      of.county.does('zonghe', answerVisit, { ...place, object, choice: 'separate', reason: '另有排放口' });
    await expect(answer('1')).rejects.toMatchObject({ code: 'dispatch.vacant', details: { rank: '1' } });
    await expect(of.cancel('1')).rejects.toMatchObject({ code: 'dispatch.vacant' });
    await expect(answer('3')).rejects.toMatchObject({ code: 'dispatch.notAmong' });
    await expect(of.cancel('3')).rejects.toMatchObject({ code: 'dispatch.notAmong' });
  });

  it('is no visit that is sent out, and nothing that the closing waits for', async () => {
    expect(await of.send()).toMatchObject({ visits: 1 });
    expect((await of.visits()).vacant).toHaveLength(1);
    const { object } = (await of.visits()).visits[0]!;
    await expect(of.county.does('zonghe', closeTask, place)).rejects.toMatchObject({ code: 'task.notComplete' });
    await bringIn(of.county, [{ key: object.key, published: '2026-11-20' }]);
    expect(await of.look()).toMatchObject({ state: 'published', work: { done: 1, vacant: 1 } });
    const closed = await of.county.does('zonghe', closeTask, place);
    expect(closed.figures).toMatchObject({ drawn: 1, done: 1, vacant: 1 });
    const sheet = Buffer.from(await statisticsFile(closed, 't.csv')).toString('utf8');
    expect(sheet).toContain('空缺（更换后候补用完）,1 个序号');
  });
});

describeDatabases('a draw of which every rank stands empty', (target) => {
  let of: Awaited<ReturnType<typeof openWhole>>;
  beforeAll(async () => {
    of = await openWhole(target);
  });
  afterAll(() => of.county.close());

  it('is no draw that was not held: that one is told apart', async () => {
    expect(await of.lacks()).toEqual([undefined, 'draw', 'draw', 'draw', 'closing']);
    await expect(of.visits()).rejects.toMatchObject({ code: 'dispatch.notDrawn' });
    await expect(of.send()).rejects.toMatchObject({ code: 'dispatch.notDrawn' });
    await of.run();
    const sheet = await statisticsFile(await of.county.looks('zonghe', showStatistics, place), 't.csv');
    expect(Buffer.from(sheet).toString('utf8')).not.toContain('空缺');
    expect(await of.visits()).not.toHaveProperty('vacant');
  });

  it('has nobody to send to, which the refusal says with what can be done', async () => {
    await of.cancel('2');
    await of.empty(1);
    await expect(of.send()).rejects.toMatchObject({ code: 'dispatch.nobodyLeft', details: { n: 1 } });
  });

  it('is completed, and lacks its closing alone', async () => {
    const { county } = await openBoth();
    expect((await county.looks('zonghe', listTasks, { agency: COUNTY }))[0]).toMatchObject({ state: 'completed' });
    await county.close();
  });

  /** A county of its own where both ranks were emptied. */
  async function openBoth() {
    const both = await openWhole(target);
    await both.run();
    await both.empty(1);
    await both.empty(2);
    expect(await both.visits()).toMatchObject({ visits: [], vacant: [{ rank: 1 }, { rank: 2 }] });
    await expect(both.send()).rejects.toMatchObject({
      code: 'dispatch.nobodyLeft',
      message: expect.stringMatching(/2 个序号.*task close.*补充抽取.*task create/),
    });
    const view = await both.look();
    expect(view).toMatchObject({ state: 'completed', work: { drawn: 0, vacant: 2, completedOn: '2026-11-20' } });
    expect(view.steps!.map(({ isDone }) => isDone)).toEqual([true, true, true, false, false]);
    expect(view.steps![2]).toMatchObject({ by: 'zonghe' });
    expect(await both.lacks()).toEqual([undefined, undefined, undefined, 'closing', 'closing']);
    return both;
  }

  it('is closed with its figures, and what is lacking is drawn besides', async () => {
    const { county } = await openBoth();
    const closed = await county.does('zonghe', closeTask, place);
    expect(closed.figures).toMatchObject({ drawn: 0, done: 0, vacant: 2 });
    const asked = { agency: COUNTY, class: 'key', period: '2026Q4' };
    await county.deps.database.ownerQuery(
      `update inspection_object set status = 'suspended', facts = facts || '{"status": "suspended"}' where id in ('obj_0', 'obj_1')`,
    );
    await expect(county.does('zonghe', createTask, asked)).rejects.toMatchObject({
      code: 'task.noSupplement',
      message: expect.stringContaining('没有可抽的对象'),
    });
    await county.deps.database.ownerQuery(`update inspection_object
      set facts = facts || '{"permitCategory": "重点管理", "keyListMember": [{"year": 2026, "level": "municipal"}]}'
      where id in ('obj_5', 'obj_6')`);
    const more = await county.does('zonghe', createTask, asked);
    expect(more).toMatchObject({ code: '2026q4-key-supplement-1', n: 2, state: 'initiated' });
    await county.close();
  });
});
