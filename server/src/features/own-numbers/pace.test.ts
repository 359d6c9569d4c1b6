import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { COUNTY, type County, DICE, openCounty } from '../draws/test-county.ts';
import { setRatio } from './set-ratio.ts';
import { grounds, leavesKey } from './test-own-ratio.ts';

const DAY = 86_400;

describeDatabases('the pace of a ratio that the agency chose', (target) => {
  let county: County;
  beforeAll(async () => {
    county = await openCounty(target, { at: '2026-02-10T01:00:00Z', edit: leavesKey });
  });
  afterAll(() => county.close());

  /** 1 % of 37 objects is one of a quarter. */
  const warnsFrom = async (from: string) => {
    const own = { agency: COUNTY, class: 'key', every: 'quarter', ratio: '1%', grounds, from } as const;
    return (await county.does('zonghe', setRatio, own)).warnings.map(({ message }) => message);
  };
  const draws = async (period: string) => {
    const { draw } = await county.does('zonghe', freezeDraw, { task: await county.addTask(period, 3) });
    for (const login of ['zonghe', 'jijian'])
      await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('zonghe', runDraw, { draw });
  };

  test('is one of each quarter of the window', async () => {
    expect(await warnsFrom('2026-01-01')).toMatchObject([expect.stringContaining('覆盖 20 家，应覆盖 37 家')]);
  });

  test('counts whom the running quarter drew as those that it takes, not once more', async () => {
    await draws('2026Q1');
    expect(await warnsFrom('2026-04-01')).toMatchObject([expect.stringContaining('覆盖 20 家，应覆盖 37 家')]);
  });

  test('control: once the quarter is over it has covered as many as it drew', async () => {
    county.wait(60 * DAY);
    expect(await warnsFrom('2026-07-01')).toMatchObject([expect.stringContaining('覆盖 22 家，应覆盖 37 家')]);
  });
});
