import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../db/test-database.ts';
import { inventedCode } from '../examples/credit-codes.ts';
import { EAST, openTree, type Tree } from '../features/agencies/test-tree.ts';
import { approvePlan } from '../features/plans/approve-plan.ts';
import { issuePlan } from '../features/plans/issue-plan.ts';
import { proposePlan } from '../features/plans/propose-plan.ts';
import { publishPlan } from '../features/plans/publish-plan.ts';
import { submitPlan } from '../features/plans/submit-plan.ts';
import { buildApp } from '../http/app.ts';

/** It is the 20th of November 2026. */
describeDatabases('the public page of a plan', (target) => {
  let tree: Tree;
  let app: FastifyInstance;
  beforeAll(async () => {
    tree = await openTree(target);
    app = await buildApp(tree.deps);
    const classes = ['key', 'key', 'key', 'special', 'general'] as const;
    await tree.furnish(
      EAST,
      classes.map((cls, i) => ({ key: inventedCode(i + 1), class: cls })),
    );
    await tree.publishItems(EAST);
  });
  afterAll(async () => {
    await app.close();
    await tree.close();
  });

  const published = async (year: number) => {
    const plan = { agency: EAST, year };
    await tree.does('east-office', proposePlan, plan);
    await tree.does('east-office', submitPlan, plan);
    await tree.does('east-head', approvePlan, plan);
    await tree.does('east-head', issuePlan, plan);
    await tree.does('east-head', publishPlan, { ...plan, channel: '门户网站', url: 'https://example.gov.cn/plan' });
    return (await app.inject(`/plans/${EAST}/${year}`)).body;
  };

  test('says which numbers were an estimate on the day the plan was made: of classes by the events of the quarter before', async () => {
    const page = await published(2027);
    expect(page).toContain('特殊监管对象按上一季度的事件归类');
    expect(page).toContain('2027 年第一季度起的基数和数量是制定计划时的估计');
    expect(page).not.toContain('重点排污单位按上一季度的事件归类');
    const data = (await app.inject(`/public/v1/plans/${EAST}/2027`)).json();
    expect(data.estimates).toContainEqual({ class: 'special', className: '特殊监管对象', from: '2027Q1' });
  });

  test('and of none where every period had begun by then', async () => {
    expect(await published(2026)).not.toContain('估计');
  });
});
