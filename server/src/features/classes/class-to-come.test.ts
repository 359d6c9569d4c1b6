import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { COUNTY, type County, openCounty } from '../draws/test-county.ts';
import { type DirectoryRow, directoryOf } from '../draws/test-directory.ts';
import { importObjects } from '../objects/import-objects.ts';
import { listObjects } from '../objects/list-objects.ts';
import { showClass } from './list-overrides.ts';

const DAY = 86_400;

/** Ten 重点 since January and a 一般 that becomes 重点 on 20 May, one that comes then; it is 10 April. */
describeDatabases('the class of a unit whose row speaks of a day to come', (target) => {
  let county: County;
  const takes = async (rows: readonly DirectoryRow[]) => {
    const input = { agency: COUNTY, file: 'x.csv', bytes: directoryOf(rows) };
    expect((await county.does('zonghe', importObjects, input)).result).toMatchObject({ rejected: 0 });
  };
  const shows = (n: number, on?: string) =>
    county.looks('zonghe', showClass, { agency: COUNTY, object: inventedCode(n), ...(on && { on }) });
  const spans = async (n: number) => (await shows(n)).intervals.map(({ class: cls, from, to }) => [cls, from, to]);
  const listed = async (n: number) => {
    const { items } = await county.looks('zonghe', listObjects, { agency: COUNTY, q: inventedCode(n), limit: 5 });
    return items.map((one) => [one.class, one.listedFrom]);
  };
  beforeAll(async () => {
    county = await openCounty(target, { at: '2026-01-05T01:00:00Z', keyObjects: 0 });
    await takes([
      ...Array.from({ length: 10 }, (_, i) => ({ n: i + 1 })),
      { n: 11, key: false },
      { n: 12, key: false },
    ]);
    county.wait(95 * DAY);
    await takes([
      { n: 11, changed: '2026-05-20' },
      { n: 12, changed: '2026-04-08' },
      { n: 13, since: '2026-05-20' },
    ]);
  });
  afterAll(() => county.close());

  it('is that of the row before until then, in the list, on a day and through the year', async () => {
    expect(await listed(11)).toEqual([['general', undefined]]);
    expect(await shows(11)).toMatchObject({ class: 'general' });
    expect(await shows(11, '2026-05-19')).toMatchObject({ class: 'general' });
    expect(await shows(11, '2026-05-20')).toMatchObject({ class: 'key' });
    expect(await spans(11)).toEqual([
      ['general', '2026-01-01', '2026-05-19'],
      ['key', '2026-05-20', '2026-12-31'],
    ]);
  });

  it('names the day from which a unit counts that comes then, and no day once it has come', async () => {
    expect(await listed(13)).toEqual([['key', '2026-05-20']]);
    expect(await shows(13)).toMatchObject({ class: 'key', listedFrom: '2026-05-20' });
    expect(await shows(13, '2026-05-20')).not.toHaveProperty('listedFrom');
  });

  it('control: a row of a day that is over holds at once, and no other unit has a day', async () => {
    expect(await listed(12)).toEqual([['key', undefined]]);
    expect((await spans(12)).at(-1)).toEqual(['key', '2026-04-08', '2026-12-31']);
    expect(await listed(1)).toEqual([['key', undefined]]);
  });

  it('goes on record with that day when the quarter is frozen after it', async () => {
    county.wait(50 * DAY);
    await county.does('zonghe', freezeDraw, { task: await county.addTask('2026Q2', 2) });
    const { intervals } = await shows(11);
    expect(intervals.map(({ class: cls, from, recorded }) => [cls, from, recorded])).toEqual([
      ['general', '2026-01-01', true],
      ['key', '2026-05-20', true],
    ]);
    expect(await listed(13)).toEqual([['key', undefined]]);
  });

  it('control: on record after the day without any draw when the next row comes', async () => {
    await takes([{ n: 11, changed: '2026-05-25', key: false }]);
    expect((await spans(11)).map(([cls, from]) => [cls, from])).toEqual([
      ['general', '2026-01-01'],
      ['key', '2026-05-20'],
      ['general', '2026-05-25'],
    ]);
  });
});
