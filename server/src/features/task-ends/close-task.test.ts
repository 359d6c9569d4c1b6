import type { TaskStepView } from '@sunlot/contract/task-ends.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inTransaction, SYSTEM } from '../../db/transaction.ts';
import { shippedPack, storePackVersion } from '../../packs/pack-store.ts';
import { statisticsFile } from '../../workbooks/statistics-sheet.ts';
import { dispatchTask } from '../dispatch/dispatch-task.ts';
import { endDraw } from '../draws/end-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { replaceDraw } from '../draws/replace-draw.ts';
import { COUNTY, type County } from '../draws/test-county.ts';
import { approveWithholding } from '../publication/approve-withholding.ts';
import { listDue } from '../publication/list-due.ts';
import { listTasks } from '../tasks/list-tasks.ts';
import { showTask } from '../tasks/show-task.ts';
import { addUser } from '../users/add-user.ts';
import { submitForm } from '../visit-forms/submit-form.ts';
import { openDrawn, setScheme, TASK } from '../visit-forms/test-visits.ts';
import { cancelVisit } from './cancel-visit.ts';
import { closeTask, reportTask } from './close-task.ts';
import { showStatistics } from './statistics.ts';
import { bringIn, drawnBy, type RoundVisit } from './test-round.ts';

const CITY = '运城市生态环境局';
const OFFICE = '绛县市场监管领域“双随机、一公开”监管工作领导小组办公室';

