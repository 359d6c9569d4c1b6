import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actorByLogin } from '../../accounts/actor.ts';
import { type Context, rehearseWrite } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { visitLedger } from '../../visits/ledger.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { COUNTY, type County, DICE, openCounty } from '../draws/test-county.ts';
import { addPartner } from '../joint/partners.ts';
import { importVisits } from '../visits/import-visits.ts';
import { answerVisit } from './answer-visit.ts';
import { dispatchTask } from './dispatch-task.ts';
import { showDispatch } from './show-dispatch.ts';

const TASK = 'tsk_2026Q4';
const LAWS = `'{《环境保护法》第二十四条}'`;
const NO_LAW = { item: '5b', reason: '缺检查主体、检查依据' };

/** R-020: on entry all items that concern the enterprise are inspected; the county reads its item list so. */
describeDatabases('the items of a dispatched visit', (target) => {
  let county: County;
  let drawn: readonly string[];
  const ask = <Row extends Record<string, unknown>>(text: string) => county.deps.database.ownerQuery<Row>(text);
  const seen = async () => (await county.looks('zonghe', showDispatch, { task: TASK })).visits;
  const itemsOf = async () =>
    Object.fromEntries((await seen()).map(({ object, items, leftOut }) => [object.key, { items, leftOut }]));
  const waiting = () =>
    county.looks('zonghe', (ctx) => visitLedger(ctx, { codes: [COUNTY] }, { to: ctx.today }), undefined);

  beforeAll(async () => {
    county = await openCounty(target);
    await county.addTask('2026Q4', 10);
    const item = (serial: string, kind: string, rest: string) =>
      `('lst', '${serial}', ${Number.parseInt(serial, 10)}, '类', '事项${serial}', '{${kind}}', 'key', '{现场检查}', ${rest}, '内容', '{}')`;
    await ask(`insert into inspection_item
      (list_id, serial, position, category, name, object_kind, grade, methods, authority, legal_basis, content, remarks)
      values ${[
        item('1', '重点排污单位', `'生态环境部门', ${LAWS}`),
        item('4', '城镇污水处理厂', `'生态环境部门', ${LAWS}`),
        item('6', '危险废物经营单位', `'生态环境部门', ${LAWS}`),
        item('5b', '危险废物产生单位', `'', '{}'`),
      ].join(', ')}`);
    const { draw } = await county.does('zonghe', freezeDraw, { task: TASK });
    await county.does('zonghe', enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('jijian', enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('zonghe', runDraw, { draw });
    drawn = (
      await ask<{ key: string }>(`select o.key from drawn_object d join inspection_object o on o.id = d.object_id
        where d.draw_id = '${draw}' order by d.rank`)
    ).map(({ key }) => key);
    const facts = (key: string, more: object) =>
      ask(`update inspection_object set facts = facts || '${JSON.stringify(more)}' where key = '${key}'`);
    await facts(drawn[0]!, { hazardousWasteRole: ['产生'] });
    await facts(drawn[1]!, { sewagePlant: true, hazardousWasteRole: ['经营'] });
    const leftOut = JSON.stringify({ items: ['6'], reason: '由市级专项检查' });
    await ask(`update task set items = '{1,4}', left_out = '${leftOut}' where id = '${TASK}'`);
  });
  afterAll(() => county.close());

  const expected = () => ({
    [drawn[0]!]: { items: ['1'], leftOut: [NO_LAW] },
    [drawn[1]!]: { items: ['1', '4'], leftOut: [{ item: '6', reason: '由市级专项检查' }] },
    ...Object.fromEntries(drawn.slice(2).map((key) => [key, { items: ['1'], leftOut: undefined }])),
  });

  it('are those that concern each object, and shown before anybody is sent; the ledger has those of the task until then', async () => {
    expect(await itemsOf()).toEqual(expected());
    expect((await waiting()).map(({ items }) => items)).toEqual(drawn.map(() => ['1', '4']));
  });

  it('are those by which another authority’s result may be recognised: the task’s are not those of each object', async () => {
    await county.does('zonghe', addPartner, { agency: COUNTY, name: '假想县水利局' });
    const items = ['4', '1；4', '4'];
    const rows = items.map((serials, i) => `2026-10-0${i + 6},${drawn[i]!},假想县水利局,随机,${serials},未发现问题`);
    rows.push(`2026-10-09,${drawn[3]!},假想县水利局,随机,1；4,未发现问题`);
    await ask(`update inspection_object set facts = facts || '{"sewagePlant": true}' where key = '${drawn[2]!}'`);
    const bytes = utf8(['检查日期,统一社会信用代码,检查机关,抽取方式,抽查事项,检查结果', ...rows].join('\n'));
    const imported = await county.does('zonghe', importVisits, { agency: COUNTY, file: 'v.csv', bytes });
    expect(imported.result).toMatchObject({ added: 4 });
    const visits = new Map((await seen()).map((visit) => [visit.object.key, visit]));
    const told = drawn.slice(0, 4).map((key) => visits.get(key)!.offers.map(({ offer, items: of }) => [offer, of]));
    // The third is a sewage plant too: the result on its item 4 spares nobody the visit for item 1 (R-084).
    expect(told).toEqual([[], [['recognise', undefined]], [['recognise', ['4']]], [['recognise', undefined]]]);
    const recognise = { task: TASK, choice: 'recognise' } as const;
    await expect(county.does('zonghe', answerVisit, { ...recognise, object: drawn[0]! })).rejects.toMatchObject({
      code: 'dispatch.notOffered',
    });
    const reason = '互认 假想县水利局 2026-10-08 的检查结果（五（二））';
    const inPart = async (ctx: Context) => {
      for (const object of drawn.slice(1, 4)) await answerVisit(ctx, { ...recognise, object });
      const sent = await dispatchTask(ctx, { task: TASK });
      const rows = await ctx.tx
        .selectFrom('dispatched_visit')
        .innerJoin('standing_object', 'standing_object.rank', 'dispatched_visit.rank')
        .innerJoin('inspection_object', 'inspection_object.id', 'standing_object.object_id')
        .select(['key', 'choice', 'items', 'left_out'])
        .execute();
      const row = rows.find(({ key }) => key === drawn[2]!)!;
      return { sent, row, closed: rows.filter(({ choice }) => choice === 'recognise').length };
    };
    const actor = await actorByLogin(county.deps.database.db, 'zonghe', 'console');
    expect(await rehearseWrite(county.deps, actor, inPart)).toMatchObject({
      sent: { visits: drawn.length - 2, recognised: 2 },
      row: { choice: null, items: ['1'], left_out: expect.arrayContaining([{ item: '4', reason }]) },
      closed: 2,
    });
    await ask(`update inspection_object set facts = facts - 'sewagePlant' where key = '${drawn[2]!}'`);
    await ask('delete from visit');
  });

  it('are kept with the dispatch, with what is left out and why; nobody is named in what it says', async () => {
    const view = await county.does('zonghe', dispatchTask, { task: TASK });
    expect(view.leftOut).toEqual(
      expect.arrayContaining([
        { ...NO_LAW, visits: 1 },
        { item: '6', reason: '由市级专项检查', visits: 1 },
      ]),
    );
    expect(JSON.stringify(view)).not.toMatch(/企业有限公司/);
    // What the directory says afterwards changes nothing of what was sent out.
    await ask(`update inspection_object set facts = facts - 'sewagePlant' where key = '${drawn[1]}'`);
    expect(await itemsOf()).toEqual(expected());
    const ledger = Object.fromEntries((await waiting()).map(({ objectId, items }) => [objectId, items]));
    expect(ledger).toEqual({
      ...Object.fromEntries(drawn.map((key) => [key, ['1']])),
      [drawn[1]!]: ['1', '4'],
    });
  });

  it('never change, and are not those of an object that takes the place afterwards', async () => {
    await expect(ask(`update dispatched_visit set items = '{9}'`)).rejects.toThrow(/append-only/);
    const [spare] = await ask<{ id: string; key: string }>(`select id, key from inspection_object
      where permit_category = '重点管理' and key <> all ('{${drawn.join(',')}}') order by key limit 1`);
    const [place] = await ask<{ draw_id: string }>('select draw_id from dispatched_visit limit 1');
    await ask(`insert into draw_replacement (draw_id, agency, no, rank, sealed_reason, request, requested_by, approved_by,
        requested_at, request_index, request_size)
      values ('${place!.draw_id}', '${COUNTY}', 1, 2, '', '{}', 'usr_zonghe', 'usr_lingdao', now(), 0, 1)`);
    await ask(`insert into replaced_place values ('${place!.draw_id}', '${COUNTY}', 1, 2, 1, '${spare!.id}')`);
    const found = (await waiting()).find(({ objectId }) => objectId === spare!.key);
    expect(found).toMatchObject({ items: ['1', '4'] });
    // As on its form: the items of its own.
    expect((await itemsOf())[spare!.key]).toEqual({ items: ['1'], leftOut: undefined });
  });
});
