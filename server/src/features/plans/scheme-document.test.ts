import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { buildApp } from '../../http/app.ts';
import { EAST, openTree, type Tree } from '../agencies/test-tree.ts';
import { proposePlan } from './propose-plan.ts';
import { publishPlan } from './publish-plan.ts';
import { recordScheme } from './record-scheme.ts';
import { showPlan } from './show-plan.ts';
import { putInForce } from './test-plans.ts';

const plan = { agency: EAST, year: 2026 };
const scheme = {
  title: '示范县“双随机、一公开”实施方案',
  number: '示环发〔2026〕1号',
  issuedOn: '2026-02-13',
  url: 'https://example.gov.cn/scheme.pdf',
  sha256: '0123456789abcdef'.repeat(4),
};

describeDatabases('the scheme document of a year', (target) => {
  let tree: Tree;
  let app: FastifyInstance;
  beforeAll(async () => {
    tree = await openTree(target);
    app = await buildApp(tree.deps, { limits: { requestsPerMinute: 1_000_000, busyMs: 0 } });
    await tree.furnish(EAST, [{ key: inventedCode(1), class: 'key' }], 4);
    await tree.publishItems(EAST);
    await tree.does('east-office', proposePlan, plan);
    await putInForce(tree, plan);
    await tree.does('east-head', publishPlan, { ...plan, channel: '门户网站', url: 'https://example.gov.cn/plan' });
  });
  afterAll(async () => {
    await app.close();
    await tree.close();
  });

  const page = async () =>
    (await app.inject({ method: 'GET', url: `/plans/${EAST}/2026`, headers: { host: 'sunlot.test' } })).body;
  const data = async () =>
    (
      await app.inject({ method: 'GET', url: `/public/v1/plans/${EAST}/2026`, headers: { host: 'sunlot.test' } })
    ).json();

  test('is recorded by the office, beside a plan', async () => {
    await expect(tree.does('east-witness', recordScheme, { ...plan, ...scheme })).rejects.toMatchObject({
      code: 'request.notPermitted',
    });
    await expect(tree.does('east-office', recordScheme, { ...plan, ...scheme, year: 2024 })).rejects.toMatchObject({
      code: 'plan.unknown',
    });
    expect((await data()).scheme).toBeUndefined();
    expect(await page()).not.toContain('年度实施方案');
  });

  test('stands on the public page of the plan, with the hash of the file', async () => {
    const recorded = await tree.does('east-office', recordScheme, { ...plan, ...scheme });
    expect(recorded.scheme).toEqual(scheme);
    expect((await data()).scheme).toEqual(scheme);
    const shown = await page();
    for (const text of [scheme.title, scheme.number, scheme.issuedOn, scheme.url, scheme.sha256])
      expect(shown).toContain(text);
  });

  test('is corrected by a further record; both stay in the log', async () => {
    const later = { ...scheme, title: '示范县“双随机、一公开”实施方案（更正）', number: '' };
    await tree.does('east-office', recordScheme, { ...plan, ...later });
    expect((await tree.looks('east-head', showPlan, plan)).scheme).toEqual(later);
    const logged = await tree.ask<{ entry: Uint8Array }>(`select entry from log_entry where type = 'disclosure'`);
    const schemes = logged.map(({ entry }) => JSON.parse(Buffer.from(entry).toString('utf8')));
    expect(schemes.filter(({ what }) => what === 'scheme').map(({ sha256 }) => sha256)).toEqual([
      scheme.sha256,
      scheme.sha256,
    ]);
  });
});
