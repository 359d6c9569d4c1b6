import type { SubmitForm, TaskFormView } from '@sunlot/contract/visit-forms.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inTransaction } from '../../db/transaction.ts';
import { bindAccount } from '../availability/bind-account.ts';
import { dispatchTask } from '../dispatch/dispatch-task.ts';
import { COUNTY, type County } from '../draws/test-county.ts';
import { formOfObject } from '../items/items-of-object.ts';
import { addUser } from '../users/add-user.ts';
import { listForms } from './list-forms.ts';
import { showForm } from './show-form.ts';
import { submitForm } from './submit-form.ts';
import { blankForm, filled, openDrawn, setScheme, TASK } from './test-visits.ts';

const NOTE = '雨水口有废水外排';

describeDatabases('filled-in forms of visits', (target) => {
  let county: County;
  /** Of the first visit, as the office fetched it. */
  let form: TaskFormView;
  const ask = <Row extends Record<string, unknown>>(text: string) => county.deps.database.ownerQuery<Row>(text);
  const submit = (input: SubmitForm, login = 'zonghe') => county.does(login, submitForm, input);
  const list = (login = 'zonghe') => county.looks(login, listForms, { task: TASK });
  const count = async () => (await ask<{ n: number }>('select count(*)::int as n from visit_form'))[0]!.n;
  const entries = async (type: string) =>
    (await ask<{ n: number }>(`select count(*)::int as n from log_entry where type = '${type}'`))[0]!.n;

  beforeAll(async () => {
    county = await openDrawn(target);
    await county.does('console', addUser, { login: 'shuju', agency: COUNTY, roles: ['dataSteward'] });
  });
  afterAll(() => county.close());

  it('are refused from who may not, and before anybody was sent', async () => {
    const early = { task: TASK, object: '1', edition: '1-x', rows: [{ id: '1.1', answer: 'pass' as const }] };
    for (const login of ['shuju', 'jijian', 'lingdao'])
      await expect(submit(early, login)).rejects.toMatchObject({ code: 'request.notPermitted' });
    await expect(list('shuju')).rejects.toMatchObject({ code: 'request.notPermitted' });
    await expect(submit({ ...early, task: 'tsk_none' })).rejects.toMatchObject({ code: 'task.unknown' });
    for (const tooEarly of [() => submit(early), () => list(), () => blankForm(county, '1')])
      await expect(tooEarly()).rejects.toMatchObject({ code: 'form.notDispatched' });
    await county.does('zonghe', dispatchTask, { task: TASK });
    form = await blankForm(county, '1');
  });

  describe('the form of a visit', () => {
    it('has the items that the visit was sent out with, the same rows as the form of the object', async () => {
      expect(form.blocks.map(({ serial, rows }) => [serial, rows.map(({ id }) => id)])).toEqual([
        ['1', ['1.1', '1.2']],
      ]);
      expect(form).not.toHaveProperty('leftOut');
      const { key } = form.object;
      const other = await county.looks('zonghe', formOfObject, { agency: COUNTY, object: key });
      expect(other).toMatchObject({ edition: form.edition, blocks: form.blocks });
      expect(form.edition).toMatch(/^1-[0-9a-f]{12}$/);
      // Neither the directory nor the task change what was sent out.
      await ask(`update inspection_object set facts = facts || '{"hazardousWasteRole":["产生"]}' where key = '${key}'`);
      await ask(`update task set items = '{2}' where id = '${TASK}'`);
      expect(await blankForm(county, key)).toEqual(form);
      await ask(`update task set items = '{1,5b}' where id = '${TASK}'`);
      await ask(`update inspection_object set facts = facts - 'hazardousWasteRole' where key = '${key}'`);
    });

    it('keeps the items of the class that was drawn, whatever became of the object since', async () => {
      const { key } = form.object;
      await ask(`update inspection_object set facts = facts - 'keyListMember' where key = '${key}'`);
      const kept = await blankForm(county, key);
      const today = await county.looks('zonghe', formOfObject, { agency: COUNTY, object: key });
      await ask(`update inspection_object set facts = facts || '{"keyListMember":[{"year":2026,"level":"municipal"}]}'
        where key = '${key}'`);
      expect(kept.edition).toBe(form.edition);
      expect(today.blocks.map(({ serial }) => serial)).toEqual(['2']);
    });

    it('begins with six matters of the permit where the scheme wants that; one unanswered is refused', async () => {
      await setScheme(county, 'yingkou');
      const matters = JSON.stringify({ permitMatters: ['废水', '废气', '固废', '自行监测', '台账', '执行报告'] });
      const { key } = form.object;
      await ask(`update inspection_object set facts = facts || '${matters}' where key = '${key}'`);
      const permit = await blankForm(county, key);
      expect(permit.blocks.map(({ kind, rows }) => [kind, rows.length])).toEqual([
        ['permit', 6],
        ['item', 2],
      ]);
      expect(permit.section).toBe('三（五）');
      await expect(submit(filled(permit, { p4: {} }))).rejects.toMatchObject({
        code: 'form.unanswered',
        details: { n: 1, rows: 'p4 自行监测' },
      });
      await expect(submit(filled(form))).rejects.toMatchObject({ code: 'form.outdated' });
      await ask(`update inspection_object set facts = facts - 'permitMatters' where key = '${key}'`);
      await setScheme(county, 'jiangxian');
    });
  });

  describe('what is wrong with a form is said, and nothing is kept', () => {
    const refused = async (input: SubmitForm) => submit(input).catch((error: unknown) => error);

    it('rows without an answer, with their numbers and words, and how many', async () => {
      const { rows, ...rest } = filled(form);
      expect(await refused({ ...rest, rows: rows.slice(1) })).toMatchObject({
        code: 'form.unanswered',
        details: { n: 1, rows: '1.1 治理设施运行' },
      });
      expect(await refused(filled(form, { '1.1': {}, '1.2': { note: '待补' } }))).toMatchObject({
        details: { n: 2, rows: '1.1 治理设施运行、1.2 自行监测' },
      });
    });

    it('rows twice, rows that the form does not have, and 不合格 without a word', async () => {
      const good = filled(form);
      expect(await refused({ ...good, rows: [...good.rows, good.rows[0]!] })).toMatchObject({
        code: 'form.rowsTwice',
        details: { n: 1, rows: '1.1' },
      });
      expect(await refused({ ...good, rows: [...good.rows, { id: 'p1', answer: 'pass' }] })).toMatchObject({
        code: 'form.rowsUnknown',
        details: { n: 1, rows: 'p1' },
      });
      expect(await refused(filled(form, { '1.2': { answer: 'fail', note: ' ' } }))).toMatchObject({
        code: 'form.noteMissing',
        details: { n: 1, rows: '1.2 自行监测' },
      });
    });

    it('the form of another object', async () => {
      const other = await blankForm(county, '2');
      const wrong = { ...filled(other), object: form.object.key };
      expect(await refused({ ...wrong, printedFor: other.object.key })).toMatchObject({ code: 'form.otherObject' });
      expect(await refused(wrong)).toMatchObject({ code: 'form.outdated', details: { edition: form.edition } });
      expect(String(await refused({ ...wrong, printedFor: other.object.key }))).not.toMatch(/企业有限公司/);
    });

    it('a form of an older list, with what changed; text that somebody rewrote', async () => {
      const texts = (change: (text: string) => string) => ({
        ...filled(form),
        rows: form.blocks.flatMap(({ rows }) =>
          rows.map(({ id, text }) => ({ id, text: change(text), answer: 'pass' as const })),
        ),
      });
      expect(await refused(texts((text) => text.replace('自行', '委托')))).toMatchObject({
        code: 'form.textChanged',
        details: { n: 1, rows: '1.2 表上“委托监测”，现为“自行监测”' },
      });
      await publishSecondList();
      const now = await blankForm(county, '1');
      expect(now.edition).toMatch(/^2-/);
      expect(now.blocks.map(({ serial, rows }) => [serial, rows.length])).toEqual([['7', 3]]);
      expect(await refused(texts((text) => text))).toMatchObject({
        code: 'form.outdated',
        details: {
          given: form.edition,
          edition: now.edition,
          changes:
            '填的是清单第 1 版，现为第 2 版；新增 3 行（7.1 治理设施运行、7.2 自行监测、7.3 排污口）；取消 2 行（1.1 治理设施运行、1.2 自行监测）；改动 0 行',
        },
      });
      form = now;
    });

    it('people outside the team, days before the dispatch and to come, reasons with nothing to correct', async () => {
      const strangers = (await ask<{ certificate_no: string }>('select certificate_no from inspector')).filter(
        ({ certificate_no }) => !form.team.some(({ certificateNo }) => certificateNo === certificate_no),
      );
      const { by: _, ...unsaid } = filled(form);
      expect(await refused({ ...unsaid, by: strangers[0]!.certificate_no })).toMatchObject({ code: 'form.notInTeam' });
      expect(await refused(unsaid)).toMatchObject({ code: 'form.byNeeded' });
      for (const on of ['2026-11-19', '2026-11-21'])
        expect(await refused({ ...filled(form), on })).toMatchObject({ code: 'request.invalid' });
      expect(await refused({ ...filled(form), reason: '笔误' })).toMatchObject({ code: 'form.nothingToCorrect' });
      expect(await refused({ ...filled(form), object: '99' })).toMatchObject({ code: 'dispatch.notAmong' });
    });

    it('a visit that nobody makes any more', async () => {
      await ask(`alter table dispatched_visit disable trigger user`);
      await ask(`update dispatched_visit set choice = 'recognise' where rank = 9`);
      await ask(`alter table dispatched_visit enable trigger user`);
      const { object: _, ...rest } = filled(form);
      expect(await refused({ ...rest, object: '9' })).toMatchObject({ code: 'form.nobodyGoes' });
      expect((await list()).missing).toBe(9);
    });

    afterAll(async () => {
      expect([await count(), await entries('form.submit')]).toEqual([0, 0]);
    });
  });

  /** Item 1 has another number and one more line; the task still means the same item. */
  async function publishSecondList(): Promise<void> {
    await ask(`update item_list set state = 'superseded' where id = 'lst'`);
    await ask(`insert into item_list select 'lst2', agency, 2, 'published', source_hash, created_by, created_at,
      published_by, published_at, channel, url from item_list where id = 'lst'`);
    await ask(`insert into inspection_item
      (list_id, position, serial, category, name, object_kind, grade, methods, authority, legal_basis, content, remarks)
      select 'lst2', position, case serial when '1' then '7' else serial end, category, name, object_kind, grade, methods,
        authority, legal_basis, case serial when '1' then content || '；排污口' else content end, remarks
      from inspection_item where list_id = 'lst'`);
  }

  describe('a complete form', () => {
    it('is taken in with who, when and how many, sealed, and logged once', async () => {
      const made = await submit(
        filled(form, { '7.2': { answer: 'fail', note: NOTE }, '7.3': { answer: 'notApplicable' } }),
      );
      expect(made).toMatchObject({
        rank: 1,
        submission: {
          version: 1,
          edition: form.edition,
          by: { certificateNo: form.team[0]!.certificateNo },
          inspectedOn: '2026-11-20',
          recordedBy: 'zonghe',
          counts: { pass: 1, fail: 1, notApplicable: 1 },
        },
        failed: [{ id: '7.2', text: '自行监测', note: NOTE }],
      });
      // Enforcement staff deal with it themselves.
      expect(made.handOverDue).toBeUndefined();
      const [row] = await ask<{ sealed_form: Uint8Array; all: string }>(
        'select sealed_form, f::text as all from visit_form f',
      );
      for (const word of [NOTE, '自行监测', 'fail', form.object.key]) {
        expect(Buffer.from(row!.sealed_form).includes(word)).toBe(false);
        expect(row!.all).not.toContain(word);
      }
      expect(await entries('form.submit')).toBe(1);
    });

    it('is shown with its answers, and stands in the list; each look is logged', async () => {
      const before = [await entries('form.read'), await entries('form.list')];
      const view = await county.looks('lingdao', showForm, { task: TASK, object: form.object.key });
      expect(view).toMatchObject({
        blocks: form.blocks,
        answers: { '7.1': { answer: 'pass' }, '7.2': { answer: 'fail', note: NOTE } },
        versions: [{ version: 1 }],
      });
      const { visits, missing } = await list('jijian');
      expect([visits.length, missing]).toEqual([10, 8]);
      expect(visits.filter(({ submission }) => submission)).toMatchObject([
        { rank: 1, submission: { counts: { fail: 1 } } },
      ]);
      expect([await entries('form.read'), await entries('form.list')]).toEqual(before.map((n) => n + 1));
    });

    it('is corrected with a reason only, beside the one before', async () => {
      const again = filled(form, { '7.2': { answer: 'fail', note: NOTE } });
      await expect(submit(again)).rejects.toMatchObject({ code: 'form.already', details: { version: 1 } });
      const reason = '排污口漏看';
      const made = await submit({ ...again, reason });
      expect(made.submission).toMatchObject({ version: 2, reason, counts: { pass: 2, fail: 1, notApplicable: 0 } });
      await expect(submit({ ...again, reason })).rejects.toMatchObject({ code: 'form.unchanged' });
      const at = (version: number) => county.looks('zonghe', showForm, { task: TASK, object: '1', version });
      expect((await at(1)).answers).toMatchObject({ '7.3': { answer: 'notApplicable' } });
      expect((await at(2)).answers).toMatchObject({ '7.3': { answer: 'pass' } });
      await expect(at(3)).rejects.toMatchObject({ code: 'form.noVersion', details: { n: 2 } });
      const [row] = await ask<{ sealed_reason: Uint8Array }>('select sealed_reason from visit_form where version = 2');
      expect(Buffer.from(row!.sealed_reason).includes(reason)).toBe(false);
    });

    it('is not changed or deleted, by the database either', async () => {
      await expect(ask('delete from visit_form')).rejects.toMatchObject({ code: '23001' });
      await expect(ask(`update visit_form set inspected_by = 'x'`)).rejects.toMatchObject({ code: '23001' });
      await expect(
        ask(`insert into visit_form select 'frm_x', agency, draw_id, 11, k, 1, edition, inspected_on, inspected_by,
          sealed_form, null, recorded_by, recorded_at from visit_form where version = 1`),
      ).rejects.toMatchObject({ code: '23503' });
    });

    it('is seen and written by its own agency alone, by the database too', async () => {
      const forms = (agencies: readonly string[]) =>
        inTransaction(county.deps.database.db, { actor: 'usr_zonghe', agencies, system: false }, (tx) =>
          tx.selectFrom('visit_form').selectAll().execute(),
        );
      const own = await forms([COUNTY]);
      expect([own.length, await forms(['999902'])]).toEqual([2, []]);
      const stranger = inTransaction(
        county.deps.database.db,
        { actor: 'usr_zonghe', agencies: ['999902'], system: false },
        (tx) =>
          tx
            .insertInto('visit_form')
            .values({ ...own[0]!, id: 'frm_y', rank: 3 })
            .execute(),
      );
      await expect(stranger).rejects.toMatchObject({ code: '42501' });
    });

    it('of somebody who has left the directory since the draw is taken in all the same', async () => {
      const third = await blankForm(county, '3');
      const { certificateNo } = third.team[0]!;
      await ask(`update inspector set disabled_at = now() where certificate_no = '${certificateNo}'`);
      expect((await submit(filled(third))).submission.by.certificateNo).toBe(certificateNo);
      await ask(`update inspector set disabled_at = null where certificate_no = '${certificateNo}'`);
    });

    it('stays with the object that was visited: who takes its place in the draw has a form of its own', async () => {
      const fourth = await blankForm(county, '4');
      await submit(filled(fourth));
      const { draw } = fourth;
      await ask(`insert into draw_replacement (draw_id, agency, no, rank, sealed_reason, request, requested_by, approved_by,
          requested_at, request_index, request_size)
        values ('${draw}', '${COUNTY}', 1, 4, '', '{}', 'usr_zonghe', 'usr_lingdao', now(), 0, 1)`);
      await ask(`insert into replaced_place (draw_id, agency, no, rank, k, object_id)
        select '${draw}', '${COUNTY}', 1, 4, 1, id from inspection_object o
        where not exists (select from drawn_object d where d.object_id = o.id) order by key limit 1`);
      await ask(`insert into replaced_seat (draw_id, agency, no, rank, seat, inspector_id)
        select draw_id, agency, 1, rank, seat, inspector_id from drawn_seat where draw_id = '${draw}' and rank = 4`);
      const other = await blankForm(county, '4');
      expect(other.object.key).not.toBe(fourth.object.key);
      expect(other.submission).toBeUndefined();
      await expect(submit(filled(fourth))).rejects.toMatchObject({ code: 'form.outdated' });
      expect((await submit(filled(other))).submission.version).toBe(1);
      expect(await ask('select k, version from visit_form where rank = 4 order by k')).toEqual([
        { k: 0, version: 1 },
        { k: 1, version: 1 },
      ]);
    });

    it('of two at once, one is taken in', async () => {
      const second = filled(await blankForm(county, '2'));
      const done = await Promise.allSettled([submit(second), submit(second)]);
      expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(done.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'form.already' } });
    });
  });

  describe('the own visits of an inspector', () => {
    let certificate: string;
    let own: TaskFormView;
    let stranger: TaskFormView;
    const sits = ({ team }: Pick<TaskFormView, 'team'>) =>
      team.some(({ certificateNo }) => certificateNo === certificate);
    beforeAll(async () => {
      const open = (await list()).visits.filter(({ recognised, submission }) => !recognised && !submission);
      const all = await Promise.all(open.map(({ rank }) => blankForm(county, String(rank))));
      own = all[0]!;
      certificate = own.team[0]!.certificateNo;
      stranger = all.find((one) => !sits(one))!;
      await county.does('zonghe', bindAccount, { agency: COUNTY, certificate, login: 'jiancha' });
    });

    it('are submitted from the own account, in the own name', async () => {
      const { by: _, ...mine } = filled(own);
      const other = own.team.find(({ certificateNo }) => certificateNo !== certificate)!;
      await expect(submit({ ...mine, by: other.certificateNo }, 'jiancha')).rejects.toMatchObject({
        code: 'request.notPermitted',
      });
      expect((await submit(mine, 'jiancha')).submission).toMatchObject({
        by: { certificateNo: certificate },
        version: 1,
      });
      const told = (await list('jiancha')).visits;
      expect(told.every(sits)).toBe(true);
      expect(told.length).toBeLessThan(10);
    });

    it('are all that the account learns of: others look as if they were not there', async () => {
      for (const object of [String(stranger.rank), stranger.object.key, '91999901MA9999999X']) {
        await expect(submit({ ...filled(stranger), object }, 'jiancha')).rejects.toMatchObject({ code: 'form.notOwn' });
        await expect(blankForm(county, object, 'jiancha')).rejects.toMatchObject({ code: 'form.notOwn' });
      }
    });
  });
});
