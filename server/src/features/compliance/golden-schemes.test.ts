import type { ComplianceView } from '@sunlot/contract/compliance.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Context, read, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { loadShippedHolidays } from '../../holidays/shipped-holidays.ts';
import { openTestApp, type TestApp } from '../../http/test-app.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { importInspectors } from '../inspectors/import-inspectors.ts';
import { importObjects } from '../objects/import-objects.ts';
import { importVisits } from '../visits/import-visits.ts';
import { judgeCompliance } from './judge-compliance.ts';
import { fileOf, type Group, group, objectsFile, rounds, visit } from './test-schemes.ts';
import { goldenYear, objectsCsv, visitsCsv } from './test-year.ts';

/** Worked cases of every scheme once more, from the workbooks of an office to the verdict. */

type Findings = readonly Readonly<Record<string, unknown>>[];
type Row = Readonly<Record<string, string>>;

/** Compares the findings with those of a case, whatever order they come in; a year is not named as a period there. */
function expectFindings(
  view: ComplianceView,
  expected: { readonly verdict?: string; readonly findings?: Findings },
): void {
  const worded = view.findings
    .filter(({ severity, code }) => severity !== 'info' || code === 'NO_RATIO_DEFINED')
    .map(({ period, ...finding }) => ({
      ...finding,
      row: finding.class,
      ...(period === undefined || /^\d{4}$/.test(period) ? {} : { period: period.slice(4) }),
    }));
  if (expected.findings) {
    for (const finding of expected.findings) expect(worded).toContainEqual(expect.objectContaining(finding));
    expect(worded.map(({ code }) => code).sort()).toEqual(expected.findings.map(({ code }) => code).sort());
  }
  expect(view.verdict).toBe(expected.verdict);
}

