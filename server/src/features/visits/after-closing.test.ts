import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { recordResult } from '../../results/record-result.ts';
import { closeVerdict } from '../compliance/close-verdict.ts';
import { reopenVerdict } from '../compliance/reopen-verdict.ts';
import { showCompliance } from '../compliance/show-compliance.ts';
import { COUNTY, type County } from '../draws/test-county.ts';
import { closePlan } from '../plans/close-plan.ts';
import { listDue } from '../publication/list-due.ts';
import { cancelVisit } from '../task-ends/cancel-visit.ts';
import { closeTask } from '../task-ends/close-task.ts';
import { showStatistics } from '../task-ends/statistics.ts';
import { bringIn, drawnBy } from '../task-ends/test-round.ts';
import { openDrawn, openSent, TASK } from '../visit-forms/test-visits.ts';
import { importVisits } from './import-visits.ts';

const DAY = 86_400;

/** What an office types after the closing: the visit by its object, day and task, and the day that came since. */
const NAMED = ['检查日期', '统一社会信用代码', '任务编号'];

function opened(county: () => County) {
  const ask = <Row extends Record<string, unknown>>(text: string) => county().deps.database.ownerQuery<Row>(text);
  return {
    ask,
    brings: (header: readonly string[], ...rows: readonly (readonly string[])[]) =>
      county().does('zonghe', importVisits, {
        ...{ agency: COUNTY, file: 'v.csv' },
        bytes: utf8([header, ...rows].map((cells) => cells.join(',')).join('\n')),
      }),
    visit: async (key: string) => {
      const [row] = await ask<{ id: string; facts: Record<string, unknown>; by_user: string; updated_at: string }>(
        `select id, facts, by_user, updated_at from visit where object_key = '${key}'`,
      );
      return row!;
    },
    logged: async () =>
      (
        await ask<{ entry: string }>(
          `select convert_from(entry, 'UTF8') as entry from log_entry where convert_from(entry, 'UTF8') like '%visit.afterClosing%'`,
        )
      ).map(({ entry }) => entry),
  };
}

