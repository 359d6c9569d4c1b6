import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { openTree, type Tree } from '../agencies/test-tree.ts';
import { switchPack } from '../packs/switch-pack.ts';
import { addUser } from '../users/add-user.ts';
import { editPlanEntry } from './edit-plan-entry.ts';
import { proposePlan } from './propose-plan.ts';
import { showPlan } from './show-plan.ts';

const COUNTY = '411523';
const plan = { agency: COUNTY, year: 2027 };

/** 新县: two officers make 20 of 30 by the text (1:10), the table has all of them. */
describeDatabases('the number of the plan table beside that of the text (AMB-37)', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target);
    await tree.does('console', addAgency, { code: COUNTY, name: '假想县', level: 'county', pack: 'xinxian' });
    await tree.does('console', addUser, { login: 'office', agency: COUNTY, roles: ['generalOffice'] });
    await tree.does('console', addUser, { login: 'head', agency: COUNTY, roles: ['head', 'deputyInCharge'] });
    const objects = Array.from({ length: 30 }, (_, i) => ({ key: inventedCode(i + 1), class: 'general' as const }));
    await tree.furnish(COUNTY, objects, 2);
  });
  afterAll(() => tree.close());

  const told = ({ findings }: { readonly findings: readonly { readonly code: string; readonly message: string }[] }) =>
    findings.filter(({ code }) => code === 'PLAN_BELOW_TARGET').map(({ message }) => message);
  const text =
    '2027.general 共计划 20 家，方案的计划表要求 30 家（计划表）：年底没有查到的判不合规；要按计划表安排的，用 plan edit --entry 2027.general --n 30 调整';

  test('is no word of the plan while the table is a reference', async () => {
    expect(told(await tree.does('office', proposePlan, plan))).toEqual([]);
  });

  test('is none while it is enforced from a day within the year: the version of 1 January judges the year', async () => {
    const enforce = { agency: COUNTY, key: 'planTable.policy', value: 'enforce', from: '2027-07-01' };
    const { nextYear } = await tree.does('console', switchPack, { ...enforce, why: '局务会', approver: 'head' });
    expect(nextYear).toEqual({
      ...{ from: '2028-01-01', classes: [] },
      yearly: [{ key: 'planTable.policy', before: 'warn', after: 'enforce' }],
    });
    expect(told(await tree.looks('office', showPlan, plan))).toEqual([]);
  });

  test('is told by plan propose and plan show once it is enforced, also of a plan that was made before', async () => {
    const enforce = { agency: COUNTY, key: 'planTable.policy', value: 'enforce', from: '2027-01-01' };
    await tree.does('console', switchPack, { ...enforce, why: '局务会', approver: 'head' });
    expect(told(await tree.looks('office', showPlan, plan))).toEqual([text]);
    const view = await tree.does('office', proposePlan, plan);
    expect(view.entries.map(({ id, required, recommended, n }) => [id, required, recommended, n])).toContainEqual([
      '2027.general',
      20,
      20,
      20,
    ]);
    expect(told(view)).toEqual([text]);
  });

  test('control: a plan with the number of the table says nothing', async () => {
    expect(told(await tree.does('office', editPlanEntry, { ...plan, entry: '2027.general', n: 30 }))).toEqual([]);
  });
});
