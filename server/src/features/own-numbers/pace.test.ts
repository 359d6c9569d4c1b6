import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { describeDatabases } from '../../db/test-database.ts';
import { rule } from '../agencies/test-tree.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { COUNTY, type County, DICE, openCounty } from '../draws/test-county.ts';
import { setRatio } from './set-ratio.ts';

const grounds = { 污染源数量: '37 家' };
const DAY = 86_400;

/** The scheme leaves the ratio of its key objects to the county, and asks for all of them within five years. */
function leavesKey(text: string): string {
  const tree = parse(text) as { rules: { id: string }[] };
  tree.rules = tree.rules.filter(({ id }) => !/\/(ratio|coverage)\/key\//.test(id));
  tree.rules.push(
    rule('ownRatio/key/county', { every: ['quarter'], grounds: Object.keys(grounds) }, 'soft'),
    rule('coverage/key/county', { years: 5, from: '2026-01-01' }),
  );
  return stringify(tree);
}

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