describeDatabases('what happens after a task is closed', (target) => {
  let county: County;
  let keys: readonly string[];
  const { ask, brings, visit, logged } = opened(() => county);
  const statistics = () => county.looks('zonghe', showStatistics, { task: TASK });
  const said = ({ warnings }: Awaited<ReturnType<typeof brings>>) =>
    warnings.flatMap(({ findings }) => findings.map(({ code, message }) => [code, message]));
  const rectified = (key: string, day: string) => [...['2026-11-20', key, '2026q4-key'], day];

  beforeAll(async () => {
    county = await openDrawn(target);
    keys = (await drawnBy(county)).map(({ object }) => object.key);
    const problem = { result: '发现问题已责令整改', published: '2026-11-20' };
    await bringIn(county, [
      ...keys.slice(0, 3).map((key) => ({ key, ...problem })),
      { key: keys[3]!, withheld: '涉及商业秘密' },
      ...keys.slice(4).map((key) => ({ key, published: '2026-11-20' })),
    ]);
    await county.does('zonghe', closeTask, { task: TASK });
    county.wait(12 * DAY);
  });
  afterAll(() => county.close());

  it('is taken of its own day: the visit, who recorded it and the figures stay', async () => {
    const [before, figures] = [await visit(keys[0]!), await statistics()];
    const outcome = await brings([...NAMED, '整改完成日期'], rectified(keys[0]!, '2026-12-01'));
    expect(outcome.result).toMatchObject({ added: 0, updated: 1, same: 0 });
    expect(said(outcome)).toContainEqual([
      'taskClosed',
      '任务 2026q4-key 已经办结（或当年的计划已经办结）：整改完成日期已登记；这一行其余与登记不同的内容没有改动。',
    ]);
    // What the row leaves out stays as it is, and nobody is told otherwise.
    expect(said(outcome).map(([, message]) => message)).not.toContainEqual(expect.stringContaining('按没有公示判定'));
    const after = await visit(keys[0]!);
    expect(after).toEqual({ ...before, facts: { ...before.facts, rectifiedOn: '2026-12-01' } });
    expect((await statistics()).closed).toEqual(figures.closed);
    expect((await statistics()).figures).toEqual(figures.figures);
    const [entry, ...more] = await logged();
    expect(more).toEqual([]);
    // What was added stands in it as a hash, like everything that the log says was changed.
    expect(entry).toContain(`"subject":"${before.id}"`);
  });

  it('is only tried where the file is tried', async () => {
    const input = { agency: COUNTY, file: 'v.csv', dryRun: true };
    const bytes = utf8([[...NAMED, '整改完成日期'], rectified(keys[1]!, '2026-12-01')].map(String).join('\n'));
    const { result } = await county.looks('zonghe', importVisits, { ...input, bytes });
    expect(result).toMatchObject({ updated: 1 });
    expect((await visit(keys[1]!)).facts).not.toHaveProperty('rectifiedOn');
    expect(await logged()).toHaveLength(1);
  });

  it('comes with the whole row as before the closing, without a word, and is then the same', async () => {
    const header =
      '检查日期,统一社会信用代码,抽取方式,任务编号,检查结果,结果认定日期,公示日期,不予公开依据,整改期限,批准人,整改完成日期';
    const row = `2026-11-20,${keys[1]},随机,2026q4-key,发现问题已责令整改,2026-11-20,2026-11-20,,2026-12-10,,2026-12-01`;
    const whole = () => brings(header.split(','), row.split(','));
    const first = await whole();
    expect([first.result.updated, said(first)]).toEqual([1, []]);
    const again = await whole();
    expect([again.result.same, again.result.updated, said(again)]).toEqual([1, 0, []]);
    expect(await logged()).toHaveLength(2);
  });

  it('is no correction: what is on record stays, and the refusal says what is still taken', async () => {
    const before = await visit(keys[0]!);
    const outcome = await brings([...NAMED, '整改完成日期'], rectified(keys[0]!, '2026-12-02'));
    expect(outcome.result).toMatchObject({ added: 0, updated: 0 });
    expect(said(outcome)).toContainEqual([
      'taskClosed',
      expect.stringContaining('办结以后才公示、才整改完成的，只在检查记录里补写公示日期、整改完成日期后导入'),
    ]);
    expect(await visit(keys[0]!)).toEqual(before);
  });

  it('is not that anything was put right where nothing was found: the rest of the row is taken', async () => {
    const before = await visit(keys[3]!);
    const alone = await brings([...NAMED, '整改完成日期'], rectified(keys[3]!, '2026-12-01'));
    expect(alone.result).toMatchObject({ updated: 0, rejected: 0 });
    expect(said(alone)).toContainEqual([
      'resultsDisagree',
      '已登记的检查结果是“未发现问题”，没有要整改的，整改完成日期 2026-12-01 没有登记，请核对是不是写错了行。',
    ]);
    expect(await visit(keys[3]!)).toEqual(before);
  });

  it('is the day on which a withheld result became public after all', async () => {
    const outcome = await brings([...NAMED, '公示日期'], rectified(keys[3]!, '2026-12-01'));
    expect(outcome.result.updated).toBe(1);
    expect((await visit(keys[3]!)).facts).toMatchObject({ publishedOn: '2026-12-01', withheldGround: '商业秘密' });
  });

  it('is no other ground, and no ground for what is public', async () => {
    const row = (key: string, ground: string) => [...['2026-11-20', key, '2026q4-key'], ground, '某负责人'];
    for (const [key, ground] of [
      [keys[3]!, '个人隐私'],
      [keys[4]!, '商业秘密'],
    ] as const) {
      const before = await visit(key);
      const outcome = await brings([...NAMED, '不予公开依据', '批准人'], row(key, ground));
      expect(outcome.result.updated).toBe(0);
      expect(await visit(key)).toEqual(before);
    }
  });

  it('is nothing else past the program either: the database refuses it', async () => {
    const { id } = await visit(keys[2]!);
    const refused = (change: string) =>
      expect(ask(`update visit set ${change} where id = '${id}'`)).rejects.toMatchObject({ code: '23001' });
    await refused(`facts = facts || '{"rectifiedOn": "2026-12-01", "results": []}'`);
    await refused(`facts = facts || '{"rectifiedOn": "2026-12-01"}', class = 'general'`);
    await refused(`facts = facts || '{"rectifiedOn": "2026-12-01"}', by_user = null`);
    await refused(`facts = facts || '{"publishedOn": "2026-12-01"}'`);
    await refused(`facts = facts || '{"withheldGround": "商业秘密"}'`);
    await refused(`facts = facts || '{"withheldApproved": true}'`);
    await refused(`facts = facts - 'publishedOn'`);
    await refused('sealed_remarks = null');
    await refused('facts = facts');
    await ask(`update visit set facts = facts || '{"rectifiedOn": "2026-12-01"}' where id = '${id}'`);
    await refused(`facts = facts - 'rectifiedOn'`);
  });
});