describeDatabases('the end of a task', (target) => {
  let county: County;
  let draw: string;
  let keys: readonly string[];
  const ask = <Row extends Record<string, unknown>>(text: string) => county.deps.database.ownerQuery<Row>(text);
  const close = (login = 'zonghe') => county.does(login, closeTask, { task: TASK });
  const look = () => county.looks('zonghe', showTask, { task: TASK });
  const steps = async () => (await look()).steps!;
  const statistics = (login = 'zonghe') => county.looks(login, showStatistics, { task: TASK });
  const report = (receiver: string, login = 'zonghe') =>
    county.does(login, reportTask, { task: TASK, receiver, sentOn: '2026-11-20', document: '示例〔2026〕9号' });
  /** Seven clean, one with a problem, one that does not work there; the tenth is cancelled. */
  const round = (published: string): readonly RoundVisit[] => [
    ...keys.slice(0, 7).map((key) => ({ key, published })),
    { key: keys[7]!, result: '发现问题已责令整改', published },
    { key: keys[8]!, result: '未发现开展本次抽查涉及的经营活动', withheld: '涉及商业秘密' },
  ];

  beforeAll(async () => {
    county = await openDrawn(target);
    [{ id: draw }] = (await ask<{ id: string }>('select id from draw')) as [{ id: string }];
    keys = (await drawnBy(county)).map(({ object }) => object.key);
  });
  afterAll(() => county.close());

  it('is refused to who may not close, and before everything is concluded', async () => {
    for (const login of ['jiancha', 'jijian', 'lingdao'])
      await expect(close(login)).rejects.toMatchObject({ code: 'request.notPermitted' });
    await expect(close()).rejects.toMatchObject({
      code: 'task.notComplete',
      details: { drawn: 10, waiting: 10, noResult: 0 },
    });
    await expect(report(CITY, 'jiancha')).rejects.toMatchObject({ code: 'request.notPermitted' });
    await expect(report(CITY)).rejects.toMatchObject({ code: 'task.notClosed' });
    await expect(statistics('jiancha')).rejects.toMatchObject({ code: 'request.notPermitted' });
  });

  it('shows five steps: the first one done, and what the others lack and who can do it', async () => {
    const [initiate, allocate, summarise, count, report_] = await steps();
    expect(initiate).toEqual({
      step: 'initiate',
      isDone: true,
      at: expect.any(String),
      by: 'zonghe',
      lacks: [],
      who: [],
    });
    expect(allocate).toMatchObject({ step: 'allocate', isDone: false, lacks: [{ what: 'dispatch' }] });
    expect(allocate!.who).toContain('generalOffice');
    expect(summarise).toMatchObject({ step: 'summarise', isDone: false, lacks: [{ what: 'visits', n: 10 }] });
    // Who files does not record visits.
    expect(summarise!.who).not.toContain('generalOffice');
    expect(count).toMatchObject({ step: 'count', isDone: false, lacks: [{ what: 'visits', n: 10 }] });
    expect(report_).toMatchObject({
      step: 'report',
      isDone: false,
      lacks: [{ what: 'closing', receivers: [CITY, OFFICE] }],
    });
  });

  it('tells names of who was not visited yet to nobody above, and to the office', async () => {
    const above = { login: 'shiju', agency: COUNTY, roles: ['upperBureauManager' as const] };
    await county.does('console', addUser, above);
    await bringIn(county, [{ key: keys[0]! }]);
    const told = async (login: string) => (await statistics(login)).rows.filter(({ object }) => object).length;
    expect([await told('zonghe'), await told('shiju')]).toEqual([10, 1]);
    const [row] = await ask<{ n: number }>(
      `select count(*)::int as n from log_entry where type = 'task.statistics' or entry::text like '%task.statistics%'`,
    );
    expect(row!.n).toBeGreaterThanOrEqual(2);
  });

  it('is completed by itself once the last object is concluded, and published once all results are', async () => {
    county.wait(60);
    await county.does('zonghe', dispatchTask, { task: TASK });
    expect((await steps())[1]).toMatchObject({ isDone: true, by: 'zonghe' });
    await bringIn(county, round(''));
    expect(await look()).toMatchObject({ state: 'drawn', work: { done: 9, waiting: 1 } });
    county.wait(60);
    await county.does('zonghe', cancelVisit, { task: TASK, object: keys[9]!, reason: '停产', approver: 'lingdao' });
    const completed = await look();
    expect(completed).toMatchObject({ state: 'completed', work: { completedOn: '2026-11-20', unpublished: 8 } });
    expect(completed.steps![2]).toMatchObject({ step: 'summarise', isDone: true, by: 'zonghe' });
    expect(completed.steps![3]).toMatchObject({ lacks: [{ what: 'publication', n: 8 }] });
    await expect(close()).rejects.toMatchObject({ code: 'task.notPublished', details: { n: 8 } });
    await bringIn(
      county,
      round('2026-11-20').map((one) => ({ ...one, unapproved: true })),
    );
    expect(await look()).toMatchObject({ state: 'completed', work: { withheld: 1, unpublished: 0, unapproved: 1 } });
    expect((await steps())[3]).toMatchObject({ lacks: [{ what: 'approval', n: 1 }] });
    await expect(close()).rejects.toMatchObject({
      code: 'task.notApproved',
      details: { task: '2026q4-key', ranks: '9' },
      message: expect.stringContaining('publish approve'),
    });
    await bringIn(county, round('2026-11-20'));
    expect(await look()).toMatchObject({ state: 'published', work: { published: 8, withheld: 1, unpublished: 0 } });
    const [listed] = await county.looks('zonghe', listTasks, { agency: COUNTY });
    expect(listed).toMatchObject({ state: 'published', work: { drawn: 10 } });
    expect((await steps())[3]).toMatchObject({ lacks: [{ what: 'closing' }] });
  });

  it('closes with the table of the round: ten objects, the counts per wording, two receivers', async () => {
    county.wait(60);
    const view = await close();
    expect(view).toMatchObject({
      title: '随机抽查情况统计表',
      compiledBy: '执法队综合办',
      receivers: [CITY, OFFICE],
      clause: { section: '五（三）' },
      closed: { by: 'zonghe', sum: expect.stringMatching(/^[0-9a-f]{64}$/) },
      figures: { drawn: 10, done: 9, cancelled: 1, waiting: 0, published: 8, withheld: 1 },
    });
    expect(view.rows).toHaveLength(10);
    expect(view.figures.wordings).toEqual([
      { text: '未发现问题', count: 7 },
      { text: '发现问题已责令整改', count: 1 },
      { text: '发现问题已立案调查', count: 0 },
      { text: '不配合检查情节严重', count: 0 },
      { text: '未发现开展本次抽查涉及的经营活动', count: 1 },
    ]);
    expect(await look()).toMatchObject({ state: 'closed' });
    const [, , , count, last] = await steps();
    expect(count).toMatchObject({ isDone: true, by: 'zonghe', at: view.closed!.at });
    expect(last).toMatchObject({ isDone: false, lacks: [{ what: 'reports', n: 2, receivers: [CITY, OFFICE] }] });
  });

  it('is reported to each receiver that the scheme names, and to no other', async () => {
    await expect(report('示例省生态环境厅')).rejects.toMatchObject({
      code: 'task.receiverUnknown',
      details: { receivers: `${CITY}；${OFFICE}` },
    });
    const late = { task: TASK, receiver: CITY, sentOn: '2027-01-01' };
    const early = { ...late, sentOn: '2026-11-19' };
    await expect(county.does('zonghe', reportTask, late)).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(county.does('zonghe', reportTask, early)).rejects.toMatchObject({
      message: expect.stringContaining('早于任务完成的那天（2026-11-20）'),
    });
    await report(CITY);
    expect((await steps())[4]).toMatchObject({ isDone: false, lacks: [{ what: 'reports', receivers: [OFFICE] }] });
    county.wait(60);
    await report(OFFICE);
    await report(CITY);
    const last: TaskStepView | undefined = (await steps())[4];
    expect(last).toMatchObject({ isDone: true, by: 'zonghe' });
    // The further report of a receiver corrects the one before.
    expect((await statistics()).reports.map(({ receiver }) => receiver)).toEqual([OFFICE, CITY]);
  });

  describe('once closed takes no more', () => {
    const refused = (what: Promise<unknown>) => expect(what).rejects.toMatchObject({ code: 'task.closed' });

    it('closing, cancelling, dispatch, form, replacement, void or list', async () => {
      await refused(close());
      await refused(county.does('zonghe', cancelVisit, { task: TASK, object: '1', reason: 'x', approver: 'lingdao' }));
      await refused(county.does('zonghe', dispatchTask, { task: TASK }));
      await refused(county.does('zonghe', submitForm, { task: TASK, object: '1', edition: 'x', rows: [] }));
      const evidence = { document: '示例〔2026〕1号', evidence: '0'.repeat(64), approver: 'lingdao' };
      await refused(county.does('zonghe', replaceDraw, { draw, rank: 1, reason: 'suspended', ...evidence }));
      await refused(county.does('zonghe', endDraw, { draw, reason: '名单有误', approver: 'lingdao' }));
      await refused(county.does('zonghe', freezeDraw, { task: TASK }));
    });

    it('visits: the same again is no change, and anything else is told and left as it is', async () => {
      const again = await bringIn(county, round('2026-11-20'));
      expect([again.result.same, again.warnings]).toEqual([9, []]);
      const before = await statistics();
      const changed = await bringIn(county, [
        { key: keys[0]!, result: '不配合检查情节严重', published: '2026-11-20' },
        { key: keys[9]!, published: '2026-11-20' },
      ]);
      expect(changed.result).toMatchObject({ added: 0, updated: 0, same: 1, rejected: 1 });
      const codesOf = (rows: typeof changed.warnings) => rows.map(({ findings }) => findings.map(({ code }) => code));
      expect([codesOf(changed.warnings), codesOf(changed.rejected)]).toEqual([[['taskClosed']], [['taskClosed']]]);
      expect(changed.warnings[0]!.findings[0]!.message).toContain('任务 2026q4-key 已经办结');
      expect(await statistics()).toEqual(before);
    });

    it('nothing of a visit but who approved its withholding, where that is lacking; the figures stay', async () => {
      const [{ id }] = (await ask<{ id: string }>(
        `select id from visit where object_key = '${keys[8]}' and task_code = '2026q4-key'`,
      )) as [{ id: string }];
      const approve = () => county.does('zonghe', approveWithholding, { visit: id, approvedBy: '某负责人' });
      await expect(approve()).rejects.toMatchObject({ code: 'withholding.approved' });
      const before = await statistics();
      const { updated_at: at } = (
        await ask<{ updated_at: string }>(`select updated_at from visit where id = '${id}'`)
      )[0]!;
      // As a version before this one let it be closed.
      await ask('alter table visit disable trigger visit_of_open_task');
      await ask(`update visit set facts = facts - 'withheldApproved' where id = '${id}'`);
      await ask('alter table visit enable trigger visit_of_open_task');
      expect((await county.looks('zonghe', listDue, { agency: COUNTY })).unapproved).toMatchObject([{ visit: id }]);
      for (const change of ['||  \'{"withheldApproved": true, "withheldPart": true}\'', "- 'withheldGround'"])
        await expect(ask(`update visit set facts = facts ${change} where id = '${id}'`)).rejects.toMatchObject({
          code: '23001',
        });
      await expect(
        ask(`update visit set date = '2026-11-19', facts = facts || '{"withheldApproved": true}' where id = '${id}'`),
      ).rejects.toMatchObject({ code: '23001' });
      expect(await approve()).toMatchObject({ visit: id, ground: '商业秘密' });
      expect((await county.looks('zonghe', listDue, { agency: COUNTY })).unapproved).toEqual([]);
      expect(await statistics()).toEqual(before);
      expect(await ask(`select updated_at from visit where id = '${id}'`)).toEqual([{ updated_at: at }]);
    });

    it('rows that pass by the program: the database refuses them', async () => {
      for (const text of [
        `update task set n = 11 where id = '${TASK}'`,
        `update task set state = 'drawn' where id = '${TASK}'`,
        `update visit set class = 'general' where task_code = '2026q4-key'`,
        'delete from task_closing',
        `update task_report set receiver = 'x'`,
      ])
        await expect(ask(text)).rejects.toMatchObject({ code: '23001' });
    });
  });

  it('writes the table to a workbook and to text, and to nothing else', async () => {
    const view = await statistics();
    const text = new TextDecoder().decode(await statisticsFile(view, '统计表.csv'));
    for (const part of [keys[0]!, '结果：发现问题已责令整改,1 家', `报送,${CITY},已报送 2026-11-20`, '抽取对象,10 家'])
      expect(text).toContain(part);
    expect(
      Buffer.from(await statisticsFile(view, '统计表.xlsx'))
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    expect(() => statisticsFile(view, '统计表.pdf')).toThrow(/\.xlsx/);
  });

  it('is not shown by figures that were changed past the program', async () => {
    await ask('alter table task_closing disable trigger task_closing_kept');
    await ask(`update task_closing set figures = replace(figures, '"done":9', '"done":8')`);
    await expect(statistics()).rejects.toMatchObject({ code: 'task.figuresDamaged' });
    await ask(`update task_closing set figures = replace(figures, '"done":8', '"done":9')`);
    await ask('alter table task_closing enable trigger task_closing_kept');
    expect((await statistics()).figures.done).toBe(9);
  });
});

describeDatabases('the clock from the completion of a task', (target) => {
  let county: County;
  let keys: readonly string[];
  const look = () => county.looks('lingdao', listDue, { agency: COUNTY });
  const due = async () => (await look()).items;

  beforeAll(async () => {
    county = await openDrawn(target);
    keys = (await drawnBy(county)).map(({ object }) => object.key);
    await setScheme(county, 'xinxian');
  });
  afterAll(() => county.close());

  it('does not run while one object waits', async () => {
    await bringIn(
      county,
      keys.slice(0, 9).map((key) => ({ key })),
    );
    expect(await due()).toEqual([]);
  });

  it('is said to wait, with the number of results and of what is outstanding', async () => {
    const held = { task: '2026q4-key', results: 9, drawn: 10, unvisited: 1, noResult: 0 };
    expect((await look()).unfinished).toEqual([held]);
  });

  it('runs from the day of the last conclusion, for every result of the task', async () => {
    county.wait(4 * 86_400);
    await bringIn(county, [{ key: keys[9]!, date: '2026-11-24' }]);
    const { items, unfinished } = await look();
    expect(unfinished).toEqual([]);
    expect(items).toHaveLength(10);
    expect([...new Set(items.map(({ from }) => from))]).toEqual(['2026-11-24']);
    // Twenty working days from the next one on.
    expect([...new Set(items.map(({ due: day }) => day))]).toEqual(['2026-12-22']);
  });

  it('is not needed where a scheme counts otherwise: there every result has its own day', async () => {
    await inTransaction(county.deps.database.db, SYSTEM, (tx) =>
      storePackVersion({ tx, at: county.deps.clock.instant() }, shippedPack('jiangxian')),
    );
    await setScheme(county, 'jiangxian');
    expect(new Set((await due()).map(({ from }) => from))).toEqual(new Set(['2026-11-20', '2026-11-24']));
  });
});
