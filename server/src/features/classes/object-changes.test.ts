import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { read, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { openTestOffice, type TestOffice } from '../../imports/test-office.ts';
import { importObjects } from '../objects/import-objects.ts';
import { showClass } from './list-overrides.ts';

const PLANT = '91999999MA0000001N';
const HEADER =
  '单位名称,统一社会信用代码,单位地址,法定代表人,所在区域,排污许可管理类别,状态,状态起始日期,正面清单,变更生效日期';

describeDatabases('what changed of an object', (target) => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await openTestOffice(target);
  });
  afterAll(() => office.close());

  const importing = (file: string, row: string) =>
    write(office.deps, office.worker, (ctx) =>
      importObjects(ctx, { agency: office.agency, file, bytes: utf8(`${HEADER}\n${row}`) }),
    );
  const changes = async () =>
    (await read(office.deps, office.head, (ctx) => showClass(ctx, { agency: office.agency, object: PLANT }))).changes;

  it('is nothing while the same row comes again', async () => {
    const row = `假想化工有限公司,${PLANT},示范路1号,示例法人,140826,重点管理,正常,,2026-01-01~2026-12-31`;
    await importing('一.csv', row);
    await importing('一.csv', row);
    expect(await changes()).toEqual([]);
  });

  it('stays on record with the day from which it holds and the file that said it; entries are never changed', async () => {
    await importing('二.csv', `假想新材料有限公司,${PLANT},示范路1号,示例新法人,140826,重点管理,停产,2026-11-01,`);
    const found = await changes();
    expect(found.map(({ field, before, after, since }) => [field, before, after, since]).sort()).toEqual([
      ['legalRepresentative', '示例法人', '示例新法人', undefined],
      ['name', '假想化工有限公司', '假想新材料有限公司', undefined],
      ['positiveList', '{"to": "2026-12-31", "from": "2026-01-01"}', undefined, undefined],
      ['status', 'active', 'suspended', '2026-11-01'],
    ]);
    expect(new Set(found.map(({ source }) => source))).toEqual(new Set(['二.csv']));
    await expect(office.ask('delete from object_change')).rejects.toThrow(/append-only/);
  });

  it('has the day from which the office says that it holds, whatever kind of change it is; a state its own', async () => {
    const row = `假想材料有限公司,${PLANT},示范路1号,示例第三法人,140826,简化管理,正常,2026-11-10,2026-02-01~长期,2026-11-05`;
    await importing('三.csv', row);
    const since = (await changes()).filter(({ source }) => source === '三.csv').map((one) => [one.field, one.since]);
    expect(since.sort()).toEqual([
      ['legalRepresentative', '2026-11-05'],
      ['name', '2026-11-05'],
      ['permitCategory', '2026-11-05'],
      ['positiveList', '2026-11-05'],
      ['status', '2026-11-10'],
    ]);
    await importing('四.csv', row.replace('正常,2026-11-10', '停产,').replace('2026-11-05', '2026年11月18日'));
    expect((await changes())[0]).toMatchObject({ field: 'status', after: 'suspended', since: '2026-11-18' });
    // One that was to come and was taken back before its day never held; the others did.
    const next = (await changes()).length;
    await importing('六.csv', row.replace('正常,2026-11-10', '正常,').replace('2026-11-05', '2026-11-19'));
    await importing('七.csv', row.replace('正常,2026-11-10', '停产,2027-03-01').replace('2026-11-05', ''));
    await importing('八.csv', row.replace('正常,2026-11-10', '正常,').replace('2026-11-05', ''));
    const states = (await changes()).slice(0, -next).filter(({ field }) => field === 'status');
    expect(states.map(({ after, since, undone }) => [after, since, undone])).toEqual([
      ['active', undefined, undefined],
      ['suspended', '2027-03-01', true],
      ['active', '2026-11-19', undefined],
    ]);
    const bad = await importing('五.csv', row.replace('2026-11-05', '2026-11-31'));
    expect(bad.rejected).toMatchObject([{ rowNumber: 2, findings: [{ column: 'changedSince', code: 'badDate' }] }]);
  });
});
