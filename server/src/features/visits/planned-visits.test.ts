import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { listIndicators } from '../compliance/show-indicators.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { revealDraw } from '../draws/reveal-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { COUNTY, type County, DICE, openCounty } from '../draws/test-county.ts';
import { addUser } from '../users/add-user.ts';
import { importVisits } from './import-visits.ts';
import { listVisits } from './list-visits.ts';

const HEADER = '检查日期,统一社会信用代码,对象类别,抽取方式,任务编号,检查结果';
const TASK = '2026Q4-KEY';

/** a planned inspection is created out of a draw and in no other way. The first list is frozen on 2026-11-20. */
describeDatabases('planned inspections', (target) => {
  let county: County;
  let draw: string;
  let drawn: readonly string[];
  let others: readonly string[];
  beforeAll(async () => {
    county = await openCounty(target);
    await county.does('console', addUser, { login: 'zhuanren', agency: COUNTY, roles: ['dataSteward'] });
    await county.addTask('2026Q4', 3);
  });
  afterAll(() => county.close());

  const importing = async (login: string, ...rows: readonly string[]) => {
    const bytes = utf8([HEADER, ...rows].join('\n'));
    const { result, rejected } = await county.does(login, importVisits, { agency: COUNTY, file: 'v.csv', bytes });
    return { result, codes: rejected.flatMap(({ findings }) => findings.map(({ code }) => code)) };
  };
  const row = (date: string, key: string, task = '') => `${date},${key},重点排污单位,随机,${task},未发现问题`;
  const keysOf = async (query: string) =>
    (await county.deps.database.ownerQuery<{ key: string }>(query)).map(({ key }) => key);
  const random = async () =>
    (await county.looks('lingdao', listIndicators, { agency: COUNTY, year: 2026 })).items.find(
      ({ id }) => id === 'random',
    );
  const origins = async () => {
    const { items } = await county.looks('lingdao', listVisits, { agency: COUNTY, limit: 50 });
    return items.map(({ object, date, origin }) => [object, date, origin]);
  };

  it('of the time before the first draw are taken in as history, and judged by what the rows say', async () => {
    const keys = await keysOf(
      `select key from inspection_object where permit_category = '重点管理' order by key limit 2`,
    );
    const { result } = await importing(
      'zhuanren',
      row('2026-03-02', keys[0]!),
      row('2026-03-03', keys[1]!, '2026-春-1'),
    );
    expect(result).toMatchObject({ added: 2, rejected: 0 });
    expect((await origins()).map(([, , origin]) => origin)).toEqual(['history', 'history']);
    expect(await random()).toMatchObject({ base: 2, actual: 2, state: 'met' });
    expect(await random()).not.toHaveProperty('history');
  });

  it('under a task that has drawn nothing yet come back', async () => {
    const [key] = await keysOf(`select key from inspection_object order by key limit 1`);
    expect(await importing('zonghe', row('2026-11-20', key!, TASK))).toMatchObject({
      result: { added: 0, rejected: 1 },
      codes: ['notDrawn'],
    });
  });

  it('come back without their task, under an invented one, and on an object that its draw does not have', async () => {
    ({ draw } = await county.does('zonghe', freezeDraw, { task: 'tsk_2026Q4' }));
    await county.does('zonghe', enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('jijian', enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('zonghe', runDraw, { draw });
    const selected = `select object_id from drawn_object where draw_id = '${draw}'`;
    drawn = await keysOf(`select key from inspection_object where id in (${selected}) order by key`);
    others = await keysOf(`select key from inspection_object where permit_category = '重点管理'
      and id not in (${selected}) order by key desc limit 3`);
    const wrong = [
      row('2026-11-20', drawn[0]!),
      row('2026-11-20', drawn[1]!, 'X-9'),
      row('2026-11-20', others[0]!, TASK),
    ];
    expect(await importing('zonghe', ...wrong)).toMatchObject({
      result: { added: 0, rejected: 3 },
      codes: ['notDrawn', 'notDrawn', 'notDrawn'],
    });
  });

  it('tell nobody who was drawn: while names are closed the answer is the same for all objects', async () => {
    const answers = [drawn[0]!, others[0]!].map((key) => importing('zhuanren', row('2026-11-20', key, TASK)));
    for (const answer of await Promise.all(answers)) {
      expect(answer).toMatchObject({ result: { added: 0, rejected: 1 }, codes: ['notDrawn'] });
    }
    const bytes = utf8([HEADER, row('2026-11-20', drawn[0]!, TASK), row('2026-11-20', others[0]!, TASK)].join('\n'));
    const tried = await county.looks('zhuanren', (ctx, input) => importVisits(ctx, input), {
      ...{ agency: COUNTY, file: 'v.csv', bytes, dryRun: true },
    });
    const messages = tried.rejected.map(({ findings }) => findings.map(({ message }) => message));
    expect(messages[0]).toEqual([expect.stringMatching(/名单还没有公开，请由本单位.*综合行政执法队/)]);
    expect(messages[1]).toEqual(messages[0]);
  });

  it('out of their draw are taken in; the share counts them, and history apart', async () => {
    expect((await importing('zonghe', row('2026-11-20', drawn[0]!, TASK))).result).toMatchObject({ added: 1 });
    expect((await origins())[0]).toEqual([drawn[0], '2026-11-20', 'draw']);
    expect(await random()).toMatchObject({ base: 1, actual: 1, required: 1, state: 'met', history: 2 });
    const { visits, history } = await county.looks('lingdao', judgeCompliance, { agency: COUNTY, year: 2026 });
    expect({ visits, history }).toEqual({ visits: 3, history: 2 });
  });

  it('of older versions that no draw stands behind are shown as such, and missing in the share', async () => {
    await county.deps.database.ownerQuery(`insert into visit select (jsonb_populate_record(v, jsonb_build_object(
      'id', 'vis_old', 'object_key', '${others[1]}', 'task_code', 'x-1',
      'facts', facts || jsonb_build_object('objectId', '${others[1]}', 'taskId', 'x-1')))).*
      from visit v where task_code = '2026q4-key'`);
    expect(await origins()).toContainEqual([others[1], '2026-11-20', 'none']);
    expect(await random()).toMatchObject({ base: 2, actual: 1, required: 2, state: 'short', history: 2 });
    await county.deps.database.ownerQuery(`delete from visit where id = 'vis_old'`);
  });

  it('once the list is open may be brought in by everybody who may import', async () => {
    await county.does('jijian', revealDraw, { draw, early: '核对检查记录', approver: 'lingdao' });
    const answer = await importing('zhuanren', row('2026-11-20', drawn[1]!, TASK), row('2026-11-20', others[0]!, TASK));
    expect(answer).toMatchObject({ result: { added: 1, rejected: 1 }, codes: ['notDrawn'] });
  });
});
