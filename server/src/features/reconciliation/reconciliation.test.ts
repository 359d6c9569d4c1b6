import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { COUNTY, type County, openCounty } from '../draws/test-county.ts';
import { reconcile, reconcileFile } from './reconcile.ts';

describeDatabases('a register beside a directory', (target) => {
  let county: County;
  let objects: readonly { readonly key: string; readonly name: string }[];
  beforeAll(async () => {
    county = await openCounty(target);
    objects = await county.deps.database.ownerQuery('select key, name from inspection_object order by key');
  });
  afterAll(() => county.close());

  const asked = { agency: COUNTY, directory: 'objects' } as const;
  const file = (lines: readonly string[], directory: 'objects' | 'inspectors' = 'objects') =>
    county.looks('zonghe', reconcileFile, { agency: COUNTY, directory, file: '册.csv', bytes: utf8(lines.join('\n')) });

  it('is not compared by who may not read the directory, or of another agency', async () => {
    const given = { ...asked, rows: [{ name: '甲' }] };
    await expect(county.looks('zonghe', reconcile, { ...given, agency: '999902' })).rejects.toMatchObject({
      code: 'request.notFound',
    });
    await county.deps.database.ownerQuery(`delete from user_role where user_id = 'usr_jiancha'`);
    await expect(county.looks('jiancha', reconcile, given)).rejects.toMatchObject({ code: 'request.notPermitted' });
  });

  it('names who is missing: 152 permits beside 150 objects', async () => {
    const rows = [...objects, { key: '91999999MA0000001N', name: '未入库甲厂' }, { name: '未入库乙厂' }];
    expect(await county.looks('zonghe', reconcile, { ...asked, rows })).toMatchObject({
      read: 152,
      found: 150,
      missing: [{ key: '91999999MA0000001N', name: '未入库甲厂' }, { name: '未入库乙厂' }],
      extra: [],
    });
  });

  it('names who is in the directory alone, and compares by name where a row has no code', async () => {
    const [first, second, ...others] = objects;
    const rows = [{ name: first!.name }, ...others];
    const { missing, extra } = await county.looks('zonghe', reconcile, { ...asked, rows });
    expect([missing, extra]).toEqual([[], [second]]);
  });

  it('is read from a workbook; codes that cannot be read are said', async () => {
    const lines = objects.map(({ key, name }) => `${name},${key}`);
    const view = await file(['排污单位名称,统一社会信用代码', ...lines, '错码厂,91999999MA0000001X']);
    expect(view).toMatchObject({ read: 151, found: 150, missing: [], extra: [] });
    expect(view.unread).toEqual([{ row: 152, message: expect.stringContaining('校验不通过') }]);
  });

  it('of certificates names people who are not in the directory, and stores nothing', async () => {
    const people = Array.from({ length: 14 }, (_, i) => `检查员${i},DEMO-${i}`);
    const before = await county.deps.database.ownerQuery('select count(*) from log_entry');
    const view = await file(['姓名,执法证号', ...people.slice(1), '假想新人,DEMO-99'], 'inspectors');
    expect(view).toMatchObject({
      missing: [{ key: 'DEMO-99', name: '假想新人' }],
      extra: [{ key: 'DEMO-0', name: '示例检查员0' }],
    });
    expect(await county.deps.database.ownerQuery('select count(*) from log_entry')).toEqual(before);
  });
});
