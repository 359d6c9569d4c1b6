import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CONSOLE_USER } from '../accounts/actor.ts';
import { describeDatabases } from '../db/test-database.ts';
import { inventedCode } from '../examples/credit-codes.ts';
import { EAST, openTree, type Tree } from '../features/agencies/test-tree.ts';
import { COUNTY, openCounty } from '../features/draws/test-county.ts';
import { adoptPack } from '../features/packs/adopt-pack.ts';
import { proposePlan } from '../features/plans/propose-plan.ts';
import { publishPlan } from '../features/plans/publish-plan.ts';
import { putInForce } from '../features/plans/test-plans.ts';
import { buildApp } from '../http/app.ts';
import { readPackSource } from '../packs/pack-files.ts';
import { shippedVersion } from '../packs/test-versions.ts';

const RATIO = 'jiangxian/ratio/key/county\n    value: { every: quarter, min: 25% }';

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
    await putInForce(tree, plan);
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

describeDatabases('the public plan of a year in which a version begins', (target) => {
  test('counts as drawn what is drawn under the version of its quarter, as the plan itself', async () => {
    const county = await openCounty(target, { at: '2026-05-20T01:00:00Z', keyObjects: 12 });
    const text = readPackSource('jiangxian')!
      .text.replace(RATIO, RATIO.replace('25%', '25%, offSite: true'))
      .replace(/^version: \d+$/m, `version: ${shippedVersion('jiangxian') + 1}`)
      .replace(/^effectiveFrom: .*$/m, 'effectiveFrom: 2026-07-01');
    await county.does(CONSOLE_USER, adoptPack, {
      ...{ agency: COUNTY, file: 'next.yaml', text, why: '方案修订', approver: 'lingdao' },
    });
    const plan = { agency: COUNTY, year: 2026 };
    const view = await county.does('zonghe', proposePlan, plan);
    expect(view.offSiteChecks).toBe(6);
    await county.deps.database.ownerQuery(`update annual_plan set state = 'published', published_at = '2026-05-20T02:00:00Z',
      channel = '门户网站', url = 'https://example.gov.cn/plan'`);
    const app = await buildApp(county.deps);
    const { offSiteChecks, totalVisits } = (await app.inject(`/public/v1/plans/${COUNTY}/2026`)).json();
    expect([offSiteChecks, totalVisits]).toEqual([6, view.totalVisits]);
    await app.close();
    await county.close();
  });
});
