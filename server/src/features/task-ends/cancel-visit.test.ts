import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { openFigure } from '../compliance/open-figure.ts';
import { showReport } from '../compliance/show-report.ts';
import { answerVisit } from '../dispatch/answer-visit.ts';
import { dispatchTask } from '../dispatch/dispatch-task.ts';
import { replaceDraw } from '../draws/replace-draw.ts';
import { revealDraw } from '../draws/reveal-draw.ts';
import { COUNTY, type County } from '../draws/test-county.ts';
import { showTask } from '../tasks/show-task.ts';
import { addUser } from '../users/add-user.ts';
import { submitForm } from '../visit-forms/submit-form.ts';
import { openDrawn, TASK } from '../visit-forms/test-visits.ts';
import { cancelVisit } from './cancel-visit.ts';
import { bringIn, drawnBy } from './test-round.ts';

const REASON = '已搬迁，原址无人经营';

describeDatabases('a visit that cannot take place', (target) => {
  let county: County;
  let keys: readonly string[];
  const cancel = (object: string, login = 'zonghe', approver = 'lingdao') =>
    county.does(login, cancelVisit, { task: TASK, object, reason: REASON, approver });
  const ask = <Row extends Record<string, unknown>>(text: string) => county.deps.database.ownerQuery<Row>(text);
  const stored = async () => (await ask<{ n: number }>('select count(*)::int as n from visit_cancellation'))[0]!.n;
  const work = async () => (await county.looks('zonghe', showTask, { task: TASK })).work;

  beforeAll(async () => {
    county = await openDrawn(target);
    await county.does('console', addUser, { login: 'juzhang', agency: COUNTY, roles: ['head'] });
    keys = (await drawnBy(county)).map(({ object }) => object.key);
  });
  afterAll(() => county.close());

  describe('is refused', () => {
    it.each<[string, { readonly object?: string; readonly login?: string; readonly approver?: string }, string]>([
      ['to an inspector', { login: 'jiancha' }, 'request.notPermitted'],
      ['where an office approves', { approver: 'banshi' }, 'request.notPermitted'],
      ['where the discipline officer approves', { approver: 'jijian' }, 'request.notPermitted'],
      // The scheme asks for the deputy in charge, also where the head would agree.
      ['where somebody else than the scheme names approves', { approver: 'juzhang' }, 'request.notPermitted'],
      ['of an object that was not drawn', { object: '11' }, 'dispatch.notAmong'],
    ])('%s', async (_, { object = '1', login, approver }, code) => {
      await expect(cancel(object, login, approver)).rejects.toMatchObject({ code });
      expect(await stored()).toBe(0);
    });

    it('of another task than there is', async () => {
      const input = { task: 'tsk_none', object: '1', reason: REASON, approver: 'lingdao' };
      await expect(county.does('zonghe', cancelVisit, input)).rejects.toMatchObject({ code: 'task.unknown' });
    });

    it('to who would approve it alone', async () => {
      await county.does('console', addUser, {
        login: 'liangtou',
        agency: COUNTY,
        roles: ['enforcementBrigade', 'deputyInCharge'],
      });
      await expect(cancel('1', 'liangtou', 'liangtou')).rejects.toMatchObject({ code: 'cancel.sameApprover' });
    });
  });

  it('is cancelled with the reason sealed, and stays in the list as drawn and not done', async () => {
    const view = await cancel(keys[0]!);
    expect(view).toMatchObject({ rank: 1, object: { key: keys[0] }, cancelledOn: '2026-11-20', approvedBy: 'lingdao' });
    const [row] = await ask<{ text: string }>(`select encode(sealed_reason, 'escape') as text from visit_cancellation`);
    expect(row!.text).not.toContain('搬迁');
    expect(await work()).toMatchObject({ drawn: 10, done: 0, cancelled: 1, waiting: 9 });
    expect((await drawnBy(county)).map(({ cancelledOn }) => cancelledOn)).toEqual([
      '2026-11-20',
      ...Array(9).fill(undefined),
    ]);
  });

  it('counts as drawn in the report too, and its rows say so; its name stays with who may know it', async () => {
    const asked = { agency: COUNTY, year: 2026, quarter: 'Q4' } as const;
    const { lines, unequal } = await county.looks('zonghe', showReport, asked);
    expect(lines.find(({ class: cls }) => cls === 'key')).toMatchObject({ drawn: 10, visits: 0, completed: 0 });
    expect(unequal).toEqual([]);
    const rows = (login: string) =>
      county.looks(login, openFigure, { ...asked, figure: 'drawn', class: 'key', period: '2026Q4', limit: 50 });
    const known = (await rows('zonghe')).items.filter(({ cancelled }) => cancelled);
    expect(known).toMatchObject([{ object: keys[0], units: 1 }]);
    const { byRows, items } = await rows('jiancha');
    expect([byRows, items.length]).toEqual([10, 10]);
    expect(items.filter(({ cancelled }) => cancelled)).toEqual([
      { units: 1, cancelled: true, closed: true, agency: COUNTY, task: expect.any(String) },
    ]);
  });

  it('is cancelled once, and takes neither an answer nor a replacement then', async () => {
    await expect(cancel('1')).rejects.toMatchObject({ code: 'cancel.already', details: { on: '2026-11-20' } });
    await expect(county.does('zonghe', answerVisit, { task: TASK, object: '1', method: 'tech' })).rejects.toMatchObject(
      { code: 'visit.cancelled' },
    );
    const [{ id: draw } = { id: '' }] = await ask<{ id: string }>('select id from draw');
    const replacement = { document: '示例〔2026〕1号', evidence: '0'.repeat(64), approver: 'lingdao' };
    await expect(
      county.does('zonghe', replaceDraw, { draw, rank: 1, reason: 'relocated', ...replacement }),
    ).rejects.toMatchObject({ code: 'visit.cancelled' });
  });

  it('is not sent out, and has no form', async () => {
    expect(await county.does('zonghe', dispatchTask, { task: TASK })).toMatchObject({ visits: 9 });
    const visits = await drawnBy(county);
    expect(visits).toHaveLength(10);
    // Sent out and cancelled afterwards.
    await cancel('2');
    const form = { task: TASK, object: '2', edition: 'x', rows: [] };
    await expect(county.does('zonghe', submitForm, form)).rejects.toMatchObject({ code: 'visit.cancelled' });
  });

  it('is not cancelled where somebody was there', async () => {
    await bringIn(county, [{ key: keys[2]! }]);
    await expect(cancel('3')).rejects.toMatchObject({ code: 'cancel.visited', details: { on: '2026-11-20' } });
    expect(await stored()).toBe(2);
  });

  it('is told by the verdict: drawn, not done; until somebody was there after all', async () => {
    const cancelled = async () =>
      (await county.looks('lingdao', judgeCompliance, { agency: COUNTY, year: 2026, quarter: 'Q4' })).cancelled;
    expect(await cancelled()).toEqual([{ task: '2026q4-key', period: '2026Q4', n: 2 }]);
    const before = await county.looks('lingdao', judgeCompliance, { agency: COUNTY, year: 2026 });
    expect(before.visits).toBe(1);
    expect((await bringIn(county, [{ key: keys[1]! }])).result).toMatchObject({ added: 1 });
    expect(await cancelled()).toEqual([{ task: '2026q4-key', period: '2026Q4', n: 1 }]);
    expect(await work()).toMatchObject({ done: 2, cancelled: 1, waiting: 7 });
  });

  it('keeps the list closed no longer: it opens once every other object was visited', async () => {
    const [{ id: draw } = { id: '' }] = await ask<{ id: string }>('select id from draw');
    await bringIn(
      county,
      keys.slice(3, 9).map((key) => ({ key })),
    );
    // The control: the tenth still waits.
    await expect(county.does('jijian', revealDraw, { draw })).rejects.toMatchObject({
      code: 'draw.visitsOutstanding',
      details: { n: 1 },
    });
    await bringIn(county, [{ key: keys[9]! }]);
    county.wait(60);
    expect(await county.does('jijian', revealDraw, { draw })).toMatchObject({ state: 'revealed' });
  });

  it('is kept by the database as it is', async () => {
    await expect(ask('delete from visit_cancellation')).rejects.toMatchObject({ code: '23001' });
    await expect(ask('update visit_cancellation set cancelled_on = current_date')).rejects.toMatchObject({
      code: '23001',
    });
  });
});
