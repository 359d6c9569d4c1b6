import type { ComplianceView } from '@sunlot/contract/compliance.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { read, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { COUNTY, ELSEWHERE, openTestApp, type TestApp } from '../../http/test-app.ts';
import { importObjects } from '../objects/import-objects.ts';
import { importVisits } from '../visits/import-visits.ts';
import { judgeCompliance } from './judge-compliance.ts';

const DAY = 86_400_000;

type Row = {
  readonly n: number;
  readonly key?: boolean;
  readonly status?: string;
  readonly since?: string;
  /** 变更生效日期. */
  readonly changed?: string;
  readonly events?: string;
};

const csv = (header: string, rows: readonly string[]) => utf8([header, ...rows].join('\n'));
const directory = (rows: readonly Row[]) =>
  csv(
    '单位名称,统一社会信用代码,单位地址,法定代表人,所在区域,排污许可管理类别,重点排污单位,状态,状态起始日期,变更生效日期,行政处罚',
    rows.map(({ n, key = false, status = '正常', since = '', changed = '', events = '' }) =>
      [
        ...[`假想对象${n}号`, inventedCode(n), `假想路${n}号`, '某某某', COUNTY, key ? '重点管理' : '简化管理'],
        ...[key ? '是' : '否', status, since, changed, events],
      ].join(','),
    ),
  );
const visits = (rows: readonly (readonly [date: string, n: number])[]) =>
  csv(
    '检查日期,统一社会信用代码,抽取方式,检查结果,结果认定日期,公示日期',
    rows.map(([date, n]) => `${date},${inventedCode(n)},随机,未发现问题,${date},${date}`),
  );

/** Eight key objects, the first suspended on 1 February, and four others. */
const FIRST: readonly Row[] = [
  { n: 1, key: true, status: '停产', since: '2026-02-01' },
  ...[2, 3, 4, 5, 6, 7, 8].map((n) => ({ n, key: true })),
  ...[11, 12, 13, 14].map((n) => ({ n })),
];

describeDatabases('the directory of days gone by', (target) => {
  let site: TestApp;
  const takes = async (rows: readonly Row[]) => {
    const input = { agency: COUNTY, file: 'x.csv', bytes: directory(rows) };
    const { result } = await write(site.deps, await site.actor('bob'), (ctx) => importObjects(ctx, input));
    expect(result).toMatchObject({ rejected: 0 });
  };
  const judged = async (year: number): Promise<ComplianceView> =>
    read(site.deps, await site.actor('bob'), (ctx) => judgeCompliance(ctx, { agency: COUNTY, year }));
  /** Bases of a class, quarter by quarter. */
  const bases = async (cls = 'key', year = 2026) =>
    (await judged(year)).tables.flatMap((one) => (one.topic === 'ratio' && one.class === cls ? [one.base] : []));

  beforeAll(async () => {
    site = await openTestApp(target);
    await site.addPerson('linxian', ['head'], ELSEWHERE);
    await takes(FIRST);
  });
  afterAll(() => site.close());

  it('before any change is that of today, with states from their days', async () => {
    expect(await bases()).toEqual([8, 7, 7, 7]);
    expect(await bases('general')).toEqual([4, 4, 4, 4]);
    // What is entered while the directory is being set up was there before.
    site.moveClock(5 * DAY);
    await takes([{ n: 15 }]);
    expect(await bases('general')).toEqual([5, 5, 5, 5]);
  });

  it('is not rewritten by rows that say from when on they speak', async () => {
    site.moveClock(80 * DAY);
    await takes([
      { n: 1, key: true, status: '正常', since: '2026-08-01' },
      { n: 2, changed: '2026-09-15' },
      { n: 11, key: true, changed: '2026-09-15' },
    ]);
    // Q3 began on 1 July: the first was suspended still, and the others were what they had been.
    expect(await bases()).toEqual([8, 7, 7, 8]);
    expect(await bases('general')).toEqual([5, 5, 5, 5]);
    // The record of classes says the same day.
    const recorded = await site.deps.database.ownerQuery<{ from_day: string; before: string; after: string }>(
      `select from_day::text, before, after from class_change where cause = 'import' and before <> after order by object_key`,
    );
    expect(recorded).toEqual(
      expect.arrayContaining([
        { from_day: '2026-09-15', before: 'key', after: 'general' },
        { from_day: '2026-09-15', before: 'general', after: 'key' },
      ]),
    );
  });

  it('is not rewritten by an undated row: it speaks from the day it was entered', async () => {
    await takes([{ n: 3 }, { n: 12, key: true }, { n: 13, key: true }]);
    expect(await bases()).toEqual([8, 7, 7, 8]);
    expect(await bases('key', 2027)).toEqual([8]);
    // Control: from the next quarter on the directory is what the rows say now.
    site.moveClock(60 * DAY);
    expect(await bases('key', 2027)).toEqual([8, 9]);
  });

  it('has a new object from its first day, and without one from the day it was entered', async () => {
    await takes([
      { n: 21, key: true },
      { n: 22, key: true, since: '2026-07-01' },
      { n: 23, key: true, changed: '2026-10-01' },
      // Known from before: it had stopped before it was entered.
      { n: 24, key: true, status: '停产', since: '2026-12-31' },
    ]);
    expect(await bases()).toEqual([9, 8, 9, 11]);
    expect(await bases('key', 2027)).toEqual([10, 11]);
    // An object that was visited before it was entered had been there.
    const input = { agency: COUNTY, file: 'v.csv', bytes: visits([['2026-03-03', 21]]) };
    const { result } = await write(site.deps, await site.actor('bob'), (ctx) => importVisits(ctx, input));
    expect(result).toMatchObject({ rejected: 0, added: 1 });
    expect(await bases()).toEqual([10, 9, 10, 12]);
  });

  it('stays when the columns of days are left empty later, and when a row is corrected on the day it was entered', async () => {
    const [before, after] = [await bases(), await bases('key', 2027)];
    site.moveClock(DAY);
    await takes([{ n: 1, key: true }, { n: 2 }, { n: 11, key: true }, { n: 22, key: true }, { n: 23, key: true }]);
    expect([await bases(), await bases('key', 2027)]).toEqual([before, after]);
    await takes([{ n: 4 }]);
    await takes([{ n: 4, key: true }]);
    expect([await bases(), await bases('key', 2027)]).toEqual([before, after]);
  });

  it('has what has a day of its own by that day, also where it is entered late', async () => {
    expect((await bases('special')).slice(0, 4)).toEqual([0, 0, 0, 0]);
    await takes([{ n: 14, events: '2026-05-03|县级|示例文1号' }]);
    expect(await bases('special')).toEqual([0, 0, 1, 0]);
  });

  it('is kept row by row, closed to another county, and rewritten by nobody', async () => {
    const seen = async (login: string) =>
      read(site.deps, await site.actor(login), async ({ tx }) => {
        return (await tx.selectFrom('object_earlier').select('object_key').execute()).length;
      });
    expect(await seen('linxian')).toBe(0);
    expect(await seen('bob')).toBeGreaterThan(8);
    const kept = await site.deps.database.ownerQuery<{ n: string }>('select count(*) as n from object_earlier');
    expect(Number(kept[0]!.n)).toBeGreaterThan(8);
    await expect(site.deps.database.ownerQuery('delete from object_earlier')).rejects.toThrow();
  });
});