describeDatabases('what happens after the plan of the year is closed', (target) => {
  let county: County;
  let keys: readonly string[];
  const { ask, brings, visit, logged } = opened(() => county);
  const plan = { agency: COUNTY, year: 2026 };
  const dueKeys = async () =>
    (await county.looks('zonghe', listDue, { agency: COUNTY })).items.map(({ object }) => object).sort();
  const verdict = (fresh = false) =>
    county.looks('zonghe', showCompliance, { ...plan, ...(fresh && { fresh: 'true' }) });
  const overdue = (view: Awaited<ReturnType<typeof verdict>>) =>
    view.findings.filter(({ code }) => code === 'PUBLICATION_OVERDUE');

  beforeAll(async () => {
    county = await openSent(target);
    keys = (await drawnBy(county)).map(({ object }) => object.key);
    county.wait(4 * DAY);
    await bringIn(county, [
      { key: keys[0]! },
      { key: keys[1]!, result: '发现问题已责令整改' },
      { key: keys[2]!, determined: '2026-11-23' },
      ...keys.slice(3, 9).map((key) => ({ key, published: '2026-11-20' })),
    ]);
    await county.does('zonghe', cancelVisit, {
      ...{ task: TASK, object: '10', reason: '停产', approver: 'lingdao' },
    });
    await ask(`update plan_entry set clause = '{"section":"三（五）","quote":"按比例抽取"}'`);
    county.wait(56 * DAY);
    await county.does('lingdao', closeVerdict, plan);
    await county.does('lingdao', closePlan, {
      ...plan,
      explanations: [{ what: '2026q4-key', reason: '三家的结果待公示' }],
    });
    county.wait(2 * DAY);
  });
  afterAll(() => county.close());

  it('is not before the day on which the result was found, which the row may leave out', async () => {
    const { result, warnings } = await brings(
      [...NAMED, '公示日期'],
      [...['2026-11-20', keys[2]!, '2026q4-key'], '2026-11-21'],
    );
    expect(result.updated).toBe(0);
    expect(warnings.flatMap(({ findings }) => findings.map(({ code, message }) => [code, message]))).toEqual([
      ['datesDisagree', '公示日期 2026-11-21 早于已登记的结果认定日期 2026-11-23，没有登记，请核对。'],
      ['taskClosed', expect.stringContaining('本行没有改动')],
    ]);
  });

  it('is waited for until it is recorded, by the same command as before', async () => {
    expect(await dueKeys()).toEqual([keys[0], keys[1], keys[2]].sort());
    const row = (key: string, ...cells: readonly string[]) => ['2026-11-20', key, '2026q4-key', ...cells];
    const { result } = await brings(
      [...NAMED, '公示日期', '整改完成日期', '不予公开依据', '批准人'],
      row(keys[0]!, '2027-01-20', '', '', ''),
      row(keys[1]!, '2027-01-20', '2027-01-20', '', ''),
      row(keys[2]!, '', '', '商业秘密', '某负责人'),
    );
    expect(result).toMatchObject({ added: 0, updated: 3, rejected: 0 });
    expect(await dueKeys()).toEqual([]);
    expect((await county.looks('zonghe', listDue, { agency: COUNTY })).unapproved).toEqual([]);
    expect((await visit(keys[1]!)).facts).toMatchObject({ publishedOn: '2027-01-20', results: ['发现问题已责令整改'] });
    expect(await logged()).toHaveLength(3);
  });

  it('is no visit that was not recorded before', async () => {
    const before = await verdict();
    const { result, rejected, errorsWorkbook } = await brings(
      [...NAMED, '公示日期'],
      ['2026-11-21', keys[4]!, '2026q4-key', '2027-01-20'],
    );
    expect(result).toMatchObject({ read: 1, added: 0, updated: 0, same: 0, rejected: 1 });
    expect(rejected.flatMap(({ findings }) => findings.map(({ code, message }) => [code, message]))).toEqual([
      ['taskClosed', '任务 2026q4-key 已经办结（或当年的计划已经办结），没有登记过的检查不再登记，本行退回。'],
    ]);
    expect(errorsWorkbook).toBeDefined();
    expect((await verdict()).visits).toBe(before.visits);
  });

  it('leaves the closed verdict as it was, and counts where a leader opens that again', async () => {
    const stored = await verdict();
    expect(stored.standing).toMatchObject({ state: 'closed', shown: 'stored' });
    expect(overdue(stored).map(({ doneOn }) => doneOn)).toEqual([undefined, undefined, undefined]);
    // What the data of today would say otherwise stands beside it.
    expect(stored.standing.differences!.findings.length).toBeGreaterThan(0);
    const sum = stored.standing.acts[0]!.sum;
    await county.does('lingdao', reopenVerdict, { ...plan, reason: '结果已公示' });
    county.wait(14 * DAY);
    const again = await county.does('lingdao', closeVerdict, plan);
    expect(again.standing.acts.map(({ act }) => act)).toEqual(['closed', 'reopened', 'closed']);
    expect(again.standing.acts[0]!.sum).toBe(sum);
    expect(overdue(again).map(({ doneOn }) => doneOn)).toEqual(['2027-01-20', '2027-01-20']);
  });

  it('is refused by the other ways in with what to do', async () => {
    const typed = { task: TASK, object: '1', wordings: ['未发现问题'], publishedOn: '2027-01-20' };
    await expect(county.does('zonghe', recordResult, typed)).rejects.toMatchObject({
      code: 'plan.closed',
      message: expect.stringContaining('import visits'),
    });
  });

  describe('control: a result of whose task nothing is closed', () => {
    it('is corrected as ever', async () => {
      const { result } = await brings(
        ['检查日期', '统一社会信用代码', '抽取方式', '针对性依据', '文书编号', '检查结果', '公示日期'],
        ['2027-01-21', keys[5]!, '针对性', '投诉举报', '投诉〔2027〕1号', '未发现问题', ''],
      );
      expect(result).toMatchObject({ added: 1 });
    });
  });
});
