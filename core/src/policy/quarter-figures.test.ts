import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, packNames, withSwitches } from '../../test/pack-files.ts';
import { periodDays, periodsOfYear, yearOf } from '../basics/dates.ts';
import { compliance } from './compliance.ts';
import type { VisitFact } from './facts.ts';
import type { Pack } from './pack.ts';
import { type StandardReport, standardReport, unequalFigures } from './standard-report.ts';
import { dayCounted, inPeriod, isCountedIn } from './visits.ts';
import { workingDays } from './working-days.ts';

/** Which visits the figures of a quarter count: those of its tasks, and of longer tasks those made in its days. */

const calendar = workingDays([2025, 2026, 2027].map(loadHolidays));
const jiangxian = loadPack('jiangxian');
const project = anObject({ id: 'C', constructionProject: true });
const FRAME = { agency: '999999', level: 'county', year: 2026, asOf: '2027-03-01', calendar } as const;

type Given = { readonly objects?: readonly ReturnType<typeof anObject>[]; readonly asOf?: string };

function figuresOf(pack: Pack, visits: readonly VisitFact[], given: Given = {}) {
  const of = (period: string): StandardReport => {
    const only = period.length === 4 ? {} : { only: period };
    const report = standardReport(pack, { ...FRAME, objects: [project], visits, ...given, ...only });
    expect(unequalFigures(report)).toEqual([]);
    return report;
  };
  const value = (period: string, name: string) => of(period).figures.find(({ figure }) => figure === name)?.value;
  return {
    of,
    byQuarter: (name: string) => periodsOfYear(2026, 'quarter').map((quarter) => value(quarter, name)),
    ofYear: (name: string) => value('2026', name),
  };
}

describe('绛县: 在建 are drawn once for the year, and inspected in its quarters', () => {
  const visit = aVisit({
    ...{ objectId: 'C', class: 'construction', period: '2026', date: '2026-05-12', results: ['发现问题已责令整改'] },
    ...{ resultDeterminedOn: '2026-05-13', rectifyBy: '2026-06-01', taskId: 'T-1' },
  });

  test('the report of the quarter in which somebody went has the visit, what it found and whether that is public', () => {
    const { byQuarter, ofYear } = figuresOf(jiangxian, [visit]);
    for (const figure of ['randomVisits', 'followUp', 'toRectify', 'rectifyOverdue', 'results', 'late']) {
      expect([figure, byQuarter(figure), ofYear(figure)]).toEqual([figure, [0, 1, 0, 0], 1]);
    }
    expect([byQuarter('longerTasks'), ofYear('longerTasks')]).toEqual([[0, 1, 0, 0], undefined]);
  });

  test('so has the verdict on that quarter, and says what was wrong with the visit; its duty is of the year', () => {
    const judge = (only?: string) => {
      const { visits, findings, tables } = compliance(jiangxian, {
        ...{ ...FRAME, objects: [project], visits: [visit], ...(only && { only }) },
      });
      const codes = findings.filter(({ object }) => object === 'C').map(({ code }) => code);
      return { visits, codes, duty: tables.some((one) => one.class === 'construction') };
    };
    const wrong = ['PUBLICATION_OVERDUE'];
    expect(judge('2026Q1')).toEqual({ visits: 0, codes: [], duty: false });
    expect(judge('2026Q2')).toEqual({ visits: 1, codes: wrong, duty: false });
    expect(judge()).toEqual({ visits: 1, codes: wrong, duty: true });
  });

  test('one made after the year stays with its task, in the last quarter; one made before, in the first', () => {
    const on = (date: string) => figuresOf(jiangxian, [{ ...visit, date }]).byQuarter('randomVisits');
    expect([on('2027-01-08'), on('2025-12-30'), on('2026-12-31')]).toEqual([
      [0, 0, 0, 1],
      [1, 0, 0, 0],
      [0, 0, 0, 1],
    ]);
  });

  test('control: a visit of a quarterly task keeps the quarter of its task, one without a task its day', () => {
    const key = { ...visit, class: 'key', date: '2026-04-03' };
    const { period: _, ...bare } = key;
    expect(figuresOf(jiangxian, [{ ...key, period: '2026Q1' }]).byQuarter('randomVisits')).toEqual([1, 0, 0, 0]);
    expect(figuresOf(jiangxian, [bare]).byQuarter('randomVisits')).toEqual([0, 1, 0, 0]);
    expect(figuresOf(jiangxian, [bare]).byQuarter('longerTasks')).toEqual([0, 0, 0, 0]);
  });
});

