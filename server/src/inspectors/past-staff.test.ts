import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { officersOf } from '@sunlot/core/policy/officers.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../db/test-database.ts';
import { COUNTY, type County, openCounty } from '../features/draws/test-county.ts';
import { importInspectors } from '../features/inspectors/import-inspectors.ts';
import { loadPack, readPackSource } from '../packs/pack-files.ts';
import { standingInspectors } from './standing-inspectors.ts';

const DAY = 86_400;
const HEADER = '姓名,单位,执法证号,执法证有效期至,在编在岗,在岗起止';
const loaded = loadPack(readPackSource('xinxian')!);

/** 1:10 of 新县 goes by the officers of 1 January: fourteen were in the directory, and two more came in the first days of it. */
describeDatabases('officers who leave or come within the year', (target) => {
  let county: County;
  beforeAll(async () => {
    county = await openCounty(target, { at: '2025-12-20T01:00:00Z' });
  });
  afterAll(() => county.close());

  const takes = (...rows: readonly string[]) =>
    county.does('zonghe', importInspectors, {
      agency: COUNTY,
      file: '人员.csv',
      bytes: utf8([HEADER, ...rows].join('\n')),
    });
  const person = (id: string, onStaff: string, span = '') => `某${id},大队,DEMO-${id},2029-12-31,${onStaff},${span}`;
  const counted = async (asOf = '2026-01-01') => {
    const people = await county.looks('zonghe', (ctx) => standingInspectors(ctx, COUNTY), {});
    if ('faults' in loaded) throw new Error('xinxian is not a pack');
    return officersOf(loaded.pack, people, { year: Number(asOf.slice(0, 4)), asOf }).length;
  };

  it('are put right as long as the directory is being set up', async () => {
    expect(await counted()).toBe(14);
    county.wait(20 * DAY);
    await takes(person('14', '是'), person('13', '否'));
    expect(await counted()).toBe(14);
  });

  it('make no difference to the number of that year, whatever the directory says later', async () => {
    county.wait(117 * DAY);
    // What counts of nobody was entered first, on the same day.
    await takes(person('0', '是').replace('大队', '二大队'));
    await takes(person('0', '否'), person('1', '否'), person('15', '是'));
    expect(await counted()).toBe(14);
    // Corrected on the same day: a row that never held.
    await takes(person('0', '是'));
    await takes(person('0', '否'));
    expect(await counted()).toBe(14);
  });

  it('control: count in the next one as they stand then, and where 在岗起止 says when it was', async () => {
    expect(await counted('2027-01-01')).toBe(13);
    await takes(person('16', '是', '2025-06-01~2026-12-31'), person('17', '是', '2026-03-01~长期'));
    expect(await counted()).toBe(15);
    expect(await counted('2027-01-01')).toBe(14);
  });

  it('keeps nothing about the person with what counted', async () => {
    const rows = await county.deps.database.ownerQuery('select facts from inspector_earlier order by position');
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(rows)).not.toMatch(/示例|大队|DEMO/);
    await expect(county.deps.database.ownerQuery('delete from inspector_earlier')).rejects.toThrow(/append-only/);
  });
});
