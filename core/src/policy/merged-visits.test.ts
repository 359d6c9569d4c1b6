import { describe, expect, test } from 'vitest';
import { anObject, aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { candidates } from './candidates.ts';
import { capCheck, undecidedCap } from './caps.ts';
import { countedOnce } from './counted-once.ts';
import type { VisitFact } from './facts.ts';
import type { Pack } from './pack.ts';
import { yearlyCounts } from './participation.ts';
import { standardReport, unequalFigures } from './standard-report.ts';
import { recordsOfVisits } from './visit-units.ts';
import { workingDays } from './working-days.ts';

/** One visit that serves several tasks is recorded under the number of each and is one inspection (AMB-50). */

const calendar = workingDays([2022, 2023, 2024, 2025, 2026].map(loadHolidays));
const jiangxian = loadPack('jiangxian');
const yingkou = loadPack('yingkou');
const byDepartment = withSwitches(jiangxian, { 'calc.visitUnit': 'department' });
const perItem = withSwitches(jiangxian, { 'cap.unit': 'item' });
const YEAR = { level: 'county', from: '2025-01-01', to: '2025-12-31' } as const;
const under = (taskId: string, date: string, more: Partial<VisitFact> = {}) =>
  aVisit({ objectId: 'K-1', date, taskId, ...more });
/** One visit for the task of the class and for the campaign, and one more three months later. */
const merged = (date: string, more: Partial<VisitFact> = {}) => [
  under('rw-1', date, more),
  under('zx-1', date, { taskType: 'campaign', ...more }),
];
const over = (pack: Pack, visits: readonly VisitFact[], more = {}) =>
  capCheck(pack, { visits, ...YEAR, ...more }).findings;

describe('the cap', () => {
  test('counts one visit under two numbers once; two days stay two, three are beyond it', () => {
    const twice = [...merged('2025-02-18'), under('rw-2', '2025-05-10')];
    const thrice = [...twice, under('rw-3', '2025-08-10')];
    for (const pack of [jiangxian, perItem]) {
      expect(over(pack, twice)).toEqual([]);
      expect(over(pack, thrice)).toMatchObject([{ code: 'OVER_CAP', object: 'K-1', count: 3, cap: 2 }]);
    }
    // Control: where every department counts for itself, so does every record.
    expect(over(byDepartment, twice)).toMatchObject([{ count: 3 }]);
  });

  test('counts a visit of city and county once for both, whoever is judged', () => {
    const city = { level: 'municipal', agency: '210800' } as const;
    const county = { level: 'county', agency: '210882' } as const;
    const joint = [
      under('2023q1.key', '2023-03-15', county),
      under('2023q1.campaign-1', '2023-03-15', { ...county, taskType: 'campaign' }),
      under('2023.key', '2023-03-15', city),
    ];
    const year = { from: '2023-01-01', to: '2023-12-31' };
    const later = under('2023q2.key', '2023-05-15', county);
    for (const who of [city, county]) {
      expect(over(yingkou, [...joint, later], { ...year, ...who })).toEqual([]);
      const third = [...joint, later, under('2023q3.key', '2023-08-15', who)];
      expect(over(yingkou, third, { ...year, ...who })).toMatchObject([{ count: 3, item: '1', severity: 'error' }]);
    }
    // Control: each went on a day of its own.
    const apart = joint.map((visit, i) => ({ ...visit, date: `2023-03-1${i}` }));
    expect(over(yingkou, apart, { ...year, ...county })).toMatchObject([{ count: 3 }]);
  });

  test('goes by numbers, days and ways of inspecting: without them nothing says that it was one visit', () => {
    const first = under('rw-1', '2025-02-18');
    const { taskId: _, ...noNumber } = under('', '2025-05-10');
    const [one, other] = [under('rw-2', '2025-05-10'), under('rw-3', '2025-05-10')];
    expect(over(jiangxian, [first, one, other])).toEqual([]);
    expect(over(jiangxian, [first, noNumber, noNumber])).toHaveLength(1);
    expect(over(jiangxian, [first, one, { ...other, method: 'written' }])).toHaveLength(1);
    expect(over(jiangxian, [first, one, { ...other, state: 'drawn' }])).toHaveLength(1);
  });

  test('takes the reason of a third visit under whichever of its numbers it stands', () => {
    const justification = { reason: '群众反映强烈', approvedBy: '局长' };
    const before = [under('rw-1', '2025-02-18'), under('rw-2', '2025-05-10')];
    const [one, other] = merged('2025-08-10') as [VisitFact, VisitFact];
    expect(over(jiangxian, [...before, one, { ...other, justification }])).toMatchObject([
      { count: 3, severity: 'justified', justification },
    ]);
    expect(over(jiangxian, [...before, one, other])).toMatchObject([{ severity: 'error' }]);
    const fourth = under('rw-4', '2025-11-10');
    expect(over(jiangxian, [...before, { ...one, justification }, other, fourth])).toMatchObject([
      { severity: 'error' },
    ]);
  });

  test('by item is open only where a visit without an item may be a third', () => {
    const blank = under('zx-1', '2025-02-18', { items: [] });
    const two = [under('rw-1', '2025-02-18'), under('rw-2', '2025-05-10')];
    expect(undecidedCap(perItem, { visits: [...two, blank], ...YEAR })).toBeUndefined();
    expect(undecidedCap(perItem, { visits: [...two, { ...blank, date: '2025-02-19' }], ...YEAR })).toBe(
      'jiangxian/cap/all/all',
    );
  });

  test('does not keep a unit out of the next draw after one visit', () => {
    const reasons = (visits: readonly VisitFact[], items?: readonly string[]) =>
      candidates(items ? perItem : jiangxian, {
        ...{ class: 'key', level: 'county', period: '2025Q2', date: '2025-04-02', objects: [keyObject('K-1')] },
        ...{ visits, ...(items && { items }) },
      })!.rows.map(({ reason }) => reason);
    expect(reasons(merged('2025-02-18'))).toEqual([undefined]);
    expect(reasons(merged('2025-02-18'), ['1'])).toEqual([undefined]);
    const apart = [under('rw-1', '2025-02-18'), under('zx-1', '2025-02-19')];
    expect(reasons(apart)).toEqual(['cap']);
    expect(reasons(apart, ['1'])).toEqual(['cap']);
  });
});

test('what is drawn and answered to be one weighs one on the cap, also once it was made under one number (R-010)', () => {
  const open = { state: 'drawn', together: 'tsk_1' } as const;
  const reasons = (visits: readonly VisitFact[]) =>
    candidates(jiangxian, {
      ...{ class: 'key', level: 'county', period: '2025Q2', date: '2025-04-02', objects: [keyObject('K-1')], visits },
    })!.rows.map(({ reason }) => reason);
  const [one, other] = [under('rw-1', '2025-02-10', open), under('zx-1', '2025-02-11', open)];
  expect(reasons([one, other])).toEqual([undefined]);
  expect(reasons([{ ...one, state: 'completed' }, other])).toEqual([undefined]);
  // Controls: made on two days; not answered; answered to go with others.
  expect(reasons([one, other].map((visit) => ({ ...visit, state: 'completed' as const })))).toEqual(['cap']);
  expect(reasons([one, other].map(({ together: _, ...visit }) => visit))).toEqual(['cap']);
  expect(reasons([one, { ...other, together: 'tsk_2' }])).toEqual(['cap']);
});

test('what one of both answered to visit separately is two visits, also on one day (R-085)', () => {
  const year = { from: '2023-01-01', to: '2023-12-31' };
  const city = under('2023.key', '2023-03-15', {
    ...{ level: 'municipal', agency: '210800', apart: ['210882/2023q1.key'] },
  });
  const county = { level: 'county', agency: '210882' } as const;
  const first = under('2023q1.key', '2023-03-15', { ...county, apart: ['210800/2023.key'] });
  const later = under('2023q2.key', '2023-05-15', county);
  for (const visits of [
    [city, first, later],
    [first, city, later],
  ]) {
    expect(over(yingkou, visits, { ...year, ...county })).toMatchObject([{ code: 'OVER_CAP', count: 3 }]);
  }
  expect(recordsOfVisits([city, later, first]).map(([one]) => one)).toEqual([city, later, first]);
  // A third of that day goes with the first that it is not apart from.
  const third = under('2023q1.campaign-1', '2023-03-15', county);
  expect(recordsOfVisits([city, first, third])).toEqual([[city, third], [first]]);
  // Controls: answered of another task; nobody answered.
  const of = (apart: readonly string[]) => [{ ...city, apart }, { ...first, apart: [] }, later];
  for (const apart of [['210882/2023q2.key'], []]) expect(over(yingkou, of(apart), { ...year, ...county })).toEqual([]);
});

describe('counts', () => {
  const objects = [keyObject('K-1'), anObject({ id: 'G-1' })];
  const report = (pack: Pack, visits: readonly VisitFact[]) => {
    const given = standardReport(pack, {
      ...{ agency: '999999', level: 'county', year: 2025, asOf: '2026-01-10', calendar, objects, visits },
    });
    expect(unequalFigures(given)).toEqual([]);
    const at = (figure: string, of?: string) =>
      given.figures.find((one) => one.figure === figure && one.class === undefined && one.of === of)?.value;
    const key = (figure: string, period = '2025') =>
      given.figures.find((one) => one.figure === figure && one.class === 'key' && one.period === period)?.value;
    return { at, key, verdict: given.verdict, once: countedOnce(pack, given) };
  };

  test('one visit under two numbers is one of the year, of its class, of its way and of its result', () => {
    const { at, key, verdict, once } = report(jiangxian, [...merged('2025-02-18'), ...merged('2025-05-10')]);
    expect([verdict.visits, at('randomVisits'), at('method', 'onSite'), at('wording', '未发现问题')]).toEqual([
      2, 2, 2, 2,
    ]);
    expect([key('visits'), key('visits', '2025Q1'), key('repeats'), key('repeats', '2025Q1')]).toEqual([2, 1, 1, 0]);
    // Both went under the same two numbers: each drew the unit once.
    expect(once).toMatchObject({ visits: 2, drawn: 2, covered: 1 });
    // Control: where departments count, records do; what was drawn is no inspection.
    const each = report(byDepartment, merged('2025-02-18'));
    expect([each.verdict.visits, each.key('repeats'), each.key('drawn')]).toEqual([2, 1, 2]);
  });

  test('it serves each task it was recorded for, and over all classes it is one', () => {
    const visits = [under('rw-1', '2025-02-18'), under('rw-2', '2025-02-18', { class: 'general', period: '2025' })];
    const { verdict, once } = report(jiangxian, visits);
    const served = verdict.classes.filter(({ class: cls }) => cls === 'key' || cls === 'general');
    expect(served.map((one) => [one.class, one.visits])).toEqual([
      ['general', 1],
      ['key', 1],
    ]);
    expect([verdict.visits, once.visits]).toEqual([1, 1]);
  });

  test('of a year for each inspector: who went once has one, under whichever number (R-036)', () => {
    const [one, other] = merged('2025-02-18') as [VisitFact, VisitFact];
    const visits = [
      { ...one, inspectors: ['J001', 'J002'] },
      { ...other, inspectors: ['J001', 'J003'] },
      under('rw-2', '2025-02-19', { inspectors: ['J002'] }),
      under('zdx-1', '2025-02-18', { inspectors: ['J001'], selection: 'directed' }),
    ];
    expect(yearlyCounts(visits, 2025)).toEqual({ J001: 1, J002: 2, J003: 1 });
  });
});
