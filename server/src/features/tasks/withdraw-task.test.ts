import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { buildApp } from '../../http/app.ts';
import { sender, sessionOf } from '../../http/test-app.ts';
import { EAST, openTree, type Tree } from '../agencies/test-tree.ts';
import { endDraw } from '../draws/end-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { rehearseDraw } from '../draws/rehearse-draw.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { showPlan } from '../plans/show-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { createTask } from './create-task.ts';
import { listTasks } from './list-tasks.ts';
import { showTask } from './show-task.ts';
import { withdrawTask } from './withdraw-task.ts';

const plan = { agency: EAST, year: 2026 };
const CODE = '2026q4-key';
const REASON = '范围写错：示例张三';

describeDatabases('a task that was created by mistake', (target) => {
  let tree: Tree;
  let task: string;
  const creates = () => tree.does('east-office', createTask, { agency: EAST, class: 'key', period: '2026Q4' });
  const withdraws = (wanted = CODE, login = 'east-office') =>
    tree.does(login, withdrawTask, { task: wanted, reason: REASON });
  const states = async () =>
    (await tree.ask<{ state: string }>('select state from task order by state')).map(({ state }) => state);
  beforeAll(async () => {
    tree = await openTree(target);
    const objects = Array.from({ length: 20 }, (_, i) => ({ key: inventedCode(i + 1), class: 'key' as const }));
    await tree.furnish(EAST, objects, 10);
    await tree.publishItems(EAST);
    await tree.does('east-office', proposePlan, plan);
    await putInForce(tree, plan);
    ({ task } = await creates());
  });
  afterAll(() => tree.close());

  it('is taken back by nobody but the office of its agency', async () => {
    for (const login of ['east-head', 'east-witness', 'city-office', 'west-office'])
      await expect(withdraws(task, login)).rejects.toMatchObject({
        code: login === 'west-office' ? 'task.unknown' : 'request.notPermitted',
      });
    expect(await states()).toEqual(['initiated']);
  });

  it('over HTTP: refused, then taken back with its reason sealed', async () => {
    const app = await buildApp(tree.deps, { limits: { requestsPerMinute: 1_000_000, busyMs: 0 } });
    try {
      const post = async (login: string, body: object) =>
        sender(app, await sessionOf(tree.deps, login))('POST', `/api/v1/tasks/${task}/withdrawal`, { body });
      expect((await post('east-head', { reason: REASON })).statusCode).toBe(403);
      expect((await post('east-office', { reason: ' ' })).statusCode).toBe(400);
      expect(await states()).toEqual(['initiated']);
      const made = await post('east-office', { reason: REASON });
      expect([made.statusCode, made.json()]).toMatchObject([201, { state: 'void', withdrawn: { by: 'east-office' } }]);
    } finally {
      await app.close();
    }
    const [row] = await tree.ask<{ text: string }>(
      `select encode(sealed_reason, 'escape') as text from task_withdrawal`,
    );
    expect(row!.text).not.toContain('张三');
    expect(await tree.ask(`select from log_entry where type = 'task.withdraw' and tree = 'audit'`)).toHaveLength(1);
    expect(await tree.ask(`select from log_entry where subject = '${task}' and tree <> 'audit'`)).toEqual([]);
  });

  describe('then', () => {
    it('counts for nothing: not in the list, and its plan is not in force by it', async () => {
      expect(await tree.looks('east-office', listTasks, { agency: EAST })).toEqual([]);
      expect(await tree.looks('east-office', showPlan, plan)).toMatchObject({ state: 'issued' });
    });

    it('is shown by its id, with its reason to the office alone', async () => {
      expect((await tree.looks('east-office', showTask, { task })).withdrawn).toMatchObject({ reason: REASON });
      const above = await tree.looks('city-office', showTask, { task });
      expect(above).toMatchObject({ state: 'void', withdrawn: { by: 'east-office' } });
      expect(JSON.stringify(above)).not.toContain('张三');
    });

    it('takes no change any more, by the database either', async () => {
      const refused = { code: 'task.withdrawn' };
      await expect(withdraws(task)).rejects.toMatchObject(refused);
      await expect(tree.does('east-office', freezeDraw, { task })).rejects.toMatchObject(refused);
      await expect(tree.looks('east-office', rehearseDraw, { task })).rejects.toMatchObject(refused);
      await expect(tree.ask(`update task set state = 'initiated' where id = '${task}'`)).rejects.toMatchObject({
        code: '23001',
      });
      await expect(tree.ask('delete from task_withdrawal')).rejects.toMatchObject({ code: '23001' });
    });

    it('leaves its entry open: a further task gets the number, and it is the one that the number finds', async () => {
      const again = await creates();
      expect(again.code).toBe(CODE);
      expect(again.task).not.toBe(task);
      // The control: the one that stands is rehearsed.
      expect(await tree.looks('east-office', rehearseDraw, { task: CODE })).toMatchObject({ task: again.task });
      await expect(creates()).rejects.toMatchObject({ code: 'task.exists' });
      expect(await tree.looks('east-office', showTask, { task: CODE })).toMatchObject({ task: again.task });
      expect((await tree.looks('east-office', listTasks, { agency: EAST })).map((one) => one.task)).toEqual([
        again.task,
      ]);
      // Taken back as well, the number finds what is void.
      await withdraws();
      expect(await tree.looks('east-office', showTask, { task: CODE })).toMatchObject({ state: 'void' });
    });
  });

  it('stays once a list was frozen, also when that was ended; and the database says so too', async () => {
    const { task: last } = await creates();
    const { draw } = await tree.does('east-office', freezeDraw, { task: CODE });
    const refused = { code: 'task.withdrawFrozen', details: { draw } };
    await expect(withdraws()).rejects.toMatchObject(refused);
    await tree.does('east-office', endDraw, { draw, reason: '名单有误', approver: 'east-head' });
    await expect(withdraws()).rejects.toMatchObject(refused);
    expect(await states()).toEqual(['initiated', 'void', 'void']);
    await expect(
      tree.ask(`insert into task_withdrawal (task_id, agency, sealed_reason, by_user, by_name, at)
        values ('${last}', '${EAST}', '\\x00', 'console', 'x', now())`),
    ).rejects.toMatchObject({ code: '23001' });
    // The control: the list is frozen again.
    expect((await tree.does('east-office', freezeDraw, { task: CODE })).draw).not.toBe(draw);
  });
});
