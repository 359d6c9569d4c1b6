import { afterAll, beforeAll, expect, test } from 'vitest';
import { CONSOLE_USER } from '../../accounts/actor.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, type Tree } from '../agencies/test-tree.ts';
import { adoptPack } from '../packs/adopt-pack.ts';
import { adjustPlan } from './adjust-plan.ts';
import { proposePlan } from './propose-plan.ts';
import { showPlan } from './show-plan.ts';
import { putInForce } from './test-plans.ts';

const plan = { agency: EAST, year: 2027 };
const [BEFORE, AFTER] = ['2027q2.general', '2027q3.general'];

/** The plan of a county for 2027 has 一般 in each quarter, of whom the year asks nothing; then its scheme has them no more from July on. */
describeDatabases('a class that a version leaves out within the year', (target) => {
  let tree: Tree;
  const adjusts = (entry: string, n: number) =>
    tree.does('east-office', adjustPlan, { ...plan, entry, n, reason: '方案修订' });
  const entryOf = async (entry: string) =>
    (await tree.looks('east-head', showPlan, plan)).entries.find(({ id }) => id === entry);

  beforeAll(async () => {
    tree = await openTree(target);
    const units = Array.from({ length: 8 }, (_, i) => ({ key: inventedCode(1 + i), class: 'general' as const }));
    await tree.furnish(EAST, units, 8);
    await tree.publishItems(EAST);
    await tree.does('east-office', proposePlan, plan);
    await putInForce(tree, plan);
  });
  afterAll(() => tree.close());

  test('ends with the first period of the version, as the adoption says; the plan keeps its name', async () => {
    const [stored] = await tree.ask<{ content: Scheme }>(`select content from pack_version`);
    const text = withoutGeneral(stored!.content);
    const adopted = await tree.does(CONSOLE_USER, adoptPack, {
      ...{ agency: EAST, file: 'next.yaml', text, why: '方案修订', approver: 'east-head' },
    });
    expect(adopted).toMatchObject({ ended: ['一般排污单位'] });
    expect(adopted.nextYear?.kept).toBeUndefined();
    const { catchUp = [] } = await tree.looks('east-head', showPlan, plan);
    const told = catchUp.filter(({ ended }) => ended).map(({ entry, className, n }) => [entry, className, n]);
    expect(told).toEqual([AFTER, '2027q4.general'].map((entry) => [entry, '一般排污单位', 1]));
    for (const entry of [BEFORE, AFTER]) expect(await entryOf(entry!)).toMatchObject({ className: '一般排污单位' });
  });

  test('is brought to nought in the plan; before it ends its minimum holds', async () => {
    await expect(adjusts(BEFORE!, 0)).rejects.toMatchObject({ code: 'plan.belowMinimum' });
    const { entries } = await adjusts(AFTER!, 0);
    expect(entries.find(({ id }) => id === AFTER)).toMatchObject({ n: 0, base: 0, required: 0 });
    const { catchUp = [] } = await tree.looks('east-head', showPlan, plan);
    expect(catchUp.filter(({ ended }) => ended).map(({ entry }) => entry)).toEqual(['2027q4.general']);
  });
});

type Scheme = {
  version: number;
  effectiveFrom: string;
  levels: { classes: string[] }[];
  classes: { id: string }[];
  rules: { id: string; value: { order?: string[]; kinds?: { when?: string }[] } }[];
};

/** The next version of the scheme, from July on, without 一般 in any of its places. */
function withoutGeneral(scheme: Scheme): string {
  const rules = scheme.rules
    .filter(({ id }) => !id.includes('/general/'))
    .map(({ value, ...rule }) => ({
      ...rule,
      value: {
        ...value,
        ...(value.order && { order: value.order.filter((id) => id !== 'general'), otherwise: 'key' }),
        ...(value.kinds && { kinds: value.kinds.filter(({ when = '' }) => !when.includes('"general"')) }),
      },
    }));
  return JSON.stringify({
    ...scheme,
    version: scheme.version + 1,
    effectiveFrom: '2027-07-01',
    levels: scheme.levels.map((level) => ({ ...level, classes: level.classes.filter((id) => id !== 'general') })),
    classes: scheme.classes.filter(({ id }) => id !== 'general'),
    rules,
  });
}
