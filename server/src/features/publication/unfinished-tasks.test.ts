import { notJudgedLines } from '@sunlot/contract/compliance-notes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { closeVerdict } from '../compliance/close-verdict.ts';
import { showCompliance } from '../compliance/show-compliance.ts';
import { COUNTY, type County } from '../draws/test-county.ts';
import { closePlan } from '../plans/close-plan.ts';
import { cancelVisit } from '../task-ends/cancel-visit.ts';
import { bringIn, drawnBy } from '../task-ends/test-round.ts';
import { openSent, setScheme, TASK } from '../visit-forms/test-visits.ts';
import { listDue } from './list-due.ts';

const DAY = 86_400;
const plan = { agency: COUNTY, year: 2026 };

/** Ten are drawn; by the clock of 新县 nothing is due before the last of them is concluded. */
describeDatabases('results that wait for the rest of their task', (target) => {
  let county: County;
  let keys: readonly string[];
  const look = async () => {
    const { items, unfinished } = await county.looks('lingdao', listDue, { agency: COUNTY });
    return { due: items.length, unfinished };
  };
  const ends = async (place: object, approver = 'lingdao') =>
    county.does('zonghe', cancelVisit, { task: TASK, reason: '停产', approver, ...place } as never);

  beforeAll(async () => {
    county = await openSent(target);
    keys = (await drawnBy(county)).map(({ object }) => object.key);
    county.wait(4 * DAY);
    await bringIn(county, [
      ...keys.slice(0, 6).map((key) => ({ key })),
      { key: keys[6]!, published: '2026-11-21' },
      { key: keys[7]!, result: '' },
    ]);
  });
  afterAll(() => county.close());

  it('control: are due each of its own day where the clock runs otherwise, and no task is told', async () => {
    expect(await look()).toEqual({ due: 6, unfinished: [] });
    await setScheme(county, 'xinxian');
  });

  it('are told with what is outstanding: not visited, or visited without a result; what is public waits for nothing', async () => {
    const held = { task: '2026q4-key', results: 6, drawn: 10, unvisited: 2, noResult: 1 };
    expect(await look()).toEqual({ due: 0, unfinished: [held] });
    await ends({ object: '10' });
    expect((await look()).unfinished).toEqual([{ ...held, unvisited: 1 }]);
  });

  it('are those that the verdict has no clock for, and no others: it points to where their task is listed', async () => {
    county.wait(56 * DAY);
    const verdict = async () => {
      const view = await county.looks('lingdao', showCompliance, plan);
      return { unclocked: view.unclocked?.results, told: notJudgedLines(view, 'zh').join('') };
    };
    expect(await verdict()).toEqual({
      unclocked: 6,
      told: expect.stringContaining('6 项检查结果没有登记任务完成日期'),
    });
    expect((await look()).unfinished).toMatchObject([{ task: '2026q4-key', results: 6 }]);
    const isPublic = (published: string) =>
      bringIn(
        county,
        keys.slice(0, 6).map((key) => ({ key, published })),
      );
    // What is public before the task is complete is in time; nothing waits, so there is no task to look for.
    await isPublic('2026-11-21');
    expect(await verdict()).toEqual({ unclocked: undefined, told: expect.not.stringContaining('无从起算') });
    expect(await look()).toEqual({ due: 0, unfinished: [] });
    await isPublic('');
    expect((await verdict()).unclocked).toBe(6);
  });

  it('are told to wait for ever under a closed plan', async () => {
    await setScheme(county, 'jiangxian');
    await county.deps.database.ownerQuery(
      `update plan_entry set clause = '{"section":"三（五）","quote":"按比例抽取"}'`,
    );
    await county.does('lingdao', closeVerdict, plan);
    await county.does('lingdao', closePlan, { ...plan, explanations: [{ what: '2026q4-key', reason: '未查完' }] });
    await setScheme(county, 'xinxian');
    expect((await look()).unfinished).toMatchObject([{ task: '2026q4-key', planClosed: true }]);
    await expect(ends({ object: '9' })).rejects.toMatchObject({ code: 'plan.closed' });
  });
});
