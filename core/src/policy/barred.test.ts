import { describe, expect, test } from 'vitest';
import { anObject, aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { compliance } from './compliance.ts';
import { coverageMonitor } from './coverage-monitor.ts';
import type { ObjectFacts, VisitFact } from './facts.ts';
import type { Pack } from './pack.ts';
import { workingDays } from './working-days.ts';

/** C0-11, AMB-08: what is short because exemption and cap let nobody else be drawn is justified, of a year as of its periods, and told once. */

const calendar = workingDays([2025, 2026, 2027].map(loadHolidays));
const jiangxian = loadPack('jiangxian');
const notCovered = withSwitches(jiangxian, { 'calc.exemptedCountsAsCovered': false });
const outOfBase = withSwitches(jiangxian, { 'calc.exemptedInDenominator': false });
const keys = ['K-1', 'K-2', 'K-3', 'K-4'].map((id) => keyObject(id));
const byCity = (objectId: string, date: string, more: Partial<VisitFact> = {}) =>
  aVisit({ objectId, date, level: 'municipal', agency: '140800', ...more });
const own = (objectId: string, date: string, more: Partial<VisitFact> = {}) => aVisit({ objectId, date, ...more });

const PLACE = { agency: '999999', level: 'county', year: 2026, asOf: '2027-01-20', calendar } as const;

type Of = { readonly objects: readonly ObjectFacts[]; readonly cls: string };

function judge(pack: Pack, visits: readonly VisitFact[], { objects, cls }: Of = { objects: keys, cls: 'key' }) {
  const { tables, findings } = compliance(pack, {
    ...PLACE,
    ...{ objects, visits },
  });
  return {
    tables: tables.filter((one) => one.class === cls),
    ofYear: tables.find((one) => one.class === cls && one.period === '2026' && one.topic !== 'ratio'),
    findings: findings.filter((one) => one.class === cls),
  };
}

describe('a year short of whom the rules let nobody draw', () => {
  const exempt = [byCity('K-1', '2026-01-05'), byCity('K-2', '2026-01-05')];
  const twice = ['K-3', 'K-4'].flatMap((id) => [own(id, '2026-02-11'), own(id, '2026-05-11')]);

  test('is justified where exemptions alone made it so', () => {
    const { ofYear, findings } = judge(notCovered, [...exempt, ...twice]);
    expect(ofYear).toMatchObject({ topic: 'coverage', required: 4, actual: 2, state: 'justified' });
    expect(findings.find(({ period }) => period === '2026')).toMatchObject({
      ...{ code: 'POOL_EXHAUSTED', severity: 'justified', required: 4, actual: 2, shortBy: 2 },
    });
    // Control: of those who could be drawn one was left out.
    expect(judge(notCovered, [...exempt, ...twice.slice(0, 2)]).ofYear).toMatchObject({ state: 'short', shortBy: 3 });
    // Control: where the city found something nobody is exempt.
    const found = exempt.map((one) => ({ ...one, results: ['发现问题已责令整改'] }));
    expect(judge(notCovered, [...found, ...twice]).ofYear?.state).toBe('short');
    // Control: where they count as covered nothing is short.
    expect(judge(jiangxian, [...exempt, ...twice]).ofYear).toMatchObject({ actual: 4, state: 'met' });
  });

  test('is justified where the cap made it so: the city was there twice and found something', () => {
    const found = { results: ['发现问题已责令整改'] };
    const capped = ['2026-01-05', '2026-02-05'].map((date) => byCity('K-1', date, found));
    const others = ['K-2', 'K-3', 'K-4'].map((id) => own(id, '2026-03-11'));
    expect(judge(jiangxian, [...capped, ...others]).ofYear).toMatchObject({ actual: 3, state: 'justified' });
    expect(judge(jiangxian, [...capped.slice(1), ...others]).ofYear).toMatchObject({ actual: 3, state: 'short' });
    const ownCap = withSwitches(jiangxian, { 'cap.levels': 'own' });
    expect(judge(ownCap, [...capped, ...others]).ofYear?.state).toBe('short');
  });

  test('is one finding a period: the raised number, with the number by the ratio', () => {
    const { findings } = judge(notCovered, [...exempt, ...twice]);
    const last = findings.filter(({ period }) => period === '2026Q4');
    expect(last).toMatchObject([{ code: 'POOL_EXHAUSTED', required: 2, byRatio: 1, uncovered: 2 }]);
  });

  test('of a share of the class too, and never below what could be reached', () => {
    const general = Array.from({ length: 10 }, (_, i) => anObject({ id: `G-${i}` }));
    const clean = general.slice(0, 9).map(({ id }) => byCity(id, '2026-01-05', { class: 'general' }));
    const done = own('G-9', '2026-02-11', { class: 'general' });
    const ofYear = (visits: readonly VisitFact[]) =>
      judge(notCovered, visits, { objects: general, cls: 'general' }).ofYear;
    expect(ofYear([...clean, done])).toMatchObject({
      topic: 'annualRatio',
      required: 2,
      actual: 1,
      state: 'justified',
    });
    expect(ofYear(clean)).toMatchObject({ required: 2, actual: 0, state: 'short' });
    expect(ofYear([...clean.slice(1), done])).toMatchObject({ required: 2, actual: 1, state: 'short' });
  });

  test('营口: item by item', () => {
    const pack = withSwitches(loadPack('yingkou'), { 'calc.exemptedCountsAsCovered': false });
    const others = ['K-2', 'K-3', 'K-4'].map((id) => own(id, '2026-03-11'));
    const clean = byCity('K-1', '2026-01-05', { items: ['1'] });
    expect(judge(pack, [clean, ...others]).ofYear).toMatchObject({ actual: 3, state: 'justified' });
    const found = byCity('K-1', '2026-02-05', { items: ['2'], results: ['发现问题已责令整改'] });
    expect(judge(pack, [clean, found, ...others]).ofYear).toMatchObject({ actual: 3, state: 'short' });
  });
});

describe('a base without exempted objects', () => {
  const bases = (visits: readonly VisitFact[], pack = outOfBase) =>
    judge(pack, visits).tables.map(({ base, actual }) => [base, actual]);

  test('holds whoever was inspected in the period all the same: the last quarter and the year have one base', () => {
    const city = [byCity('K-1', '2026-06-16'), byCity('K-2', '2026-11-06')];
    const again = own('K-2', '2026-11-26');
    expect(bases([...city, again])).toEqual([
      [4, 0],
      [3, 0],
      [3, 0],
      [3, 1],
      [3, 1],
    ]);
    // Control: without that visit both leave the base.
    expect(bases(city).slice(3)).toEqual([
      [2, 0],
      [2, 0],
    ]);
    // Control: where they stay in the base nobody leaves it.
    expect(bases([...city, again], jiangxian).map(([base]) => base)).toEqual([4, 4, 4, 4, 4]);
  });

  test('of the year holds whoever the year had inspected, also before the exemption and beside a list that left him out', () => {
    const visits = [own('K-1', '2026-02-05'), own('K-3', '2026-02-06'), byCity('K-1', '2026-04-02')];
    const q4 = { class: 'key', period: '2026Q4', base: 3, available: 3, members: ['K-2', 'K-3', 'K-4'] } as const;
    const of = (more: readonly VisitFact[] = [], { pack = outOfBase, frozen = [] as (typeof q4)[] } = {}) => {
      const input = { ...PLACE, objects: keys, visits: [...visits, ...more], frozen };
      const ofYear = compliance(pack, input).tables.find(
        ({ topic, class: cls }) => topic === 'coverage' && cls === 'key',
      );
      const line = coverageMonitor(pack, input).find(({ class: cls, span }) => cls === 'key' && span === 'year')!;
      expect([line.base, line.covered]).toEqual([ofYear!.base, ofYear!.actual]);
      return [line.base, line.covered];
    };
    const frozen = [q4];
    expect(bases(visits)).toEqual([
      [4, 2],
      [3, 0],
      [3, 0],
      [3, 0],
      [4, 2],
    ]);
    expect(of([], { frozen })).toEqual([4, 2]);
    // Inspected in another class he is covered, and of the year, too.
    const special = [own('K-2', '2026-02-05', { class: 'special' }), byCity('K-2', '2026-04-02')];
    expect(of(special)).toEqual([4, 3]);
    // Control: whom the city alone found clean leaves it.
    expect(of([byCity('K-4', '2026-04-02')])).toEqual([3, 2]);
    // Control: nobody comes to a frozen list who is not there for another reason, or where the exempt stay in it.
    expect(of([own('K-4', '2026-03-05')], { frozen: [{ ...q4, members: ['K-2', 'K-3'] as never }] })).toEqual([3, 2]);
    expect(of([], { pack: jiangxian, frozen: [{ ...q4, members: ['K-2', 'K-3'] as never }] })).toEqual([2, 1]);
  });
});
