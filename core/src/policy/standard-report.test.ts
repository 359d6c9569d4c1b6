import { describe, expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { coverageMonitor } from './coverage-monitor.ts';
import { evaluation, pointsText } from './evaluation.ts';
import type { InspectorFacts, ObjectFacts, VisitFact } from './facts.ts';
import { NO_RESULT } from './figure-names.ts';
import type { FigureInput, FigureKey } from './figure-rows.ts';
import type { Pack } from './pack.ts';
import { type StandardReport, standardReport, unequalFigures } from './standard-report.ts';
import { workingDays } from './working-days.ts';

const calendar = workingDays([2022, 2023, 2024, 2025, 2026, 2027].map(loadHolidays));
const MONTHS = ['02', '05', '08', '11'];
const id = (letter: string, n: number) => `${letter}-${String(n).padStart(3, '0')}`;
const many = (letter: string, n: number, more: Partial<ObjectFacts> = {}) =>
  Array.from({ length: n }, (_, i) => anObject({ id: id(letter, i + 1), ...more }));
const officer = (certificate: string, more: Partial<InspectorFacts> = {}): InspectorFacts => ({
  ...{ id: certificate, name: '示例', department: '执法队', staffKind: 'enforcement', onStaff: true, mayLead: true },
  certificateValidTo: '2030-12-31',
  ...more,
});

type Rounds = { readonly cls: string; readonly size: number; readonly counts: readonly number[] };

/** Visits of a class quarter after quarter, going round its objects. */
function rounds(letter: string, { cls, size, counts }: Rounds, more: Partial<VisitFact> = {}): VisitFact[] {
  let next = 0;
  return counts.flatMap((n, quarter) =>
    Array.from({ length: n }, () =>
      aVisit({ objectId: id(letter, (next++ % size) + 1), class: cls, date: `2025-${MONTHS[quarter]}-10`, ...more }),
    ),
  );
}

/** Golden J-12a: 37, 113, 9, 4 and 1 objects, 81 visits. */
const PENALTIES = ['2024-11-05', '2025-02-05', '2025-05-05', '2025-08-05'];
const JIANGXIAN = {
  objects: [
    ...many('K', 37, { keyListMember: [{}] }),
    ...many('G', 113),
    ...many('S', 9, { events: PENALTIES.map((date) => ({ kind: 'penalty', date }) as const) }),
    ...many('C', 4, { constructionProject: true, inspectionDue: '2025-06-30' }),
    ...many('J', 1, { jointObject: true }),
  ],
  visits: [
    ...rounds('K', { cls: 'key', size: 37, counts: [10, 10, 10, 10] }),
    ...rounds('G', { cls: 'general', size: 113, counts: [6, 6, 6, 6] }),
    ...rounds('S', { cls: 'special', size: 9, counts: [3, 3, 3, 3] }),
    ...rounds('C', { cls: 'construction', size: 4, counts: [4] }, { period: '2025' }),
    ...rounds('J', { cls: 'jointObject', size: 1, counts: [1] }, { period: '2025', departments: 2 }),
  ],
};

const of = (more: Partial<FigureInput> = {}): FigureInput => ({
  ...{ agency: '999999', level: 'county', year: 2025, asOf: '2026-01-01', calendar },
  ...JIANGXIAN,
  ...more,
});
const value = ({ figures }: StandardReport, wanted: FigureKey) =>
  figures.find(
    (one) =>
      one.figure === wanted.figure &&
      one.period === wanted.period &&
      one.class === wanted.class &&
      one.of === wanted.of,
  )?.value;
const line = (report: StandardReport, cls: string, period: string) =>
  report.figures.filter((one) => one.class === cls && one.period === period).map((one) => one.value);

describe('the year of J-12a', () => {
  const pack = loadPack('jiangxian');
  const report = standardReport(pack, of());

  test('is 81 visits, class by class and quarter by quarter', () => {
    expect(value(report, { figure: 'randomVisits', period: '2025' })).toBe(81);
    // base, drawn, visits, completed, again, covered, uncovered
    expect(line(report, 'key', '2025')).toEqual([37, 40, 40, 37, 3, 37, 0]);
    expect(line(report, 'key', '2025Q4')).toEqual([37, 10, 10, 10, 3, 37, 0]);
    expect(line(report, 'key', '2025Q1')).toEqual([37, 10, 10, 10, 0, 10, 27]);
    expect(line(report, 'general', '2025')).toEqual([113, 24, 24, 24, 0, 24, 89]);
    expect(line(report, 'special', '2025')).toEqual([9, 12, 12, 9, 3, 9, 0]);
    expect(line(report, 'construction', '2025')).toEqual([4, 4, 4, 4, 0, 4, 0]);
    expect(line(report, 'jointObject', '2025')).toEqual([1, 1, 1, 1, 0, 1, 0]);
    const visits = report.figures.filter(({ figure, period }) => figure === 'visits' && period === '2025');
    expect(visits.reduce((sum, one) => sum + one.value, 0)).toBe(81);
    expect(report.minimums).toEqual(
      expect.arrayContaining([
        { class: 'key', period: '2025Q1', required: 10 },
        { class: 'key', period: '2025', required: 40 },
        { class: 'general', period: '2025', required: 24 },
        { class: 'special', period: '2025', required: 12 },
      ]),
    );
  });

  test('is what its rows add up to, and shows which figure is not', () => {
    expect(report.figures.length).toBeGreaterThan(100);
    expect(unequalFigures(report)).toEqual([]);
    const without = {
      ...report,
      rows: (key: FigureKey) =>
        report.rows(key).filter(({ object, visit }) => object !== 'K-005' || visit?.date !== '2025-02-10'),
    };
    const apart = unequalFigures(without).map(({ figure, class: cls, period, value: counted, byRows }) =>
      [figure, cls, period, counted, byRows].join(' '),
    );
    expect(apart).toContain('visits key 2025Q1 10 9');
    expect(apart).toContain('covered key 2025 37 36');
    expect(apart).toContain('randomVisits  2025 81 80');
    expect(apart).not.toContainEqual(expect.stringContaining('general'));
  });

  test('agrees with the verdict on the same year', () => {
    const { totals, visits, classes } = report.verdict;
    expect(visits).toBe(81);
    expect(value(report, { figure: 'results', period: '2025' })).toBe(totals.results!.concluded);
    for (const tally of classes) {
      expect(value(report, { figure: 'covered', class: tally.class, period: '2025' })).toBe(tally.covered);
    }
  });

  test('of one quarter has its own visits; yearly classes are not in it', () => {
    const quarter = standardReport(pack, of({ only: '2025Q2' }));
    expect(quarter.period).toBe('2025Q2');
    expect(value(quarter, { figure: 'randomVisits', period: '2025Q2' })).toBe(19);
    expect(line(quarter, 'key', '2025Q2')).toEqual([37, 10, 10, 10, 0, 20, 17]);
    expect(line(quarter, 'construction', '2025')).toEqual([]);
    expect(unequalFigures(quarter)).toEqual([]);
  });

  test.each(['drawn', 'cancelled'] as const)('counts what was %s without a visit as drawn only', (state) => {
    const one = aVisit({ objectId: 'K-001', date: '2025-11-20', period: '2025Q4', state, results: [] });
    const drawn = standardReport(pack, of({ waiting: [one, { ...one, objectId: 'K-002', level: 'municipal' }] }));
    expect(line(drawn, 'key', '2025Q4')).toEqual([37, 11, 10, 10, 3, 37, 0]);
    expect(unequalFigures(drawn)).toEqual([]);
    expect(drawn.rows({ figure: 'drawn', class: 'key', period: '2025Q4' }).at(-1)?.visit).toBe(one);
  });

  test('goes by the list that was frozen', () => {
    const members = ['K-001', 'K-002', 'G-113'];
    const frozen = [{ class: 'key', period: '2025Q1', base: 3, available: 3, members }];
    const measured = standardReport(pack, of({ frozen }));
    expect(line(measured, 'key', '2025Q1').slice(0, 1)).toEqual([3]);
    expect(measured.rows({ figure: 'base', class: 'key', period: '2025Q1' }).map(({ object }) => object)).toEqual(
      members,
    );
    expect(unequalFigures(measured)).toEqual([]);
  });

  test('tells methods, wordings, joint and graded visits, and what has to be followed up', () => {
    const [first, second, third, ...rest] = JIANGXIAN.visits;
    const visits: VisitFact[] = [
      { ...first!, method: 'tech', taskType: 'internalJoint', results: ['发现问题已责令整改', '发现问题已责令整改'] },
      { ...second!, taskType: 'interdepartmentalJoint', creditBased: true, results: [] },
      { ...third!, results: ['当地自拟用语'] },
      ...rest,
    ];
    const objects = JIANGXIAN.objects.map((one) =>
      one.id === second!.objectId ? { ...one, creditRiskGrade: 'C' as const } : one,
    );
    const told = standardReport(pack, of({ objects, visits }));
    const at = (figure: FigureKey['figure'], which?: string) =>
      value(told, { figure, period: '2025', ...(which !== undefined && { of: which }) });
    expect([at('method', 'tech'), at('method', 'onSite'), at('method', 'written')]).toEqual([1, 80, 0]);
    expect([at('internalJoint'), at('interdepartmental'), at('credit')]).toEqual([1, 1, 1]);
    expect([at('wording', '发现问题已责令整改'), at('wording', '当地自拟用语'), at('wording', NO_RESULT)]).toEqual([
      1, 1, 1,
    ]);
    expect(at('followUp')).toBe(1);
    expect([told.verdict.totals.internalJoint, told.verdict.totals.creditBased]).toEqual([1, 1]);
    expect(unequalFigures(told)).toEqual([]);
    // AMB-18: of a unit without a grade no visit was drawn by grade; the figure, its rows and the verdict agree.
    const ungraded = standardReport(pack, of({ visits }));
    expect([value(ungraded, { figure: 'credit', period: '2025' }), ungraded.verdict.totals.creditBased]).toEqual([
      0, 0,
    ]);
    expect(ungraded.rows({ figure: 'credit', period: '2025' })).toEqual([]);
    expect(unequalFigures(ungraded)).toEqual([]);
  });

  test('tells what was done about it: handed over, to be put right, put right, overdue; another period has its own', () => {
    const due = { results: ['发现问题已责令整改'], rectifyBy: '2025-03-10' };
    const marks: Partial<VisitFact>[] = [
      { ...due, rectifiedOn: '2025-03-09' },
      { ...due, rectifiedOn: '2025-04-01', handedOverOn: '2025-02-11' },
      due,
      { ...due, rectifyBy: '2026-01-31' },
      { handedOverOn: '2025-02-12' },
    ];
    const visits = JIANGXIAN.visits.map((visit, i) => ({ ...visit, ...marks[i] }));
    const told = standardReport(pack, of({ visits }));
    const names = ['followUp', 'handedOver', 'toRectify', 'rectified', 'rectifyOverdue'] as const;
    const all = (report: StandardReport, period: string) => names.map((figure) => value(report, { figure, period }));
    expect(all(told, '2025')).toEqual([4, 2, 4, 2, 1]);
    const rows = told.rows({ figure: 'rectifyOverdue', period: '2025' });
    expect(rows.map(({ object, visit }) => [object, visit?.rectifyBy])).toEqual([['K-003', '2025-03-10']]);
    expect(unequalFigures(told)).toEqual([]);
    const second = standardReport(pack, of({ visits, only: '2025Q2' }));
    expect(all(second, '2025Q2')).toEqual([0, 0, 0, 0, 0]);
    // Before the day is over nothing is overdue.
    expect(all(standardReport(pack, of({ visits, asOf: '2025-03-10' })), '2025')[4]).toBe(0);
  });

  test('tells what became public in time, late, lawfully not, or not yet', () => {
    const determined = (date: string, more: Partial<VisitFact> = {}) => ({ resultDeterminedOn: date, ...more });
    const marks: Partial<VisitFact>[] = [
      determined('2025-02-10', { publishedOn: '2025-02-20' }),
      determined('2025-02-10', { publishedOn: '2025-06-20' }),
      determined('2025-02-10', { withheldGround: '国家秘密' }),
      determined('2025-02-10'),
      determined('2025-12-30'),
    ];
    const visits = JIANGXIAN.visits.map((visit, i) => ({ ...visit, ...marks[i] }));
    const told = standardReport(pack, of({ visits }));
    const at = (figure: FigureKey['figure']) => value(told, { figure, period: '2025' });
    expect([at('results'), at('published'), at('late'), at('withheld')]).toEqual([4, 2, 2, 1]);
    expect(told.verdict.totals.results).toEqual({ concluded: 4, withheld: 1, published: 2 });
    expect(unequalFigures(told)).toEqual([]);
  });
});

describe('other schemes', () => {
  test.each(['xiongan', 'xinxian', 'yiliang', 'yingkou'])('%s: figures are what their rows add up to', (name) => {
    const pack = loadPack(name);
    const inspectors = [officer('P1'), officer('P2'), officer('X1', { staffKind: 'expert' })];
    const visits = JIANGXIAN.visits.map((visit, i) => ({
      ...visit,
      ...(i < 5 && { inspectors: ['P1', 'X1'], inspectionEndedOn: visit.date, method: 'tech' as const }),
    }));
    const input = of({ visits, inspectors, year: 2025 });
    for (const only of [undefined, '2025Q3'] as const) {
      const report = standardReport(pack, { ...input, ...(only && { only }) });
      expect(report.figures.length).toBeGreaterThan(15);
      expect(unequalFigures(report)).toEqual([]);
    }
  });

  test('营口: who took part of all holders of the territory, by the year alone', () => {
    const pack = loadPack('yingkou');
    const inspectors = [officer('P1'), officer('P2')];
    const visits = [{ ...JIANGXIAN.visits[0]!, inspectors: ['P1'] }];
    const year = standardReport(pack, of({ visits, inspectors, holders: [...inspectors, officer('P3')] }));
    expect(value(year, { figure: 'holders', period: '2025' })).toBe(3);
    expect(year.rows({ figure: 'participated', period: '2025' })).toEqual([{ units: 1, person: 'P1' }]);
    expect(unequalFigures(year)).toEqual([]);
    const quarter = standardReport(pack, of({ visits, inspectors, only: '2025Q1' }));
    expect(value(quarter, { figure: 'holders', period: '2025Q1' })).toBeUndefined();
    expect(year.rows({ figure: 'holders', period: '2025' })).toHaveLength(3);
  });

  test('绛县: an object found clean by the city is covered without a visit, where the pack counts it so', () => {
    const above = aVisit({ objectId: 'K-001', date: '2025-02-10', level: 'municipal', agency: '140800' });
    const objects = many('K', 4, { keyListMember: [{}] });
    const covered = (counts: boolean) => {
      const pack = withSwitches(loadPack('jiangxian'), { 'calc.exemptedCountsAsCovered': counts });
      const report = standardReport(pack, of({ objects, visits: [above] }));
      expect(unequalFigures(report)).toEqual([]);
      return report.rows({ figure: 'covered', class: 'key', period: '2025' });
    };
    expect(covered(true)).toEqual([{ units: 1, object: 'K-001' }]);
    expect(covered(false)).toEqual([]);
  });

  test('宜良: where each is asked for twice in a period, two days count and a third does not', () => {
    const pack = withSwitches(loadPack('yiliang'), { 'tier.halfYears': 'anyTime' });
    const cls = 'B2';
    const at = (date: string) => aVisit({ objectId: 'T-001', date, class: cls, period: '2025' });
    const objects = many('T', 2, { tierRows: [cls] });
    const visits = ['2025-02-10', '2025-02-10', '2025-05-10', '2025-08-10'].map(at);
    const report = standardReport(pack, of({ objects, visits }));
    expect(line(report, cls, '2025').slice(2, 5)).toEqual([4, 2, 3]);
    const days = report.rows({ figure: 'completed', class: cls, period: '2025' }).map(({ visit }) => visit!.date);
    expect(days).toEqual(['2025-02-10', '2025-05-10']);
    expect(unequalFigures(report)).toEqual([]);
  });
});

describe('the coverage monitor', () => {
  const jiangxian = loadPack('jiangxian');
  const key = (lines: ReturnType<typeof coverageMonitor>) =>
    lines.find((one) => one.class === 'key' && one.span === 'year')!;

  test('J-11: 5, 5 and 10 of 37 lead to 10, 11, 14, 17', () => {
    const objects = many('K', 37, { keyListMember: [{}] });
    const visits = rounds('K', { cls: 'key', size: 37, counts: [5, 5, 10] });
    const monitored = key(coverageMonitor(jiangxian, of({ objects, visits, asOf: '2025-10-09' })));
    expect(monitored.periods.map(({ recommended }) => recommended)).toEqual([10, 11, 14, 17]);
    expect(monitored.periods.map(({ required }) => required)).toEqual([10, 10, 10, 17]);
    expect(monitored.periods.map(({ uncovered }) => uncovered)).toEqual([37, 32, 27, 17]);
    expect(monitored).toMatchObject({ base: 37, covered: 20, periodsLeft: 1, pace: 17 });
    expect(monitored.uncovered).toEqual(Array.from({ length: 17 }, (_, i) => id('K', i + 21)));
    expect(monitored.due?.rule).toBe('jiangxian/coverage/key/county');
  });

  test('the pace is that of the periods left; a year that is over has none', () => {
    const objects = many('K', 37, { keyListMember: [{}] });
    const visits = rounds('K', { cls: 'key', size: 37, counts: [5] });
    const at = (asOf: string) => key(coverageMonitor(jiangxian, of({ objects, visits, asOf })));
    expect(at('2025-03-31')).toMatchObject({ periodsLeft: 4, pace: 8 });
    expect(at('2025-04-01')).toMatchObject({ periodsLeft: 3, pace: 11 });
    expect(at('2026-01-01').periodsLeft).toBe(0);
    expect(at('2026-01-01')).not.toHaveProperty('pace');
  });

  test('a class without a duty of full coverage is shown, and asked nothing', () => {
    const lines = coverageMonitor(jiangxian, of());
    const general = lines.find((one) => one.class === 'general')!;
    expect(general).toMatchObject({ base: 113, covered: 24 });
    expect(general).not.toHaveProperty('due');
    expect(general.periods[0]).not.toHaveProperty('uncovered');
  });

  test('营口: five years for general objects, by years left', () => {
    const pack: Pack = loadPack('yingkou');
    const objects = many('G', 100);
    const seen = (n: number, date: string) =>
      objects.slice(0, n).map((object) => aVisit({ objectId: object.id, class: 'general', date }));
    const visits = [...seen(20, '2022-05-10'), ...seen(35, '2023-05-10')];
    const lines = (more: Partial<FigureInput>) => coverageMonitor(pack, of({ objects, visits, year: 2023, ...more }));
    const general = lines({ asOf: '2023-12-31' }).filter((one) => one.class === 'general');
    expect(general.map(({ span, from, to }) => [span, from, to])).toEqual([
      ['year', '2023-01-01', '2023-12-31'],
      ['window', '2022-01-01', '2026-12-31'],
    ]);
    expect(general[0]).toMatchObject({ covered: 35, periodsLeft: 1 });
    expect(general[1]).toMatchObject({ covered: 35, periodsLeft: 4, pace: 17 });
    const over = lines({ asOf: '2027-01-05', year: 2026 }).find(({ span }) => span === 'window')!;
    expect(over).toMatchObject({ covered: 35, periodsLeft: 0 });
    const rolling = withSwitches(pack, { 'horizon.type': 'rollingPerObject' });
    const [, looksBack] = coverageMonitor(rolling, of({ objects, visits, year: 2023, asOf: '2023-06-30' })).filter(
      (one) => one.class === 'general',
    );
    expect(looksBack).toMatchObject({ from: '2019-01-01', to: '2023-12-31', periodsLeft: 1 });
  });
});

describe('a year in points', () => {
  const weights = {
    shares: [
      { text: '完成', part: 'completed', whole: 'base', points: 60 },
      { text: '公示', part: 'published', whole: 'results', points: 40 },
    ],
    deductions: [
      { text: '逾期', figure: 'late', points: 5 },
      { text: '未覆盖', figure: 'uncovered', points: 1, most: 3 },
    ],
  };
  const scored = (value: object, visits: readonly VisitFact[]) => {
    const pack = loadPack('jiangxian', (tree) => {
      const clause = { section: '一', quote: '假想的分值' };
      (tree.rules as object[]).push({
        id: 'jiangxian/evaluation/all/all',
        value,
        strictness: 'info',
        clause,
      });
    });
    return evaluation(pack, standardReport(pack, of({ visits })))!;
  };

  test('is reached in shares and lost in pieces, each with its rows', () => {
    const due = { resultDeterminedOn: '2025-02-10' };
    const visits = JIANGXIAN.visits.map((visit, i) => ({
      ...visit,
      ...(i < 4 && { ...due, ...(i < 3 && { publishedOn: i === 0 ? '2025-06-20' : '2025-02-20' }) }),
    }));
    const { full, tenths, lines, rule } = scored(weights, visits);
    // 75 of 164 completed: 27.4; 3 of 4 published: 30.0; two late: -10; 89 uncovered: at most -3.
    expect(lines.map(({ text, actual, of: whole, tenths: own }) => [text, actual, whole, own])).toEqual([
      ['完成', 75, 164, 274],
      ['公示', 3, 4, 300],
      ['逾期', 2, undefined, -100],
      ['未覆盖', 89, undefined, -30],
    ]);
    expect([full, tenths, pointsText(tenths)]).toEqual([100, 444, '44.4']);
    expect(lines.map(({ rows }) => rows.length)).toEqual([75, 3, 2, 89]);
    expect(lines[2]!.rows.map(({ object }) => object)).toEqual(['K-001', 'K-004']);
    expect(rule).toBe('jiangxian/evaluation/all/all');
    expect(pointsText(-30)).toBe('-3.0');
  });

  test('never falls below nothing; of nothing due, all is reached', () => {
    const { tenths, lines } = scored(
      { ...weights, deductions: [{ text: '未覆盖', figure: 'uncovered', points: 9 }] },
      [],
    );
    expect([tenths, lines[1]!.tenths]).toEqual([0, 400]);
    const calm = scored({ shares: weights.shares, deductions: [{ text: '逾期', figure: 'late', points: 5 }] }, []);
    expect(calm.lines[2]!.tenths).toBe(0);
  });

  test('is none where the scheme gives no weights', () => {
    const pack = loadPack('jiangxian');
    expect(evaluation(pack, standardReport(pack, of()))).toBeUndefined();
  });
});
