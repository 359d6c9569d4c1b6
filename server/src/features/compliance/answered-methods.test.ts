import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, type Tree } from '../agencies/test-tree.ts';
import { answerVisit } from '../dispatch/answer-visit.ts';
import { dispatchTask } from '../dispatch/dispatch-task.ts';
import { drawTask } from '../draws/test-draw.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { createTask } from '../tasks/create-task.ts';
import { importVisits } from '../visits/import-visits.ts';
import { judgeCompliance } from './judge-compliance.ts';

const plan = { agency: EAST, year: 2026 };
const REASON = '自动监控停运，须现场核实';

/** Firms join the list of those that are inspected off site after they were drawn; two of them are visited on the spot for a reason. */
describeDatabases('why somebody was sent to a firm that is inspected off site first', (target) => {
  let tree: Tree;
  let drawn: readonly string[];
  beforeAll(async () => {
    tree = await openTree(target, (pack) => {
      for (const rule of pack.rules.filter(({ id }) => id === 'jiangxian/methods/all/all'))
        rule.value = {
          ...rule.value,
          offSiteFirst: 'object.offSiteFacilities == "complete"',
          offSiteStrictness: 'principle',
          triggers: [{ id: 'complaint', text: '投诉举报' }],
        };
    });
    const objects = Array.from({ length: 20 }, (_, i) => ({ key: inventedCode(i + 1), class: 'key' as const }));
    await tree.furnish(EAST, objects, 10);
    await tree.publishItems(EAST);
    await tree.does('east-office', proposePlan, plan);
    await putInForce(tree, plan);
    const { task } = await tree.does('east-office', createTask, { agency: EAST, class: 'key', period: '2026Q4' });
    const draw = await drawTask(tree, task, ['east-office', 'east-witness']);
    await tree.ask(`update inspection_object set facts = facts || '{"offSiteFacilities":"complete"}'`);
    const rows = await tree.ask<{ key: string }>(
      `select key from standing_object join inspection_object on id = object_id where draw_id = '${draw}' order by rank`,
    );
    drawn = rows.map(({ key }) => key);
    const onSite = { task, method: 'onSite' } as const;
    await tree.does('east-office', answerVisit, {
      ...onSite,
      object: drawn[0]!,
      reason: REASON,
      approver: 'east-head',
    });
    await tree.does('east-office', answerVisit, { ...onSite, object: drawn[1]!, trigger: '投诉举报' });
    await tree.does('east-office', dispatchTask, { task });
    const line = (key: string) => `2026-11-20,${key},2026q4-key,随机,现场,未发现问题`;
    await tree.does('east-office', importVisits, {
      ...{ agency: EAST, file: 'x.csv' },
      bytes: utf8(
        ['检查日期,统一社会信用代码,任务编号,抽取方式,检查方式,检查结果', ...drawn.slice(0, 3).map(line)].join('\n'),
      ),
    });
  });
  afterAll(() => tree.close());

  it('is what was answered to the task, though the record of the visit says nothing of it', async () => {
    const { findings } = await tree.looks('east-office', judgeCompliance, { ...plan, quarter: 'Q4' });
    const told = findings.filter(({ code }) => code === 'METHOD_VIOLATION');
    expect(told.map(({ object, severity, justification }) => [object, severity, justification])).toEqual(
      [
        [drawn[0], 'justified', { reason: REASON, approvedBy: 'east-head' }],
        [drawn[2], 'error', undefined],
      ].sort(([a], [b]) => (a! < b! ? -1 : 1)),
    );
  });

  it('covers the same visit under the number of another task, and no other visit', async () => {
    const line = (key: string, day: string) => `${day},${key},JOINT-1,随机,现场,未发现问题`;
    await tree.does('east-office', importVisits, {
      ...{ agency: EAST, file: 'y.csv' },
      bytes: utf8(
        [
          '检查日期,统一社会信用代码,任务编号,抽取方式,检查方式,检查结果',
          line(drawn[1]!, '2026-11-20'),
          line(drawn[0]!, '2026-11-19'),
        ].join('\n'),
      ),
    });
    const { findings } = await tree.looks('east-office', judgeCompliance, { ...plan, quarter: 'Q4' });
    const told = findings.filter(({ code, severity }) => code === 'METHOD_VIOLATION' && severity === 'error');
    expect(told.map(({ object, date }) => [object, date]).sort()).toEqual(
      [
        [drawn[0], '2026-11-19'],
        [drawn[2], '2026-11-20'],
      ].sort(),
    );
  });
});
