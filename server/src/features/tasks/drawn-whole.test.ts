import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, rule, type Tree } from '../agencies/test-tree.ts';
import { dispatchTask } from '../dispatch/dispatch-task.ts';
import { showDispatch } from '../dispatch/show-dispatch.ts';
import { endDraw } from '../draws/end-draw.ts';
import { drawTask } from '../draws/test-draw.ts';
import { addPlanEntry } from '../plans/add-plan-entry.ts';
import { approvePlan } from '../plans/approve-plan.ts';
import { issuePlan } from '../plans/issue-plan.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { submitPlan } from '../plans/submit-plan.ts';
import { cancelVisit } from '../task-ends/cancel-visit.ts';
import { createTask } from './create-task.ts';

const plan = { agency: EAST, year: 2026 };
const people = ['east-office', 'east-witness'] as const;
const campaign = { ...plan, kind: 'campaign', name: '专项检查', period: '2026Q4', filter: '重金属=是', n: 2 } as const;

describeDatabases(
  'an entry of the plan with a scope of its own that is drawn, and whose visits do not take place',
  (target) => {
    let tree: Tree;
    let task: { readonly task: string; readonly code: string };
    const creates = (entry: string) => tree.does('east-office', createTask, { agency: EAST, entry } as never);
    const issues = async () => {
      await tree.does('east-office', submitPlan, plan);
      await tree.does('east-head', approvePlan, plan);
      await tree.does('east-head', issuePlan, plan);
    };
    const cancels = async () => {
      for (const { rank } of (await tree.looks('east-office', showDispatch, task)).visits) {
        const gone = { task: task.task, object: String(rank), reason: '不能检查', approver: 'east-head' };
        await tree.does('east-office', cancelVisit, gone);
      }
    };

    beforeAll(async () => {
      tree = await openTree(target, (pack) => {
        pack.rules.push(rule('scope/all/all', { taskTypes: ['daily', 'campaign'] }, 'info'));
      });
      const objects = Array.from({ length: 8 }, (_, i) => ({ key: inventedCode(i + 1), class: 'general' as const }));
      await tree.furnish(EAST, objects, 10);
      await tree.publishItems(EAST);
      await tree.ask(`update inspection_object set facts = facts || '{"heavyMetals": true}'`);
      await tree.does('east-office', proposePlan, plan);
      await tree.does('east-office', addPlanEntry, campaign);
      await issues();
      task = await creates('2026q4.campaign-1');
    });
    afterAll(() => tree.close());

    test('is one task before it is drawn: taken back, or drawn', async () => {
      await expect(creates('2026q4.campaign-1')).rejects.toMatchObject({ code: 'task.exists' });
    });

    test('is refused with the ways on; before the dispatch the draw is given up and the same task drawn anew', async () => {
      const draw = await drawTask(tree, task.task, people);
      await cancels();
      await expect(creates('2026q4.campaign-1')).rejects.toMatchObject({
        code: 'task.drawnWhole',
        message: expect.stringMatching(
          /draw void .*task show 2026q4-campaign-1.*plan add --agency \d+ --year 2026 --kind campaign --period 2026Q4 --name /,
        ),
      });
      await tree.does('east-office', endDraw, { draw, reason: '不能检查', approver: 'east-head' });
      await expect(creates('2026q4.campaign-1')).rejects.toMatchObject({
        code: 'task.exists',
        message: expect.stringContaining('draw freeze'),
      });
      await drawTask(tree, task.task, people);
      const { visits } = await tree.looks('east-office', showDispatch, task);
      expect(visits.map(({ cancelledOn }) => cancelledOn)).toEqual([undefined, undefined]);
    });

    test('after the dispatch another entry of the plan is created and drawn', async () => {
      await tree.does('east-office', dispatchTask, task);
      await cancels();
      await expect(creates('2026q4.campaign-1')).rejects.toMatchObject({ code: 'task.drawnWhole' });
      await tree.does('east-office', addPlanEntry, { ...campaign, name: '专项检查二', reason: '原定单位不能检查' });
      await issues();
      const more = await creates('2026q4.campaign-2');
      expect(more).toMatchObject({ code: '2026q4-campaign-2', n: 2 });
      expect(await drawTask(tree, more.task, people)).toMatch(/^drw_/);
    });
  },
);
