import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { loadPack, readPackSource } from '../../packs/pack-files.ts';
import { EAST, openTree, rule, type Tree } from '../agencies/test-tree.ts';
import { addUser } from '../users/add-user.ts';
import { addPlanEntry } from './add-plan-entry.ts';
import { proposePlan } from './propose-plan.ts';
import { submitPlan } from './submit-plan.ts';

const plan = { agency: EAST, year: 2026 };
const campaign = { ...plan, kind: 'campaign' as const, name: '专项抽查', period: '2026Q4' };
const outside = {
  code: 'plan.notDrafter',
  message: expect.stringContaining('方案一「假想方案」，由综合行政执法队、领导小组办公室起草'),
};

describeDatabases('a scheme that says who drafts the plan', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target, ({ rules }) => {
      // Of the pack underneath, which has its own.
      rules.splice(0, rules.length, ...rules.filter(({ id }) => !id.includes('/planDrafters/')));
      rules.push(rule('planDrafters/all/county', { roles: ['enforcementBrigade', 'leadingGroupOffice'] }));
    });
    await tree.furnish(EAST, [{ key: inventedCode(1), class: 'key' }]);
    await tree.publishItems(EAST);
    for (const [login, role] of [
      ['east-section', 'sectionHead'],
      ['east-group', 'leadingGroupOffice'],
      ['east-brigade', 'enforcementBrigade'],
    ] as const)
      await tree.does('console', addUser, { login, agency: EAST, roles: [role] });
  });
  afterAll(() => tree.close());

  test('refuses an office that it does not name, with its clause, at every step of a draft', async () => {
    for (const login of ['east-section', 'east-head']) {
      const code = login === 'east-head' ? { code: 'request.notPermitted' } : outside;
      await expect(tree.does(login, proposePlan, plan)).rejects.toMatchObject(code);
    }
    await tree.does('east-brigade', proposePlan, plan);
    await expect(tree.does('east-section', addPlanEntry, campaign)).rejects.toMatchObject(outside);
    await expect(tree.does('east-section', submitPlan, plan)).rejects.toMatchObject(outside);
    expect(await tree.ask('select state from annual_plan')).toEqual([{ state: 'draft' }]);
  });

  test('lets whom it names draft and submit, also who is no office elsewhere', async () => {
    expect((await tree.does('east-group', proposePlan, plan)).state).toBe('draft');
    expect((await tree.does('east-group', submitPlan, plan)).state).toBe('submitted');
  });

  test('says nothing of another level: there any office drafts, and the office of the leading group does not', async () => {
    const city = { agency: '999900', year: 2026 };
    await tree.does('console', addUser, { login: 'city-group', agency: city.agency, roles: ['leadingGroupOffice'] });
    await expect(tree.does('city-group', proposePlan, city)).rejects.toMatchObject({
      code: 'plan.notDrafter',
      message: expect.stringContaining('方案没有写由谁起草，由综合办、综合行政执法队'),
    });
    expect((await tree.does('city-office', proposePlan, city)).state).toBe('draft');
  });
});

test('a pack that names a role which cannot draft is faulty where it says so', () => {
  const loaded = loadPack(readPackSource('jiangxian')!);
  if ('faults' in loaded) throw new Error('the pack does not load');
  const tree = structuredClone(loaded.content) as { rules: { readonly id: string }[] };
  const others = tree.rules.filter(({ id }) => !id.includes('/planDrafters/'));
  const named = (roles: readonly string[]) => {
    const text = stringify({ ...tree, rules: [...others, rule('planDrafters/all/all', { roles })] });
    const answer = loadPack({ name: 'x.yaml', text });
    return 'faults' in answer ? answer.faults.map(({ about, message }) => `${about} ${message}`) : [];
  };
  expect(named(['enforcementBrigade', 'head'])).toEqual([
    expect.stringMatching(
      /^jiangxian\/planDrafters\/all\/all .*“head”不能起草年度计划，可写的角色：.*enforcementBrigade/,
    ),
  ]);
  expect(named(['enforcementBrigade', 'sectionHead'])).toEqual([]);
});