describeDatabases('a year of every scheme, imported and judged', (target) => {
  let site: TestApp;
  let next = 0;
  const as = async <I, O>(useCase: (ctx: Context, input: I) => Promise<O>, login: string, input: I) =>
    write(site.deps, await site.actor(login), (ctx) => useCase(ctx, input));
  const place = async (
    code: string,
    level: 'county' | 'municipal' | 'newArea',
    more: { pack?: string; parent?: string },
  ) => {
    await as(addAgency, 'alice', { code, name: `示范${code}`, level, ...more });
    await site.addPerson(`u${code}`, ['generalOffice', 'enforcementBrigade'], code);
    return code;
  };
  /** A county of its own for each case. */
  const county = (pack: string) => place(String(910_001 + next++), 'county', { pack });
  const load = async (agency: string, groups: readonly Group[], rows: readonly Row[]) => {
    const objects = { agency, file: 'objects.csv', bytes: objectsFile(groups, agency) };
    expect((await as(importObjects, `u${agency}`, objects)).result).toMatchObject({ rejected: 0, suspect: 0 });
    if (rows.length === 0) return;
    const visits = { agency, file: 'visits.csv', bytes: fileOf(rows) };
    const { result, rejected } = await as(importVisits, `u${agency}`, visits);
    expect(rejected).toEqual([]);
    expect(result.added).toBe(rows.length);
  };
  const judge = async (agency: string, year: number) =>
    read(site.deps, await site.actor(`u${agency}`), (ctx) => judgeCompliance(ctx, { agency, year }));

  beforeAll(async () => {
    site = await openTestApp(target);
    const shipped = async (ctx: Context) => {
      await loadShippedHolidays(ctx);
      await ctx.audit({ action: 'holidays.import', subject: 'shipped' });
    };
    await as(shipped, 'alice', undefined);
  });
  afterAll(() => site.close());

  describe('营口', () => {
    it.each(['Y-02', 'Y-03'])('%s: a county’s key objects', async (id) => {
      const { year, input, expected } = goldenYear(id);
      const code = await county('yingkou');
      const key = group(input['n'] as number, { 尾矿库: '是' });
      await load(code, [key], rounds(key, { year, counts: input['completedDistinct']! }));
      expectFindings(await judge(code, year), expected);
    });

    it('Y-06: special objects', async () => {
      const { year, input, expected } = goldenYear('Y-06');
      const code = await county('yingkou');
      const special = group(input['n'] as number, { 严重失信: '是' });
      const seen = { ...special, codes: special.codes.slice(0, input['coveredInYear'] as number) };
      await load(code, [special], rounds(seen, { year, counts: input['visits']! }));
      expectFindings(await judge(code, year), expected);
    });

    it.each(['Y-08a', 'Y-08b', 'Y-08c'])('%s: the city above its counties', async (id) => {
      const { year, input, expected } = goldenYear(id);
      const city = await place(String(920_000 + 100 * next++), 'municipal', { pack: 'yingkou' });
      const below = await place(`${city.slice(0, 4)}01`, 'county', { parent: city });
      const key = group(input['n'] as number, { 尾矿库: '是' });
      const again = key.codes.slice(0, input['redraws'] as number);
      const drawn = key.codes.slice(0, input['drawn'] as number);
      await load(
        below,
        [key],
        again.map((one) => visit(`${year}-02-10`, one)),
      );
      const own = drawn.map((one) => visit(`${year}-06-10`, one));
      const file = { agency: city, file: 'visits.csv', bytes: fileOf(own) };
      expect((await as(importVisits, `u${city}`, file)).result).toMatchObject({ added: own.length, rejected: 0 });
      expectFindings(await judge(city, year), expected);
    });
  });

  describe('雄安', () => {
    it.each(['X-07a', 'X-07b'])('%s: shares of all draws', async (id) => {
      const { year, directory, input, expected } = goldenYear(id);
      const code = await county('xiongan');
      const groups = {
        key: group(directory['key']!, { 排污许可管理类别: '重点管理', ...GRADED }),
        special: group(directory['special']!, { 严重失信: '是', ...GRADED }),
        nonPositive: group(directory['generalNonPositive']!, GRADED),
        positive: group(directory['generalPositiveList']!, { 正面清单: `${year}-01-01~` }),
      };
      const drawn = [
        ...rounds(groups.key, { year, counts: input['key']! }),
        ...rounds(groups.special, { year, counts: input['special']! }),
        ...rounds(groups.nonPositive, { year, counts: input['nonPositive']! }),
      ];
      const offSite = rounds(groups.positive, { year, counts: input['positiveOffSite']!, cells: { 检查方式: '科技' } });
      await load(code, Object.values(groups), [...marked(drawn, input, year), ...offSite]);
      const view = await judge(code, year);
      expect(view.visits).toBe(goldenRandomVisits(expected));
      expectFindings(view, expected);
    });

    it('X-07d: on site without a trigger', async () => {
      const { year, input, expected } = goldenYear('X-07d');
      const code = await county('xiongan');
      const cases = (input as unknown as { inspections: { method: string; trigger: string | null }[] }).inspections;
      const positive = group(cases.length, { 正面清单: `${year}-01-01~` });
      const words: Readonly<Record<string, string>> = { onSite: '现场', tech: '科技' };
      const rows = cases.map(({ method, trigger }, i) =>
        visit(`${year}-05-1${i}`, positive.codes[i]!, {
          检查方式: words[method]!,
          ...(trigger ? { 现场检查触发情形: trigger } : {}),
        }),
      );
      await load(code, [positive], rows);
      const found = (await judge(code, year)).findings.filter(({ code: one }) => one === 'METHOD_VIOLATION');
      expect(found).toMatchObject(expected.findings.map(({ object: _, ...finding }) => finding));
      expect(found.map(({ object }) => object)).toEqual([positive.codes[0]]);
    });
  });

  describe('绛县', () => {
    it('J-12a: a year with everything done', async () => {
      const year = goldenYear('J-12a');
      const code = await county('jiangxian');
      const files = { agency: code, file: 'year.csv' };
      await as(importObjects, `u${code}`, { ...files, bytes: objectsCsv(year, code) });
      await as(importVisits, `u${code}`, { ...files, bytes: visitsCsv(year) });
      const view = await judge(code, year.year);
      expect(view.visits).toBe(year.expected.visits);
      expectFindings(view, year.expected);
    });

    it('J-08: the cap is per source, special objects have none, one visit may be for several items', async () => {
      const { year, input, expected } = goldenYear('J-08');
      const { draws } = input as unknown as {
        draws: { object: string; class: string; period: string; items: string[] }[];
      };
      const code = await county('jiangxian');
      const names = [...new Set(draws.map(({ object }) => object))];
      const objects = group(names.length, { 重点排污单位: '是' });
      const codeOf = (object: string) => objects.codes[names.indexOf(object)]!;
      const months: Readonly<Record<string, string>> = { Q1: '02', Q2: '05', Q3: '08', Q4: '11' };
      const rows = draws.map(({ object, class: cls, period }) =>
        visit(`${year}-${months[period]}-10`, codeOf(object), { 对象类别: cls }),
      );
      await load(code, [objects], rows);
      const found = (await judge(code, year)).findings.filter(({ code: one }) => one === 'OVER_CAP');
      expect(found).toHaveLength(expected.findings.length);
      expect(found).toMatchObject(
        expected.findings.map(({ object, ...finding }) => ({ ...finding, object: codeOf(object as string) })),
      );
    });

    it('J-14c: published on the last day, and a day late', async () => {
      const { input, expected } = goldenYear('J-14c');
      const { resultDetermined, published } = input as unknown as {
        resultDetermined: string;
        published: (string | null)[];
      };
      const code = await county('jiangxian');
      const objects = group(published.length, {});
      const rows = published.map((day, i) =>
        visit(resultDetermined, objects.codes[i]!, { 结果认定日期: resultDetermined, 公示日期: day ?? '' }),
      );
      await load(code, [objects], rows);
      const late = (await judge(code, 2025)).findings.filter(({ code: one }) => one === 'PUBLICATION_OVERDUE');
      const { statuses } = expected as unknown as { statuses: string[] };
      const expectedLate = objects.codes.filter((_, i) => statuses[i] === 'overdue');
      expect(late.map(({ object }) => object)).toEqual(expectedLate);
    });
  });

  describe('宜良', () => {
    it.each(['L-07a', 'L-07b', 'L-07c'])('%s: rows of the table', async (id) => {
      const { year, directory, input, expected } = goldenYear(id);
      const code = await county('yiliang');
      const rowOf: Readonly<Record<string, Row>> = {
        A1: { 排污许可管理类别: '重点管理' },
        A2: { 部厅要求: '是' },
        A3: { 督察要求: '是' },
        A4: { 经常性问题: '是' },
        B1: { 排污许可管理类别: '简化管理' },
        B2: { 重点排污单位: `${year}市级` },
        B3: { 市政府要求: '是' },
        C1: { 排污许可管理类别: '登记管理' },
        C2: { 县区政府要求: '是' },
        C3: { 集中投诉: '是' },
        C4: {},
      };
      const { nuclear: units, construction: projects } = directory;
      const groups = Object.fromEntries(
        Object.entries(rowOf).map(([row, cells]) => [
          row,
          group(row === 'C1' ? directory[row]! - units! : directory[row]!, cells),
        ]),
      );
      const nuclear = group(units!, { 排污许可管理类别: '登记管理', 核技术利用单位: '是' });
      const construction = group(projects!, { 建设项目: '是', 项目编号: 'XM-1' });
      const inspected = {
        ...groups,
        nuclear,
        construction: { ...construction, codes: construction.codes.map((one) => `${one}/XM-1`) },
      };
      const visits = Object.entries(inspected).flatMap(([row, objects]) =>
        input[row] === undefined ? [] : rounds(objects, { year, counts: input[row], cells: { 对象类别: row } }),
      );
      let joint = (input['internalJoint'] as number | undefined) ?? visits.length;
      const rows = visits.map((one) => (joint-- > 0 ? { ...one, 任务类型: '内部联合' } : one));
      await load(code, [...Object.values(groups), nuclear, construction], rows);
      const view = await judge(code, year);
      if (expected.visits !== undefined) {
        expect(view.visits).toBe(expected.visits);
        const outside = { code: 'UNDER_JOINT_EXTERNAL', severity: 'warning' };
        const withOutside = { findings: [...expected.findings, outside], verdict: expected.verdict };
        expectFindings(view, {
          ...withOutside,
          verdict: expected.verdict === 'compliant' ? 'warning' : expected.verdict,
        });
      } else {
        const found = view.findings.filter(({ code: one }) => one === 'OVER_RANGE');
        expect(found).toMatchObject(expected.findings.map(({ row: _, ...finding }) => finding));
      }
    });
  });

  describe('新县', () => {
    it.each(['N-04a', 'N-04b', 'N-04c'])('%s: text and plan table', async (id) => {
      const { year, directory, input, expected } = goldenYear(id);
      const code = await county('xinxian');
      const people = Array.from({ length: directory['inspectors']! }, (_, i) => {
        const counts = i < (input['onStaffOnDuty'] as number);
        return {
          姓名: `某某${i + 1}`,
          单位: '示范分局',
          执法证号: `${code}${String(i + 1).padStart(4, '0')}`,
          执法证有效期至: '2030-12-31',
          人员类别: counts ? '执法' : '日常监管',
          在编在岗: '是',
          可任组长: '是',
        };
      });
      const file = { agency: code, file: 'inspectors.csv', bytes: fileOf(people) };
      expect((await as(importInspectors, `u${code}`, file)).result).toMatchObject({
        added: people.length,
        rejected: 0,
      });
      const key = group(directory['key']!, { 重点排污单位: `${year}市级` });
      const sources = group(directory['generalSources']!, { 排污许可管理类别: '登记管理' });
      const projects = group(directory['construction']!, { 建设项目: '是', 项目编号: 'XM-1' });
      const special = group(directory['special']!, { 标识: '特殊监管对象' });
      const general = [...sources.codes, ...projects.codes.map((one) => `${one}/XM-1`)];
      const specialYear = input['specialYear'] as number;
      await load(
        code,
        [key, sources, projects, special],
        [
          ...rounds(key, { year, counts: input['key']! }),
          ...rounds({ codes: general, cells: {} }, { year, counts: input['generalYear']! }),
          ...rounds(special, { year, counts: specialYear }),
        ],
      );
      expectFindings(await judge(code, year), expected);
    });
  });
});

/** Only a visit to an object with a grade counts as drawn by grade. */
const GRADED = { 信用风险等级: 'B' };

function goldenRandomVisits(expected: object): number {
  return (expected as { randomVisits: number }).randomVisits;
}

/** Which of the draws were interdepartmental (one task each), which internally joint, which by credit grade. */
function marked(rows: readonly Row[], input: Readonly<Record<string, unknown>>, year: number): readonly Row[] {
  const tasks = input['interdepartmentalTasks'] as readonly number[];
  const left = { joint: input['internalJoint'] as number, credit: input['creditBased'] as number };
  const open = tasks.map((n) => n);
  return rows.map((row, i) => {
    const quarter = Math.ceil(Number(row['检查日期']!.slice(5, 7)) / 3) - 1;
    const credit = left.credit-- > 0 ? { 是否信用分级抽取: '是' } : {};
    if (open[quarter]! > 0) {
      open[quarter] = open[quarter]! - 1;
      return { ...row, ...credit, 任务类型: '部门联合', 任务编号: `joint-${year}-${i}` };
    }
    return { ...row, ...credit, ...(left.joint-- > 0 ? { 任务类型: '内部联合' } : {}) };
  });
}
