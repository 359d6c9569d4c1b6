import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorByLogin } from '../../accounts/actor.ts';
import { type Context, rehearseWrite } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { visitLedger } from '../../visits/ledger.ts';
import { COUNTY, type County } from '../draws/test-county.ts';
import { addPartner } from '../joint/partners.ts';
import { closeTask } from '../task-ends/close-task.ts';
import { showTask } from '../tasks/show-task.ts';
import { importVisits } from '../visits/import-visits.ts';
import { answerVisit } from './answer-visit.ts';
import { dispatchTask } from './dispatch-task.ts';
import { showDispatch } from './show-dispatch.ts';
import { TASK } from './test-drawn.ts';
import { openTwoItems } from './test-two-items.ts';

const WATER = '假想县水利局';
const HEADER = '检查日期,统一社会信用代码,检查机关,抽取方式,抽查事项,检查结果,任务编号,公示日期,不再重复检查依据';
const [CLEAN, FOUND] = ['未发现问题', '不配合检查情节严重'];

const importing = (county: County, ...rows: readonly string[]) => {
  const bytes = utf8([HEADER, ...rows].join('\n'));
  return county.does('zonghe', importVisits, { agency: COUNTY, file: 'v.csv', bytes });
};
const ofWater = (date: string, key: string, said: string) => `${date},${key},${WATER},随机,${said}`;

/** what an office took is what it saw; whatever comes or changes before anybody is sent is asked anew. */
describeDatabases('a result that comes or changes between the answer and the dispatch', (target) => {
  describe.each([true, false])('where the scheme binds to an answer: %s', (binds) => {
    let county: County;
    let key: string;
    beforeAll(async () => {
      const made = await openTwoItems(target, { binds });
      ({ county } = made);
      key = made.drawn[0]!;
      await county.does('zonghe', addPartner, { agency: COUNTY, name: WATER });
      await importing(county, ofWater('2026-10-08', key, `4,${CLEAN}`));
      await county.does('zonghe', answerVisit, { task: TASK, object: key, choice: 'recognise' });
    });
    afterAll(() => county.close());

    const sent = async (ctx: Context) => {
      const { visits, recognised, warnings } = await dispatchTask(ctx, { task: TASK });
      const [visit] = (await showDispatch(ctx, { task: TASK })).visits.filter(({ object }) => object.key === key);
      return { visits, recognised, warnings, items: visit!.items, choice: visit!.choice };
    };
    const trying = async () =>
      rehearseWrite(county.deps, await actorByLogin(county.deps.database.db, 'zonghe', 'console'), sent);
    const asked = async () =>
      (await county.looks('zonghe', showDispatch, { task: TASK })).visits.find(({ object }) => object.key === key)!;

    it('control: the result that was taken is left out, and the visit takes place for the rest', async () => {
      expect(await trying()).toEqual({ visits: 10, recognised: 0, warnings: [], items: ['1'], choice: undefined });
    });

    it('asks again when it is on the rest, and closes nothing that was not answered', async () => {
      await importing(county, ofWater('2026-10-09', key, `1,${CLEAN}`));
      expect(await asked()).toMatchObject({ offers: [{ offer: 'recognise', open: true }] });
      const open = { visits: 10, recognised: 0, warnings: [expect.anything()], items: ['1'] };
      if (binds) await expect(trying()).rejects.toMatchObject({ code: 'dispatch.unanswered' });
      else expect(await trying()).toMatchObject(open);
      await county.does('zonghe', answerVisit, { task: TASK, object: key, choice: 'recognise' });
      expect(await trying()).toMatchObject({ visits: 9, recognised: 1, warnings: [], choice: 'recognise' });
    });

    it('asks again when it is corrected; nothing is taken meanwhile', async () => {
      await importing(county, ofWater('2026-10-08', key, `4,${FOUND}`), ofWater('2026-10-09', key, `1,${FOUND}`));
      expect(await asked()).toMatchObject({ offers: [{ offer: 'recognise', open: true }], items: ['1', '4'] });
      if (binds) await expect(trying()).rejects.toMatchObject({ code: 'dispatch.unanswered' });
      else expect(await trying()).toMatchObject({ visits: 10, recognised: 0, items: ['1', '4'] });
    });

    it('is not taken where it was withdrawn: nothing is offered any more, and the answer is given anew', async () => {
      await importing(county, ofWater('2026-10-08', key, '4,'), ofWater('2026-10-09', key, '1,'));
      expect((await asked()).offers).toEqual([]);
      await expect(trying()).rejects.toMatchObject({ code: 'dispatch.notOffered', details: { offers: '无' } });
    });
  });
});

