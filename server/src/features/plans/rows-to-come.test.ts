import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { loadPack, readPackSource } from '../../packs/pack-files.ts';
import { COUNTY, type County, openCounty } from '../draws/test-county.ts';
import { type DirectoryRow, directoryOf } from '../draws/test-directory.ts';
import { importObjects } from '../objects/import-objects.ts';
import { simulatePack } from '../packs/simulate-pack.ts';
import { proposePlan } from './propose-plan.ts';

/** Twenty 一般 since January; it is 20 November 2026. */
describeDatabases('a plan where the directory speaks of days to come', (target) => {
  let county: County;
  const takes = async (rows: readonly DirectoryRow[]) => {
    const bytes = directoryOf(rows.map((row) => ({ key: false, ...row })));
    const { result } = await county.does('zonghe', importObjects, { agency: COUNTY, file: 'x.csv', bytes });
    expect(result).toMatchObject({ rejected: 0 });
  };
  const planned = async (year: number) => {
    const { entries } = await county.does('zonghe', proposePlan, { agency: COUNTY, year });
    return [...new Set(entries.filter((one) => one.class === 'general').map(({ base }) => base))];
  };
  const simulated = async (year: number) => {
    const loaded = loadPack(readPackSource('jiangxian')!);
    if ('faults' in loaded) throw new Error(loaded.faults[0]!.message);
    const asked = { agency: COUNTY, year, pack: loaded.pack };
    const { simulated: one } = await county.looks('zonghe', simulatePack, asked);
    return one.classes.find(({ class: cls }) => cls === 'general')!.base;
  };

  beforeAll(async () => {
    county = await openCounty(target, { at: '2026-01-05T01:00:00Z', keyObjects: 0 });
    await county.deps.database.ownerQuery('delete from inspection_object');
    await takes(Array.from({ length: 20 }, (_, i) => ({ n: i + 1 })));
    county.wait(319 * 86_400);
  });
  afterAll(() => county.close());

  test('control: counts who is there', async () => {
    expect([await planned(2027), await simulated(2027), await simulated(2026)]).toEqual([[20], 20, 20]);
  });

  test('goes by the first day of its year: who closes before it is left out, who comes after it too', async () => {
    await takes([
      { n: 1, status: '关闭', since: '2026-12-15' },
      { n: 2, status: '关闭', since: '2027-02-01' },
      { n: 21, since: '2027-03-01' },
      { n: 22, since: '2026-12-20' },
    ]);
    expect([await planned(2027), await simulated(2027)]).toEqual([[20], 20]);
    expect(await simulated(2026)).toBe(20);
  });

  test('and so does the class: until its day a row changes nobody’s', async () => {
    await takes([{ n: 3, key: true, changed: '2027-04-01' }]);
    expect([await planned(2027), await simulated(2027)]).toEqual([[20], 20]);
    await takes([{ n: 4, key: true, changed: '2026-12-01' }]);
    expect([await planned(2027), await simulated(2027)]).toEqual([[19], 19]);
    expect(await simulated(2026)).toBe(20);
  });
});
