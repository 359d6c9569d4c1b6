import type { AnswerVisit, DispatchView } from '@sunlot/contract/dispatch.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorByLogin } from '../../accounts/actor.ts';
import { rehearseWrite, type UseCase } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { inTransaction, SYSTEM } from '../../db/transaction.ts';
import { beginWithPack, storePackVersion } from '../../packs/pack-store.ts';
import { visitLedger } from '../../visits/ledger.ts';
import { bindAccount } from '../availability/bind-account.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { COUNTY, type County, DICE, openCounty } from '../draws/test-county.ts';
import { chooseJointItems, confirmConsultation, consultPartner } from '../joint/consult.ts';
import { addPartner } from '../joint/partners.ts';
import { proposeJointItems } from '../joint/propose-joint-items.ts';
import { publishJointItems } from '../joint/publish-joint-items.ts';
import { listOverlaps } from '../tasks/list-overlaps.ts';
import { showTask } from '../tasks/show-task.ts';
import { addUser } from '../users/add-user.ts';
import { importVisits } from '../visits/import-visits.ts';
import { answerVisit } from './answer-visit.ts';
import { dispatchTask } from './dispatch-task.ts';
import { showDispatch } from './show-dispatch.ts';
import { lenientPack } from './test-scheme.ts';

const [EARLIER, TASK] = ['tsk_2026Q3', 'tsk_2026Q4'] as const;