test('宜良: of a half-year by its day; where a class goes by months, of a month in the quarter of its month', () => {
  const on = (period: string, date: string) =>
    figuresOf(loadPack('yiliang'), [aVisit({ objectId: 'U', class: 'B2', period, date })]).byQuarter('randomVisits');
  expect([on('2026H1', '2026-02-16'), on('2026H1', '2026-06-30'), on('2026H1', '2026-07-02')]).toEqual([
    [1, 0, 0, 0],
    [0, 1, 0, 0],
    [0, 1, 0, 0],
  ]);
  expect([on('2026H2', '2026-10-01'), on('2026-03', '2026-04-02')]).toEqual([
    [0, 0, 0, 1],
    [1, 0, 0, 0],
  ]);
});

test('雄安: a task with other departments for the whole year is one of the quarter of its last visit, where nothing else is known of its end', () => {
  const joint = (date: string) =>
    aVisit({ objectId: date, date, period: '2026', taskId: 'T-9', taskType: 'interdepartmentalJoint' });
  const { byQuarter, ofYear } = figuresOf(loadPack('xiongan'), [joint('2026-02-10'), joint('2026-08-10')]);
  expect([byQuarter('interdepartmentalTasks'), ofYear('interdepartmentalTasks')]).toEqual([[0, 0, 1, 0], 1]);
});

describe('one visit under the numbers of several tasks', () => {
  const under = (taskId: string, period: string, date = '2026-04-03') =>
    aVisit({ objectId: 'C', date, period, taskId, class: 'construction', taskType: 'internalJoint' });
  const of = (visits: readonly VisitFact[], pack = jiangxian) => {
    const { byQuarter, ofYear } = figuresOf(pack, visits);
    return [byQuarter('randomVisits'), byQuarter('internalJoint'), ofYear('randomVisits')];
  };

  test('is counted in one quarter: that of its day, or the last of its tasks', () => {
    const inSecond = [[0, 1, 0, 0], [0, 1, 0, 0], 1];
    expect(of([under('T-1', '2026Q1'), under('T-2', '2026')])).toEqual(inSecond);
    expect(of([under('T-1', '2026Q1', '2026-07-09'), under('T-2', '2026Q2', '2026-07-09')])).toEqual(inSecond);
  });

  test('control: two visits are two, and so are those of each department where each counts', () => {
    const two = [under('T-1', '2026Q1'), under('T-2', '2026', '2026-04-04')];
    expect(of(two)).toEqual([[1, 1, 0, 0], [1, 1, 0, 0], 2]);
    const each = withSwitches(jiangxian, { 'calc.visitUnit': 'department' });
    expect(of([under('T-1', '2026Q1'), under('T-2', '2026')], each)).toEqual([[1, 1, 0, 0], [1, 1, 0, 0], 2]);
  });

  test('at the turn of a year it is one of the year of its day, and both tasks were carried out', () => {
    const visits = [under('T-1', '2025Q4', '2026-01-05'), under('T-2', '2026Q1', '2026-01-05')];
    const totals = (year: number) => compliance(jiangxian, { ...FRAME, year, objects: [project], visits }).totals;
    expect(totals(2026)).toMatchObject({ visits: 1, tasks: { all: 1 }, objects: { all: 1 } });
    expect(totals(2025)).toMatchObject({ visits: 0, tasks: { all: 1 }, objects: { all: 1 } });
  });
});

const DAYS = fc.constantFrom(
  '2025-12-30',
  '2026-01-04',
  '2026-03-31',
  '2026-04-01',
  '2026-06-30',
  '2026-07-02',
  '2026-10-09',
  '2027-01-08',
);
const PERIODS = fc.constantFrom(
  ...[undefined, '2025', '2025H2', '2025Q4', '2025-12', '2026', '2026', '2026H1', '2026H2', '2026-04', '2026-06'],
  ...[...periodsOfYear(2026, 'quarter'), '2027Q1', '2027'],
);
const WORDINGS = ['未发现问题', '发现问题已责令整改', '发现问题待后续处理'];

