import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, rule, type Tree } from '../agencies/test-tree.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { showPlan } from '../plans/show-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { createTask } from '../tasks/create-task.ts';
import { setRatio } from './set-ratio.ts';

const grounds = { 污染源数量: '100 家' };
const entry = '2026q4.general';

/** It is the 20th of November 2026. */
describeDatabases('a plan of a class whose ratio is left to the agency', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target, (pack) => {
      pack.rules = pack.rules.filter(({ id }) => !/\/ratio\/general\/county$/.test(id));
      pack.rules.push(rule('ownRatio/general/county', { every: ['quarter'], grounds: Object.keys(grounds) }, 'soft'));
    });
    await furnish(0, 20);
    await tree.furnish(EAST, [], 10);
    await tree.publishItems(EAST);
    await sets('5%');
    for (const year of [2026, 2027]) {
      const plan = { agency: EAST, year };
      await tree.does('east-office', proposePlan, plan);
      await putInForce(tree, plan);
    }
  });
  afterAll(() => tree.close());
  const furnish = (from: number, to: number) =>
    tree.furnish(
      EAST,
      Array.from({ length: to - from }, (_, i) => ({ key: inventedCode(from + i + 1), class: 'general' as const })),
    );
  const sets = (ratio: string, from?: string) =>
    tree.does('east-office', setRatio, {
      ...{ agency: EAST, class: 'general', every: 'quarter' as const, ratio, grounds },
      ...(from && { from }),
    });
  const short = async (ratio: string, from: string) =>
    (await sets(ratio, from)).warnings.filter(({ code }) => code === 'PLAN_SHORT').map(({ message }) => message);

  test('names that ratio where it asks for more than is planned, and so does the task', async () => {
    await furnish(20, 60);
    const ownRatio = { ratio: '5%', from: '2026-01-01' };
    const { catchUp } = await tree.looks('east-head', showPlan, { agency: EAST, year: 2026 });
    expect(catchUp).toMatchObject([{ entry, n: 1, required: 3, ownRatio }]);
    const { minimumToday } = await tree.does('east-office', createTask, { agency: EAST, entry });
    expect(minimumToday).toMatchObject({ n: 3, entry, ownRatio });
  });

  test('is told what it lacks when the ratio is raised, for the periods from its day on', async () => {
    const messages = await short('10%', '2027-07-01');
    expect(messages).toHaveLength(2);
    expect(messages[0]).toContain(
      '2027 年计划的 2027q3.general 计划 1 家，按新比例应抽 2 家（计划时的基数 20 家），少 1 家',
    );
    expect(messages[0]).toContain(`plan adjust --agency ${EAST} --year 2027 --entry 2027q3.general --n 2`);
    expect(messages[1]).toContain('2027q4.general');
  });

  test('lacks nothing by a ratio that asks for no more, nor in periods that a later one rules', async () => {
    expect(await short('4%', '2027-10-01')).toEqual([]);
    expect((await short('20%', '2027-04-01')).map((text) => text.slice(0, 24))).toEqual([
      '2027 年计划的 2027q2.general',
    ]);
  });
});
