import { describe, expect, test } from 'vitest';
import { aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { candidates } from './candidates.ts';
import { withClassesOfYear } from './classes-of-year.ts';
import { type ComplianceInput, compliance, ledgerFor } from './compliance.ts';
import { coverageMonitor } from './coverage-monitor.ts';
import type { VisitFact } from './facts.ts';
import { figureFrame, figureRows } from './figure-rows.ts';
import { packFor, versionOfPeriod } from './judging-pack.ts';
import { findRule, type Pack, rulesOf } from './pack.ts';
import { workingDays } from './working-days.ts';

/** 绛县 2026: a version begins on 1 July, and what is asked of the whole year stays that of 1 January (decision 0038). */

const pack = loadPack('jiangxian');
const calendar = workingDays([2026, 2027].map(loadHolidays));
const COVERAGE = 'jiangxian/coverage/key/county';
const RATIO = 'jiangxian/ratio/key/county';
const CAP = 'jiangxian/cap/all/all';
const EXEMPTION = 'jiangxian/exemption/all/all';
type Values = Readonly<Record<string, object | undefined>>;
/** The scheme with other values of some rules, or without them. */
const ruled = (values: Values, from: Pack = pack): Pack => ({
  ...from,
  rules: from.rules.flatMap((rule) => {
    if (!Object.hasOwn(values, rule.id)) return [rule];
    const value = values[rule.id];
    return value ? [{ ...rule, value: { ...rule.value, ...value } } as typeof rule] : [];
  }),
});
const next = (by: Pack, effectiveFrom = '2026-07-01'): Pack => ({ ...by, version: pack.version + 1, effectiveFrom });
const keys = Array.from({ length: 12 }, (_, i) => keyObject(`K-${String(i).padStart(2, '0')}`));
const quarterDay = { Q1: '2026-02-10', Q2: '2026-05-10', Q3: '2026-08-10', Q4: '2026-11-10' };
const visitsIn = (quarter: keyof typeof quarterDay, [from, to]: readonly [number, number]): readonly VisitFact[] =>
  keys.slice(from, to).map(({ id: objectId }) =>
    aVisit({
      ...{ objectId, date: quarterDay[quarter] },
      ...{ period: `2026${quarter}`, taskId: `2026${quarter.toLowerCase()}-key` },
    }),
  );
const run = (versions: readonly Pack[], visits: readonly VisitFact[], more: Partial<ComplianceInput> = {}) =>
  compliance(versions[0]!, {
    ...{ agency: '999999', level: 'county', year: 2026, objects: keys, visits, asOf: '2027-02-01', calendar },
    ...{ versions, ...more },
  });
type Rows = { readonly required: number; readonly actual: number; readonly state: string };
const rowOf = (result: ReturnType<typeof run>, topic: string, period = '2026') => {
  const { required, actual, state } = result.tables.find(
    (one) => one.topic === topic && one.class === 'key' && one.period === period,
  ) as unknown as Rows;
  return [required, actual, state];
};
const drawOf = (versions: readonly Pack[], visits: readonly VisitFact[], period = '2026Q4') => {
  const under = packFor(versions[0]!, { versions }, { class: 'key', level: 'county', period });
  const date = quarterDay[period.slice(4) as keyof typeof quarterDay];
  const { required, pool } = candidates(under, { class: 'key', level: 'county', period, date, objects: keys, visits })!;
  return { required, pool };
};
const TENTH = { [RATIO]: { min: { p: 1, q: 10 } } };

describe('a version that begins in mid-year', () => {
  const bare = next(ruled({ ...TENTH, [COVERAGE]: undefined }));
  const eight = [...visitsIn('Q1', [0, 3]), ...visitsIn('Q2', [3, 6]), ...visitsIn('Q3', [6, 8])];

  test('without coverage: the last quarter owes whom the year still lacks, for draw, quarter and year alike', () => {
    const versions = [pack, bare];
    expect(drawOf(versions, eight)).toEqual({ required: 4, pool: 12 });
    const short = run(versions, [...eight, ...visitsIn('Q4', [8, 10])]);
    expect(rowOf(short, 'ratio', '2026Q4')).toEqual([4, 2, 'short']);
    expect(rowOf(short, 'coverage')).toEqual([12, 10, 'short']);
    // What the rest is owed by is cited with the clause of the version that asks for it.
    expect(short.findings.filter(({ period }) => period === '2026Q4').map(({ rule }) => rule)).toEqual([COVERAGE]);
    const whole = run(versions, [...eight, ...visitsIn('Q4', [8, 12])]);
    expect([rowOf(whole, 'ratio', '2026Q4'), rowOf(whole, 'coverage')]).toEqual([
      [4, 4, 'met'],
      [12, 12, 'met'],
    ]);
    // The quarter's own number is the new one.
    expect(rowOf(whole, 'ratio', '2026Q3')).toEqual([2, 2, 'met']);
    expect(whole.verdict).toBe('compliant');
    // The verdict on the quarter alone, which the new version gives, says the same.
    const alone = compliance(bare, {
      ...{ agency: '999999', level: 'county', year: 2026, objects: keys, visits: eight },
      ...{ asOf: '2027-02-01', calendar, versions, only: '2026Q4' },
    });
    expect(rowOf(alone, 'ratio', '2026Q4')).toEqual([4, 0, 'short']);
  });

  test('holds with its yearly rules where it begins on 1 January', () => {
    const versions = [pack, next(bare, '2026-01-01')];
    expect(drawOf(versions, eight).required).toBe(2);
    const under = compliance(versions[1]!, {
      ...{ agency: '999999', level: 'county', year: 2026, objects: keys, visits: eight, asOf: '2027-02-01', calendar },
      versions,
    });
    expect(rowOf(under, 'ratio', '2026Q4')).toEqual([2, 0, 'short']);
    expect(under.tables.some(({ topic }) => topic === 'coverage')).toBe(false);
  });

  test('with coverage for the first time: it is not owed in the running year', () => {
    const versions = [ruled({ ...TENTH, [COVERAGE]: undefined }), next(pack)];
    const seven = [...visitsIn('Q1', [0, 2]), ...visitsIn('Q2', [2, 4]), ...visitsIn('Q3', [4, 7])];
    expect(drawOf(versions, seven).required).toBe(3);
    const judged = run(versions, [...seven, ...visitsIn('Q4', [7, 10])]);
    expect(rowOf(judged, 'ratio', '2026Q4')).toEqual([3, 3, 'met']);
    expect(judged.verdict).toBe('compliant');
    const input = { agency: '999999', level: 'county', year: 2026, objects: keys, visits: seven } as const;
    const line = coverageMonitor(versions[0]!, { ...input, asOf: '2026-10-09', calendar, versions })[1]!;
    expect(line).not.toHaveProperty('due');
    expect(line.periods.map(({ required, recommended }) => [required, recommended])).toEqual([
      [2, 2],
      [2, 2],
      [3, 3],
      [3, 3],
    ]);
    // Of the next year it is.
    expect(findRule(versionOfPeriod(versions[0]!, versions, '2027Q1'), 'coverage', { class: 'key' })).toBeUndefined();
    expect(versionOfPeriod(versions[0]!, versions, '2027Q1')).toBe(versions[1]);
  });

  test('with another cap or another reading of it: draw and verdict go by one', () => {
    const once = ruled({ [CAP]: { max: 1 }, [COVERAGE]: undefined, [RATIO]: { min: { p: 1, q: 2 } } });
    const versions = [once, next(ruled({ [CAP]: { max: 2 } }, once))];
    const all = [...visitsIn('Q1', [0, 6]), ...visitsIn('Q2', [6, 12])];
    expect(drawOf(versions, all, '2026Q3')).toEqual({ required: 6, pool: 0 });
    expect(drawOf([once, next(once, '2026-01-01')], all, '2026Q3').pool).toBe(0);
    expect(drawOf([once, next(versions[1]!, '2026-01-01')], all, '2026Q3').pool).toBe(12);
    expect(rowOf(run(versions, all), 'ratio', '2026Q3')).toEqual([6, 0, 'justified']);
    const twice = run(versions, [...all, ...visitsIn('Q3', [0, 1])]);
    expect(twice.findings.filter(({ code }) => code === 'OVER_CAP')).toHaveLength(1);
    // Visits of others count to it, or they do not, in the whole year.
    const others = all.map((visit) => ({ ...visit, level: 'municipal' as const, agency: '999900' }));
    const every = ruled({ [EXEMPTION]: undefined }, once);
    const own = withSwitches(every, { 'cap.levels': 'own' });
    expect(drawOf([every, next(own)], others, '2026Q3').pool).toBe(0);
    expect(drawOf([own, next(every)], others, '2026Q3').pool).toBe(12);
  });

  test('with another exemption: whom its quarters let nobody draw is not held against the year', () => {
    const none = withSwitches(ruled({ [EXEMPTION]: undefined }), { 'calc.exemptedCountsAsCovered': false });
    const exempting = withSwitches(pack, { 'calc.exemptedCountsAsCovered': false });
    const visits = [
      ...visitsIn('Q1', [0, 3]),
      ...visitsIn('Q2', [3, 6]),
      ...visitsIn('Q3', [6, 9]),
      ...visitsIn('Q4', [9, 11]),
      aVisit({ objectId: 'K-11', date: '2026-07-02', level: 'municipal', agency: '999900' }),
    ];
    const codes = (versions: readonly Pack[]) =>
      run(versions, visits).findings.flatMap(({ code, severity, period }) =>
        period === '2026' && code !== 'OVER_CAP' ? [`${code} ${severity}`] : [],
      );
    expect(codes([none, next(exempting)])).toEqual(['POOL_EXHAUSTED justified']);
    expect(codes([none, next(none)])).toEqual(['UNDER_ANNUAL_COVERAGE error']);
  });
});

describe('a version that begins in mid-year and', () => {
  const of = (under: Pack, versions: readonly Pack[], only?: string) =>
    compliance(under, {
      ...{ agency: '999999', level: 'county', year: 2026, objects: keys, visits: [], asOf: '2027-02-01', calendar },
      ...{ versions, ...(only !== undefined && { only }) },
    });
  const rowsOf = ({ tables }: ReturnType<typeof of>, cls = 'key') =>
    tables.filter((one) => one.class === cls).map(({ period, required }) => [period, required]);

  test('counts a class by months: its quarter judged alone is the quarter of the year', () => {
    const monthly = next(ruled({ [RATIO]: { every: 'month' } }));
    expect(rowsOf(of(monthly, [pack, monthly], '2026Q3'))).toEqual([['2026Q3', 3]]);
    expect(rowsOf(of(pack, [pack, monthly]))[2]).toEqual(['2026Q3', 3]);
    // Control: begun on 1 January it has months.
    const january = next(monthly, '2026-01-01');
    expect(rowsOf(of(january, [pack, january], '2026Q3'))).toEqual([
      ['2026-07', 3],
      ['2026-08', 3],
      ['2026-09', 3],
    ]);
  });

  test('asks nothing more of a class, or has it no more: its later quarters are not judged', () => {
    const without = next({ ...pack, rules: pack.rules.filter((rule) => rule.class !== 'special') });
    const gone: Pack = {
      ...without,
      classes: pack.classes.filter(({ id }) => id !== 'special'),
      levels: pack.levels.map((level) => ({ ...level, classes: level.classes.filter((id) => id !== 'special') })),
    };
    const first = ruled({}, pack);
    const covered: Pack = {
      ...first,
      rules: [...first.rules, { ...findRule(first, 'coverage', { class: 'key', level: 'county' })!, class: 'special' }],
    };
    for (const july of [without, gone]) {
      expect(rowsOf(of(pack, [pack, july]), 'special').map(([period]) => period)).toEqual(['2026Q1', '2026Q2']);
      expect(rowsOf(of(july, [pack, july], '2026Q3'), 'special')).toEqual([]);
      const input = {
        ...({ agency: '999999', level: 'county', year: 2026, objects: keys, visits: [], calendar } as const),
        ...{ asOf: '2026-12-31', versions: [pack, july] },
      };
      const frame = figureFrame(pack, ledgerFor(pack, input), input);
      expect(figureRows(frame, { figure: 'base', class: 'special', period: '2026Q3' })).toEqual([]);
      expect(figureRows(frame, { figure: 'base', class: 'key', period: '2026Q3' })).toHaveLength(12);
    }
    // What covers its year stays until the year is over.
    const rows = rowsOf(of(covered, withClassesOfYear([covered, gone])), 'special').map(([period]) => period);
    expect(rows).toEqual(['2026Q1', '2026Q2', '2026Q3', '2026Q4', '2026']);
  });
});

describe('the version of a period', () => {
  const july = next(ruled({ ...TENTH, [COVERAGE]: undefined }));
  const q3 = (versions: readonly Pack[] | undefined) => versionOfPeriod(pack, versions, '2026Q3');

  test('is one pack however often it is asked for, and the version itself where the yearly rules are the same', () => {
    const made = q3([pack, july]);
    expect(made).not.toBe(july);
    expect(q3([pack, july])).toBe(made);
    expect(made.version).toBe(july.version);
    expect(versionOfPeriod(pack, [pack, july], '2026Q2')).toBe(pack);
    const quarterly = next(ruled(TENTH));
    expect(q3([pack, quarterly])).toBe(quarterly);
    expect(q3([])).toBe(pack);
    expect(q3(undefined)).toBe(pack);
    // A scheme that begins within the year: its first version is that of the year.
    expect(q3([next(july), { ...next(pack, '2026-10-01'), version: 9 }])).toMatchObject({ version: july.version });
    const later = [july, { ...next(pack, '2026-10-01'), version: 9 }];
    expect(findRule(versionOfPeriod(pack, later, '2026Q4'), 'coverage', { class: 'key' })).toBeUndefined();
  });

  test('has each rule as its own version reads it', () => {
    const onlyIf = [{ switch: 'special.floor', is: 'none' }] as const;
    const floor = { ...findRule(loadPack('yingkou'), 'floor', { class: 'special', level: 'county' })!, onlyIf };
    const ratio = { ...findRule(pack, 'ratio', { class: 'key', level: 'county' })!, onlyIf };
    const read = (by: Pack, more: readonly object[]) => ({ ...by, rules: [...by.rules, ...more] }) as Pack;
    const first = read(withSwitches(pack, { 'special.floor': 'none' }), [floor]);
    const made = versionOfPeriod(first, [first, next(read(ruled({ [RATIO]: undefined }), [ratio]))], '2026Q3');
    // The floor holds by the reading of January; the ratio not, by that of July.
    expect(made.settings['special.floor']).toBe('none');
    expect(rulesOf(made, 'floor').map(({ id, clause }) => [id, clause])).toEqual([[floor.id, floor.clause]]);
    expect(findRule(made, 'ratio', { class: 'key', level: 'county' })).toBeUndefined();
  });

  test('counts officers, and a window of years, as 1 January has them', () => {
    const xinxian = loadPack('xinxian');
    const yearEnd = { ...withSwitches(xinxian, { 'generalQuota.countDate': 'yearEnd' }), version: 99 };
    const versions = [xinxian, { ...yearEnd, effectiveFrom: '2026-07-01' }];
    expect(versionOfPeriod(xinxian, versions, '2026Q3').settings).toEqual(xinxian.settings);
    expect(versionOfPeriod(xinxian, versions, '2027Q1').settings).toEqual(yearEnd.settings);
    const yingkou = loadPack('yingkou');
    const three = { ...ruled({ 'yingkou/coverage/general/county': { years: 3 } }, yingkou), version: 99 };
    const yearsIn = (period: string) => {
      const both = [yingkou, { ...three, effectiveFrom: '2026-07-01' }];
      return findRule(versionOfPeriod(yingkou, both, period), 'coverage', { class: 'general', level: 'county' })?.value
        .years;
    };
    expect([yearsIn('2026Q3'), yearsIn('2027Q1')]).toEqual([5, 3]);
  });
});
