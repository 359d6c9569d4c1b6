import { afterAll, beforeAll, expect, it } from 'vitest';
import { actorByLogin } from '../../accounts/actor.ts';
import { steppedClock } from '../../clock.ts';
import { type UseCase, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { EAST, openTree, type Tree, WEST } from '../agencies/test-tree.ts';
import { approvePlan } from '../plans/approve-plan.ts';
import { issuePlan } from '../plans/issue-plan.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { publishPlan } from '../plans/publish-plan.ts';
import { submitPlan } from '../plans/submit-plan.ts';
import { createTask } from './create-task.ts';

const PLACES = [
  [EAST, 'east'],
  [WEST, 'west'],
] as const;

/** How strict a scheme is about the day of publication is its pack's to say. */
describeDatabases('a task of a plan that is not public yet', (target) => {
  const open = async (strictness: 'hard' | 'soft') => {
    const clock = steppedClock('2026-11-20T09:00:00+08:00');
    const tree = await openTree(target, (pack) => {
      pack.rules.find(({ id }) => id.includes('/planPublication/'))!.strictness = strictness;
    });
    const does = async <I, O>(login: string, useCase: UseCase<I, O>, input: I) =>
      write({ ...tree.deps, clock }, await actorByLogin(tree.deps.database.db, login, 'console'), (ctx) =>
        useCase(ctx, input),
      );
    for (const [agency, place] of PLACES) {
      const plan = { agency, year: 2026 };
      await tree.furnish(
        agency,
        [1, 2, 3, 4].map((i) => ({ key: `${place}${i}`, class: i < 4 ? 'key' : 'general' })),
        4,
      );
      await tree.publishItems(agency);
      await does(`${place}-office`, proposePlan, plan);
      await does(`${place}-office`, submitPlan, plan);
      await does(`${place}-head`, approvePlan, plan);
      await does(`${place}-head`, issuePlan, plan);
    }
    const task = (place: string, agency: string, cls: string) =>
      does(`${place}-office`, createTask, { agency, class: cls, period: '2026Q4' });
    return { tree, clock, does, task };
  };
  let strict: Awaited<ReturnType<typeof open>>;
  let lenient: Awaited<ReturnType<typeof open>>;
  const opened: Tree[] = [];
  beforeAll(async () => {
    strict = await open('hard');
    lenient = await open('soft');
    opened.push(strict.tree, lenient.tree);
  });
  afterAll(async () => {
    for (const tree of opened) await tree.close();
  });

  it('warns until the last day to publish, with that day and the clause', async () => {
    strict.clock.move(Date.parse('2026-12-18T23:59:59+08:00') - strict.clock.now());
    expect((await strict.task('east', EAST, 'key')).warnings).toEqual([
      'PLAN_NOT_PUBLIC：2026 年计划已印发，还没有公开，应先公开再发起任务，期限 2026-12-18（四（一））',
    ]);
  });

  it('is refused after that day where the scheme is strict, unless the plan is in force by a task already', async () => {
    strict.clock.move(1000);
    await expect(strict.task('west', WEST, 'key')).rejects.toMatchObject({
      code: 'plan.notPublished',
      details: { issuedOn: '2026-11-20', due: '2026-12-18', clause: '四（一）', today: '2026-12-19' },
    });
    expect(await strict.tree.ask(`select id from task where agency = '${WEST}'`)).toEqual([]);
    expect((await strict.task('east', EAST, 'general')).warnings).toEqual([expect.stringContaining('已经逾期')]);
  });

  it('is created without a word once the plan is public', async () => {
    const publication = { channel: '门户网站', url: 'https://example.gov.cn/plan' };
    await strict.does('west-head', publishPlan, { agency: WEST, year: 2026, ...publication });
    expect(await strict.task('west', WEST, 'key')).not.toHaveProperty('warnings');
  });

  it('is never refused for it where the scheme is not strict', async () => {
    lenient.clock.move(Date.parse('2026-12-19T09:00:00+08:00') - lenient.clock.now());
    expect((await lenient.task('west', WEST, 'key')).warnings).toEqual([expect.stringContaining('已经逾期')]);
  });
});
