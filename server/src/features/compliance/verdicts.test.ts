import type { IndicatorsView } from '@sunlot/contract/compliance.ts';
import type { ComplianceAnswer } from '@sunlot/contract/verdicts.ts';
import { hex, utf8 } from '@sunlot/core/basics/bytes.ts';
import { sha256 } from '@sunlot/core/hash/sha256.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type UseCase, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { loadShippedHolidays } from '../../holidays/shipped-holidays.ts';
import { COUNTY, ELSEWHERE, openTestApp, type Send, type TestApp } from '../../http/test-app.ts';
import { type Failure, keepUp } from '../../upkeep.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { type County, DICE, openCounty } from '../draws/test-county.ts';
import { importObjects } from '../objects/import-objects.ts';
import { importVisits } from '../visits/import-visits.ts';
import { verdictClosings } from './close-due.ts';
import { closeVerdict } from './close-verdict.ts';
import { reopenVerdict } from './reopen-verdict.ts';
import { showCompliance } from './show-compliance.ts';
import { goldenYear, objectsCsv, visitsCsv } from './test-year.ts';

const place = `/api/v1/agencies/${COUNTY}/compliance`;
const worked = goldenYear('J-12b');

describeDatabases('a final verdict', (target) => {
  let site: TestApp;
  let bob: Send;
  let head: Send;
  const does = async <O>(useCase: UseCase<{ agency: string; file: string; bytes: Uint8Array }, O>, bytes: Uint8Array) =>
    write(site.deps, await site.actor('bob'), (ctx) => useCase(ctx, { agency: COUNTY, file: 'x.csv', bytes }));
  const shown = async (query = 'year=2025') => (await bob('GET', `${place}?${query}`)).json() as ComplianceAnswer;
  const goalsOf = async (more = '') =>
    (await bob('GET', `/api/v1/agencies/${COUNTY}/indicators?year=2025${more}`)).json() as IndicatorsView;
  const close = (body: object = { year: 2025 }, send = head) => send('POST', `${place}/closing`, { body });
  const reopen = (body: object, send = head) => send('POST', `${place}/reopening`, { body });
  const rows = () =>
    site.deps.database.ownerQuery<{ version: number; state: string; view: string; sum: string }>(
      'select version, state, view, sum from period_verdict order by period, version',
    );

  beforeAll(async () => {
    site = await openTestApp(target);
    bob = await site.as('bob');
    await site.addPerson('fuze', ['head'], COUNTY);
    await site.addPerson('linxian', ['head'], ELSEWHERE);
    head = await site.as('fuze');
    await write(site.deps, await site.actor('alice'), async (ctx) => {
      await loadShippedHolidays(ctx);
      await ctx.audit({ action: 'holidays.import', subject: 'shipped' });
    });
  });
  afterAll(() => site.close());

  it('is made, and opened again, by a leader of the agency alone', async () => {
    for (const [login, status] of [
      ['chelsea', 403],
      ['bob', 403],
      ['linxian', 404],
    ] as const) {
      const send = await site.as(login);
      expect([login, (await close({ year: 2025 }, send)).statusCode]).toEqual([login, status]);
      expect([login, (await reopen({ year: 2025, reason: '补录' }, send)).statusCode]).toEqual([login, status]);
    }
    expect(await rows()).toEqual([]);
  });

  it('is none of a period that still runs, of an empty directory, or of what is no period', async () => {
    const refusals = async (body: object) => {
      const answer = await close(body);
      return [answer.statusCode, answer.json().code];
    };
    expect(await refusals({ year: 2026 })).toEqual([409, 'verdict.running']);
    expect(await refusals({ year: 2026, quarter: 'Q4' })).toEqual([409, 'verdict.running']);
    expect(await refusals({ year: 2025 })).toEqual([409, 'verdict.nothing']);
    expect(await refusals({ year: 2025, quarter: 'Q5' })).toEqual([400, 'request.invalid']);
    expect(await refusals({ year: 2025, quarter: '2026Q1' })).toEqual([400, 'request.invalid']);
    const answer = await reopen({ year: 2025, reason: '补录' });
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'verdict.notClosed']);
    expect(await rows()).toEqual([]);
  });

  it('is provisional until it is closed, and then kept whole with its sum, its author and an audit entry', async () => {
    await does(importObjects, objectsCsv(worked, COUNTY));
    await does(importVisits, visitsCsv(worked));
    // A year in which no version of the scheme was in force is not judged, so there is nothing to close.
    const unjudged = await close({ year: 2024 });
    expect([unjudged.statusCode, unjudged.json().code]).toEqual([409, 'verdict.noScheme']);
    expect(await rows()).toEqual([]);
    const before = await shown();
    expect(before.standing).toMatchObject({ state: 'provisional', shown: 'now', closesByItself: false, acts: [] });
    expect(before.standing).toMatchObject({ ends: '2025-12-31', lastDay: '2026-01-08', lastDayEstimated: false });
    await site.audited();
    const answer = await close();
    expect(answer.statusCode).toBe(201);
    expect(await site.audited()).toEqual(['compliance.close']);
    const closed = await shown();
    expect(closed).toEqual(answer.json());
    const [row] = await rows();
    const { standing: _, parts: __, ...verdict } = before;
    const { indicators, ...kept } = JSON.parse(row!.view) as { indicators: object[] };
    expect(kept).toEqual(verdict);
    const goals = await goalsOf();
    expect(goals).toMatchObject({ shown: 'stored', closed: { kept: true } });
    expect(goals.items).toEqual(indicators);
    expect(row!.sum).toBe(hex(sha256(utf8(row!.view))));
    expect(closed.standing).toMatchObject({
      state: 'closed',
      shown: 'stored',
      acts: [{ version: 1, act: 'closed', ground: 'time', bySystem: false, verdict: 'noncompliant', sum: row!.sum }],
      differences: { findings: [], measures: [] },
    });
    // A quarter has a verdict of its own.
    expect((await shown('year=2025&quarter=Q4')).standing.state).toBe('provisional');
  });

  it('is closed once', async () => {
    const again = await close();
    expect([again.statusCode, again.json().code]).toEqual([409, 'verdict.closed']);
    const both = await Promise.all([1, 2].map(() => close({ year: 2025, quarter: 'Q1' })));
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409]);
    expect((await rows()).map(({ version }) => version)).toEqual([1, 1]);
    // The verdict on the year says which of its quarters are final, and with what; that on a quarter does not.
    const { closedQuarters } = await shown();
    expect(closedQuarters).toMatchObject([
      { period: '2025Q1', bySystem: false, verdict: 'compliant', differences: [] },
    ]);
    expect(closedQuarters![0]!.ratios).toContainEqual(expect.objectContaining({ class: 'key', base: 37, actual: 10 }));
    expect(await shown('year=2025&quarter=Q1')).not.toHaveProperty('closedQuarters');
  });

  it('stays when the data changes, and says what today’s would have it', async () => {
    const before = await shown();
    const [{ key }] = (await site.deps.database.ownerQuery<{ key: string }>(
      `select key from inspection_object where key like '%/%' and key not in (select object_key from visit)`,
    )) as [{ key: string }];
    await does(importVisits, utf8(`检查日期,统一社会信用代码,抽取方式,检查结果\n2025-12-20,${key},随机,未发现问题`));
    const { standing, ...verdict } = await shown();
    const { standing: earlier, ...stored } = before;
    expect(verdict).toEqual(stored);
    expect(earlier.differences).toMatchObject({ findings: [], measures: [] });
    const { differences } = standing;
    expect(differences).toMatchObject({ visits: { stored: stored.visits, now: stored.visits + 1 } });
    expect(differences).not.toHaveProperty('verdict');
    expect(differences!.findings).toEqual([
      { stored: expect.objectContaining({ code: 'UNDER_ANNUAL_RATIO', class: 'construction', actual: 3 }) },
    ]);
    expect(differences!.measures).toContainEqual({
      stored: expect.objectContaining({ class: 'construction', actual: 3, state: 'short' }),
      now: expect.objectContaining({ class: 'construction', actual: 4, state: 'met' }),
    });
    // So do the goals: the visit of today is beside them, and in them only where somebody asks for it.
    const [goals, today] = [await goalsOf(), await goalsOf('&fresh=true')];
    const random = (view: IndicatorsView) => view.items.find(({ id }) => id === 'random')!;
    expect(goals).toMatchObject({ shown: 'stored', closed: { by: standing.acts[0]!.by, at: standing.acts[0]!.at } });
    expect(random(goals)).toMatchObject({ base: stored.visits, now: { base: stored.visits + 1 } });
    expect(today).toMatchObject({ shown: 'now', closed: { kept: true } });
    expect([random(today).base, random(today).now]).toEqual([stored.visits + 1, undefined]);
    const fresh = await shown('year=2025&fresh=true');
    expect(fresh.standing).toMatchObject({ state: 'closed', shown: 'now', differences: standing.differences });
    expect(fresh.findings).toHaveLength(stored.findings.length - 1);
  });

  it('changes through a re-open with a reason only; what was stored stays beside the new one', async () => {
    const empty = await reopen({ year: 2025, reason: '  ' });
    expect([empty.statusCode, empty.json().code]).toEqual([400, 'request.invalid']);
    const [first] = await rows();
    await site.audited();
    const opened = (await reopen({ year: 2025, reason: '漏报一次检查' })).json() as ComplianceAnswer;
    expect(await site.audited()).toEqual(['compliance.reopen']);
    expect(opened.standing).toMatchObject({
      ...{ state: 'provisional', shown: 'now', lastDay: '2026-11-27' },
      acts: [{ act: 'closed' }, { version: 2, act: 'reopened', reason: '漏报一次检查', bySystem: false }],
    });
    const twice = await reopen({ year: 2025, reason: '再次' });
    expect([twice.statusCode, twice.json().code]).toEqual([409, 'verdict.notClosed']);
    const closed = (await close()).json() as ComplianceAnswer;
    expect(closed.standing.acts.map(({ version, act }) => [version, act])).toEqual([
      [1, 'closed'],
      [2, 'reopened'],
      [3, 'closed'],
    ]);
    expect(closed.standing).toMatchObject({ lastDay: '2026-11-27', differences: { findings: [], measures: [] } });
    expect(closed.findings.some(({ class: cls }) => cls === 'construction')).toBe(false);
    expect((await rows())[0]).toEqual(first);
  });

  it('on a year does not take back what a closed quarter fixed: it says where its own numbers are others', async () => {
    const [{ key }] = (await site.deps.database.ownerQuery<{ key: string }>(
      `select key from inspection_object where permit_category = '重点管理'
       and key not in (select object_key from visit where date < '2025-04-01') order by key limit 1`,
    )) as [{ key: string }];
    await does(importVisits, utf8(`检查日期,统一社会信用代码,抽取方式,检查结果\n2025-03-20,${key},随机,未发现问题`));
    const differences = async (query: string) => (await shown(query)).closedQuarters![0]!.differences;
    expect(await differences('year=2025&fresh=true')).toEqual([
      {
        stored: expect.objectContaining({ class: 'key', period: '2025Q1', actual: 10 }),
        now: expect.objectContaining({ class: 'key', period: '2025Q1', actual: 11 }),
      },
    ]);
    // Control: the year as it was closed has the numbers of its quarter.
    expect(await differences('year=2025')).toEqual([]);
  });

  it('cannot be rewritten in the database; one that was is not shown as if it were whole', async () => {
    const sql = (text: string) => site.deps.database.ownerQuery(text);
    await expect(sql(`update period_verdict set reason = 'x'`)).rejects.toThrow(/append-only/);
    await expect(sql('delete from period_verdict')).rejects.toThrow(/append-only/);
    const insert = (columns: string, values: string) =>
      sql(`insert into period_verdict (id, agency, period, version, state, by_name, at${columns})
           values ('vdt_x', '${COUNTY}', '2025Q2', ${values})`);
    await expect(insert('', `1, 'closed', 'x', now()`)).rejects.toThrow(/closed_whole/);
    const fuze = `(select id from app_user where login = 'fuze')`;
    await expect(insert(', reason, by_user', `1, 'reopened', 'x', now(), 'x', ${fuze}`)).rejects.toThrow(/turns/);
    await expect(insert(', reason', `2, 'reopened', 'x', now(), 'x'`)).rejects.toThrow(/reopened_whole/);
    expect((await bob('GET', `${place}?year=2025`)).statusCode).toBe(200);
    await sql('alter table period_verdict disable trigger period_verdict_kept');
    // A closing from before the goals were kept with it.
    const { view } = (await rows()).find(({ version }) => version === 3)!;
    const { indicators: _, ...early } = JSON.parse(view) as { indicators: object };
    const text = JSON.stringify(early);
    const put = (stored: string) =>
      sql(
        `update period_verdict set view = $sunlot$${stored}$sunlot$, sum = '${hex(sha256(utf8(stored)))}' where version = 3`,
      );
    await put(text);
    expect(await goalsOf()).toMatchObject({ shown: 'now', closed: { kept: false } });
    await put(view);
    expect(await goalsOf()).toMatchObject({ shown: 'stored', closed: { kept: true } });
    await sql(`update period_verdict set view = replace(view, 'noncompliant', 'compliant') where version = 3`);
    await sql('alter table period_verdict enable trigger period_verdict_kept');
    const answer = await bob('GET', `${place}?year=2025`);
    expect([answer.statusCode, answer.json().code]).toEqual([500, 'verdict.damaged']);
    const goals = await bob('GET', `/api/v1/agencies/${COUNTY}/indicators?year=2025`);
    expect([goals.statusCode, goals.json().code]).toEqual([500, 'verdict.damaged']);
    const fresh = await shown('year=2025&fresh=true');
    expect(fresh.verdict).toBe('noncompliant');
    expect(fresh.standing).not.toHaveProperty('differences');
  });
});

