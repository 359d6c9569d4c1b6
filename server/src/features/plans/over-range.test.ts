import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { openTree, type Tree } from '../agencies/test-tree.ts';
import { rehearseDraw } from '../draws/rehearse-draw.ts';
import { switchPack } from '../packs/switch-pack.ts';
import { createTask } from '../tasks/create-task.ts';
import { addUser } from '../users/add-user.ts';
import { approvePlan } from './approve-plan.ts';
import { editPlanEntry } from './edit-plan-entry.ts';
import { issuePlan } from './issue-plan.ts';
import { proposePlan } from './propose-plan.ts';
import { publishPlan } from './publish-plan.ts';
import { submitPlan } from './submit-plan.ts';

const COUNTY = '530125';
const plan = { agency: COUNTY, year: 2027 };

/** 宜良 C4: 10 % to 30 % a year, of eleven objects two or three. */
describeDatabases('the top of a range that is read as advice (AMB-32)', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target);
    await tree.does('console', addAgency, { code: COUNTY, name: '假想县', level: 'county', pack: 'yiliang' });
    for (const [login, roles] of [
      ['office', ['generalOffice', 'enforcementBrigade']],
      ['head', ['head', 'deputyInCharge']],
    ] as const)
      await tree.does('console', addUser, { login: `yl-${login}`, agency: COUNTY, roles: [...roles] });
    const objects = Array.from({ length: 11 }, (_, i) => ({ key: inventedCode(i + 1), class: 'general' as const }));
    await tree.furnish(COUNTY, objects, 8);
    await tree.ask(
      `update inspection_object set facts = facts || '{"permitCategory": "", "tierRows": ["C4"]}' where agency = '${COUNTY}'`,
    );
    await tree.publishItems(COUNTY);
    await tree.does('yl-office', proposePlan, plan);
  });
  afterAll(() => tree.close());

  const edits = (n: number) => tree.does('yl-office', editPlanEntry, { ...plan, entry: '2027.c4', n });
  const codes = ({ findings }: { readonly findings: readonly { readonly code: string }[] }) =>
    findings.map(({ code }) => code);

  test('is a limit by the other reading', async () => {
    await expect(edits(4)).rejects.toMatchObject({ code: 'plan.aboveRange', details: { n: 4, max: 3 } });
    expect(codes(await edits(3))).not.toContain('OVER_RANGE');
  });

  test('is still a limit where the other reading begins within the year: the version of 1 January judges the row', async () => {
    const why = { why: '局务会', approver: 'yl-head' };
    const july = { agency: COUNTY, key: 'tier.rangeUpperBound', value: 'advisory', from: '2027-07-01' };
    await tree.does('console', switchPack, { ...july, ...why });
    await tree.does('yl-office', proposePlan, plan);
    await expect(edits(4)).rejects.toMatchObject({ code: 'plan.aboveRange', details: { n: 4, max: 3 } });
  });

  test('is said beside the plan that has more, by each step', async () => {
    const why = { why: '局务会', approver: 'yl-head' };
    const advice = { agency: COUNTY, key: 'tier.rangeUpperBound', value: 'advisory', from: '2027-01-01' };
    await tree.does('console', switchPack, { ...advice, ...why });
    await tree.does('yl-office', proposePlan, plan);
    expect(codes(await edits(3))).not.toContain('OVER_RANGE');
    const finding = { code: 'OVER_RANGE', message: '2027.c4 的抽查数 4 超过方案规定的上限 3（表一）' };
    expect((await edits(4)).findings).toContainEqual(finding);
    expect((await tree.does('yl-office', submitPlan, plan)).findings).toContainEqual(finding);
  });

  test('is said again where the task is created, and where its draw is rehearsed', async () => {
    await tree.does('yl-head', approvePlan, plan);
    await tree.does('yl-head', issuePlan, plan);
    await tree.does('yl-head', publishPlan, { ...plan, channel: '门户网站', url: 'https://example.gov.cn/p' });
    const text = '抽查 4 家，超过方案规定的上限 3 家（表一）';
    const { task, warnings } = await tree.does('yl-office', createTask, { agency: COUNTY, entry: '2027.c4' });
    expect(warnings).toContain(text);
    expect((await tree.looks('yl-office', rehearseDraw, { task })).warnings).toContain(text);
  });
});