/** whoever recognised a result is told that it says something else now, and decides again. */
describeDatabases('a recognised result that is corrected after the dispatch', (target) => {
  let county: County;
  let drawn: readonly string[];
  beforeAll(async () => {
    ({ county, drawn } = await openTwoItems(target));
    await county.does('zonghe', addPartner, { agency: COUNTY, name: WATER });
    const rows = ['1；4', '4', '1；4'].map((items, i) => ofWater('2026-10-08', drawn[i]!, `${items},${CLEAN}`));
    await importing(county, ...rows);
    for (const object of drawn.slice(0, 3)) await answer({ object, choice: 'recognise' });
    await county.does('zonghe', dispatchTask, { task: TASK });
  });
  afterAll(() => county.close());

  const answer = (more: { object: string; choice?: 'recognise' | 'separate' | 'merge'; reason?: string }) =>
    county.does('zonghe', answerVisit, { task: TASK, ...more });
  const seen = async (login = 'zonghe') => (await county.looks(login, showDispatch, { task: TASK })).visits;
  const visitTo = async (key: string) => (await seen()).find(({ object }) => object.key === key)!;
  const lacks = async () =>
    (await county.looks('zonghe', showTask, { task: TASK })).steps!.find(({ step }) => step === 'summarise')!.lacks;
  const ledger = async (key: string) =>
    (await county.looks('zonghe', (ctx) => visitLedger(ctx, { codes: [COUNTY] }, { to: ctx.today }), undefined)).filter(
      ({ objectId, taskId }) => objectId === key && taskId === '2026q4-key',
    );
  const said = (items: string[], ...results: string[]) => ({ items, results });

  it('control: as long as it says the same nothing is asked, and nobody answers again', async () => {
    expect((await seen()).filter(({ changed }) => changed)).toEqual([]);
    expect(await lacks()).toEqual([{ what: 'visits', n: 8 }]);
    await expect(answer({ object: drawn[0]!, choice: 'recognise' })).rejects.toMatchObject({
      code: 'dispatch.already',
    });
  });

  it('is told with what it said and what it says, and the task lacks a decision', async () => {
    await importing(county, ofWater('2026-10-08', drawn[0]!, `1；4,${FOUND}`));
    expect((await visitTo(drawn[0]!)).changed).toEqual([
      { ref: `${WATER}/2026-10-08`, was: said(['1', '4'], CLEAN), now: said(['1', '4'], FOUND) },
    ]);
    expect((await seen()).filter(({ changed }) => changed)).toHaveLength(1);
    expect(await lacks()).toEqual([
      { what: 'visits', n: 8 },
      { what: 'recognition', n: 1 },
    ]);
    // Until somebody decides, what was recognised stays on record as it was.
    expect(await ledger(drawn[0]!)).toMatchObject([{ recognised: true, results: [CLEAN] }]);
  });

  it('is taken as it stands now, or the unit is visited for a reason; nothing else', async () => {
    const object = drawn[0]!;
    await expect(answer({ object, choice: 'merge' })).rejects.toMatchObject({ code: 'dispatch.againOnly' });
    await expect(answer({ object, choice: 'separate' })).rejects.toMatchObject({ code: 'dispatch.againReason' });
    await expect(answer({ object: drawn[1]!, choice: 'recognise' })).rejects.toMatchObject({
      code: 'dispatch.already',
    });
    expect(await answer({ object, choice: 'recognise' })).toMatchObject({ choice: 'recognise' });
    expect(await ledger(object)).toMatchObject([{ recognised: true, results: [FOUND], items: ['1', '4'] }]);
    expect((await visitTo(object)).changed).toBeUndefined();
    // What was recognised first stays, with what it rested on.
    const rows = await county.deps.database.ownerQuery<{ offers: string[] }>(
      `select offers from visit_answer where rank = ${(await visitTo(object)).rank} order by position`,
    );
    expect(rows.map(({ offers }) => offers.join())).toEqual([
      expect.stringContaining(CLEAN!),
      expect.stringContaining(FOUND!),
    ]);
  });

  it('that is withdrawn closes nothing any more: the unit waits for its visit again', async () => {
    const object = drawn[0]!;
    await importing(county, ofWater('2026-10-08', object, '1；4,'));
    expect((await visitTo(object)).changed).toMatchObject([{ now: said(['1', '4']) }]);
    await expect(answer({ object, choice: 'recognise' })).rejects.toMatchObject({ code: 'dispatch.notOffered' });
    const reason = '水利局撤回了结果';
    expect(await answer({ object, choice: 'separate', reason })).toMatchObject({
      ...{ choice: 'separate', items: ['1', '4'], reason },
    });
    expect(await ledger(object)).toMatchObject([{ state: 'drawn', items: ['1', '4'] }]);
    const logged = await county.deps.database.ownerQuery<{ type: string }>(
      `select type from log_entry where type like 'visits.%recognise'`,
    );
    expect(logged.map(({ type }) => type).sort()).toEqual([
      ...Array(3).fill('visits.recognise'),
      ...Array(2).fill('visits.unrecognise'),
    ]);
  });

  it('on some items of a visit: these are inspected as well', async () => {
    const object = drawn[1]!;
    expect(await visitTo(object)).toMatchObject({ items: ['1'], leftOut: [{ item: '4' }] });
    await importing(county, ofWater('2026-10-08', object, `4,${FOUND}`));
    await answer({ object, choice: 'separate', reason: '须核实' });
    expect(await visitTo(object)).toMatchObject({ choice: 'separate', items: ['1', '4'] });
    expect(await visitTo(object)).not.toHaveProperty('leftOut');
    expect(await ledger(object)).toMatchObject([{ state: 'drawn', items: ['1', '4'] }]);
  });

  it('keeps its task from being closed until somebody decided', async () => {
    const rows = drawn
      .filter((key) => key !== drawn[2])
      .map((key) => `2026-11-20,${key},${COUNTY},随机,1；4,${CLEAN},2026q4-key,2026-11-20`);
    expect((await importing(county, ...rows)).result).toMatchObject({ added: 9 });
    await importing(county, ofWater('2026-10-08', drawn[2]!, `1；4,${FOUND}`));
    expect(await lacks()).toEqual([{ what: 'recognition', n: 1 }]);
    const close = () => county.does('zonghe', closeTask, { task: TASK });
    await expect(close()).rejects.toMatchObject({ code: 'task.recognitionChanged', details: { n: 1 } });
    await answer({ object: drawn[2]!, choice: 'recognise' });
    expect(await close()).toMatchObject({ figures: { done: 9, recognised: 1 } });
    await importing(county, ofWater('2026-10-08', drawn[2]!, `1；4,${CLEAN}`));
    await expect(answer({ object: drawn[2]!, choice: 'recognise' })).rejects.toMatchObject({ code: 'task.closed' });
    expect((await visitTo(drawn[2]!)).changed).toBeUndefined();
  });
});

