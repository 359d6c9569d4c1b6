import { describe, expect, test } from 'vitest';
import { anObject, aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { type ComplianceInput, compliance } from './compliance.ts';
import type { InspectorFacts, ObjectFacts, VisitFact } from './facts.ts';
import type { Pack } from './pack.ts';
import { workingDays } from './working-days.ts';

/** Years of the two-level, table and head-count schemes, judged from the ledger as an office would keep it. */

const calendar = workingDays([2021, 2022, 2023, 2024].map(loadHolidays));
const many = (letter: string, n: number, facts: Partial<ObjectFacts> = {}) =>
  Array.from({ length: n }, (_, i) => anObject({ id: `${letter}-${i + 1}`, ...facts }));
const officer = (id: string, more: Partial<InspectorFacts> = {}): InspectorFacts => ({
  id,
  name: '示例',
  department: '执法队',
  staffKind: 'enforcement',
  certificateValidTo: '2030-12-31',
  onStaff: true,
  mayLead: true,
  ...more,
});

type Given = Partial<ComplianceInput> & Pick<ComplianceInput, 'objects' | 'visits' | 'year'>;

function run(pack: Pack, given: Given) {
  const judged = compliance(pack, {
    agency: '999999',
    level: 'county',
    asOf: `${given.year + 1}-01-01`,
    calendar,
    ...given,
  });
  const measure = (topic: string, cls = 'all') =>
    judged.tables
      .filter((one) => one.topic === topic && one.class === cls)
      .map(({ period, base, required, actual, state }) => [period, base, required, actual, state]);
  const codes = judged.findings.map(({ code, class: cls, period, object }) => [code, cls, object ?? period].join(' '));
  return { ...judged, measure, codes };
}

describe('营口: a window of five years and the county’s own ratio', () => {
  const pack = loadPack('yingkou');
  const objects = many('G', 100);
  const seen = (from: number, to: number, date: string): VisitFact[] =>
    objects.slice(from, to).map(({ id }) => aVisit({ objectId: id, class: 'general', date, inspectionEndedOn: date }));
  const own = { class: 'general', level: 'county', every: 'quarter', min: { p: 5, q: 100 } } as const;

  test('the pace that leads past the end of the window is a warning', () => {
    const visits = [...seen(0, 20, '2022-05-10'), ...seen(20, 35, '2023-05-10')];
    const first = run(pack, { year: 2022, objects, visits });
    expect(first.measure('coverage', 'general')).toEqual([['2022', 100, 100, 20, 'open']]);
    const second = run(pack, { year: 2023, objects, visits });
    expect(second.measure('coverage', 'general')).toEqual([['2023', 100, 100, 35, 'short']]);
    expect(second.findings.find(({ code }) => code === 'HORIZON_PACE_SHORT')).toMatchObject({
      projected: 80,
      shortBy: 20,
      severity: 'warning',
    });
    expect(second.tables.find(({ topic, class: cls }) => topic === 'coverage' && cls === 'general')).toMatchObject({
      actual: 35,
      shortBy: 65,
      window: { from: '2022-01-01', to: '2026-12-31' },
    });
    expect(second.tables.find(({ topic, class: cls }) => topic === 'coverage' && cls === 'key')).not.toHaveProperty(
      'window',
    );
  });

  test('everybody seen before its end: there is nothing left under way, unless somebody comes', () => {
    const visits = seen(0, 100, '2022-05-10');
    expect(run(pack, { year: 2022, objects, visits }).measure('coverage', 'general')).toEqual([
      ['2022', 100, 100, 100, 'met'],
    ]);
    const more = run(pack, { year: 2022, objects: many('G', 101), visits });
    expect(more.measure('coverage', 'general')).toEqual([['2022', 101, 101, 100, 'open']]);
  });

  test('at its end the window itself is judged', () => {
    const visits = [...seen(0, 60, '2022-05-10'), ...seen(60, 90, '2026-05-10')];
    const last = run(pack, { year: 2026, objects, visits, calendar: workingDays([2026, 2027].map(loadHolidays)) });
    expect(last.findings.find(({ code }) => code === 'UNDER_HORIZON_COVERAGE')).toMatchObject({
      required: 100,
      actual: 90,
      shortBy: 10,
      severity: 'error',
      window: { from: '2022-01-01', to: '2026-12-31' },
    });
  });

  test('read per object, every year looks back five years', () => {
    const rolling = withSwitches(pack, { 'horizon.type': 'rollingPerObject' });
    const visits = [...seen(0, 60, '2022-05-10'), ...seen(60, 90, '2024-05-10')];
    const found = (year: number) => run(rolling, { year, objects, visits }).measure('coverage', 'general');
    expect(found(2024)).toEqual([['2024', 100, 100, 90, 'short']]);
    expect(found(2027)).toEqual([['2027', 100, 100, 30, 'short']]);
  });

  test('its own ratio is judged from the day it was chosen, and missing it only warns', () => {
    const ownRatios = [{ ...own, from: '2022-04-01' }];
    const { measure, findings, verdict } = run(pack, {
      year: 2022,
      objects,
      visits: [...seen(0, 5, '2022-05-10'), ...seen(5, 9, '2022-08-10'), ...seen(9, 30, '2022-11-10')],
      ownRatios,
    });
    expect(measure('ratio', 'general')).toEqual([
      ['2022Q2', 100, 5, 5, 'met'],
      ['2022Q3', 100, 5, 4, 'short'],
      ['2022Q4', 100, 5, 21, 'met'],
    ]);
    expect(findings.filter(({ code }) => code === 'UNDER_RATIO')).toMatchObject([
      { period: '2022Q3', severity: 'warning' },
    ]);
    expect(verdict).toBe('noncompliant');
  });

  test('a later choice takes the place of an earlier one; one for a class whose ratio is fixed changes nothing', () => {
    const ownRatios = [
      { ...own, from: '2022-01-01' },
      { ...own, min: { p: 2, q: 100 }, from: '2022-07-01' },
      { ...own, class: 'key', min: { p: 1, q: 100 }, from: '2022-01-01' },
    ];
    const { measure } = run(pack, {
      year: 2022,
      objects: [...objects, ...many('K', 8, { tailingsPond: true })],
      visits: [],
      ownRatios,
    });
    expect(measure('ratio', 'general').map(([, , required]) => required)).toEqual([5, 5, 2, 2]);
    expect(measure('ratio', 'key').map(([, , required]) => required)).toEqual([2, 2, 2, 8]);
  });
});

describe('营口: the city', () => {
  const pack = loadPack('yingkou');
  const objects = many('K', 101, { tailingsPond: true });
  const visit = (n: number, level: VisitFact['level'], date: string) =>
    aVisit({ objectId: `K-${n}`, level, date, inspectionEndedOn: date, publishedOn: date, inspectors: ['P1'] });

  test('two per cent, and among them those its counties had finished before', () => {
    const visits = [
      visit(1, 'county', '2022-03-10'),
      visit(1, 'municipal', '2022-05-10'),
      visit(2, 'municipal', '2022-05-11'),
      visit(2, 'county', '2022-06-10'),
      visit(3, 'municipal', '2022-05-12'),
    ];
    const { measure, codes } = run(pack, { year: 2022, level: 'municipal', objects, visits });
    expect(measure('ratio', 'key')).toEqual([['2022', 101, 3, 3, 'met']]);
    expect(measure('redraw', 'key')).toEqual([['2022', 101, 2, 1, 'short']]);
    expect(codes).toContain('UNDER_REDRAW key 2022');
    const byDraws = withSwitches(pack, { 'redraw.base': 'drawn' });
    expect(run(byDraws, { year: 2022, level: 'municipal', objects, visits }).measure('redraw', 'key')).toEqual([
      ['2022', 101, 1, 1, 'met'],
    ]);
  });

  test('a result that was recognised where the city had drawn counts as drawn, and is no second inspection', () => {
    const county = visit(1, 'county', '2022-03-10');
    const again = { ...visit(1, 'municipal', '2022-05-10'), taskId: '2022-key' };
    const ofCity = (own: VisitFact) => run(pack, { year: 2022, level: 'municipal', objects, visits: [county, own] });
    const numbers = (own: VisitFact) =>
      (['ratio', 'redraw'] as const).map((topic) => ofCity(own).measure(topic, 'key')[0]![3]);
    expect(numbers(again)).toEqual([1, 1]);
    expect(numbers({ ...again, recognised: true })).toEqual([1, 0]);
  });

  test('who holds a certificate and never went', () => {
    const visits = [visit(1, 'municipal', '2022-05-10')];
    const inspectors = [officer('P1'), officer('P2'), officer('P3', { staffKind: 'expert' })];
    const { measure, codes } = run(pack, { year: 2022, level: 'municipal', objects, visits, inspectors });
    expect(measure('participation')).toEqual([['2022', 2, 2, 1, 'short']]);
    expect(codes).toContain('UNDER_PARTICIPATION all 2022');
  });

  test('what was not given is named as not judged, never passed over', () => {
    const { notJudged } = run(pack, { year: 2022, level: 'municipal', objects, visits: [] });
    expect(notJudged).toEqual(['yingkou/participation/all/all']);
  });

  test('an office that records nothing for want of a trigger goes on site where it should not', () => {
    const positive = anObject({ id: 'Z', tailingsPond: true, positiveList: { from: '2022-01-01' } });
    const visits = [aVisit({ objectId: 'Z', level: 'municipal', date: '2022-05-10', inspectionEndedOn: '2022-05-10' })];
    const { codes } = run(pack, { year: 2022, level: 'municipal', objects: [positive], visits, asOf: '2022-05-20' });
    expect(codes).toEqual(['METHOD_VIOLATION all Z']);
  });
});

describe('雄安: shares of all draws, from the ledger', () => {
  const pack = loadPack('xiongan');
  const objects = [
    ...many('K', 4, { permitCategory: '重点管理', creditRiskGrade: 'B' }),
    ...many('P', 2, { positiveList: { from: '2023-01-01' } }),
  ];
  const visits: VisitFact[] = ['02', '05', '08', '11'].flatMap((month, quarter) => {
    const date = `2023-${month}-10`;
    const done = { date, resultDeterminedOn: date, publishedOn: date, creditBased: true };
    return [
      aVisit({ objectId: `K-${quarter + 1}`, taskType: 'internalJoint', taskId: `n${quarter}`, ...done }),
      aVisit({ objectId: 'P-1', class: 'general', method: 'tech', ...done }),
      aVisit({ objectId: 'P-2', class: 'generalPositiveList', method: 'tech', ...done }),
    ];
  });
  const given = { year: 2023, objects, visits };

  test('rounds of the positive list are counted for their own duty, not for the shares', () => {
    const { measure, visits: random, codes } = run(pack, given);
    expect(random).toBe(4);
    expect(measure('ratio', 'generalPositiveList').map(([, , required, actual]) => [required, actual])).toEqual(
      Array(4).fill([2, 2]),
    );
    expect(measure('internalJointShare')).toEqual([['2023', 4, 2, 4, 'met']]);
    expect(measure('creditShare')).toEqual([['2023', 4, 4, 4, 'met']]);
    expect(codes.filter((code) => !code.startsWith('UNDER_JOINT_EXTERNAL'))).toEqual([
      'CREDIT_NOT_DIFFERENTIATED all ',
    ]);
    const all = withSwitches(pack, { 'joint.denominatorIncludesOffsiteFullCoverage': true });
    expect(run(all, given).measure('internalJointShare')).toEqual([['2023', 12, 4, 4, 'met']]);
  });

  test('a record of the positive list counts for it alone, also of who has left the list by then', () => {
    const left = anObject({ id: 'P-9', creditRiskGrade: 'A', positiveList: { from: '2023-01-01', to: '2023-04-10' } });
    const second = (cls: string) => {
      const { measure } = run(pack, {
        ...given,
        objects: [...objects, left],
        visits: [aVisit({ objectId: 'P-9', date: '2023-05-16', class: cls, method: 'tech' })],
      });
      return ['generalPositiveList', 'generalNonPositive'].map((one) => measure('ratio', one)[1]?.[3]);
    };
    expect(second('generalPositiveList')).toEqual([1, 0]);
    expect(second('general')).toEqual([0, 1]);
  });

  test('going there is no off-site check', () => {
    const onSite = visits.map((visit) => (visit.objectId === 'P-1' ? { ...visit, method: 'onSite' as const } : visit));
    const { measure, codes } = run(pack, { ...given, visits: onSite });
    expect(measure('ratio', 'generalPositiveList').map(([, , , actual]) => actual)).toEqual([1, 1, 1, 1]);
    expect(codes.filter((code) => code.startsWith('METHOD_VIOLATION'))).toHaveLength(4);
  });

  test('by objects, by tasks, where the pack reads it so', () => {
    const byObject = withSwitches(pack, { 'credit.unit': 'objects' });
    const twice = [...visits, aVisit({ objectId: 'K-1', date: '2023-03-10' })];
    expect(run(byObject, { ...given, visits: twice }).measure('creditShare')).toEqual([['2023', 4, 4, 4, 'met']]);
    expect(run(pack, { ...given, visits: twice }).measure('creditShare')).toEqual([['2023', 5, 4, 4, 'met']]);
    const byTask = withSwitches(pack, { 'joint.internalDenominator': 'tasks' });
    const sameTask = visits.map((visit) => (visit.taskId ? { ...visit, taskId: 'n' } : visit));
    expect(run(byTask, { ...given, visits: sameTask }).measure('internalJointShare')).toEqual([
      ['2023', 1, 1, 1, 'met'],
    ]);
    const unitOf = (under: Pack, topic: string) =>
      run(under, given).tables.find((one) => one.topic === topic && one.period === '2023')?.unit;
    expect([unitOf(byObject, 'creditShare'), unitOf(pack, 'creditShare')]).toEqual(['object', undefined]);
    expect([unitOf(byTask, 'internalJointShare'), unitOf(pack, 'internalJointShare')]).toEqual(['task', undefined]);
  });

  test('AMB-18: what a draw held here selected was drawn by grade where the scheme stratifies or weights by it', () => {
    const unsaid = (more: Partial<VisitFact>) =>
      visits.map(({ creditBased: _, ...visit }): VisitFact => ({ ...visit, ...more }));
    const counted = (under: Pack, more: Partial<VisitFact>) =>
      run(under, { ...given, visits: unsaid(more) }).measure('creditShare')[0]?.[3];
    const credit = (value: object) => ({
      ...pack,
      rules: pack.rules.map((rule) =>
        rule.topic === 'credit' ? { ...rule, value: { ...rule.value, ...value } } : rule,
      ) as Pack['rules'],
    });
    expect(counted(pack, { origin: 'draw' })).toBe(4);
    expect(counted(pack, { origin: 'history' })).toBe(0);
    expect(counted(pack, { origin: 'draw', creditBased: false })).toBe(0);
    expect(counted(pack, { origin: 'draw', drawnElsewhere: true })).toBe(0);
    expect(counted(credit({ stratify: false }), { origin: 'draw' })).toBe(0);
    expect(counted(credit({ stratify: false, weights: { A: 1, B: 2 } }), { origin: 'draw' })).toBe(4);
  });

  test('AMB-18: drawn by grade counts only where the object has one, be it by visits or by objects', () => {
    const byObject = withSwitches(pack, { 'credit.unit': 'objects' });
    const share = (objectsNow: typeof objects) =>
      [pack, byObject].map((under) =>
        run(under, { ...given, objects: objectsNow })
          .measure('creditShare')[0]
          ?.slice(1),
      );
    expect(share(objects)).toEqual([
      [4, 4, 4, 'met'],
      [4, 4, 4, 'met'],
    ]);
    const short = [4, 4, 3, 'short'];
    const { creditRiskGrade: _, ...ungraded } = objects[0]!;
    expect(share([ungraded, ...objects.slice(1)])).toEqual([short, short]);
    // Who left the directory has no grade there to be drawn by.
    expect(share(objects.slice(1))).toEqual([short, short]);
  });

  test('one interdepartmental task a quarter; an empty quarter is short whatever the year', () => {
    const joint = (date: string, taskId: string) =>
      aVisit({ objectId: 'K-1', date, taskId, taskType: 'interdepartmentalJoint' });
    const more = [
      joint('2023-02-20', 'a'),
      joint('2023-02-21', 'a'),
      joint('2023-08-01', 'b'),
      joint('2023-09-01', 'c'),
    ];
    const { measure } = run(pack, { ...given, visits: [...visits, ...more] });
    expect(measure('interdepartmental').map(([period, , , actual, state]) => [period, actual, state])).toEqual([
      ['2023Q1', 1, 'met'],
      ['2023Q2', 0, 'short'],
      ['2023Q3', 2, 'met'],
      ['2023Q4', 0, 'short'],
    ]);
    expect(run(pack, { ...given, only: '2023Q2' }).measure('interdepartmental')).toHaveLength(1);
    const early = run(pack, { ...given, asOf: '2023-11-20' }).measure('interdepartmental');
    expect(run(pack, { ...given, asOf: '2023-06-30' }).measure('interdepartmental')).toHaveLength(2);
    expect(run(pack, { ...given, asOf: '2023-07-01' }).measure('interdepartmental')).toHaveLength(3);
    expect(early.map(([, , , , state]) => state)).toEqual(['short', 'short', 'short', 'open']);
  });

  test('the new area and three counties: one a quarter each is 16 a year, and one authority does not do it for another', () => {
    const on = ['2023-02-20', '2023-05-20', '2023-08-01', '2023-11-01'];
    const joint = (date: string) => aVisit({ objectId: 'K-1', date, taskId: date, taskType: 'interdepartmentalJoint' });
    const authority = (level: 'newArea' | 'county', dates: readonly string[]) =>
      run(pack, { ...given, level, visits: dates.map((date) => ({ ...joint(date), level })) }).measure(
        'interdepartmental',
      );
    // 1, 0, 2, 1 of one county is its own second quarter short.
    const years = [
      authority('newArea', on),
      authority('county', on),
      authority('county', on),
      authority('county', [on[0]!, on[2]!, '2023-09-01', on[3]!]),
    ];
    const sum = (numbers: readonly unknown[]) => numbers.reduce<number>((total, n) => total + Number(n), 0);
    expect(sum(years.flat().map(([, , required]) => required))).toBe(16);
    expect(years.map((rows) => rows.filter(([, , , , state]) => state === 'short').map(([period]) => period))).toEqual([
      [],
      [],
      [],
      ['2023Q2'],
    ]);
  });

  test('reports sent late, or not at all', () => {
    const sent = [
      { topic: 'quarterlySummary', period: '2023Q1', sentOn: '2023-03-31' },
      { topic: 'quarterlyStatistics', period: '2023Q1', sentOn: '2023-04-07' },
    ] as const;
    const late = (reports?: typeof sent, only?: string) =>
      run(pack, { ...given, asOf: '2023-06-29', ...(reports ? { reports } : {}), ...(only ? { only } : {}) })
        .findings.filter(({ code }) => code === 'REPORT_LATE')
        .map(({ rule, period }) => `${rule} ${period}`);
    expect(late(sent)).toEqual(['xiongan/quarterlyStatistics/all/county 2023Q1']);
    expect(late(sent, '2023Q2')).toEqual([]);
    expect(late()).toEqual([]);
    // Nobody recorded what was sent before the first draw.
    const first = run(pack, { ...given, asOf: '2024-01-01', drawsSince: '2023-07-03', reports: [] });
    expect(first.findings.filter(({ code }) => code === 'REPORT_LATE').map(({ period }) => period)).toEqual([
      '2023Q3',
      '2023Q3',
      '2023Q4',
    ]);
    // A draw of a lead department that was taken over is work here, too.
    const taken = { ...given, asOf: '2023-06-29', drawsSince: '2023-07-03', tasksSince: '2023-01-20', reports: [] };
    expect(run(pack, taken).codes.filter((code) => code.startsWith('REPORT_LATE'))).toEqual([
      'REPORT_LATE all 2023Q1',
      'REPORT_LATE all 2023Q1',
    ]);
    expect(run(pack, { ...given, asOf: '2023-06-29', drawsSince: '2023-07-03', reports: sent }).codes).toContain(
      'REPORT_LATE all 2023Q1',
    );
    const notLater = withSwitches(pack, { 'report.summary.mode': 'notLaterThan' });
    const { findings } = run(notLater, { ...given, asOf: '2023-06-29', reports: sent });
    expect(findings.filter(({ code }) => code === 'REPORT_LATE')).toMatchObject([
      { rule: 'xiongan/quarterlySummary/all/county', period: '2023Q1' },
      { rule: 'xiongan/quarterlyStatistics/all/county', period: '2023Q1' },
      { rule: 'xiongan/quarterlySummary/all/county', period: '2023Q2' },
    ]);
  });
});

test('a visit to an object that left the directory still counts for what became public', () => {
  const pack = loadPack('jiangxian');
  const visits = [aVisit({ objectId: 'gone', date: '2022-05-10', resultDeterminedOn: '2022-05-10' })];
  expect(run(pack, { year: 2022, objects: [], visits }).codes).toContain('PUBLICATION_OVERDUE all gone');
  expect(run(pack, { year: 2022, objects: [keyObject('K')], visits }).visits).toBe(1);
});
