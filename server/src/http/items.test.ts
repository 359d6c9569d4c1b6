import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { write } from '../context.ts';
import { describeDatabases } from '../db/test-database.ts';
import { importItems } from '../features/items/import-items.ts';
import { COUNTY, openTestApp, type Send, type TestApp } from './test-app.ts';

const HEADER = '序号,抽查类别,抽查事项,检查对象,事项类别,检查方式,检查主体,检查依据';
const row = (serial: string, name: string) =>
  `${serial},监督检查,${name},重点排污单位,重点检查事项,现场检查,生态环境部门,《环境保护法》第二十四条`;
const items = `/api/v1/agencies/${COUNTY}/items`;
const publication = { channel: '门户网站', url: 'https://example.gov.cn/items' };

describeDatabases('an item list over HTTP', (target) => {
  let site: TestApp;
  let office: Send;
  let leader: Send;
  beforeAll(async () => {
    site = await openTestApp(target);
    await site.addPerson('olga', ['generalOffice'], COUNTY);
    await site.addPerson('lena', ['head'], COUNTY);
    [office, leader] = [await site.as('olga'), await site.as('lena')];
    await importing(row('1', '废水'), row('2', '废气'));
    await leader('POST', `${items}/publication`, { body: publication });
  });
  afterAll(() => site.close());

  const importing = async (...lines: readonly string[]) =>
    write(site.deps, await site.actor('olga'), (ctx) =>
      importItems(ctx, { agency: COUNTY, file: '清单.csv', bytes: utf8([HEADER, ...lines].join('\n')) }),
    );

  test('is adjusted with a ground, and shows until when it is unpublished', async () => {
    await importing(row('1', '废水'), row('2', '废气'), row('3', '噪声'));
    const refused = await leader('POST', `${items}/publication`, { body: publication });
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'items.adjustmentMissing']);
    const body = { ground: 'enacted', document: '《噪声污染防治法》', effectiveOn: '2026-12-01' };
    expect((await leader('POST', `${items}/adjustments`, { body })).statusCode).toBe(403);
    expect((await office('POST', `${items}/adjustments`, { body: { ...body, ground: '立' } })).statusCode).toBe(400);
    const adjusted = await office('POST', `${items}/adjustments`, { body });
    expect([adjusted.statusCode, adjusted.json().adjustments[0].added]).toEqual([201, ['3']]);
    expect((await office('GET', items)).json()).toHaveProperty('unpublishedSince');
    expect((await office('POST', `${items}/approval`)).statusCode).toBe(403);
    expect((await leader('POST', `${items}/approval`)).json()).toMatchObject({ approvedBy: 'lena' });
    expect((await leader('POST', `${items}/publication`, { body: publication })).statusCode).toBe(200);
    expect((await office('GET', items)).json()).not.toHaveProperty('unpublishedSince');
  });

  test('is taken away as a file of the format that was asked for', async () => {
    const csv = await office('GET', `${items}/export?format=csv`);
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.headers['content-disposition']).toContain(`items-${COUNTY}-v2.csv`);
    expect(csv.body.trim().split('\r\n')).toHaveLength(4);
    const xlsx = await office('GET', `${items}/export`);
    expect(xlsx.headers['content-type']).toContain('spreadsheetml');
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK');
    expect((await office('GET', `${items}/export?format=pdf`)).statusCode).toBe(400);
  });

  test('keeps its receipts from the platform', async () => {
    const push = (body: object) => office('POST', `${items}/pushes`, { body });
    expect((await push({ platform: '省平台', status: 'rejected' })).statusCode).toBe(400);
    expect((await push({ platform: '省平台', status: 'sent' })).json()).toMatchObject({ items: 3, receipt: '' });
    expect((await push({ platform: '省平台', status: 'accepted', receipt: 'S-1' })).statusCode).toBe(201);
    const { items: pushes } = (await office('GET', `${items}/pushes`)).json();
    expect(pushes.map(({ status }: { status: string }) => status)).toEqual(['accepted', 'sent']);
  });
});
