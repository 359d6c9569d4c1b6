import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { read, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { openTestOffice, type TestOffice } from '../../imports/test-office.ts';
import { importObjects } from '../objects/import-objects.ts';
import { importItems } from './import-items.ts';
import { formOfObject, itemsOfObject } from './items-of-object.ts';
import { publishItems } from './publish-items.ts';

const [K1, K2, G1] = [inventedCode(1), inventedCode(2), inventedCode(3)] as const;
const OBJECTS = `单位名称,统一社会信用代码,所在区域,重点排污单位,危险废物,城镇污水处理厂,状态
假想一厂,${K1},140826,是,产生,否,在产
假想二厂,${K2},140826,是,,是,在产
假想三厂,${G1},140826,否,,否,在产`;
const ITEMS = `序号,抽查类别,抽查事项,检查对象,事项类别,检查方式,检查主体,检查依据
1,重点排污单位监督检查,落实情况,重点排污单位,重点检查事项,现场检查,生态环境部门,《环境保护法》第二十四条
2,一般排污单位监督检查,落实情况,非重点排污单位,一般检查事项,现场检查,生态环境部门,《环境保护法》第二十四条
4,城镇污水处理设施监督检查,设施情况,城镇污水处理厂,重点检查事项,现场检查,生态环境部门,《水污染防治法》第五十条
5,危险废物日常监管,经营情况,危险废物经营许可证单位,重点检查事项,现场检查书面检查,生态环境部门,《固体废物污染环境防治法》
,,贮存及转移情况,危险废物产生单位,重点检查事项,现场检查书面检查,,
6,其他,其他,没有说明的单位,一般检查事项,现场检查,生态环境部门,《环境保护法》第二十四条`;

describeDatabases('items that concern an object', (target) => {
  let office: TestOffice;
  const input = (file: string, text: string) => ({ agency: office.agency, file, bytes: utf8(text) });
  beforeAll(async () => {
    office = await openTestOffice(target);
    const { result } = await write(office.deps, office.worker, (ctx) => importObjects(ctx, input('对象.csv', OBJECTS)));
    expect(result).toMatchObject({ added: 3 });
    await write(office.deps, office.worker, (ctx) => importItems(ctx, input('清单.csv', ITEMS)));
  });
  afterAll(() => office.close());

  const of = (object: string) =>
    read(office.deps, office.worker, (ctx) => itemsOfObject(ctx, { agency: office.agency, object }));

  it('come from the published list, of an object of the directory', async () => {
    await expect(of(K1)).rejects.toMatchObject({ code: 'items.notPublished' });
    const publication = { agency: office.agency, channel: '门户网站', url: 'https://example.gov.cn/items' };
    await write(office.deps, office.head, (ctx) => publishItems(ctx, publication));
    await expect(of(inventedCode(99))).rejects.toMatchObject({ code: 'object.unknown' });
  });

  it('are those of its class and of each trait (G:J-16), also an item that is still incomplete', async () => {
    const first = await of(K1);
    expect(first).toMatchObject({ class: 'key', section: '三（二）', unknownKinds: ['没有说明的单位'] });
    const serials = async (object: string) => (await of(object)).items.map(({ serial }) => serial);
    expect(first.items.map(({ serial }) => serial)).toEqual(['1', '5b']);
    expect(await serials(K2)).toEqual(['1', '4']);
    expect(await serials(G1)).toEqual(['2']);
  });

  it('make one form for one visit, a block for each item (一表通查)', async () => {
    const form = await read(office.deps, office.worker, (ctx) =>
      formOfObject(ctx, { agency: office.agency, object: K1 }),
    );
    expect(form.object).toEqual({ key: K1, name: '假想一厂' });
    expect(form.blocks.map(({ kind, serial, rows }) => [kind, serial, rows.length])).toEqual([
      ['item', '1', 1],
      ['item', '5b', 1],
    ]);
  });
});
