import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { rehearseDraw } from '../draws/rehearse-draw.ts';
import { COUNTY, type County, openCounty } from '../draws/test-county.ts';
import { listReviews } from './list-reviews.ts';
import { recordReview } from './record-review.ts';

describeDatabases('reviews of the directories', (target) => {
  let county: County;
  let task: string;
  beforeAll(async () => {
    county = await openCounty(target);
    task = await county.addTask('2026Q4', 12);
  });
  afterAll(() => county.close());

  const review = (date: string | undefined, login = 'zonghe') =>
    county.does(login, recordReview, { agency: COUNTY, changes: '新增 2 家，关停 1 家', ...(date && { date }) });
  const listed = () => county.looks('jijian', listReviews, { agency: COUNTY });
  const warned = (warnings: readonly string[]) => warnings.filter((one) => one.includes('还没有核对名录'));

  it('are refused to who may not record them, and for days that have not come', async () => {
    await expect(review(undefined, 'jiancha')).rejects.toMatchObject({ code: 'request.notPermitted' });
    await expect(review('2026-11-21')).rejects.toMatchObject({ code: 'review.early' });
    expect(await listed()).toEqual({ period: '2026Q4', done: false, items: [] });
  });

  it('are asked for before a draw: without one in the quarter the rehearsal warns, with the clause', async () => {
    await review('2026-09-30');
    const { warnings } = await county.looks('zonghe', rehearseDraw, { task });
    expect(warned(warnings)).toEqual([expect.stringMatching(/^2026Q4 还没有核对名录（六（二）「确保抽查对象/)]);
    expect((await listed()).done).toBe(false);
  });

  it('once there is one the warning is gone', async () => {
    expect(await review(undefined)).toMatchObject({
      date: '2026-11-20',
      objects: 150,
      inspectors: 14,
      reviewedBy: 'zonghe',
    });
    expect(warned((await county.looks('zonghe', rehearseDraw, { task })).warnings)).toEqual([]);
    expect(warned((await county.does('zonghe', freezeDraw, { task })).warnings)).toEqual([]);
    const { done, items } = await listed();
    expect([done, ...items.map(({ date }) => date)]).toEqual([true, '2026-11-20', '2026-09-30']);
    await expect(county.deps.database.ownerQuery('delete from directory_review')).rejects.toThrow(/append-only/);
  });
});

describeDatabases('a freeze of directories that nobody reviewed', (target) => {
  it('is made all the same; the answer warns', async () => {
    const county = await openCounty(target);
    try {
      const task = await county.addTask('2026Q4', 12);
      const { warnings } = await county.does('zonghe', freezeDraw, { task });
      expect(warnings).toContainEqual(expect.stringContaining('还没有核对名录'));
    } finally {
      await county.close();
    }
  });
});
