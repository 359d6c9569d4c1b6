import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { unitsOf } from '@sunlot/core/policy/visit-units.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode as code } from '../../examples/credit-codes.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { recordedVisits } from '../../visits/ledger.ts';
import { territoryOf } from '../../visits/territory.ts';
import { CITY, EAST, openTree, rule, type Tree, WEST } from '../agencies/test-tree.ts';
import { answerVisit } from '../dispatch/answer-visit.ts';
import { dispatchTask } from '../dispatch/dispatch-task.ts';
import { showDispatch } from '../dispatch/show-dispatch.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { importVisits } from '../visits/import-visits.ts';
import { createTask } from './create-task.ts';
import { listOverlaps } from './list-overlaps.ts';

const DICE = '35162406251340952716';
const REASON = '市里只核查排放口监测数据';
const [ALONE, JOINED, SILENT, WAITING] = [code(1), code(2), code(3), code(4)] as const;

/** R-085, D7 OverlapReminder: a reminder is one thing for both levels, with one decision. */
describeDatabases('what one level answers to a reminder', (target) => {
  let tree: Tree;
  const tasks: Record<string, { task: string; code: string }> = {};
  beforeAll(async () => {
    tree = await openTree(target, (pack) => {
      pack.rules = pack.rules.filter(({ id }) => !/\/(ratio\/key|coverage|planAddOnly)\//.test(id));
      for (const level of ['municipal', 'county'])
        pack.rules.push(rule(`ratio/key/${level}`, { every: 'quarter', min: '100%' }));
      pack.rules.push(rule('overlap/all/all', { offer: 'joint' }, 'soft'));
    });
    const objects = [ALONE, JOINED, SILENT, WAITING].map((key) => ({ key, class: 'key' as const }));
    await tree.furnish(EAST, objects, 12);
    await tree.furnish(CITY, [], 12);
    for (const [place, agency] of [
      ['city', CITY],
      ['east', EAST],
    ] as const) {
      await tree.publishItems(agency);
      const plan = { agency, year: 2026 };
      await tree.does(`${place}-office`, proposePlan, plan);
      await putInForce(tree, plan, place);
      const made = await tree.does(`${place}-office`, createTask, { agency, class: 'key', period: '2026Q4' });
      tasks[place] = made;
      const { draw } = await tree.does(`${place}-office`, freezeDraw, { task: made.task });
      for (const who of ['office', 'witness'])
        await tree.does(`${place}-${who}`, enterDraw, { draw, source: 'dice', value: DICE });
      await tree.does(`${place}-office`, runDraw, { draw });
    }
  });
  afterAll(() => tree.close());

  const overlap = async (place: string, agency: string, key: string) => {
    const { overlaps } = await tree.looks(`${place}-office`, listOverlaps, { agency });
    return overlaps.find(({ object }) => object.key === key)!;
  };
  const answers = (place: string, object: string, choice: 'joint' | 'separate') =>
    tree.does(`${place}-office`, answerVisit, {
      ...{ task: tasks[place]!.task, object, choice },
      ...(choice === 'separate' && { reason: REASON }),
    });
  const offerTo = async (place: string, key: string) => {
    const { visits } = await tree.looks(`${place}-office`, showDispatch, { task: tasks[place]!.task });
    return visits.find(({ object }) => object.key === key)!.offers;
  };
  const proposedAt = async (key: string) => {
    const { proposals } = await tree.looks('east-office', listOverlaps, { agency: EAST });
    return proposals.some(({ object }) => object.key === key);
  };

  it('is told to the dispatchers of both, with its reason, and asks the other no more', async () => {
    expect(await overlap('east', EAST, ALONE)).toMatchObject({ standing: 'open', tasks: [{ agency: CITY }, {}] });
    expect(await offerTo('east', ALONE)).toMatchObject([{ offer: 'joint', open: true }]);
    expect(await proposedAt(ALONE)).toBe(true);
    await answers('city', ALONE, 'separate');
    const seen = await overlap('east', EAST, ALONE);
    expect(seen).toMatchObject({
      ...{ standing: 'separate', decision: 'separate' },
      tasks: [{ agency: CITY, answer: 'separate', reason: REASON }, { agency: EAST }],
    });
    expect(seen.tasks[1]).not.toHaveProperty('answer');
    // Its own task has a code for each of them, and the one of the county for the city.
    const { code } = tasks['city']!;
    expect(await overlap('city', CITY, ALONE)).toEqual({ ...seen, tasks: [{ ...seen.tasks[0], code }, seen.tasks[1]] });
    expect(seen.tasks).toMatchObject([{}, { code: tasks['east']!.code }]);
    expect(await offerTo('east', ALONE)).toMatchObject([
      { offer: 'joint', open: false, others: [{ agency: CITY, answer: 'separate', reason: REASON }] },
    ]);
    expect(await proposedAt(ALONE)).toBe(false);
    // Controls: another object of both, and a county that has not drawn the object.
    expect(await offerTo('east', SILENT)).toMatchObject([{ open: true }]);
    expect((await offerTo('east', SILENT))[0]!.others[0]).not.toHaveProperty('answer');
    expect(await proposedAt(SILENT)).toBe(true);
    const { overlaps } = await tree.looks('west-office', listOverlaps, { agency: WEST });
    expect(overlaps).toEqual([]);
  });

  it('to go together takes the answers of both', async () => {
    await answers('city', JOINED, 'joint');
    expect(await overlap('east', EAST, JOINED)).toMatchObject({ standing: 'open', tasks: [{ answer: 'joint' }, {}] });
    expect(await offerTo('east', JOINED)).toMatchObject([{ open: true, others: [{ answer: 'joint' }] }]);
    await answers('east', JOINED, 'joint');
    expect(await overlap('city', CITY, JOINED)).toMatchObject({ standing: 'together', decision: 'together' });
  });

  it('leaves only the others to be answered before the county sends its people', async () => {
    const unanswered = tree.does('east-office', dispatchTask, { task: tasks['east']!.task });
    await expect(unanswered).rejects.toMatchObject({ code: 'dispatch.unanswered', details: { n: 2 } });
  });

  it('of a visit that will not take place nothing is asked', async () => {
    expect(await overlap('east', EAST, WAITING)).toMatchObject({ standing: 'open' });
    await tree.ask(`insert into visit_cancellation
      (id, agency, task_id, draw_id, object_id, sealed_reason, cancelled_by, approved_by, cancelled_on, cancelled_at)
      select 'cnl_1', '${CITY}', draw.task_id, draw.id, one.object_id, 'x', (select id from app_user where login = 'city-office'), (select id from app_user where login = 'city-head'), '2026-11-20', now()
      from standing_object one join draw on draw.id = one.draw_id join inspection_object o on o.id = one.object_id
      where draw.agency = '${CITY}' and o.key = '${WAITING}'`);
    expect(await overlap('east', EAST, WAITING)).toBeUndefined();
    expect(await offerTo('east', WAITING)).toEqual([]);
  });

  const DAY = '2026-11-20';
  const record = async (place: string, agency: string, keys: readonly string[]) => {
    const header = '任务编号,检查日期,统一社会信用代码,对象类别,抽取方式,检查人员,检查结果,结果认定日期';
    const lines = keys.map(
      (key) =>
        `${tasks[place]!.code},${DAY},${key},重点排污单位,随机,CERT-${agency}-0；CERT-${agency}-1,未发现问题,${DAY}`,
    );
    const bytes = utf8([header, ...lines].join('\n'));
    const given = { agency, file: 'v.csv', bytes };
    const { result, rejected } = await tree.does(`${place}-office`, importVisits, given);
    expect(rejected).toEqual([]);
    return result;
  };

  it('once one was there nobody is asked to join; once both were, it says so', async () => {
    await record('city', CITY, [ALONE, JOINED, SILENT]);
    expect(await overlap('east', EAST, SILENT)).toMatchObject({
      standing: 'oneWent',
      tasks: [{ visitedOn: [DAY] }, { visitedOn: [] }],
    });
    expect((await offerTo('east', SILENT)).filter(({ offer }) => offer === 'joint')).toEqual([]);
    await record('east', EAST, [ALONE, JOINED, SILENT]);
    const standing = async (key: string) => (await overlap('east', EAST, key)).standing;
    expect([await standing(ALONE), await standing(JOINED), await standing(SILENT)]).toEqual([
      'wentSeparately',
      'wentTogether',
      'wentTogether',
    ]);
    expect(await overlap('city', CITY, ALONE)).toMatchObject({ tasks: [{ reason: REASON, visitedOn: [DAY] }, {}] });
  });

  it('makes two visits of one day where they went separately, whoever counts, and one elsewhere', async () => {
    const counted = (place: string, agency: string, key: string) =>
      tree.looks(
        `${place}-office`,
        async (ctx) => {
          const territory = (await territoryOf(ctx, agency))!;
          const visits = await recordedVisits(ctx, territory, { to: ctx.today, keys: [key] });
          return [visits.length, unitsOf(await packInForce(ctx, { agency, on: ctx.today }), visits)];
        },
        {},
      );
    for (const [place, agency] of [
      ['city', CITY],
      ['east', EAST],
    ] as const) {
      expect(await counted(place, agency, ALONE)).toEqual([2, 2]);
      expect(await counted(place, agency, JOINED)).toEqual([2, 1]);
      expect(await counted(place, agency, SILENT)).toEqual([2, 1]);
    }
  });
});
