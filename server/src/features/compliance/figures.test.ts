import type { CountiesView, CoverageView, FigureView, ReportView } from '@sunlot/contract/figures.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type UseCase, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { loadShippedHolidays } from '../../holidays/shipped-holidays.ts';
import { COUNTY, openTestApp, type Send, type TestApp } from '../../http/test-app.ts';
import { CITY, EAST, openTree, rule, type Tree, WEST } from '../agencies/test-tree.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { type County, DICE, openCounty, COUNTY as SEAT } from '../draws/test-county.ts';
import { importObjects } from '../objects/import-objects.ts';
import { addUser } from '../users/add-user.ts';
import { importVisits } from '../visits/import-visits.ts';
import { compareCounties } from './compare-counties.ts';
import { openFigure } from './open-figure.ts';
import { showReport } from './show-report.ts';
import { showScore } from './show-score.ts';
import { goldenYear, objectsCsv, visitsCsv } from './test-year.ts';

const at = (what: string, agency = COUNTY) => `/api/v1/agencies/${agency}/compliance/${what}`;
const worked = goldenYear('J-12a');
type Import = { agency: string; file: string; bytes: Uint8Array };

describeDatabases('the figures of a year', (target) => {
  let site: TestApp;
  let bob: Send;
  const does = async <O>(useCase: UseCase<Import, O>, bytes: Uint8Array, file = 'x.csv') =>
    write(site.deps, await site.actor('bob'), (ctx) => useCase(ctx, { agency: COUNTY, file, bytes }));
  const report = async (query = 'year=2025') => (await bob('GET', `${at('report')}?${query}`)).json() as ReportView;
  const open = async (query: string) => (await bob('GET', `${at('rows')}?year=2025&${query}`)).json() as FigureView;

  beforeAll(async () => {
    site = await openTestApp(target);
    bob = await site.as('bob');
    await site.addPerson('shenji', ['auditAdmin'], COUNTY);
    await site.addPerson('goer', ['inspector'], COUNTY);
    await write(site.deps, await site.actor('alice'), async (ctx) => {
      await loadShippedHolidays(ctx);
      await ctx.audit({ action: 'holidays.import', subject: 'shipped' });
    });
    await does(importObjects, objectsCsv(worked, COUNTY));
    await does(importVisits, visitsCsv(worked));
  });
  afterAll(() => site.close());

  it('are for who may read the verdict; the rows behind them for who sees directory and visits', async () => {
    const status = async (login: string, what: string, more = '') =>
      (await (await site.as(login))('GET', `${at(what)}?year=2025${more}`)).statusCode;
    expect([await status('chelsea', 'report'), await status('shenji', 'report')]).toEqual([403, 200]);
    expect([await status('shenji', 'rows', '&figure=randomVisits'), await status('shenji', 'coverage')]).toEqual([
      403, 403,
    ]);
    expect([await status('goer', 'rows', '&figure=randomVisits')]).toEqual([200]);
    const elsewhere = await bob('GET', `${at('rows', '999902')}?year=2025&figure=randomVisits`);
    expect(elsewhere.statusCode).toBe(404);
  });

  it('are those of J-12a: 81 visits, each figure what its rows add up to, with the last day for entries', async () => {
    const view = await report();
    expect(view.totals.find(({ figure }) => figure === 'randomVisits')?.value).toBe(81);
    expect(view.unequal).toEqual([]);
    expect(view.compared).toBeGreaterThan(100);
    const key = view.lines.find(({ class: cls, period }) => cls === 'key' && period === '2025');
    expect(key).toMatchObject({
      ...{
        className: '重点排污单位',
        base: 37,
        minimum: 40,
        drawn: 40,
        visits: 40,
        completed: 37,
        repeats: 3,
        covered: 37,
      },
    });
    // Everything was brought in during 2026, after the last day for it: said, and counted all the same.
    expect(view.cutOff).toMatchObject({ ends: '2025-12-31', lastDay: '2026-01-08', enteredLater: 81 });
    expect(view.lines.filter(({ period }) => period === '2025').reduce((sum, { visits }) => sum + visits, 0)).toBe(81);
  });

  it('open to their rows, page by page, and the pages add up to the figure', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await open(`figure=visits&class=key&limit=15${cursor}`);
      expect(page).toMatchObject({ rows: 40, byRows: 40, figure: { value: 40, className: '重点排污单位' } });
      seen.push(...page.items.map(({ object, date }) => `${object} ${date}`));
      cursor = page.next === undefined ? '' : `&cursor=${page.next}`;
    } while (cursor !== '');
    expect([seen.length, new Set(seen).size]).toEqual([40, 40]);
    const score = await bob('GET', `${at('score')}?year=2025`);
    expect([score.statusCode, score.json().detail]).toEqual([400, expect.stringContaining('没有评估的分值')]);
    const [row] = (await open('figure=repeats&class=key&period=2025Q4')).items;
    expect(row).toMatchObject({
      ...{ object: inventedCode(1), objectName: '假想key第1号', date: '2025-11-10', units: 1 },
      ...{ results: ['未发现问题'], publishedOn: '2025-11-20', enteredOn: '2026-11-20', enteredLate: true },
    });
    const quarter = await open('quarter=Q2&figure=randomVisits');
    expect([quarter.figure.value, quarter.byRows, quarter.period]).toEqual([19, 19, '2025Q2']);
    expect((await open('figure=uncovered&class=general&limit=2000')).items).toHaveLength(89);
    expect((await open(`figure=wording&of=${encodeURIComponent('未发现问题')}`)).figure.value).toBe(81);
  });

  it('that are not there are refused with those that are', async () => {
    const refused = async (query: string) => {
      const answer = await bob('GET', `${at('rows')}?year=2025&${query}`);
      return [answer.statusCode, answer.json().detail as string];
    };
    for (const [query, told] of [
      ['figure=nothing', /没有这个数。可以打开：base、/],
      ['figure=base', /base 按类别统计，请写明类别：.*key（重点排污单位）/],
      ['figure=base&class=nothing', /没有类别 nothing/],
      ['figure=credit&class=key', /credit 不分类别/],
      ['figure=method', /method 请写明是哪一种：onSite、tech/],
      ['figure=base&class=key&period=2025-03', /时段 2025-03 没有这个数，有：2025Q1、2025Q2/],
      ['figure=holders', /holders 不在 2025 的报表里/],
    ] as const) {
      const [status, detail] = await refused(query);
      expect([query, status]).toEqual([query, 400]);
      expect(detail).toMatch(told);
    }
  });

  it('of a later correction change together with their rows', async () => {
    const before = await report();
    const late = `检查日期,统一社会信用代码,抽取方式,检查结果\n2025-12-20,${inventedCode(1100)},随机,未发现问题`;
    await does(importVisits, utf8(late));
    const after = await report();
    const visits = (view: ReportView) => view.totals.find(({ figure }) => figure === 'randomVisits')!.value;
    expect([visits(before), visits(after), after.unequal]).toEqual([81, 82, []]);
  });

  it('of coverage name who is not covered, as many as asked for', async () => {
    const monitor = async (query: string) =>
      (await bob('GET', `${at('coverage')}?year=2025&${query}`)).json() as CoverageView;
    const { lines } = await monitor('class=general&names=3');
    expect(lines).toMatchObject([{ class: 'general', base: 113, uncovered: 88, periodsLeft: 0 }]);
    expect(lines[0]!.missing.map(({ name }) => name)).toHaveLength(3);
    const key = (await monitor('names=0')).lines.find(({ class: cls }) => cls === 'key')!;
    expect(key.periods.map(({ recommended }) => recommended)).toEqual([10, 10, 10, 10]);
    expect(key.due).toMatchObject({ section: '四（五）2' });
    const unknown = await bob('GET', `${at('coverage')}?year=2025&class=nothing`);
    expect([unknown.statusCode, unknown.json().detail]).toEqual([
      400,
      expect.stringContaining('没有要监测的类别 nothing'),
    ]);
  });
});

