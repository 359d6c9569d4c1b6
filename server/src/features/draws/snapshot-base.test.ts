import type { Manifest } from '@sunlot/core/draw/manifest.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, type Edit, openTree, type Tree } from '../agencies/test-tree.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { createTask } from '../tasks/create-task.ts';
import { freezeDraw } from './freeze-draw.ts';
import { rehearseDraw } from './rehearse-draw.ts';

const plan = { agency: EAST, year: 2026 };
const key = { agency: EAST, class: 'key', period: '2026Q4' };

/** The pack with another reading of the day that bases go by (AMB-01). */
const readAs =
  (snapshot: string): Edit =>
  (pack) => {
    const { ambiguities } = pack as unknown as { ambiguities: { switches?: { key: string; default: string }[] }[] };
    const found = ambiguities.flatMap(({ switches = [] }) => switches);
    found.find((one) => one.key === 'calc.denominatorSnapshot')!.default = snapshot;
  };

/** Twelve 重点 of 2025, of whom one closed on 3 November; three more came on 15 August, one on 10 October. Today is 20 November. */
const EXPECTED = [
  { snapshot: 'freeze', listed: 16, base: 15, pool: 15, n: 4 },
  { snapshot: 'periodStart', listed: 15, base: 15, pool: 14, n: 4 },
  { snapshot: 'yearStart', listed: 12, base: 12, pool: 11, n: 3 },
] as const;

describeDatabases('the day that a base goes by (AMB-01)', (target) => {
  describe.each(EXPECTED)('$snapshot', ({ snapshot, listed, base, pool, n }) => {
    let tree: Tree;
    beforeAll(async () => {
      tree = await openTree(target, readAs(snapshot));
      const many = Array.from({ length: 16 }, (_, i) => ({ key: inventedCode(i + 1), class: 'key' as const }));
      await tree.furnish(EAST, many, 10);
      await comes(1, 12, '2025-11-03');
      await comes(13, 15, '2026-08-15');
      await comes(16, 16, '2026-10-10');
      await tree.ask(`update inspection_object set status = 'closed', status_since = '2026-11-03',
        facts = facts || '{"status": "closed", "statusSince": "2026-11-03"}' where key = '${inventedCode(12)}'`);
      await tree.publishItems(EAST);
    });
    afterAll(() => tree.close());

    const comes = (from: number, to: number, day: string) => {
      const keys = Array.from({ length: to - from + 1 }, (_, i) => `'${inventedCode(from + i)}'`);
      return tree.ask(`update inspection_object set added_at = '${day}T01:00:00Z' where key in (${keys.join(', ')})`);
    };
    const verdict = async () => {
      const { tables } = await tree.looks('east-head', judgeCompliance, { agency: EAST, year: 2026 });
      return tables.find((one) => one.class === 'key' && one.topic === 'ratio' && one.period === '2026Q4');
    };

    it('is the same for the plan, the task, the rehearsal, the frozen list and the verdict', async () => {
      const { entries } = await tree.does('east-office', proposePlan, plan);
      const entry = entries.find((one) => one.class === 'key' && one.period === '2026Q4');
      expect(entry).toMatchObject({ base, required: n });
      await putInForce(tree, plan);
      const { task, n: asked } = await tree.does('east-office', createTask, { ...key } as never);
      expect(asked).toBe(entry!.n);
      const rehearsed = await tree.looks('east-office', rehearseDraw, { task });
      expect(rehearsed.strata).toMatchObject([{ base, pool, required: n }]);
      const before = await verdict();
      const { draw } = await tree.does('east-office', freezeDraw, { task });
      const [row] = await tree.ask<{ manifest: string }>(`select manifest from draw where id = '${draw}'`);
      const { strata, lists } = JSON.parse(row!.manifest) as Manifest;
      // Who closed is told in the list by every reading; who came later is in no list of a day before.
      expect([strata[0]!.base, lists.objects.size]).toEqual([base, listed]);
      const after = await verdict();
      expect(after).toMatchObject({ base, baseFrom: 'freeze' });
      // Without a frozen list the base of a running period is that of its first day (decision 0034), whatever the reading.
      expect(before).toMatchObject({ base: snapshot === 'yearStart' ? 12 : 15 });
    });
  });
});
