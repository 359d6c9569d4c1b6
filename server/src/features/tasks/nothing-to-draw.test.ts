import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, type Tree } from '../agencies/test-tree.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { cancelVisit } from '../task-ends/cancel-visit.ts';
import { closeTask } from '../task-ends/close-task.ts';
import { showStatistics } from '../task-ends/statistics.ts';
import { createTask } from './create-task.ts';
import { withdrawTask } from './withdraw-task.ts';

const plan = { agency: EAST, year: 2026 };
const NOBODY =
  '按今天的名录没有可抽的对象（基数 0 家）：到冻结时仍然没有的，不能抽取。名录有误的先更正；确实没有的，撤回任务（task withdraw）';

describeDatabases('a task with nothing to draw, or nothing to inspect it by', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target);
    await tree.furnish(
      EAST,
      Array.from({ length: 20 }, (_, i) => ({ key: inventedCode(i + 1), class: i < 10 ? 'key' : 'general' })),
      10,
    );
    await tree.publishItems(EAST);
    await tree.does('east-office', proposePlan, plan);
    await putInForce(tree, plan);
  });
  afterAll(() => tree.close());
  const creates = (cls: 'key' | 'general', period = '2026Q4') =>
    tree.does('east-office', createTask, { agency: EAST, class: cls, period });
  const itemsFor = (kinds: string, more = '') =>
    tree.ask(`update inspection_item set object_kind = '{${kinds}}'${more} where list_id = 'lst_${EAST}'`);

  it('is refused where no item concerns its class, and says so: the items have a legal basis', async () => {
    await itemsFor('重点排污单位');
    await expect(creates('general')).rejects.toMatchObject({
      code: 'task.noItems',
      message: expect.stringMatching(
        /没有涉及“一般.*”的（各事项的检查对象：重点排污单位）.*import items --agency .*items adjust.*items publish/,
      ),
    });
    // Control: an item that concerns the class and rests on no law is another matter.
    await itemsFor('企业', `, legal_basis = '{}'`);
    await expect(creates('general')).rejects.toMatchObject({
      code: 'task.noLegalBasis',
      details: { items: '1（缺检查依据）' },
    });
    await itemsFor('企业', `, legal_basis = '{《环境保护法》}', missing = '{authority}'`);
    await expect(creates('general')).rejects.toMatchObject({
      details: { items: '1（缺检查主体）' },
      message: expect.stringContaining('请补写后重新公布'),
    });
    await itemsFor('企业', `, missing = '{}'`);
  });

  it('is created without a word of it while there is somebody', async () => {
    expect((await creates('general')).warnings ?? []).not.toContainEqual(expect.stringContaining('没有可抽的对象'));
  });

  it('is created with a warning where by the directory of today nobody can be drawn', async () => {
    const key = Array.from({ length: 10 }, (_, i) => `'${inventedCode(i + 1)}'`).join(',');
    await tree.ask(`update inspection_object set status = 'closed', facts = facts || '{"status": "closed"}'
      where key in (${key})`);
    const { n, task, warnings } = await creates('key');
    expect(n).toBeGreaterThan(0);
    expect(warnings).toContain(NOBODY);
    await expect(tree.does('east-office', freezeDraw, { task })).rejects.toMatchObject({ code: 'draw.poolEmpty' });
  });

  it('is not closed but taken back: every end of it names that', async () => {
    const task = '2026q4-key';
    const refused = { code: 'task.notDrawn', message: expect.stringContaining('撤回任务（task withdraw）') };
    await expect(tree.does('east-office', closeTask, { task })).rejects.toMatchObject(refused);
    await expect(tree.looks('east-office', showStatistics, { task })).rejects.toMatchObject(refused);
    const gone = { task, object: '1', reason: '停产', document: '示例〔2026〕1号', approver: 'east-head' };
    await expect(tree.does('east-office', cancelVisit, gone as never)).rejects.toMatchObject(refused);
    expect(await tree.does('east-office', withdrawTask, { task, reason: '名录里没有' })).toMatchObject({
      state: 'void',
    });
  });
});
