import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { importObjects } from '../objects/import-objects.ts';
import { rehearseDraw } from './rehearse-draw.ts';
import { COUNTY, type County, openCounty } from './test-county.ts';
import { type DirectoryRow, directoryOf } from './test-directory.ts';

const DAY = 86_400;
/** Eight 重点 since January, a ninth that came to a standstill on the 2nd, and one 一般; it is 10 April. */
describeDatabases('a row of the directory that speaks of a day to come', (target) => {
  let county: County;
  let task: string;
  const takes = async (rows: readonly DirectoryRow[]) => {
    const { result } = await county.does('zonghe', importObjects, {
      agency: COUNTY,
      file: 'x.csv',
      bytes: directoryOf(rows),
    });
    expect(result).toMatchObject({ rejected: 0 });
  };
  const list = async () => {
    const { strata } = await county.looks('zonghe', rehearseDraw, { task });
    return [strata[0]!.base, strata[0]!.pool];
  };
  const bases = async () => {
    const { tables } = await county.looks('zonghe', judgeCompliance, { agency: COUNTY, year: 2026 });
    return tables.flatMap((one) => (one.topic === 'ratio' && one.class === 'key' ? [one.base] : []));
  };
  beforeAll(async () => {
    county = await openCounty(target, { at: '2026-01-05T01:00:00Z', keyObjects: 0 });
    await takes([
      ...Array.from({ length: 8 }, (_, i) => ({ n: i + 1 })),
      { n: 9, status: '停产', since: '2026-01-02' },
      { n: 10, key: false },
    ]);
    county.wait(95 * DAY);
    task = await county.addTask('2026Q2', 2);
  });
  afterAll(() => county.close());

  it('leaves who comes, becomes 重点 or resumes on that day out of base and pool until then', async () => {
    expect(await list()).toEqual([8, 8]);
    await takes([
      { n: 11, since: '2026-05-20' },
      { n: 12, changed: '2026-05-20' },
      { n: 9, since: '2026-05-20' },
      { n: 10, changed: '2026-05-20' },
    ]);
    expect(await list()).toEqual([8, 8]);
    expect(await bases()).toEqual([9, 8]);
  });

  it('control: who comes today is in both, and who closes on a day to come stays until then', async () => {
    await takes([{ n: 13 }, { n: 8, status: '关闭', since: '2026-05-20' }]);
    expect(await list()).toEqual([9, 9]);
  });

  it('is put off or brought forward by a row with nothing but another day', async () => {
    // Of the last of these the first row said 20 May, as of those above.
    await takes([
      { n: 14, changed: '2026-05-20' },
      { n: 15, changed: '2026-07-20' },
      { n: 16, changed: '2026-05-20' },
    ]);
    county.wait(2 * DAY);
    await takes([
      { n: 14, changed: '2026-09-20' },
      { n: 15, changed: '2026-05-20' },
      { n: 16, changed: '2026-04-11' },
    ]);
    expect(await list()).toEqual([10, 10]);
  });

  it('counts from that day on', async () => {
    county.wait(40 * DAY);
    // Of the three put right: one in May, one in April, and one not before September.
    expect(await list()).toEqual([14, 14]);
    county.wait(45 * DAY);
    expect(await bases()).toEqual([9, 8, 14]);
  });
});
