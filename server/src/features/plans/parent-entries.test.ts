import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeDatabases, type TestTarget } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { CITY, EAST, type Edit, openTree, rule, type Tree, WEST } from '../agencies/test-tree.ts';
import { addPlanEntry } from './add-plan-entry.ts';
import { approvePlan } from './approve-plan.ts';
import { issuePlan } from './issue-plan.ts';
import { proposePlan } from './propose-plan.ts';
import { showPlan } from './show-plan.ts';
import { selectParentEntries } from './sql.ts';
import { submitPlan } from './submit-plan.ts';

const YEAR = 2026;
const of = (agency: string) => ({ agency, year: YEAR });
const campaign = { kind: 'campaign', name: '夏季专项检查', period: '2026Q3' } as const;

/** A city that has issued a campaign besides its key objects, and a county that has proposed its own plan. */
async function openIssued(target: TestTarget, edit: Edit = () => undefined): Promise<Tree> {
  const tree = await openTree(target, (pack) => {
    pack.rules.push(rule('scope/all/all', { taskTypes: ['daily', 'campaign'] }, 'info'));
    edit(pack);
  });
  await tree.furnish(
    EAST,
    [1, 2, 3].map((i) => ({ key: inventedCode(i), class: 'key' as const })),
  );
  await tree.furnish(WEST, [{ key: inventedCode(9), class: 'special' }]);
  for (const agency of [CITY, EAST, WEST]) await tree.publishItems(agency);
  await tree.does('city-office', proposePlan, of(CITY));
  await tree.does('city-office', addPlanEntry, { ...of(CITY), ...campaign });
  await tree.does('city-office', submitPlan, of(CITY));
  await tree.does('city-head', approvePlan, of(CITY));
  await tree.does('east-office', proposePlan, of(EAST));
  return tree;
}

/** 只增不减 governs the plan, too (AMB-55). */
describeDatabases('entries of the plan that the superior has issued', (target) => {
  describe('under 只增不减', () => {
    let tree: Tree;
    beforeAll(async () => {
      tree = await openIssued(target);
    });
    afterAll(() => tree.close());
    const submit = () => tree.does('east-office', submitPlan, of(EAST));

    test('may be added to, not dropped: the plan is not submitted, and the entry is named with what to do', async () => {
      await tree.does('city-head', issuePlan, of(CITY));
      const refused = submit();
      await expect(refused).rejects.toMatchObject({
        code: 'plan.parentEntriesMissing',
        details: { parent: CITY, n: 1, missing: '2026q3.campaign-1 专项检查“夏季专项检查”', section: '四（一）' },
      });
      await expect(refused).rejects.toThrow(/sunlot plan add/);
      expect(await tree.looks('east-office', showPlan, of(EAST))).toMatchObject({ state: 'draft' });
    });

    test('are shown to nobody but the agency below itself', async () => {
      await expect(tree.looks('east-office', showPlan, of(CITY))).rejects.toMatchObject({ code: 'request.notFound' });
      const entries = (login: string) =>
        tree.looks(
          login,
          async ({ tx }) => (await selectParentEntries(tx, of(EAST))).map(({ entry }) => entry),
          undefined,
        );
      expect(await entries('east-office')).toContain('2026q3.campaign-1');
      expect(await entries('west-office')).toEqual([]);
    });

    test('kept under the same kind and name let the plan go on, with entries of its own beside', async () => {
      await tree.does('east-office', addPlanEntry, { ...of(EAST), ...campaign, name: '冬季专项检查' });
      await expect(submit()).rejects.toMatchObject({ code: 'plan.parentEntriesMissing' });
      await tree.does('east-office', addPlanEntry, { ...of(EAST), ...campaign });
      expect(await submit()).toMatchObject({ state: 'submitted' });
    });

    test('of a class of which a county has no object are not asked', async () => {
      await tree.does('west-office', proposePlan, of(WEST));
      await tree.does('west-office', addPlanEntry, { ...of(WEST), ...campaign });
      expect(await tree.does('west-office', submitPlan, of(WEST))).toMatchObject({ state: 'submitted' });
    });
  });

  test('that are not issued yet, or where the pack lets them go, hold nobody up', async () => {
    const free = await openIssued(target, (pack) => {
      const { ambiguities } = pack as unknown as Switched;
      const found = ambiguities.flatMap(({ switches }) => switches ?? []).find(({ key }) => key === 'plan.addOnly');
      found!.default = false;
    });
    await free.does('city-head', issuePlan, of(CITY));
    expect(await free.does('east-office', submitPlan, of(EAST))).toMatchObject({ state: 'submitted' });
    await free.close();
    const early = await openIssued(target);
    expect(await early.does('east-office', submitPlan, of(EAST))).toMatchObject({ state: 'submitted' });
    await early.close();
  });
});

type Switched = {
  readonly ambiguities: readonly { readonly switches?: readonly { readonly key: string; default: unknown }[] }[];
};
