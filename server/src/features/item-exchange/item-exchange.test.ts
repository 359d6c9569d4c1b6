import { RecordPush } from '@sunlot/contract/items.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { read, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { openTestOffice, type TestOffice } from '../../imports/test-office.ts';
import { importItems } from '../items/import-items.ts';
import { publishItems } from '../items/publish-items.ts';
import { exportItems } from './export-items.ts';
import { listPushes, recordPush } from './record-push.ts';

const ITEMS = `序号,抽查类别,抽查事项,检查对象,事项类别,检查方式,检查主体,检查依据,抽查内容,监管事项
1,监督检查,废水,重点排污单位；城镇污水处理厂,重点检查事项,现场检查书面检查,生态环境部门,1.《环境保护法》第二十四条；2.《水污染防治法》第三十条,台账,污染防治设施运行情况
2,监督检查,=废气,重点排污单位,一般检查事项,现场检查,生态环境部门,《大气污染防治法》第二十九条,,`;

describeDatabases('a list that goes to the platform', (target) => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await openTestOffice(target);
    await write(office.deps, office.worker, (ctx) =>
      importItems(ctx, { agency: office.agency, file: '清单.csv', bytes: utf8(ITEMS) }),
    );
  });
  afterAll(() => office.close());

  const exported = (format: 'xlsx' | 'csv') =>
    read(office.deps, office.worker, (ctx) => exportItems(ctx, { agency: office.agency, format }));
  const push = (more: object = {}) =>
    write(office.deps, office.worker, (ctx) =>
      recordPush(ctx, {
        agency: office.agency,
        ...RecordPush.parse({ platform: '省双随机监管平台', status: 'sent', ...more }),
      }),
    );

  it('is the published one, sent by the office', async () => {
    await expect(exported('csv')).rejects.toMatchObject({ code: 'items.notPublished' });
    await expect(push()).rejects.toMatchObject({ code: 'items.notPublished' });
    const publication = { agency: office.agency, channel: '门户网站', url: 'https://example.gov.cn/items' };
    await write(office.deps, office.head, (ctx) => publishItems(ctx, publication));
    const sent = { agency: office.agency, ...RecordPush.parse({ platform: '平台', status: 'sent' }) };
    await expect(write(office.deps, office.witness, (ctx) => recordPush(ctx, sent))).rejects.toMatchObject({
      code: 'request.notPermitted',
    });
  });

  it('has one row an item with every field, and comes back unchanged when it is imported', async () => {
    const { file, items, bytes } = await exported('csv');
    expect([file, items]).toEqual(['items-140826-v1.csv', 2]);
    const lines = new TextDecoder().decode(bytes).trim().split('\r\n');
    expect(lines).toEqual([
      '序号,抽查类别,抽查事项,检查对象,事项类别,检查方式,检查主体,检查依据,抽查内容,监管事项',
      '1,监督检查,废水,重点排污单位；城镇污水处理厂,重点检查事项,现场检查；书面检查,生态环境部门,《环境保护法》第二十四条；《水污染防治法》第三十条,台账,污染防治设施运行情况',
      "2,监督检查,'=废气,重点排污单位,一般检查事项,现场检查,生态环境部门,《大气污染防治法》第二十九条,,",
    ]);
    const workbook = await exported('xlsx');
    const again = await write(office.deps, office.worker, (ctx) =>
      importItems(ctx, { agency: office.agency, file: workbook.file, bytes: workbook.bytes }),
    );
    expect(again.result).toMatchObject({ read: 2, same: 2, rejected: 0 });
    expect((await exported('xlsx')).bytes).toEqual(workbook.bytes);
  });

  it('keeps what was sent, when, and what came back', async () => {
    expect(() => RecordPush.parse({ platform: '平台', status: 'accepted' })).toThrow('回执');
    const sent = await push();
    const accepted = await push({ status: 'accepted', receipt: 'SSJ-2026-001' });
    expect(accepted).toMatchObject({ version: 1, items: 2, at: expect.stringMatching(/^2026-11-20T/) });
    expect(accepted.contentHash).toBe(sent.contentHash);
    const found = await read(office.deps, office.worker, (ctx) => listPushes(ctx, { agency: office.agency }));
    expect(found.items).toEqual([accepted, sent]);
    await expect(office.ask('delete from item_push')).rejects.toThrow();
    expect(await office.ask(`select from log_entry where type = 'items.push'`)).toHaveLength(2);
  });
});