describeDatabases('dispatching the visits of a task', (target) => {
  let county: County;
  const ask = <Row extends Record<string, unknown>>(text: string) => county.deps.database.ownerQuery<Row>(text);
  const office = <I, O>(useCase: UseCase<I, O>, input: I) => county.does('zonghe', useCase, input);
  const seen = (login: string, task: string) => county.looks(login, showDispatch, { task });
  const answer = (more: Partial<AnswerVisit> & { object: string }, task: string = TASK) =>
    office(answerVisit, { task, ...more });
  const draw = async (period: string) => {
    const { draw } = await office(freezeDraw, { task: `tsk_${period}` });
    await office(enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('jijian', enterDraw, { draw, source: 'dice', value: DICE });
    await office(runDraw, { draw });
  };

  beforeAll(async () => {
    county = await openCounty(target);
    await county.addTask('2026Q3', 30);
    await county.addTask('2026Q4', 10);
    await draw('2026Q3');
  });
  afterAll(() => county.close());

  it('is refused before there is a result, and to who may not', async () => {
    await expect(office(dispatchTask, { task: TASK })).rejects.toMatchObject({ code: 'dispatch.notDrawn' });
    await expect(answer({ object: '1' })).rejects.toMatchObject({ code: 'dispatch.notDrawn' });
    await expect(office(dispatchTask, { task: 'tsk_none' })).rejects.toMatchObject({ code: 'task.unknown' });
    await draw('2026Q4');
    // Both tasks stand in one quarter, as two classes of one object would.
    await ask(`update task set period = '2026Q4' where id = '${EARLIER}'`);
    for (const login of ['jijian', 'lingdao', 'jiancha']) {
      await expect(county.does(login, dispatchTask, { task: TASK })).rejects.toMatchObject({
        code: 'request.notPermitted',
      });
      await expect(county.does(login, answerVisit, { task: TASK, object: '1' })).rejects.toMatchObject({
        code: 'request.notPermitted',
      });
    }
  });

  describe('names of drawn objects', () => {
    it('are open to initiator, dispatcher, approver and witness, each look in the log', async () => {
      const looks = async () =>
        (await ask<{ n: number }>(`select count(*)::int as n from log_entry where type = 'dispatch.read'`))[0]!.n;
      const before = await looks();
      for (const login of ['zonghe', 'banshi', 'lingdao', 'jijian']) {
        const { visits } = await seen(login, TASK);
        expect(visits).toHaveLength(10);
        expect(visits[0]!.object.name).toMatch(/企业有限公司/);
      }
      expect(await looks()).toBe(before + 4);
    });

    it('are closed to everybody else, also to inspectors before they are sent', async () => {
      await county.does('console', addUser, { login: 'shuju', agency: COUNTY, roles: ['dataSteward'] });
      await office(bindAccount, { agency: COUNTY, certificate: 'DEMO-0', login: 'jiancha' });
      await expect(seen('jiancha', TASK)).rejects.toMatchObject({ code: 'draw.namesClosed' });
      await expect(seen('shuju', TASK)).rejects.toMatchObject({ code: 'request.notPermitted' });
      expect(JSON.stringify(await county.looks('shuju', showTask, { task: TASK }))).not.toMatch(/企业有限公司/);
    });
  });

  describe('an object that another task of the quarter has drawn', () => {
    const merged = ({ visits }: DispatchView) => visits.filter(({ offers }) => offers.length > 0);

    it('raises MERGE_SUGGESTED, with the other task and the clause', async () => {
      const found = merged(await seen('zonghe', TASK));
      expect(found).toHaveLength(3);
      expect(found[0]).toMatchObject({
        method: 'onSite',
        offers: [
          {
            code: 'MERGE_SUGGESTED',
            others: [{ kind: 'task', ref: EARLIER, agency: COUNTY }],
            clause: { section: '二（一）' },
            open: true,
          },
        ],
      });
    });

    it('is proposed once, as one visit of both tasks', async () => {
      const { proposals } = await county.looks('zonghe', listOverlaps, { agency: COUNTY });
      expect(proposals).toHaveLength(3);
      expect(proposals[0]).toMatchObject({ kind: 'internal', items: ['1'] });
      expect([...proposals[0]!.tasks].sort()).toEqual([EARLIER, TASK]);
    });

    it('stops the dispatch where the scheme binds, naming numbers and nobody', async () => {
      const refusal = await office(dispatchTask, { task: TASK }).catch((error: unknown) => error);
      expect(refusal).toMatchObject({
        code: 'dispatch.unanswered',
        details: { n: 3, what: expect.stringContaining('MERGE_SUGGESTED'), section: '二（一）' },
      });
      expect(String(refusal)).not.toMatch(/企业有限公司/);
      expect(await ask('select * from dispatched_visit')).toEqual([]);
    });

    it('is answered with what is offered, or with a reason', async () => {
      const [first, second, third] = merged(await seen('zonghe', TASK));
      const { visits } = await seen('zonghe', TASK);
      const alone = visits.find(({ offers }) => offers.length === 0)!;
      await expect(answer({ object: 'nobody' })).rejects.toMatchObject({ code: 'dispatch.notAmong' });
      await expect(answer({ object: first!.object.key, choice: 'joint' })).rejects.toMatchObject({
        code: 'dispatch.notOffered',
        details: { offers: 'merge' },
      });
      await expect(answer({ object: String(alone.rank), choice: 'separate', reason: '另查' })).rejects.toMatchObject({
        code: 'dispatch.notOffered',
        details: { offers: '无' },
      });
      await expect(answer({ object: first!.object.key, choice: 'separate' })).rejects.toMatchObject({
        code: 'dispatch.reasonMissing',
        details: { section: '二（一）' },
      });
      expect(await answer({ object: first!.object.key, choice: 'merge' })).toMatchObject({
        choice: 'merge',
        offers: [{ open: false }],
      });
      const reason = '群众反映的是另一处排放口';
      await answer({ object: String(second!.rank), choice: 'separate', reason });
      await answer({ object: third!.object.key, choice: 'separate', reason });
      expect(await answer({ object: third!.object.key, choice: 'merge' })).toMatchObject({ choice: 'merge' });
      const rows = await ask<{ all: string }>('select a::text as all from visit_answer a order by position');
      expect(rows).toHaveLength(4);
      expect(rows.some(({ all }) => all.includes(reason))).toBe(false);
      expect((await seen('jijian', TASK)).visits.find(({ rank }) => rank === second!.rank)).toMatchObject({ reason });
    });

    it('asks again when a further inspection turns up', async () => {
      const [first] = merged(await seen('zonghe', TASK));
      await ask(`insert into directed_inspection
        (id, agency, code, object_key, ground, ground_text, document, planned_on, items, item_list_id, recorded_by, recorded_at)
        values ('dir_1', '${COUNTY}', 'zdx-2026-001', '${first!.object.key}', 'complaint', '投诉', '1号', '2026-12-01',
          '{1}', 'lst', 'usr_zonghe', now())`);
      await expect(office(dispatchTask, { task: TASK })).rejects.toMatchObject({
        code: 'dispatch.unanswered',
        details: { n: 1 },
      });
      await answer({ object: first!.object.key, choice: 'merge' });
    });
  });

  describe('how an object is inspected', () => {
    const rankOf = async (at: number) => {
      const { visits } = await seen('zonghe', TASK);
      return visits.filter(({ offers }) => offers.length === 0)[at]!;
    };

    it('is from afar where that can be, and on the spot only for a reason', async () => {
      const { object } = await rankOf(0);
      await ask(
        `update inspection_object set facts = facts || '{"offSiteFacilities":"complete"}' where key = '${object.key}'`,
      );
      expect((await seen('zonghe', TASK)).visits.find((one) => one.object.key === object.key)).toMatchObject({
        method: 'tech',
        offers: [{ code: 'OFF_SITE_SUGGESTED', open: false }],
      });
      await expect(answer({ object: object.key, method: 'onSite' })).rejects.toMatchObject({
        code: 'dispatch.reasonMissing',
      });
      await expect(answer({ object: object.key, choice: 'offSite', method: 'onSite' })).rejects.toMatchObject({
        code: 'request.invalid',
      });
      expect(await answer({ object: object.key, method: 'onSite', reason: '在线设备检修' })).toMatchObject({
        method: 'onSite',
        reason: '在线设备检修',
      });
      expect(await answer({ object: object.key, choice: 'offSite' })).toMatchObject({ method: 'tech' });
    });

    it('is one of the methods and triggers that the scheme has', async () => {
      const { object } = await rankOf(0);
      await expect(answer({ object: object.key, method: 'thirdParty' })).rejects.toMatchObject({
        code: 'dispatch.methodUnknown',
      });
      await expect(answer({ object: object.key, trigger: '投诉举报' })).rejects.toMatchObject({
        code: 'dispatch.triggerUnknown',
      });
      await expect(answer({ object: object.key, method: 'written', approver: 'banshi' })).rejects.toMatchObject({
        code: 'request.notPermitted',
      });
      expect(await answer({ object: object.key, method: 'written' })).toMatchObject({ method: 'written' });
    });
  });

  describe('a result of another department on the same item', () => {
    const HEADER = '检查日期,统一社会信用代码,检查机关,抽取方式,抽查事项,检查结果';
    let key: string;
    const importing = (line: string) =>
      office(importVisits, { agency: COUNTY, file: 'v.csv', bytes: utf8([HEADER, line].join('\n')) });
    const visit = async () => (await seen('zonghe', TASK)).visits.find(({ object }) => object.key === key)!;

    beforeAll(async () => {
      const { visits } = await seen('zonghe', TASK);
      key = visits.find(({ offers, choice }) => offers.length === 0 && choice === undefined)!.object.key;
    });

    it('is taken in from a department on record only', async () => {
      const line = `2026-10-08,${key},假想县水利局,随机,1,未发现问题`;
      expect((await importing(line)).result).toMatchObject({ added: 0, rejected: 1 });
      await office(addPartner, { agency: COUNTY, name: '假想县水利局' });
      expect((await importing(line)).result).toMatchObject({ added: 1 });
    });

    it('offers RECOGNISE, which has to be answered', async () => {
      expect(await visit()).toMatchObject({
        offers: [
          { code: 'RECOGNISE', others: [{ agency: '假想县水利局' }], clause: { section: '五（二）' }, open: true },
        ],
      });
      await expect(office(dispatchTask, { task: TASK })).rejects.toMatchObject({ details: { n: 1 } });
      expect(await answer({ object: key, choice: 'recognise' })).toMatchObject({ choice: 'recognise' });
    });

    it('closes the item with the dispatch, without a visit, and counts as covered', async () => {
      const territory = { codes: [COUNTY] };
      const ledger = async () =>
        (await county.looks('zonghe', (ctx) => visitLedger(ctx, territory, { to: ctx.today }), undefined)).filter(
          ({ objectId, taskId }) => objectId === key && taskId === '2026q4-key',
        );
      expect(await ledger()).toMatchObject([{ state: 'drawn' }]);
      expect(
        await rehearseWrite(
          county.deps,
          await actorByLogin(county.deps.database.db, 'zonghe', 'console'),
          async (ctx) => {
            const sent = await dispatchTask(ctx, { task: TASK });
            const rows = await visitLedger(ctx, territory, { to: ctx.today });
            return { sent, own: rows.filter((row) => row.objectId === key && row.taskId === '2026q4-key') };
          },
        ),
      ).toMatchObject({
        sent: { visits: 9, recognised: 1 },
        own: [{ state: 'completed', recognised: true, date: '2026-10-08', items: ['1'], results: ['未发现问题'] }],
      });
    });
  });

  describe('the dispatch', () => {
    it('is made once, for all visits, and logged', async () => {
      const sent = await office(dispatchTask, { task: TASK });
      expect(sent).toMatchObject({ visits: 9, recognised: 1, warnings: [], methods: { onSite: 8, tech: 1 } });
      expect(await county.looks('zonghe', showTask, { task: TASK })).toMatchObject({
        state: 'drawn',
        dispatchedAt: expect.stringContaining('2026-11-20T01:'),
      });
      await expect(office(dispatchTask, { task: TASK })).rejects.toMatchObject({ code: 'dispatch.already' });
      await expect(answer({ object: '1' })).rejects.toMatchObject({ code: 'dispatch.already' });
      const logged = await ask(`select type, count(*)::int as n from log_entry
        where type in ('task.dispatch', 'visits.recognise') group by type order by type`);
      expect(logged).toEqual([
        { type: 'task.dispatch', n: 1 },
        { type: 'visits.recognise', n: 1 },
      ]);
      expect((await seen('zonghe', TASK)).visits).toHaveLength(10);
    });

    it('is not undone, by the database either', async () => {
      await expect(
        ask(`update task set dispatched_at = null, dispatched_by = null where id = '${TASK}'`),
      ).rejects.toThrow(/not undone/);
      await expect(ask('delete from dispatched_visit')).rejects.toMatchObject({ code: '23001' });
      await expect(ask(`update visit_answer set choice = 'merge'`)).rejects.toMatchObject({ code: '23001' });
    });

    it('tells each team its own visits and no reasons', async () => {
      const all = (await seen('zonghe', TASK)).visits;
      const own = all.filter(
        ({ choice, team }) => choice !== 'recognise' && team.some(({ certificateNo }) => certificateNo === 'DEMO-0'),
      );
      expect(own.length).toBeGreaterThan(0);
      expect(own.length).toBeLessThan(all.length);
      const told = (await seen('jiancha', TASK)).visits;
      expect(told.map(({ rank }) => rank)).toEqual(own.map(({ rank }) => rank));
      expect(JSON.stringify(told)).not.toContain('reason');
    });

    it('of an interdepartmental task waits for its partners', async () => {
      await ask(`update task set kind = 'interdepartmental' where id = '${EARLIER}'`);
      await expect(office(dispatchTask, { task: EARLIER })).rejects.toMatchObject({ code: 'joint.notChosen' });
      await ask(`update task set kind = 'daily' where id = '${EARLIER}'`);
    });

    it('of the other task, too, waits for an answer on the same objects', async () => {
      await expect(office(dispatchTask, { task: EARLIER })).rejects.toMatchObject({
        code: 'dispatch.unanswered',
        details: { n: 3 },
      });
    });
  });

  describe('under a scheme that warns', () => {
    beforeAll(async () => {
      await inTransaction(county.deps.database.db, SYSTEM, async (tx) => {
        const at = '2026-11-20T01:00:00Z';
        const pack = await storePackVersion({ tx, at }, lenientPack());
        await beginWithPack({ tx, at }, { agency: COUNTY, pack, by: 'usr_lingdao' });
      });
      await county.does('console', addUser, {
        login: 'fuzhi',
        agency: COUNTY,
        roles: ['sectionHead', 'deputyInCharge', 'head'],
      });
      await county.does('console', addUser, { login: 'fangshi', agency: COUNTY, roles: ['methodApprover'] });
    });

    it('other methods need the approval of a leader who is somebody else', async () => {
      const [visit] = (await seen('zonghe', EARLIER)).visits.filter(({ offers }) => offers.length === 0);
      const written = { task: EARLIER, object: String(visit!.rank), method: 'written' } as const;
      await expect(office(answerVisit, written)).rejects.toMatchObject({
        code: 'dispatch.approvalNeeded',
        details: { section: '二（一）' },
      });
      await expect(county.does('fuzhi', answerVisit, { ...written, approver: 'fuzhi' })).rejects.toMatchObject({
        code: 'dispatch.sameApprover',
      });
      await expect(office(answerVisit, { ...written, approver: 'jiancha' })).rejects.toMatchObject({
        message: expect.stringContaining('单位主要负责人或检查方式批准人'),
      });
      for (const approver of ['fangshi', 'lingdao'])
        expect(await office(answerVisit, { ...written, approver })).toMatchObject({ approvedBy: approver });
    });

    it('going where the scheme stays away takes a listed ground, or a reason and an approval', async () => {
      const { visits } = await seen('zonghe', EARLIER);
      const [, visit] = visits.filter(({ offers }) => offers.length === 0);
      const { key } = visit!.object;
      await ask(
        `update inspection_object set facts = facts || '{"offSiteFacilities":"complete"}' where key = '${key}'`,
      );
      const onSite = { task: EARLIER, object: key, method: 'onSite' } as const;
      await expect(office(answerVisit, onSite)).rejects.toMatchObject({ code: 'dispatch.reasonMissing' });
      const explained = { ...onSite, reason: '设施数据异常' };
      await expect(office(answerVisit, explained)).rejects.toMatchObject({ code: 'dispatch.approvalNeeded' });
      await expect(office(answerVisit, { ...explained, approver: 'fangshi' })).rejects.toMatchObject({
        code: 'request.notPermitted',
      });
      expect(await office(answerVisit, { ...explained, approver: 'lingdao' })).toMatchObject({ method: 'onSite' });
      expect(await office(answerVisit, { ...onSite, trigger: '投诉举报' })).toMatchObject({
        trigger: 'complaint',
        offers: [],
      });
    });

    it('where partners are consulted first, one who has not confirmed stops the dispatch', async () => {
      const partner = '绛县城乡和住房建设管理局';
      await ask(`update task set kind = 'interdepartmental' where id = '${EARLIER}'`);
      await office(proposeJointItems, { agency: COUNTY });
      const published = { agency: COUNTY, channel: '门户网站', url: 'https://example.gov.cn/joint' };
      await county.does('lingdao', publishJointItems, published);
      await office(addPartner, { agency: COUNTY, name: partner });
      await office(chooseJointItems, { task: EARLIER, items: ['1'], reason: '抽取后定为联合' });
      await expect(office(dispatchTask, { task: EARLIER })).rejects.toMatchObject({
        code: 'joint.unconfirmed',
        details: { partners: partner, section: '三（四）' },
      });
      const agreed = { matters: '设施运行', mode: '现场检查', demands: '各派两人', date: '2026-11-20' };
      await office(consultPartner, { task: EARLIER, partner, ...agreed });
      await office(confirmConsultation, { task: EARLIER, partner, document: '建函〔2026〕5号' });
    });

    it('open offers do not stop the dispatch; they are told and kept', async () => {
      const sent = await office(dispatchTask, { task: EARLIER });
      expect(sent.warnings).toHaveLength(3);
      expect(sent.warnings[0]).toMatch(/^第 \d+ 号 MERGE_SUGGESTED$/);
      expect(
        await ask(
          `select count(*)::int as n from dispatched_visit where task_id = '${EARLIER}' and open_offers <> '{}'`,
        ),
      ).toEqual([{ n: 3 }]);
    });
  });
});
