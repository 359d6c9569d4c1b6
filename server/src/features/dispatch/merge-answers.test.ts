import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { bindAccount } from '../availability/bind-account.ts';
import { COUNTY, type County } from '../draws/test-county.ts';
import { listOverlaps } from '../tasks/list-overlaps.ts';
import { showLoad } from '../tasks/show-load.ts';
import { showTask } from '../tasks/show-task.ts';
import { answerVisit } from './answer-visit.ts';
import { dispatchTask } from './dispatch-task.ts';
import { showDispatch } from './show-dispatch.ts';
import { FIRST, openThreefold, SECOND, THIRD } from './test-merged.ts';

const REASON = '事项不同，分两天去';

/** one visit for several tasks takes the answer of each of them. */
describeDatabases('a merge of two tasks', (target) => {
  let county: County;
  let keys: readonly string[];
  beforeAll(async () => {
    ({ county, keys } = await openThreefold(target));
  });
  afterAll(() => county.close());

  const merge = (task: string, object: string) =>
    county.does('zonghe', answerVisit, { task, object, choice: 'merge' as const });
  const alone = (task: string, object: string) =>
    county.does('zonghe', answerVisit, { task, object, choice: 'separate' as const, reason: REASON });
  const visitOf = async (task: string, key: string, login = 'zonghe') => {
    const { visits } = await county.looks(login, showDispatch, { task });
    return visits.find(({ object }) => object.key === key)!;
  };
  const load = async (...some: readonly string[]) => {
    const { objects } = await county.does('zonghe', showLoad, { agency: COUNTY, year: 2026 });
    return some.map((key) => objects.find(({ object }) => object.key === key)?.visits ?? 1);
  };
  const overlapOf = async (key: string, some: readonly string[]) => {
    const { overlaps } = await county.looks('zonghe', listOverlaps, { agency: COUNTY });
    return overlaps.find(({ object, tasks }) => object.key === key && tasks.every(({ task }) => some.includes(task)))!;
  };

  it('names the other tasks by their codes, and says what they answered', async () => {
    const [all] = keys as [string];
    const others = async (task: string) => (await visitOf(task, all)).offers.flatMap((offer) => offer.others);
    expect(await others(FIRST)).toMatchObject([{ code: '2026q4-key' }, { code: '2026q3-key' }]);
    await merge(FIRST, all);
    expect(await others(SECOND)).toMatchObject([{ ref: FIRST, code: '2026q2-key', answer: 'merge' }, { ref: THIRD }]);
    expect((await others(SECOND))[1]).not.toHaveProperty('answer');
    expect(await overlapOf(all, [FIRST, SECOND])).toMatchObject({
      standing: 'open',
      tasks: [{ code: '2026q2-key', answer: 'merge' }, { code: '2026q3-key' }],
    });
  });

  it('holds where both say so, and then their visits weigh one in the load', async () => {
    const [all, two, none] = keys as [string, string, string];
    expect(await load(all, two, none)).toEqual([3, 3, 3]);
    for (const task of [SECOND, THIRD]) await merge(task, all);
    for (const task of [FIRST, SECOND]) await merge(task, two);
    expect(await load(all, two, none)).toEqual([1, 2, 3]);
    // Control: the third said nothing, and then that it goes alone.
    await alone(THIRD, two);
    expect(await load(two)).toEqual([2]);
    expect((await visitOf(FIRST, all)).notTogether).toBeUndefined();
  });

  it('has the days that the tasks have in common', async () => {
    const weeks = async () => (await county.does('zonghe', showLoad, { agency: COUNTY, year: 2026 })).weeks;
    // What of ten objects waits on its own: 30 visits, two of them served by others at the first object, one at the second.
    const sum = (all: Awaited<ReturnType<typeof weeks>>) => all.find(({ week }) => week === '2026-11-16')!;
    expect(sum(await weeks())).toMatchObject({ fixed: 10, open: 20 - 3 });
    expect((await weeks()).find(({ week }) => week === '2026-12-07')).toMatchObject({ fixed: 0, open: 20 - 3 });
  });

  it('holds no more once one side goes separately: the other is told everywhere, and not asked', async () => {
    const key = keys[3]!;
    await merge(FIRST, key);
    await alone(SECOND, key);
    const told = { offer: 'merge', task: SECOND, code: '2026q3-key', agency: COUNTY, answer: 'separate' };
    const seen = await visitOf(FIRST, key);
    expect(seen).toMatchObject({ choice: 'merge', offers: [{ open: false }] });
    expect(seen.notTogether).toEqual([
      { rank: seen.rank, ...told, reason: REASON },
      { rank: seen.rank, offer: 'merge', task: THIRD, code: '2026q4-key', agency: COUNTY },
    ]);
    expect(seen.offers[0]!.others).toMatchObject([{ ref: THIRD }, { answer: 'separate', reason: REASON }]);
    const { notTogether } = await county.looks('zonghe', showTask, { task: FIRST });
    // Who has not answered yet still may; the reason is for those who dispatch.
    expect(notTogether!.filter(({ rank }) => rank === seen.rank)).toEqual([{ rank: seen.rank, ...told }]);
    expect(await overlapOf(key, [FIRST, SECOND])).toMatchObject({
      standing: 'separate',
      tasks: [
        { code: '2026q2-key', answer: 'merge' },
        { code: '2026q3-key', answer: 'separate', reason: REASON },
      ],
    });
    // Control: the one that goes separately is told nothing.
    expect((await visitOf(SECOND, key)).notTogether).toBeUndefined();
  });

  it('is answered again by either side', async () => {
    const key = keys[3]!;
    await merge(SECOND, key);
    await merge(THIRD, key);
    expect((await visitOf(FIRST, key)).notTogether).toBeUndefined();
    await alone(SECOND, key);
    await alone(FIRST, key);
    expect((await visitOf(FIRST, key)).notTogether).toBeUndefined();
    expect((await visitOf(THIRD, key)).notTogether).toMatchObject([{ task: FIRST }, { task: SECOND }]);
  });

  it('that does not hold is told with the dispatch, and after it', async () => {
    const [, , , , key, late] = keys as [string, string, string, string, string, string];
    for (const other of keys.slice(6)) await merge(FIRST, other);
    for (const one of [keys[2]!, key, late]) await merge(FIRST, one);
    for (const task of [SECOND, THIRD]) for (const other of keys.slice(6)) await merge(task, other);
    await alone(SECOND, key);
    await merge(THIRD, key);
    const { rank } = await visitOf(FIRST, key);
    const sent = await county.does('zonghe', dispatchTask, { task: FIRST });
    expect(sent.notTogether.filter((one) => one.rank === rank)).toEqual([
      { rank, offer: 'merge', task: SECOND, code: '2026q3-key', agency: COUNTY, answer: 'separate' },
    ]);
    expect(JSON.stringify(sent)).not.toContain(REASON);
    expect((await visitOf(FIRST, key)).notTogether).toMatchObject([{ task: SECOND, reason: REASON }]);
    // Said after the dispatch of the first.
    await merge(SECOND, late);
    await alone(THIRD, late);
    expect((await visitOf(FIRST, late)).notTogether).toMatchObject([{ task: THIRD, answer: 'separate' }]);
    const ranks = (await county.looks('zonghe', showTask, { task: FIRST })).notTogether!.map((one) => one.rank);
    expect(ranks).toContain((await visitOf(FIRST, late)).rank);
    expect(ranks).not.toContain((await visitOf(FIRST, keys[0]!)).rank);
  });

  it('tells those who were sent who goes separately, and not why', async () => {
    const seen = await visitOf(FIRST, keys[4]!);
    const { certificateNo: certificate } = seen.team[0]!;
    await county.does('zonghe', bindAccount, { agency: COUNTY, certificate, login: 'jiancha' });
    const own = await visitOf(FIRST, keys[4]!, 'jiancha');
    expect(own.notTogether).toEqual([
      { rank: seen.rank, offer: 'merge', task: SECOND, code: '2026q3-key', agency: COUNTY, answer: 'separate' },
    ]);
  });
});
