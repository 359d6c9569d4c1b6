import type { ComplianceView, IndicatorsView } from '@sunlot/contract/compliance.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read, type UseCase, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { COUNTY, ELSEWHERE, openTestApp, type Send, type TestApp } from '../../http/test-app.ts';
import { shippedVersion } from '../../packs/test-versions.ts';
import { importInspectors } from '../inspectors/import-inspectors.ts';
import { importObjects } from '../objects/import-objects.ts';
import { importVisits } from '../visits/import-visits.ts';
import { judgeCompliance } from './judge-compliance.ts';
import { goldenYear, objectsCsv, visitsCsv } from './test-year.ts';

const place = `/api/v1/agencies/${COUNTY}/compliance`;
const worked = goldenYear('J-12b');

describeDatabases('compliance', (target) => {
  let site: TestApp;
  let bob: Send;
  const does = async <O>(useCase: UseCase<{ agency: string; file: string; bytes: Uint8Array }, O>, bytes: Uint8Array) =>
    write(site.deps, await site.actor('bob'), (ctx) => useCase(ctx, { agency: COUNTY, file: 'x.csv', bytes }));
  const judged = async (query: string) => (await bob('GET', `${place}?${query}`)).json() as ComplianceView;

  beforeAll(async () => {
    site = await openTestApp(target);
    bob = await site.as('bob');
    await site.addPerson('jieli', ['disciplineOfficer'], COUNTY);
    await site.addPerson('linxian', ['head'], ELSEWHERE);
    await site.addPerson('shenji', ['auditAdmin']);
  });
  afterAll(() => site.close());

  it('is refused to who holds no right, and looks elsewhere as if it were not there', async () => {
    const answers = async (login: string) => {
      const answer = await (await site.as(login))('GET', `${place}?year=2025`);
      return [answer.statusCode, answer.json().code];
    };
    expect(await answers('chelsea')).toEqual([403, 'request.notPermitted']);
    expect(await answers('linxian')).toEqual([404, 'request.notFound']);
    expect((await answers('shenji'))[0]).toBe(200);
    const unknown = await (await site.as('shenji'))('GET', '/api/v1/agencies/888888/compliance?year=2025');
    expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'agency.unknown']);
  });

  it('refuses what is no quarter of the year, and what has not begun', async () => {
    for (const query of ['', 'year=2025&quarter=Q5', 'year=2025&quarter=2026Q4', 'year=2027', 'year=2026&quarter=5']) {
      const answer = await bob('GET', `${place}?${query}`);
      expect([query, answer.statusCode, answer.json().code]).toEqual([query, 400, 'request.invalid']);
    }
  });

  it('of a directory and a year of visits, both imported, has exactly the findings worked out by hand', async () => {
    const objects = await does(importObjects, objectsCsv(worked, COUNTY));
    expect(objects.result).toMatchObject({ rejected: 0, added: objects.result.read });
    const visits = await does(importVisits, visitsCsv(worked));
    expect(visits.result).toMatchObject({ rejected: 0, added: visits.result.read });
    const view = await judged('year=2025');
    expect(view.verdict).toBe(worked.expected.verdict);
    expect(view.findings).toHaveLength(worked.expected.findings.length);
    for (const { period, ...expected } of worked.expected.findings) {
      const wanted = { ...expected, ...(typeof period === 'string' && { period: `2025${period}` }) };
      expect(view.findings).toContainEqual(expect.objectContaining(wanted));
    }
    for (const finding of view.findings) {
      expect(finding.shortBy).toBe(finding.required! - finding.actual!);
      expect(finding.clause.quote).not.toBe('');
      expect(finding).not.toHaveProperty('derived');
    }
    expect(view).toMatchObject({
      agency: COUNTY,
      pack: 'jiangxian',
      packVersion: shippedVersion('jiangxian'),
      asOf: '2026-11-20',
    });
    expect(view.tables.filter(({ state }) => state === 'short')).toHaveLength(view.findings.length);
    expect(view.tables).toContainEqual(
      expect.objectContaining({ class: 'key', period: '2025Q1', base: 37, required: 10, actual: 10, state: 'met' }),
    );
  });

  it('of one quarter judges that quarter alone, however it is written', async () => {
    const quarter = await judged('year=2025&quarter=Q2');
    expect(quarter.findings.map(({ code, class: cls, period }) => [code, cls, period])).toEqual([
      ['UNDER_RATIO', 'general', '2025Q2'],
      ['UNDER_RATIO', 'special', '2025Q2'],
    ]);
    expect(await judged('year=2025&quarter=2')).toEqual(quarter);
    expect(await judged('year=2025&quarter=2025q2')).toEqual(quarter);
    expect((await judged('year=2025&quarter=Q3')).verdict).toBe('compliant');
  });

  it('is not made for a year before any version of the scheme was in force; the year after is judged', async () => {
    const before = await judged('year=2024');
    expect(before).toMatchObject({
      verdict: 'notJudged',
      schemeFrom: '2025-01-01',
      findings: [],
      tables: [],
      readings: [],
    });
    expect((await judged('year=2024&quarter=Q4')).verdict).toBe('notJudged');
    const goals = (await bob('GET', `/api/v1/agencies/${COUNTY}/indicators?year=2024`)).json() as IndicatorsView;
    expect(goals.items).toEqual([]);
    const control = await judged('year=2025');
    expect([control.verdict, control.schemeFrom]).toEqual(['noncompliant', undefined]);
  });

  it('shows the goals of the programme, each with its base and clause, to the same people', async () => {
    const goals = `/api/v1/agencies/${COUNTY}/indicators?year=2025`;
    const refused = await (await site.as('chelsea'))('GET', goals);
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'request.notPermitted']);
    const view = (await bob('GET', goals)).json() as IndicatorsView;
    const verdict = await judged('year=2025');
    const of = (id: string) => view.items.find((one) => one.id === id)!;
    expect(of('random')).toMatchObject({ share: '100.0%', state: 'met', base: verdict.visits });
    const covered = verdict.tables.filter(({ topic }) => topic === 'coverage');
    expect(of('coverage').actual).toBe(covered.reduce((sum, { actual }) => sum + actual, 0));
    expect(of('credit')).toMatchObject({ state: 'shown' });
    for (const { clause } of view.items) expect(clause.quote).not.toBe('');
  });

  it('becomes better by the visits that were missing', async () => {
    const before = await judged('year=2025');
    const key = before.findings.find(({ code, class: cls }) => code === 'UNDER_ANNUAL_RATIO' && cls === 'construction');
    expect(key).toMatchObject({ required: 4, actual: 3 });
    const [{ key: missing }] = (await site.deps.database.ownerQuery<{ key: string }>(
      `select key from inspection_object where key like '%/%' and key not in (select object_key from visit)`,
    )) as [{ key: string }];
    await does(
      importVisits,
      utf8(`检查日期,统一社会信用代码,抽取方式,检查结果\n2025-12-20,${missing},随机,未发现问题`),
    );
    const after = await judged('year=2025');
    expect(after.findings).toHaveLength(before.findings.length - 1);
    expect(after.findings.some(({ class: cls }) => cls === 'construction')).toBe(false);
  });

  it('names who was inspected too often, with the reason where one was approved', async () => {
    const [{ key }] = (await site.deps.database.ownerQuery<{ key: string }>(
      `select object_key as key from visit where class = 'general' order by object_key limit 1`,
    )) as [{ key: string }];
    const often = (reason: string) =>
      utf8(
        `检查日期,统一社会信用代码,抽取方式,检查结果,偏离理由,批准人\n2025-11-01,${key},随机,未发现问题,,\n2025-12-01,${key},随机,未发现问题,${reason}`,
      );
    const cap = async () => (await judged('year=2025')).findings.find(({ code }) => code === 'OVER_CAP');
    await does(importVisits, often(','));
    expect(await cap()).toMatchObject({
      object: key,
      count: 3,
      cap: 2,
      severity: 'error',
      objectName: expect.stringContaining('假想general'),
      principle: true,
    });
    // A ratio of this scheme is no 原则上: no reason would justify it.
    expect((await judged('year=2025')).findings.find(({ code }) => code === 'UNDER_RATIO')).not.toHaveProperty(
      'principle',
    );
    await does(importVisits, often('群众反映集中,某负责人'));
    expect(await cap()).toMatchObject({
      severity: 'justified',
      justification: { reason: '群众反映集中', approvedBy: '某负责人' },
    });
  });

  it('counts nobody to the group of a visit whose certificate had run out by its day, and says who', async () => {
    await does(
      importInspectors,
      utf8(
        '姓名,执法证号,单位,执法证有效期至,在编在岗\n假想甲,ZF-1,执法一队,2025-10-13,是\n假想乙,ZF-2,执法一队,2030-01-01,是',
      ),
    );
    const [{ key }] = (await site.deps.database.ownerQuery<{ key: string }>(
      `select object_key as key from visit where class = 'key' order by object_key limit 1`,
    )) as [{ key: string }];
    const visits = (...days: readonly string[]) =>
      utf8(
        `检查日期,统一社会信用代码,抽取方式,检查方式,检查人员,检查结果\n${days
          .map((day) => `${day},${key},随机,现场,ZF-1；ZF-2,未发现问题`)
          .join('\n')}`,
      );
    await does(importVisits, visits('2025-10-13', '2025-10-14'));
    const found = (await judged('year=2025')).findings.filter(({ code }) => code === 'FEWER_THAN_2');
    expect(found).toMatchObject([
      {
        ...{ object: key, date: '2025-10-14', required: 2, actual: 1 },
        expired: [{ id: 'ZF-1', name: '假想甲', validTo: '2025-10-13' }],
        // Two inspectors are general law: the scheme does not say it, and the finding says so.
        ...{ derived: true, clause: { note: expect.stringContaining('不少于2人系一般法律要求') } },
      },
    ]);
  });
});

describeDatabases('a compliant year', (target) => {
  it('has no finding, and counts its visits', async () => {
    const site = await openTestApp(target);
    try {
      const given = goldenYear('J-12a');
      const actor = await site.actor('bob');
      const file = { agency: COUNTY, file: 'x.csv' };
      await write(site.deps, actor, (ctx) => importObjects(ctx, { ...file, bytes: objectsCsv(given, COUNTY) }));
      await write(site.deps, actor, (ctx) => importVisits(ctx, { ...file, bytes: visitsCsv(given) }));
      const view = await read(site.deps, actor, (ctx) => judgeCompliance(ctx, { agency: COUNTY, year: given.year }));
      expect(view).toMatchObject({ verdict: 'compliant', findings: [], visits: given.expected.visits, notJudged: [] });
    } finally {
      await site.close();
    }
  });
});

describe('the control', () => {
  it('the two worked years differ in what they expect', () => {
    expect(goldenYear('J-12a').expected.findings).toEqual([]);
    expect(worked.expected.findings.length).toBeGreaterThan(0);
  });
});