const anyVisit = (classes: readonly string[], level: VisitFact['level']): fc.Arbitrary<VisitFact> =>
  fc
    .record({
      ...{ object: fc.nat(4), task: fc.nat(3), class: fc.constantFrom(...classes), date: DAYS, period: PERIODS },
      method: fc.constantFrom('onSite', 'onSite', 'tech'),
      taskType: fc.constantFrom('daily', 'internalJoint', 'interdepartmentalJoint'),
      results: fc.constantFrom([], ...WORDINGS.map((text) => [text])),
      ...{ determined: fc.boolean(), published: fc.boolean(), recognised: fc.boolean() },
    } as const)
    .map(({ object, task, determined, published, recognised, period, date, ...facts }) =>
      aVisit({
        ...{ objectId: `O-${object}`, date, level, ...facts, ...(task > 0 && { taskId: `T-${task}` }) },
        ...(period !== undefined && { period }),
        ...(determined && { resultDeterminedOn: date, inspectionEndedOn: date, taskCompletedOn: date }),
        ...(published && { publishedOn: date }),
        ...(recognised && task === 3 && { recognised: true }),
      }),
    );

test('雄安: a visit recorded for the key list and for a round of the positive list stands in one quarter under both', () => {
  const record = (cls: string, more: Partial<VisitFact> = {}) =>
    aVisit({ objectId: 'O-1', class: cls, date: '2026-07-02', taskId: 'T-1', ...more });
  const visits = [record('key', { period: '2026Q2' }), record('generalPositiveList')];
  const { of } = figuresOf(loadPack('xiongan'), visits, { objects: [anObject({ id: 'O-1' })] });
  const at = (period: string) =>
    (['randomVisits', 'offSiteRounds'] as const).map(
      (name) => of(period).figures.find(({ figure, class: cls }) => figure === name && cls === undefined)!.value,
    );
  expect([at('2026Q2'), at('2026Q3'), at('2026')]).toEqual([
    [0, 0],
    [1, 0],
    [1, 0],
  ]);
});

describe.each(
  packNames().flatMap((name) => loadPack(name).levels.map((level) => [name, level.id, level.classes] as const)),
)('%s %s', (name, level, classes) => {
  test.each(['visit', 'department'])(
    'every visit of a year is in the figures of exactly one quarter of it (a %s is one)',
    (unit) => {
      const pack = withSwitches(loadPack(name), { 'calc.visitUnit': unit });
      const objects = Array.from({ length: 4 }, (_, i) => anObject({ id: `O-${i}`, creditRiskGrade: 'A' }));
      fc.assert(
        fc.property(fc.array(anyVisit(classes, level), { maxLength: 25 }), (visits) => {
          const { of } = figuresOf(pack, visits, { objects, ...{ level } });
          const parts = periodsOfYear(2026, 'quarter').flatMap((quarter) => of(quarter).figures);
          const whole = of('2026').figures.filter((one) => one.class === undefined);
          for (const { figure, of: which, value } of whole) {
            const same = parts.filter((one) => one.class === undefined && one.figure === figure && one.of === which);
            expect([figure, which, same.reduce((sum, one) => sum + one.value, 0)]).toEqual([figure, which, value]);
          }
        }),
        { numRuns: 15 },
      );
    },
  );
});

test('whatever its day and its task, a visit lies in one quarter, within the year of its task', () => {
  const years = [2024, 2025, 2026, 2027, 2028];
  const visit = fc
    .record({ date: DAYS, period: PERIODS })
    .map(({ date, period }) => aVisit({ objectId: 'C', date, ...(period !== undefined && { period }) }));
  fc.assert(
    fc.property(visit, (one) => {
      const quarters = years.flatMap((year) => periodsOfYear(year, 'quarter')).filter((own) => isCountedIn(one, own));
      expect(quarters).toHaveLength(1);
      const { from, to } = periodDays(quarters[0]!);
      expect(from <= dayCounted(one) && dayCounted(one) <= to).toBe(true);
      for (const year of years) {
        expect(isCountedIn(one, String(year))).toBe(inPeriod(one, String(year)));
        expect(isCountedIn(one, String(year))).toBe(yearOf(from) === year);
      }
    }),
  );
});