describeDatabases('a verdict before the days to record are over', (target) => {
  let county: County;
  const asked = { agency: COUNTY, year: 2026, quarter: 'Q3' };
  beforeAll(async () => {
    county = await openCounty(target, { at: '2026-09-20T01:00:00Z' });
    await county.addTask('2026Q3', 10);
    const { draw } = await county.does('zonghe', freezeDraw, { task: 'tsk_2026Q3' });
    await county.does('zonghe', enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('jijian', enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('zonghe', runDraw, { draw });
  });
  afterAll(() => county.close());

  const visit = async (from: number, to: number) => {
    const drawn = await county.deps.database.ownerQuery<{ key: string }>(
      'select o.key from drawn_object d join inspection_object o on o.id = d.object_id order by d.rank',
    );
    const lines = drawn.slice(from, to).map(({ key }) => `2026-09-28,${key},2026q3-key,随机,未发现问题`);
    const bytes = utf8(['检查日期,统一社会信用代码,任务编号,抽取方式,检查结果', ...lines].join('\n'));
    await county.does('zonghe', importVisits, { agency: COUNTY, file: 'x.csv', bytes });
  };
  const round = async () => {
    const failures: Failure[] = [];
    const upkeep = keepUp([verdictClosings(county.deps)], (failure) => failures.push(failure));
    await upkeep.ended();
    await upkeep.stop();
    return failures;
  };
  const refusal = () => county.does('lingdao', closeVerdict, asked).catch((error: unknown) => error);

  it('waits for every object that was drawn, and says how many are missing', async () => {
    county.wait(8 * 86_400);
    await visit(0, 9);
    expect(await refusal()).toMatchObject({ code: 'verdict.running' });
    county.wait(3 * 86_400);
    expect(await refusal()).toMatchObject({
      code: 'verdict.early',
      details: { tasks: 1, undrawn: 0, unvisited: 1, today: '2026-10-01' },
    });
    const { standing } = await county.looks('zonghe', showCompliance, asked);
    expect(standing).toMatchObject({ state: 'provisional', closesByItself: true });
  });

  it('is closed by the system as soon as the last one is visited, and not before', async () => {
    expect(await round()).toEqual([]);
    expect((await county.looks('zonghe', showCompliance, asked)).standing.acts).toEqual([]);
    await visit(9, 10);
    expect(await round()).toEqual([]);
    const { standing } = await county.looks('zonghe', showCompliance, asked);
    expect(standing).toMatchObject({ state: 'closed', acts: [{ ground: 'concluded', bySystem: true }] });
  });

  it('is closed by a leader for the same reason; one that was opened again the system leaves alone', async () => {
    await county.does('lingdao', reopenVerdict, { ...asked, reason: '补录检查' });
    expect(await round()).toEqual([]);
    expect((await county.looks('zonghe', showCompliance, asked)).standing.state).toBe('provisional');
    const { standing } = await county.does('lingdao', closeVerdict, asked);
    expect(standing.acts.at(-1)).toMatchObject({ version: 3, ground: 'concluded', bySystem: false });
  });
});