describeDatabases('figures of a draw whose visits are to come', (target) => {
  let county: County;
  beforeAll(async () => {
    county = await openCounty(target);
    await county.addTask('2026Q4', 10);
    const { draw } = await county.does('zonghe', freezeDraw, { task: 'tsk_2026Q4' });
    await county.does('zonghe', enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('jijian', enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('zonghe', runDraw, { draw });
    await county.does('console', addUser, { login: 'waiqin', agency: SEAT, roles: ['inspector'] });
  });
  afterAll(() => county.close());

  const drawn = (login: string) =>
    county.looks(login, openFigure, {
      ...({ agency: SEAT, year: 2026, figure: 'drawn', class: 'key', period: '2026Q4', limit: 50 } as const),
    });
  const audits = () => county.deps.database.ownerQuery(`select from log_entry where type = 'figures.open'`);

  it('name nobody to who may not know; they count all the same', async () => {
    const view = await drawn('waiqin');
    expect([view.figure.value, view.byRows]).toEqual([10, 10]);
    expect(view.items.every(({ closed, object, objectName }) => closed && !object && !objectName)).toBe(true);
    const names = await county.deps.database.ownerQuery<{ name: string; key: string }>(
      'select o.name, o.key from drawn_object d join inspection_object o on o.id = d.object_id',
    );
    expect(names).toHaveLength(10);
    const text = JSON.stringify(view);
    for (const { name, key } of names) expect([text.includes(name), text.includes(key)]).toEqual([false, false]);
    expect(await audits()).toHaveLength(0);
    const { totals, lines } = await county.looks('waiqin', showReport, { agency: SEAT, year: 2026 });
    expect(totals.find(({ figure }) => figure === 'randomVisits')?.value).toBe(0);
    expect(lines.find(({ class: cls, period }) => cls === 'key' && period === '2026Q4')).toMatchObject({
      ...{ base: 37, drawn: 10, visits: 0, covered: 0 },
    });
  });

  it('name them to who may, and the look is on record', async () => {
    const view = await drawn('zonghe');
    expect(view.items.filter(({ waiting, objectName }) => waiting && objectName !== undefined)).toHaveLength(10);
    expect(await audits()).toHaveLength(1);
  });
});

describeDatabases('counties beside each other', (target) => {
  let tree: Tree;
  const visit = (day: string, n: number) => `${day},${inventedCode(n)},随机,未发现问题`;
  beforeAll(async () => {
    tree = await openTree(target, ({ rules }) => {
      const deductions = [{ text: '逾期公示', figure: 'late', points: 5 }];
      const shares = [{ text: '完成', part: 'completed', whole: 'base', points: 100 }];
      rules.push(rule('evaluation/all/all', { shares, deductions }));
    });
    const keys = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => ({ key: inventedCode(from + i), class: 'key' as const }));
    await tree.furnish(EAST, keys(1, 5), 2);
    await tree.furnish(WEST, keys(11, 14), 1);
    const bytes = utf8(
      [
        '检查日期,统一社会信用代码,抽取方式,检查结果',
        visit('2026-02-10', 1),
        visit('2026-05-10', 2),
        visit('2026-08-10', 2),
      ].join('\n'),
    );
    await tree.does('east-office', importVisits, { agency: EAST, file: 'x.csv', bytes });
  });
  afterAll(() => tree.close());

  const counties = (login: string, agency = CITY): Promise<CountiesView> =>
    tree.looks(login, compareCounties, { agency, year: 2026 });

  it('are for the authority above them', async () => {
    await expect(counties('east-office')).rejects.toMatchObject({ code: 'request.notFound' });
    await expect(counties('city-office', '999998')).rejects.toMatchObject({ code: 'request.notFound' });
    expect((await counties('east-office', EAST)).lines).toEqual([]);
  });

  it('show each what its own report shows', async () => {
    const { lines } = await counties('city-office');
    expect(lines.map(({ agency, base, visits, covered }) => [agency, base, visits, covered])).toEqual([
      [WEST, 3, 0, 0],
      [EAST, 4, 3, 2],
    ]);
    const own = await tree.looks('east-office', showReport, { agency: EAST, year: 2026 });
    const year = own.lines.filter(({ period }) => period === '2026');
    expect(lines[1]!.minimum).toBe(year.reduce((sum, { minimum }) => sum + minimum, 0));
    expect(own.unequal).toEqual([]);
  });

  it('are scored by the weights of their pack: what is late takes its points off, and the rows say which', async () => {
    const late = utf8(
      `检查日期,统一社会信用代码,抽取方式,检查结果,结果认定日期\n2026-02-10,${inventedCode(1)},随机,未发现问题,2026-02-11`,
    );
    const before = await tree.looks('city-office', showScore, { agency: EAST, year: 2026, names: 20 });
    await tree.does('east-office', importVisits, { agency: EAST, file: 'x.csv', bytes: late });
    const after = await tree.looks('city-office', showScore, { agency: EAST, year: 2026, names: 20 });
    expect([before.score, after.score, after.full]).toEqual(['50.0', '45.0', 100]);
    expect(after.lines[1]).toMatchObject({
      kind: 'deduction',
      actual: 1,
      score: '-5.0',
      items: [{ object: inventedCode(1) }],
    });
    const { lines } = await counties('city-office');
    expect(lines.map(({ score }) => score?.points)).toEqual(['0.0', '45.0']);
    await expect(tree.looks('west-office', showScore, { agency: EAST, year: 2026, names: 20 })).rejects.toMatchObject({
      code: 'request.notFound',
    });
  });

  describe('opened by the city', () => {
    const open = (login: string, agency: string) =>
      tree.looks(login, openFigure, { agency, year: 2026, figure: 'covered', class: 'key', limit: 50 });

    it('have the rows of each county; a county has only its own', async () => {
      expect((await open('city-office', EAST)).items.map(({ object }) => object).sort()).toEqual(
        [inventedCode(1), inventedCode(2)].sort(),
      );
      expect((await open('east-office', EAST)).byRows).toBe(2);
      await expect(open('west-office', EAST)).rejects.toMatchObject({ code: 'request.notFound' });
      await expect(open('east-office', CITY)).rejects.toMatchObject({ code: 'request.notFound' });
    });
  });
});
