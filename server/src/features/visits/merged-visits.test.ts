import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { unitsOf } from '@sunlot/core/policy/visit-units.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { ledgerForDraws } from '../../visits/classes-of-day.ts';
import { loadedVisits } from '../../visits/load.ts';
import { territoryOf } from '../../visits/territory.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { answerVisit } from '../dispatch/answer-visit.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { COUNTY, type County, DICE, openCounty } from '../draws/test-county.ts';
import { listInspectors } from '../inspectors/list-inspectors.ts';
import { listDue } from '../publication/list-due.ts';
import { importVisits } from './import-visits.ts';

const HEADER = '任务编号,检查日期,统一社会信用代码,对象类别,抽取方式,检查人员,检查结果,结果认定日期';

/** One visit of two tasks under the number of each: one inspection (AMB-50), whoever counts. */
describeDatabases('a visit that serves two tasks', (target) => {
  let county: County;
  let both: readonly string[];
  beforeAll(async () => {
    county = await openCounty(target, { keyObjects: 10 });
    for (const period of ['2026Q3', '2026Q4']) {
      await county.addTask(period, 10);
      const { draw } = await county.does('zonghe', freezeDraw, { task: `tsk_${period}` });
      for (const login of ['zonghe', 'jijian'])
        await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
      await county.does('zonghe', runDraw, { draw });
    }
    // Both tasks stand in one quarter, as two classes of one object would.
    const { ownerQuery } = county.deps.database;
    await ownerQuery(`update task set period = '2026Q4'`);
    const rows = await ownerQuery<{ key: string }>(
      `select object.key from drawn_object one join inspection_object object on object.id = one.object_id
       group by object.key having count(*) = 2 order by object.key`,
    );
    both = rows.map(({ key }) => key);
  });
  afterAll(() => county.close());

  const importing = async (...rows: readonly (readonly [task: string, key: string])[]) => {
    const lines = rows.map(
      ([task, key]) => `${task},2026-11-20,${key},重点排污单位,随机,DEMO-0；DEMO-1,未发现问题,2026-11-20`,
    );
    const bytes = utf8([HEADER, ...lines].join('\n'));
    const { result, rejected } = await county.does('zonghe', importVisits, { agency: COUNTY, file: 'v.csv', bytes });
    expect(rejected).toEqual([]);
    return result;
  };

  it('weighs one on the cap while both draws wait for it and are answered to be one, and two before', async () => {
    const weighs = (key: string) =>
      county.looks(
        'zonghe',
        async (ctx) => {
          const territory = (await territoryOf(ctx, COUNTY))!;
          const visits = await ledgerForDraws(ctx, territory, { to: ctx.today, year: 2026 });
          const own = visits.filter(({ objectId }) => objectId === key);
          return [own.length, unitsOf(await packInForce(ctx, { agency: COUNTY, on: ctx.today }), own)];
        },
        {},
      );
    const [one, other, third] = both as [string, string, string];
    expect(await weighs(one)).toEqual([2, 2]);
    for (const task of ['tsk_2026Q3', 'tsk_2026Q4'])
      await county.does('zonghe', answerVisit, { task, object: one, choice: 'merge' });
    await county.does('zonghe', answerVisit, { task: 'tsk_2026Q3', object: other, choice: 'merge' });
    expect(await weighs(one)).toEqual([2, 1]);
    // Controls: answered in one task alone, and by one of them to go apart.
    expect(await weighs(other)).toEqual([2, 2]);
    await county.does('zonghe', answerVisit, { task: 'tsk_2026Q3', object: third, choice: 'merge' });
    const apart = { object: third, choice: 'separate', reason: '事项不同' } as const;
    await county.does('zonghe', answerVisit, { task: 'tsk_2026Q4', ...apart });
    expect(await weighs(third)).toEqual([2, 2]);
  });

  it('is taken in under both, in one file or one after the other, and nobody calls it 疑似重复', async () => {
    const [one, other] = both;
    const first = await importing(['2026q3-key', one!], ['2026q4-key', one!], ['2026q3-key', other!]);
    expect(first).toMatchObject({ added: 3, rejected: 0, suspect: 0 });
    expect(await importing(['2026q4-key', other!])).toMatchObject({ added: 1, rejected: 0, suspect: 0 });
  });

  it('is pointed out where it has another result under each, and kept', async () => {
    const says = async (result: string) => {
      const row = `2026q3-key,2026-11-20,${both[0]!},重点排污单位,随机,DEMO-0；DEMO-1,${result},2026-11-20`;
      const input = { agency: COUNTY, file: 'v.csv', bytes: utf8([HEADER, row].join('\n')) };
      const taken = await county.does('zonghe', importVisits, input);
      expect(taken.result).toMatchObject({ updated: 1, rejected: 0 });
      return taken.warnings.flatMap(({ findings }) => findings.map(({ message }) => message));
    };
    const told = expect.stringContaining('在任务 2026q4-key 名下登记的结果是“未发现问题”');
    expect(await says('不配合检查情节严重')).toEqual([told]);
    // Control: corrected, it says no more.
    expect(await says('未发现问题')).toEqual([]);
  });

  it('is one of the year, one of each inspector and one that waits for publication, with both numbers', async () => {
    const { visits } = await county.looks('zonghe', judgeCompliance, { agency: COUNTY, year: 2026 });
    expect(visits).toBe(2);
    const load = await county.looks(
      'zonghe',
      async (ctx) => loadedVisits(ctx, (await territoryOf(ctx, COUNTY))!, { year: 2026 }),
      {},
    );
    expect(both.map((key) => load.filter(({ object }) => object === key).length).slice(0, 3)).toEqual([1, 1, 2]);
    const { items } = await county.looks('zonghe', listInspectors, { agency: COUNTY, limit: 20 });
    const counts = items.map(({ certificateNo, inspectionsThisYear: n }) => [certificateNo, n]);
    expect(counts).toContainEqual(['DEMO-0', 2]);
    expect(counts).toContainEqual(['DEMO-2', 0]);
    const due = await county.looks('zonghe', listDue, { agency: COUNTY });
    expect(due.items.map(({ object }) => object).sort()).toEqual(both.slice(0, 2));
    for (const { task, alsoTasks } of due.items)
      expect([task, ...alsoTasks!].sort()).toEqual(['2026q3-key', '2026q4-key']);
  });
});
