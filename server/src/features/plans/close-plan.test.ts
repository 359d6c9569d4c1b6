import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { buildApp } from '../../http/app.ts';
import { closeVerdict } from '../compliance/close-verdict.ts';
import { reopenVerdict } from '../compliance/reopen-verdict.ts';
import { dispatchTask } from '../dispatch/dispatch-task.ts';
import { endDraw } from '../draws/end-draw.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { COUNTY, type County, DICE, openCounty } from '../draws/test-county.ts';
import { cancelVisit } from '../task-ends/cancel-visit.ts';
import { createTask } from '../tasks/create-task.ts';
import { importVisits } from '../visits/import-visits.ts';
import { adjustPlan } from './adjust-plan.ts';
import { archivePlan, closePlan } from './close-plan.ts';
import { publishPlan } from './publish-plan.ts';
import { showPlan } from './show-plan.ts';
import { submitPlan } from './submit-plan.ts';

const plan = { agency: COUNTY, year: 2026 };
const adjustment = { ...plan, entry: '2026Q2.key', n: 6, reason: '新增企业投产' };

describeDatabases('the end of a plan', (target) => {
  let county: County;
  let draw: string;
  const ask = <Row extends Record<string, unknown>>(text: string) => county.deps.database.ownerQuery<Row>(text);
  const shows = (login = 'lingdao') => county.looks(login, showPlan, plan);
  const close = (explained: Readonly<Record<string, string>> = {}, login = 'lingdao') => {
    const explanations = Object.entries(explained).map(([what, reason]) => ({ what, reason }));
    return county.does(login, closePlan, { ...plan, explanations });
  };

  beforeAll(async () => {
    county = await openCounty(target);
    await county.addTask('2026Q4', 10);
    await county.addTask('2026Q3', 10);
    await county.addTask('2026Q2', 5);
    // Entries of which no task was begun.
    await ask(`delete from task where id in ('tsk_2026Q2', 'tsk_2026Q3')`);
    await ask(`update plan_entry set clause = '{"section":"三（五）","quote":"按比例抽取"}',
      position = case period when '2026Q3' then 1 when '2026Q2' then 2 else 0 end`);
    ({ draw } = await county.does('zonghe', freezeDraw, { task: 'tsk_2026Q4' }));
  });
  afterAll(() => county.close());

  describe('it comes into force', () => {
    it('by its first task and by nothing else', async () => {
      expect(await shows()).toMatchObject({
        state: 'inForce',
        inForce: { task: '2026q4-key', by: 'zonghe' },
        findings: expect.arrayContaining([expect.objectContaining({ code: 'PLAN_NOT_PUBLIC' })]),
      });
      await county.does('lingdao', publishPlan, { ...plan, channel: '门户网站', url: 'https://example.gov.cn/p' });
      const published = await shows();
      expect(published.state).toBe('inForce');
      expect(published.findings.map(({ code }) => code)).not.toContain('PLAN_NOT_PUBLIC');
      // The control: a task that came to nothing leaves a plan as it was.
      await ask(`update task set state = 'void'`);
      expect(await shows()).toMatchObject({ state: 'published' });
      expect(await shows()).not.toHaveProperty('inForce');
      await ask(`update task set state = 'frozen'`);
    });
  });

  describe('is refused', () => {
    it('to who may not close or archive it', async () => {
      for (const login of ['zonghe', 'jijian', 'jiancha'])
        await expect(close({}, login)).rejects.toMatchObject({ code: 'request.notPermitted' });
      await expect(county.does('lingdao', archivePlan, plan)).rejects.toMatchObject({ code: 'request.notPermitted' });
      await expect(county.does('zonghe', archivePlan, plan)).rejects.toMatchObject({
        code: 'plan.wrongState',
        details: { state: '已公开' },
      });
    });

    it('while the year runs, and while a frozen list waits', async () => {
      await expect(close()).rejects.toMatchObject({ code: 'plan.yearRunning', details: { today: '2026-11-20' } });
      await county.does('zonghe', adjustPlan, adjustment);
      county.wait(60 * 86_400);
      await expect(close()).rejects.toMatchObject({ code: 'plan.drawsOpen', details: { draws: draw } });
      for (const login of ['zonghe', 'jijian'])
        await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
      await county.does('zonghe', runDraw, { draw });
    });

    it('while tasks, entries or versions are neither closed nor explained, each by its number', async () => {
      await expect(close()).rejects.toMatchObject({
        code: 'plan.unexplained',
        details: { n: 4, what: '2026q4-key、2026Q3.key、2026Q2.key、v2' },
      });
      await expect(close({ '2026q4-key': '停产', v2: '不再需要' })).rejects.toMatchObject({
        code: 'plan.unexplained',
        details: { what: '2026Q3.key、2026Q2.key' },
      });
      await expect(close({ 'ghost-1': '没有' })).rejects.toMatchObject({ code: 'plan.nothingToExplain' });
    });

    it('while the verdict on the year is not final, or was opened again', async () => {
      const whole = { '2026q4-key': '全部停产', '2026Q3.key': '没有发起', '2026Q2.key': '没有发起', v2: '不再需要' };
      await expect(close(whole)).rejects.toMatchObject({ code: 'plan.verdictOpen' });
      await county.does('lingdao', closeVerdict, plan);
      await county.does('lingdao', reopenVerdict, { ...plan, reason: '补录' });
      await expect(close(whole)).rejects.toMatchObject({ code: 'plan.verdictOpen' });
      await county.does('lingdao', closeVerdict, plan);
      expect(await ask('select * from plan_act')).toEqual([]);
    });
  });

  it('keeps the final verdict and every explanation with the closing', async () => {
    const explained = { '2026q4-key': '全部停产', '2026Q3.key': '没有发起', '2026Q2.key': '没有发起', v2: '不再需要' };
    const view = await close(explained);
    const [verdict] = await ask<{ sum: string }>('select sum from period_verdict where version = 3');
    expect(view).toMatchObject({
      version: 1,
      state: 'closed',
      closing: { by: 'lingdao', verdict: { version: 3, verdict: 'noncompliant', sum: verdict!.sum } },
    });
    expect(view.closing!.explained).toEqual(Object.entries(explained).map(([what, reason]) => ({ what, reason })));
    expect(await shows()).toMatchObject({ version: 1, state: 'closed' });
    const logged = await ask<{ n: number }>(
      `select count(*)::int as n from log_entry where convert_from(entry, 'UTF8') like '%plan.close%'`,
    );
    expect(logged[0]!.n).toBe(1);
  });

  describe('once closed takes no more', () => {
    const refused = (what: Promise<unknown>) =>
      expect(what).rejects.toMatchObject({ code: 'plan.closed', details: { year: 2026, by: 'lingdao' } });

    it('versions, tasks, dispatch, cancelling, void', async () => {
      await refused(close());
      await refused(county.does('zonghe', adjustPlan, adjustment));
      await refused(county.does('zonghe', submitPlan, plan));
      await refused(county.does('zonghe', createTask, { agency: COUNTY, class: 'key', period: '2026Q3' }));
      await refused(county.does('zonghe', dispatchTask, { task: 'tsk_2026Q4' }));
      const cancel = { task: 'tsk_2026Q4', object: '1', reason: '停产', approver: 'lingdao' };
      await refused(county.does('zonghe', cancelVisit, cancel));
      await refused(county.does('zonghe', endDraw, { draw, reason: '名单有误', approver: 'lingdao' }));
    });

    it('visits of a task that was only explained', async () => {
      const [object] = await ask<{ key: string }>(
        `select key from inspection_object o join standing_object s on s.object_id = o.id where s.rank = 1`,
      );
      const text = `检查日期,统一社会信用代码,抽取方式,任务编号,检查结果\n2027-01-19,${object!.key},随机,2026q4-key,未发现问题`;
      const { result, rejected } = await county.does('zonghe', importVisits, {
        agency: COUNTY,
        file: 'v.csv',
        bytes: new TextEncoder().encode(text),
      });
      expect(result).toMatchObject({ added: 0, rejected: 1 });
      expect(rejected[0]!.findings[0]).toMatchObject({ code: 'taskClosed' });
    });

    it('changes past the program', async () => {
      for (const text of [
        `update annual_plan set state = 'published' where version = 1`,
        `update annual_plan set channel = 'x' where version = 1`,
        `update plan_act set by_name = 'x'`,
        'delete from plan_act',
      ])
        await expect(ask(text)).rejects.toMatchObject({ code: '23001' });
    });
  });

  it('stays open to everybody as it was published, and not the version that was never issued', async () => {
    const app = await buildApp(county.deps);
    const shown = await app.inject({ url: `/public/v1/plans/${COUNTY}/2026` });
    expect([shown.statusCode, shown.json().version]).toEqual([200, 1]);
    await app.close();
  });

  it('is archived once, for as long as the scheme keeps it', async () => {
    const archived = await county.does('zonghe', archivePlan, { ...plan, fileNumber: '2026-环-001' });
    expect(archived).toMatchObject({
      state: 'archived',
      archive: { by: 'zonghe', fileNumber: '2026-环-001', custodian: '综合办', retainUntil: '2030-01-19' },
      closing: { verdict: { version: 3 } },
    });
    await expect(county.does('zonghe', archivePlan, plan)).rejects.toMatchObject({ code: 'plan.wrongState' });
    await expect(ask(`update annual_plan set channel = 'x' where version = 1`)).rejects.toMatchObject({
      code: '23001',
    });
  });
});