/** a row of a workbook closes what it names, as the answer does. */
describeDatabases('a row with 不再重复检查依据', (target) => {
  let county: County;
  let drawn: readonly string[];
  beforeAll(async () => {
    ({ county, drawn } = await openTwoItems(target));
    await county.does('zonghe', addPartner, { agency: COUNTY, name: WATER });
  });
  afterAll(() => county.close());

  const recognising = (key: string, items: string, wording = CLEAN) =>
    importing(county, `2026-10-08,${key},${COUNTY},随机,${items},${wording},2026q4-key,,${WATER} 2026-10-08`);
  const visitTo = async (key: string) =>
    (await county.looks('zonghe', showDispatch, { task: TASK })).visits.find(({ object }) => object.key === key)!;
  const work = async () => (await county.looks('zonghe', showTask, { task: TASK })).work!;
  const waiting = async () =>
    (await county.looks('zonghe', (ctx) => visitLedger(ctx, { codes: [COUNTY] }, { to: ctx.today }), undefined)).filter(
      ({ state }) => state === 'drawn',
    );

  it('on some items of a drawn visit leaves these out; the visit takes place for the others', async () => {
    const { result, warnings } = await recognising(drawn[0]!, '4');
    expect(result).toMatchObject({ added: 1, rejected: 0 });
    expect(JSON.stringify(warnings)).toContain('还要检查事项 1');
    expect(await visitTo(drawn[0]!)).toMatchObject({ items: ['1'], leftOut: [{ item: '4' }] });
    expect(await work()).toMatchObject({ recognised: 0, waiting: 10 });
    expect((await waiting()).map(({ items }) => items.join()).sort()).toEqual(['1', ...Array(9).fill('1,4')]);
  });

  it('control: on all of them it closes the visit', async () => {
    await recognising(drawn[1]!, '1；4');
    expect(await work()).toMatchObject({ recognised: 1, waiting: 9 });
    expect(await waiting()).toHaveLength(9);
  });

  it('makes room for the answer of the office about the same visit', async () => {
    await importing(county, ofWater('2026-10-08', drawn[3]!, `1；4,${CLEAN}`));
    await recognising(drawn[3]!, '1；4', FOUND);
    expect((await visitTo(drawn[3]!)).changed).toMatchObject([
      { was: { results: [FOUND] }, now: { results: [CLEAN] } },
    ]);
    await county.does('zonghe', answerVisit, { task: TASK, object: drawn[3]!, choice: 'recognise' });
  });

  it('after the dispatch, on what was left, closes it as well', async () => {
    await county.does('zonghe', dispatchTask, { task: TASK });
    await recognising(drawn[2]!, '4');
    expect((await waiting()).map(({ items }) => items.join()).sort()).toEqual(['1', '1', ...Array(6).fill('1,4')]);
    const row = `2026-11-20,${drawn[2]},${COUNTY},随机,1,${CLEAN},2026q4-key,,`;
    const { warnings, result } = await importing(county, row);
    expect(result).toMatchObject({ added: 1 });
    expect(JSON.stringify(warnings)).not.toContain('疑似重复');
    expect(await work()).toMatchObject({ recognised: 2, done: 1, waiting: 7 });
  });

  it('is told where nothing that others found that day is what it says, until it is imported anew', async () => {
    const changed = async () => (await visitTo(drawn[1]!)).changed;
    await importing(county, ofWater('2026-10-08', drawn[1]!, `1；4,${CLEAN}`));
    expect(await changed()).toBeUndefined();
    await importing(county, ofWater('2026-10-08', drawn[1]!, `1；4,${FOUND}`));
    expect(await changed()).toMatchObject([{ was: { results: [CLEAN] }, now: { results: [FOUND] } }]);
    await recognising(drawn[1]!, '1；4', FOUND);
    expect(await changed()).toBeUndefined();
  });
});
