import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, type Tree } from '../agencies/test-tree.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { createTask } from '../tasks/create-task.ts';
import { listTasks } from '../tasks/list-tasks.ts';
import { adjustPlan } from './adjust-plan.ts';
import { approvePlan } from './approve-plan.ts';
import { editPlanEntry } from './edit-plan-entry.ts';
import { issuePlan } from './issue-plan.ts';
import { proposePlan } from './propose-plan.ts';
import { publishPlan } from './publish-plan.ts';
import { showPlan } from './show-plan.ts';
import { submitPlan } from './submit-plan.ts';

const plan = { agency: EAST, year: 2026 };
const publication = { channel: '门户网站', url: 'https://example.gov.cn/x' };
const entry = '2026q4.key';

describeDatabases('a plan in force is adjusted', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target);
    await tree.furnish(
      EAST,
      Array.from({ length: 8 }, (_, i) => ({ key: inventedCode(i + 1), class: 'key' as const })),
      8,
    );
    await tree.publishItems(EAST);
    await tree.does('east-office', proposePlan, plan);
  });
  afterAll(() => tree.close());

  const adjusts = (more: object = {}) =>
    tree.does('east-office', adjustPlan, { ...plan, entry, n: 4, reason: '新增企业投产', ...more });
  const shows = (version?: number) => tree.looks('east-head', showPlan, { ...plan, ...(version && { version }) });
  const ratioOf = (view: Awaited<ReturnType<typeof shows>>) =>
    view.entries.find(({ id }) => id === entry)?.fields['ratioQuantity'];
  const numberOf = (view: Awaited<ReturnType<typeof shows>>) => view.entries.find(({ id }) => id === entry)?.n;

  test('not while it is a draft, which is changed itself', async () => {
    await expect(adjusts()).rejects.toMatchObject({
      code: 'plan.notInForce',
      message: expect.stringContaining('草稿'),
    });
    await expect(adjusts({ year: 2025 })).rejects.toMatchObject({ code: 'plan.unknown' });
    await tree.does('east-office', submitPlan, plan);
    await tree.does('east-head', approvePlan, plan);
    await expect(adjusts()).rejects.toMatchObject({ code: 'plan.notInForce' });
    await tree.does('east-head', issuePlan, plan);
    await tree.does('east-head', publishPlan, { ...plan, ...publication });
  });

  describe('by a further version', () => {
    test('never by editing what was issued', async () => {
      await expect(tree.does('east-office', editPlanEntry, { ...plan, entry, n: 4 })).rejects.toMatchObject({
        code: 'plan.wrongState',
        message: expect.stringContaining('调整计划'),
      });
      await expect(tree.does('east-office', proposePlan, plan)).rejects.toMatchObject({ code: 'plan.exists' });
    });

    test('with a reason, by those who draft, within what the law requires', async () => {
      await expect(adjusts({ n: 1 })).rejects.toMatchObject({ code: 'plan.belowMinimum' });
      await expect(adjusts({ n: 9 })).rejects.toMatchObject({ code: 'request.invalid' });
      await expect(adjusts({ entry: '2026q4.none' })).rejects.toMatchObject({
        code: 'plan.entryUnknown',
        message: expect.stringMatching(/没有编号为 2026q4.none 的一项.*plan show --agency/),
      });
      await expect(tree.does('east-head', adjustPlan, { ...plan, entry, n: 4, reason: 'x' })).rejects.toMatchObject({
        code: 'request.notPermitted',
      });
      await expect(tree.does('city-office', adjustPlan, { ...plan, entry, n: 4, reason: 'x' })).rejects.toMatchObject({
        code: 'request.notPermitted',
      });
      expect(await shows()).toMatchObject({ version: 1, state: 'published' });
    });

    test('that has to be made public again, while the first holds and stays readable', async () => {
      const view = await adjusts();
      expect(view).toMatchObject({ version: 2, state: 'draft', reason: '新增企业投产' });
      expect(view.findings).toMatchObject([{ code: 'PLAN_LATE' }, { code: 'PLAN_TO_REPUBLISH' }]);
      const again = await adjusts({ entry: '2026q3.key', n: 3, reason: '停产' });
      expect(again).toMatchObject({ version: 2, reason: '新增企业投产；停产' });
      expect(numberOf(again)).toBe(4);
      // The text that the public reads has the number of the entry, unless the office wrote its own.
      expect(ratioOf(await shows(1))).toBe('不低于25%，2 家次');
      expect(ratioOf(again)).toBe('不低于25%，4 家次');
      const own = await adjusts({ n: 5, fields: { ratioQuantity: '全部企业的一半以上' } });
      expect(ratioOf(own)).toBe('全部企业的一半以上');
      expect(ratioOf(await adjusts())).toBe('全部企业的一半以上');
      expect(numberOf(await shows())).toBe(4);
      expect([numberOf(await shows(1)), numberOf(await shows())]).toEqual([2, 4]);
      await expect(tree.does('east-office', editPlanEntry, { ...plan, entry, n: 5 })).rejects.toMatchObject({
        code: 'plan.wrongState',
      });
      await expect(tree.does('east-office', proposePlan, plan)).rejects.toMatchObject({ code: 'plan.exists' });
    });

    test('whose tasks take the new number once it is issued', async () => {
      const task = await tree.does('east-office', createTask, { agency: EAST, class: 'key', period: '2026Q4' });
      expect(task.n).toBe(2);
      await tree.does('east-office', submitPlan, plan);
      await tree.does('east-head', approvePlan, plan);
      const issued = await tree.does('east-head', issuePlan, plan);
      expect(issued).toMatchObject({ version: 2, state: 'issued', publicationDue: '2026-12-18' });
      expect(issued.findings).toContainEqual(expect.objectContaining({ code: 'PLAN_TO_REPUBLISH', due: '2026-12-18' }));
      expect(await tree.looks('east-office', listTasks, { agency: EAST })).toMatchObject([{ task: task.task, n: 4 }]);
      await expect(
        tree.does('east-office', createTask, { agency: EAST, class: 'key', period: '2026Q4' }),
      ).rejects.toMatchObject({ code: 'task.exists' });
      const published = await tree.does('east-head', publishPlan, { ...plan, ...publication });
      expect(published.findings.map(({ code }) => code)).toEqual(['PLAN_LATE']);
      expect(await shows(1)).toMatchObject({ state: 'superseded', url: publication.url });
    });

    test('but no longer where the list is frozen', async () => {
      const [task] = await tree.looks('east-office', listTasks, { agency: EAST });
      await tree.does('east-office', freezeDraw, { task: task!.task });
      await expect(adjusts({ n: 5 })).rejects.toMatchObject({ code: 'plan.entryDrawn' });
      expect(await adjusts({ entry: '2026q3.key', n: 4 })).toMatchObject({ version: 3 });
    });
  });
});
