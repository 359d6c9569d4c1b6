import type { ComplianceView } from '@sunlot/contract/compliance.ts';
import type { PeriodReportsView, PeriodReportView } from '@sunlot/contract/period-reports.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type UseCase, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { loadShippedHolidays } from '../../holidays/shipped-holidays.ts';
import { COUNTY, openTestApp, type Send, type TestApp } from '../../http/test-app.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { importObjects } from '../objects/import-objects.ts';
import { importVisits } from '../visits/import-visits.ts';
import { periodReportFile } from './figure-files.ts';
import { fileOf, group, objectsFile, visit } from './test-schemes.ts';

const PLACE = '910101';
const reports = (agency = PLACE) => `/api/v1/agencies/${agency}/period-reports`;
const CASE_TEXT = '超标排放，已立案查处';

describeDatabases('reports of a quarter', (target) => {
  let site: TestApp;
  let office: Send;
  const objects = group(10, {});
  const [first = ''] = objects.codes;
  const does = async <I, O>(useCase: UseCase<I, O>, login: string, input: I) =>
    write(site.deps, await site.actor(login), (ctx) => useCase(ctx, input));
  const list = async () => (await office('GET', `${reports()}?year=2026`)).json() as PeriodReportsView;
  const of = async (kind: string, quarter = '2026Q3') =>
    (await list()).items.find((one) => one.kind === kind && one.period === quarter)!;
  const lateInVerdict = async () => {
    const view = (await office('GET', `/api/v1/agencies/${PLACE}/compliance?year=2026`)).json() as ComplianceView;
    return view.findings
      .filter(({ code }) => code === 'REPORT_LATE')
      .map(({ rule, period, due }) => [rule, period, due]);
  };
  const show = async (kind: string) =>
    (await office('GET', `${reports()}/document?kind=${kind}&quarter=2026Q3`)).json() as PeriodReportView;
  const handIn = (body: object, send = office) => send('POST', reports(), { body: { quarter: '2026Q3', ...body } });
  const refused = async (body: object) => {
    const answer = await handIn(body);
    return [answer.statusCode, answer.json().detail as string] as const;
  };
  const stored = () =>
    site.deps.database.ownerQuery<{ sealed_cases: Uint8Array | null }>('select * from period_report');
  const example = { object: first, date: '2026-08-02', text: CASE_TEXT, evidence: ['现场检查笔录', '照片'] };

  beforeAll(async () => {
    site = await openTestApp(target);
    await does(
      async (ctx) => {
        await loadShippedHolidays(ctx);
        await ctx.audit({ action: 'holidays.import', subject: 'shipped' });
      },
      'alice',
      undefined,
    );
    await does(addAgency, 'alice', { code: PLACE, name: '假想县分局', level: 'county', pack: 'xiongan' });
    await site.addPerson('banshi', ['generalOffice', 'enforcementBrigade'], PLACE);
    await site.addPerson('waiqin', ['inspector'], PLACE);
    office = await site.as('banshi');
    await does(importObjects, 'banshi', { agency: PLACE, file: 'o.csv', bytes: objectsFile([objects], PLACE) });
    const rows = [visit('2026-08-02', first), visit('2026-05-02', objects.codes[1]!)];
    await does(importVisits, 'banshi', { agency: PLACE, file: 'v.csv', bytes: fileOf(rows) });
  });
  afterAll(() => site.close());

  it('are handed in by the office of the agency', async () => {
    const body = { kind: 'statistics', sentOn: '2026-10-09' };
    for (const [login, status] of [
      ['chelsea', 403],
      ['waiqin', 403],
      ['bob', 404],
    ] as const) {
      expect([login, (await handIn(body, await site.as(login))).statusCode]).toEqual([login, status]);
    }
    expect(await stored()).toEqual([]);
  });

  it('are due as the scheme says, and none where it asks for none', async () => {
    const { items } = await list();
    expect(items.map(({ kind, period }) => `${period} ${kind}`)).toContain('2026Q3 summary');
    expect(await of('summary')).toMatchObject({ opens: '2026-09-28', due: '2026-09-30' });
    expect(await of('statistics')).toMatchObject({ due: '2026-10-10' });
    expect(items.find((one) => one.period === '2026Q4' && one.kind === 'statistics')).toMatchObject({
      state: 'waiting',
      warnings: [],
    });
    const other = (await (await site.as('bob'))('GET', `${reports(COUNTY)}?year=2026`)).json() as PeriodReportsView;
    expect(other.items).toEqual([]);
    const none = await (await site.as('bob'))('GET', `${reports(COUNTY)}/document?kind=summary&quarter=2026Q3`);
    expect([none.statusCode, none.json().detail]).toEqual([400, expect.stringContaining('没有规定本级按季度报送总结')]);
  });

  it('are held against nobody who neither drew nor reported here, in the list as in the verdict', async () => {
    expect(await of('summary')).toMatchObject({ state: 'notJudged', warnings: ['neverUsed'] });
    expect(await of('statistics')).toMatchObject({ state: 'notJudged', warnings: ['neverUsed'] });
    expect(await lateInVerdict()).toEqual([]);
  });

  it('have the figures of their quarter', async () => {
    const { report, name, receivers } = await show('statistics');
    expect([name, receivers]).toEqual(['统计表', ['新区生态环境局']]);
    expect(report.totals.find(({ figure }) => figure === 'randomVisits')?.value).toBe(1);
    expect(report.unequal).toEqual([]);
  });

  it('are refused on a day that cannot be, or with a case that is not recorded here; nothing is stored', async () => {
    for (const [body, told] of [
      [{ kind: 'statistics', sentOn: '2026-11-21' }, /还没有到（今天是 2026-11-20）/],
      [{ kind: 'statistics', sentOn: '2026-09-29' }, /2026-09-30 才结束/],
      [{ kind: 'summary', sentOn: '2026-06-30' }, /早于本季度/],
      [
        { kind: 'summary', sentOn: '2026-09-29', cases: [{ ...example, date: '2026-08-03' }] },
        /第 1 个典型案例：2026Q3 没有/,
      ],
      [{ kind: 'summary', sentOn: '2026-09-29', cases: [{ ...example, evidence: [] }] }, /佐证材料/],
      [{ kind: 'statistics', sentOn: '2026-10-09', cases: [example] }, /统计表不附案例/],
      [{ kind: 'nothing', sentOn: '2026-10-09' }, /summary（总结）或 statistics（统计表）/],
      [{ kind: 'summary', quarter: '2027Q1', sentOn: '2026-10-09' }, /还没有开始/],
    ] as const) {
      const [status, detail] = await refused(body);
      expect(status).toBe(400);
      expect(detail).toMatch(told);
    }
    expect(await stored()).toEqual([]);
  });

  it('a summary without a case is taken with a warning, and corrected by one with a case', async () => {
    const answer = await handIn({ kind: 'summary', sentOn: '2026-09-29' });
    // Since its first report is on record, what is missing of that quarter is late, and of those before nobody knows.
    expect(await of('statistics')).toMatchObject({ state: 'overdue', warnings: ['late'] });
    expect(await of('summary', '2026Q2')).toMatchObject({ state: 'notJudged', warnings: ['beforeFirst'] });
    expect(await lateInVerdict()).toEqual([['xiongan/quarterlyStatistics/all/county', '2026Q3', '2026-10-10']]);
    expect([answer.statusCode, answer.json().state, answer.json().warnings]).toEqual([201, 'sent', ['noCase']]);
    expect(await site.audited()).toContain('report.handIn');
    const earlier = await refused({ kind: 'summary', sentOn: '2026-09-28' });
    expect(earlier[1]).toMatch(/早于上一次报送（2026-09-29）/);
    await handIn({ kind: 'summary', sentOn: '2026-10-12', cases: [example] });
    // In time by the first; what it lacked is mended by the second.
    expect(await of('summary')).toMatchObject({
      state: 'sent',
      warnings: [],
      handedIn: [{ version: 1 }, { version: 2, cases: 1 }],
    });
    const { cases } = await show('summary');
    expect(cases).toMatchObject([{ object: first, text: CASE_TEXT, evidence: ['现场检查笔录', '照片'] }]);
    const rows = await stored();
    expect(rows.map(({ sealed_cases }) => sealed_cases === null)).toEqual([true, false]);
    expect(Buffer.from(rows[1]!.sealed_cases!).includes(CASE_TEXT)).toBe(false);
  });

  it('say whether they came early or late, by whom, and that the figures changed since', async () => {
    const late = (await handIn({ kind: 'statistics', sentOn: '2026-10-12' })).json() as PeriodReportView;
    expect(late).toMatchObject({ state: 'sentLate', warnings: ['late'], changedSince: false });
    expect(late.handedIn).toMatchObject([{ sentOn: '2026-10-12', by: 'banshi' }]);
    const early = await handIn({ kind: 'summary', quarter: '2026Q2', sentOn: '2026-06-20', cases: [] });
    expect(early.json().warnings).toEqual(['early', 'noCase']);
    // A report from before a figure was counted: that it is counted now is no change of the numbers.
    const sql = (text: string) => site.deps.database.ownerQuery<{ view: string }>(text);
    const own = `topic = 'quarterlyStatistics'`;
    const [row] = await sql(`select view from period_report where ${own}`);
    const view = JSON.parse(row!.view) as PeriodReportView['report'];
    const old = { ...view, totals: view.totals.filter(({ figure }) => figure !== 'rectified') };
    await sql('alter table period_report disable trigger period_report_kept');
    await sql(`update period_report set view = $sunlot$${JSON.stringify(old)}$sunlot$ where ${own}`);
    await sql('alter table period_report enable trigger period_report_kept');
    expect((await show('statistics')).changedSince).toBe(false);
    const bytes = fileOf([visit('2026-08-05', objects.codes[2]!)]);
    await does(importVisits, 'banshi', { agency: PLACE, file: 'v.csv', bytes });
    expect((await show('statistics')).changedSince).toBe(true);
    await expect(site.deps.database.ownerQuery(`update period_report set sent_on = '2026-10-01'`)).rejects.toThrow();
  });

  it('are files with the figures and the cases', async () => {
    const text = new TextDecoder().decode(await periodReportFile(await show('summary'), 'x.csv'));
    expect(text).toContain('典型案例,单位,检查日期,案情,佐证材料');
    expect(text).toContain(`2026-08-02,${CASE_TEXT},现场检查笔录；照片`);
    expect(utf8(text).length).toBeGreaterThan(500);
  });
});
