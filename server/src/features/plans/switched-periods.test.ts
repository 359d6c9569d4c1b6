import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { openTree, type Tree } from '../agencies/test-tree.ts';
import { rehearseDraw } from '../draws/rehearse-draw.ts';
import { drawTask } from '../draws/test-draw.ts';
import { switchPack } from '../packs/switch-pack.ts';
import { createTask } from '../tasks/create-task.ts';
import { addUser } from '../users/add-user.ts';
import { proposePlan } from './propose-plan.ts';
import { publishPlan } from './publish-plan.ts';
import { putInForce } from './test-plans.ts';

const COUNTY = '530125';

/** 宜良 2次/年: one in each half year, or two at any time (AMB-58). It is the 20th of November 2026. */
describeDatabases('a version that counts a class in other periods', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target);
    await tree.does('console', addAgency, { code: COUNTY, name: '假想县', level: 'county', pack: 'yiliang' });
    for (const [login, roles] of [
      ['office', ['generalOffice', 'enforcementBrigade']],
      ['head', ['head', 'deputyInCharge']],
      ['witness', ['disciplineOfficer']],
    ] as const)
      await tree.does('console', addUser, { login: `yl-${login}`, agency: COUNTY, roles: [...roles] });
    const objects = Array.from({ length: 6 }, (_, i) => ({ key: inventedCode(i + 1), class: 'general' as const }));
    await tree.furnish(COUNTY, objects, 8);
    await tree.ask(`update inspection_object set facts = facts || '{"tierRows": ["B2"]}' where agency = '${COUNTY}'`);
    await tree.publishItems(COUNTY);
  });
  afterAll(() => tree.close());

  const switches = (key: string, value: string, from: string) =>
    tree.does('console', switchPack, { agency: COUNTY, key, value, from, why: '局务会', approver: 'yl-head' });
  const planned = async (year: number) => {
    const { entries } = await tree.does('yl-office', proposePlan, { agency: COUNTY, year });
    return entries.filter((one) => one.class === 'B2').map(({ id, base, n }) => [id, base, n]);
  };
  async function draws(task: string): Promise<void> {
    await drawTask(tree, task, ['yl-office', 'yl-witness']);
  }
  const HALVES = [
    ['2027h1.b2', 6, 6],
    ['2027h2.b2', 6, 6],
  ];

  test('is not spoken of where the periods stay, or where the version begins with a year', async () => {
    expect(await switches('tier.rangeUpperBound', 'advisory', '2027-04-01')).not.toHaveProperty('nextYear');
  });

  test('holds for it from the next year on, which its adoption says with the classes', async () => {
    expect(await planned(2027)).toEqual(HALVES);
    const adopted = await switches('tier.halfYears', 'anyTime', '2027-07-01');
    expect(adopted.nextYear?.from).toBe('2028-01-01');
    expect(adopted.nextYear?.classes).toContain('B类（年度市重点排污单位名单）');
    expect(adopted.nextYear?.classes).toHaveLength(4);
    expect(await planned(2027)).toEqual(HALVES);
    expect(await planned(2028)).toEqual([
      ['2028.b2.1', 6, 6],
      ['2028.b2.2', 6, 6],
    ]);
    expect(await switches('tier.halfYears', 'onePerHalf', '2029-01-01')).not.toHaveProperty('nextYear');
  });

  test('leaves the draw of the second half as it was planned', async () => {
    const plan = { agency: COUNTY, year: 2027 };
    await putInForce(tree, plan, 'yl');
    await tree.does('yl-head', publishPlan, { ...plan, channel: '门户网站', url: 'https://example.gov.cn/p' });
    const { task } = await tree.does('yl-office', createTask, { agency: COUNTY, entry: '2027h2.b2' });
    const { strata } = await tree.looks('yl-office', rehearseDraw, { task });
    expect(strata).toMatchObject([{ base: 6, required: 6, n: 6 }]);
    await draws(task);
    await expect(tree.does('yl-office', createTask, { agency: COUNTY, entry: '2027h2.b2' })).rejects.toMatchObject({
      code: 'task.noSupplement',
      message: expect.stringContaining('缺 0 家'),
    });
  });
});
