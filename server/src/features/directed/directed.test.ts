import type { AddDirected } from '@sunlot/contract/directed.ts';
import { counts } from '@sunlot/core/policy/visits.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { openTestOffice, type TestOffice } from '../../imports/test-office.ts';
import type { Actor } from '../../rights.ts';
import { visitLedger } from '../../visits/ledger.ts';
import { territoryOf } from '../../visits/territory.ts';
import { importItems } from '../items/import-items.ts';
import { publishItems } from '../items/publish-items.ts';
import { importObjects } from '../objects/import-objects.ts';
import { importVisits } from '../visits/import-visits.ts';
import { addDirected } from './add-directed.ts';
import { listDirected } from './list-directed.ts';

const PLANT = '91999999MA0000001N';
const OBJECTS = `单位名称,统一社会信用代码,单位地址,法定代表人,所在区域,排污许可管理类别,重点排污单位,状态
假想化工有限公司,${PLANT},示范路1号,示例法人,140826,重点管理,是,正常`;
const ITEMS = `序号,抽查类别,抽查事项,检查对象,事项类别,检查方式,检查主体,检查依据
1,重点排污单位监督检查,落实情况,重点排污单位,重点检查事项,现场检查,县级以上生态环境部门,《环境保护法》第二十四条
2,其他检查,贮存情况,危险废物产生单位,重点检查事项,现场检查,,`;

describeDatabases('directed inspections', (target) => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await openTestOffice(target);
    await importing(importObjects, OBJECTS);
    await importing(importItems, ITEMS);
  });
  afterAll(() => office.close());

  const importing = (useCase: typeof importObjects, text: string) =>
    write(office.deps, office.worker, (ctx) =>
      useCase(ctx, { agency: office.agency, file: '表.csv', bytes: new TextEncoder().encode(text) }),
    );
  const add = (more: Partial<AddDirected> = {}, actor: Actor = office.worker) =>
    write(office.deps, actor, (ctx) =>
      addDirected(ctx, {
        agency: office.agency,
        object: PLANT,
        ground: 'complaint',
        reference: '投诉〔2026〕8号',
        date: '2026-11-23',
        items: ['1'],
        ...more,
      }),
    );
  const listed = () => read(office.deps, office.head, (ctx) => listDirected(ctx, { agency: office.agency, limit: 50 }));

  it('need a published list of items first', async () => {
    await expect(add()).rejects.toMatchObject({ code: 'items.notPublished' });
    const publication = { agency: office.agency, channel: '门户网站', url: 'https://example.gov.cn/items' };
    await write(office.deps, office.head, (ctx) => publishItems(ctx, publication));
  });

  describe('are refused', () => {
    it('without a ground, or on one that the scheme does not list; the sentence names all nine', async () => {
      for (const [ground, code] of [
        [undefined, 'directed.groundMissing'],
        ['心血来潮', 'directed.groundUnknown'],
      ] as const) {
        const refused = add({ ground }).catch((problem: unknown) => problem);
        expect(await refused).toMatchObject({ code });
        const { message } = (await refused) as Error;
        for (const text of ['complaint 被投诉举报涉嫌违法违规的', 'transfer 其他部门移交案件线索的']) {
          expect(message).toContain(text);
        }
        expect(message.match(/；/g)).toHaveLength(8);
      }
    });

    it('without a document, on an unknown object, with items off the list, or by who may not', async () => {
      await expect(add({ reference: '' })).rejects.toMatchObject({ code: 'directed.documentMissing' });
      await expect(add({ object: '91999999MA000000XX' })).rejects.toMatchObject({ code: 'object.unknown' });
      await expect(add({ items: ['1', '2', '9'] })).rejects.toMatchObject({
        code: 'items.outsideList',
        details: { items: '2、9', serials: '1' },
      });
      await expect(add({}, office.witness)).rejects.toMatchObject({ code: 'request.notPermitted' });
      expect((await listed()).items).toEqual([]);
    });
  });

  it('are listed with their ground and document, and numbered in their year', async () => {
    expect(await add()).toMatchObject({ code: 'zdx-2026-001', ground: 'complaint', objectName: '假想化工有限公司' });
    expect(await add({ ground: '其他部门移交案件线索的', date: '2026-12-01' })).toMatchObject({
      code: 'zdx-2026-002',
      ground: 'transfer',
    });
    expect(await add({ date: '2027-01-05' })).toMatchObject({ code: 'zdx-2027-001' });
    const page = await listed();
    expect(page.items.map(({ code, visitedOn }) => [code, visitedOn])).toEqual([
      ['zdx-2027-001', undefined],
      ['zdx-2026-002', undefined],
      ['zdx-2026-001', undefined],
    ]);
    const of2026 = await read(office.deps, office.head, (ctx) =>
      listDirected(ctx, { agency: office.agency, limit: 1, year: 2026 }),
    );
    expect(of2026.items.map(({ code }) => code)).toEqual(['zdx-2026-002']);
    expect(of2026.next).toBeDefined();
    const rest = await read(office.deps, office.head, (ctx) =>
      listDirected(ctx, { agency: office.agency, limit: 5, year: 2026, cursor: of2026.next! }),
    );
    expect(rest.items.map(({ code }) => code)).toEqual(['zdx-2026-001']);
  });

  it('are not recorded twice, unless it is said that it is another one', async () => {
    const before = (await listed()).items.length;
    await expect(add()).rejects.toMatchObject({
      code: 'directed.exists',
      message: expect.stringContaining('已经登记为 zdx-2026-001'),
    });
    // Items may be others: it is one inspection all the same. The controls: another document, another day, another ground.
    expect((await listed()).items).toHaveLength(before);
    await add({ reference: '投诉〔2026〕9号' });
    await add({ date: '2026-11-24' });
    await add({ ground: 'transfer' });
    expect(await add({ again: true })).toMatchObject({ code: 'zdx-2026-006' });
    await expect(add()).rejects.toMatchObject({ details: { code: 'zdx-2026-001' } });
  });

  it.each([
    ['1926-11-23', false],
    ['1999-12-31', false],
    ['2000-01-01', true],
    ['2027-11-21', true],
    ['2027-11-22', false],
    ['2036-11-23', false],
  ])('on %s are taken: %s', async (date, isTaken) => {
    const added = add({ date, reference: '日期' });
    if (isTaken) expect(await added).toMatchObject({ date });
    else await expect(added).rejects.toMatchObject({ code: 'request.invalid', message: expect.stringContaining(date) });
  });

  it('are done when a visit is recorded under their number, and count for nothing', async () => {
    const visits = `检查日期,统一社会信用代码,对象类别,任务编号,抽取方式,针对性依据,检查层级,检查机关,抽查事项,检查方式,检查结果
2026-11-19,${PLANT},key,zdx-2026-001,针对性,complaint,县级,140826,1,现场,未发现问题`;
    const outcome = await importing(importVisits, visits);
    expect(outcome.rejected).toEqual([]);
    expect((await listed()).items.filter(({ visitedOn }) => visitedOn !== undefined)).toMatchObject([
      { code: 'zdx-2026-001', visitedOn: '2026-11-19' },
    ]);
    const ledger = await read(office.deps, office.worker, async (ctx) =>
      visitLedger(ctx, (await territoryOf(ctx, office.agency))!, { to: '2026-12-31' }),
    );
    expect(ledger.map((visit) => [visit.taskId, counts(visit)])).toEqual([['zdx-2026-001', false]]);
  });

  it('never change once they are recorded', async () => {
    await expect(office.ask(`update directed_inspection set ground = 'other'`)).rejects.toThrow(/append-only/);
  });
});
