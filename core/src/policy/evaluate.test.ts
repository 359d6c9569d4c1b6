import { describe, expect, test } from 'vitest';
import { loadPack, withSwitches } from '../../test/pack-files.ts';
import { type ClassTally, evaluateYear, type PeriodTally } from './evaluate.ts';
import { judgedPeriods } from './judging-pack.ts';
import type { Pack } from './pack.ts';

const pack = loadPack('jiangxian');
const QUARTERS = ['2026Q1', '2026Q2', '2026Q3', '2026Q4'];

function key(
  completed: readonly number[],
  more: Partial<ClassTally> = {},
  perPeriod: Partial<PeriodTally>[] = [],
): ClassTally {
  const periods = completed.map((n, i) => ({ period: QUARTERS[i]!, base: 37, completed: n, ...perPeriod[i] }));
  return { class: 'key', level: 'county', periods, annualBase: 37, covered: 37, ...more };
}

const judge = (tally: ClassTally, more: Partial<Parameters<typeof evaluateYear>[1]> = {}, under: Pack = pack) =>
  evaluateYear(under, { year: 2026, tallies: [tally], ...more });
const codes = (...given: Parameters<typeof judge>) =>
  judge(...given).findings.map(({ code, period }) => `${code} ${period}`);

/** A pack with rules of topics that Jiangxian does not have. */
function withRules(...rules: object[]): Pack {
  return loadPack('jiangxian', (value) => {
    (value as { rules: object[] }).rules.push(
      ...rules.map((rule) => ({ strictness: 'hard', clause: { section: '一', quote: '阳光管理' }, ...rule })),
    );
  });
}

describe('quarters', () => {
  test('a later surplus does not cure a short quarter', () => {
    expect(judge(key([10, 9, 11, 10]))).toMatchObject({
      verdict: 'noncompliant',
      findings: [
        {
          code: 'UNDER_RATIO',
          rule: 'jiangxian/ratio/key/county',
          class: 'key',
          level: 'county',
          period: '2026Q2',
          required: 10,
          actual: 9,
          shortBy: 1,
          severity: 'error',
        },
      ],
    });
  });

  test('nothing is met of a running quarter of an empty class before its list is frozen: somebody may come until then', () => {
    const state = (more: object, asOf: string) =>
      judge(key([0], {}, [{ base: 0, ...more }]), { only: '2026Q1', asOf }).measures[0]!.state;
    expect(state({ baseFrom: 'directory' }, '2026-02-20')).toBe('open');
    expect(state({ baseFrom: 'directory' }, '2026-04-01')).toBe('met');
    expect(state({ baseFrom: 'freeze' }, '2026-02-20')).toBe('met');
  });

  test('the last quarter also owes what is uncovered', () => {
    const uncovered = [{ uncovered: 37 }, { uncovered: 27 }, { uncovered: 17 }, { uncovered: 13 }];
    expect(judge(key([10, 10, 4, 10], { covered: 34 }, uncovered)).findings).toMatchObject([
      { code: 'UNDER_RATIO', period: '2026Q3', required: 10 },
      {
        ...{ code: 'UNDER_RATIO', rule: 'jiangxian/coverage/key/county', period: '2026Q4' },
        ...{ required: 13, actual: 10, shortBy: 3, byRatio: 10, uncovered: 13 },
      },
      { code: 'UNDER_ANNUAL_COVERAGE', period: '2026', required: 37, actual: 34 },
    ]);
  });

  describe('what full coverage adds in the last quarter follows its own clause', () => {
    const yingkou = loadPack('yingkou');
    const [ratio, coverage] = ['yingkou/ratio/key/county', 'yingkou/coverage/key/county'];
    const q4 = (completed: number, more: Partial<Parameters<typeof judge>[1]> = {}, under = yingkou) =>
      judge(key([10, 10, 4, completed], {}, [{}, {}, {}, { uncovered: 13 }]), { only: '2026Q4', ...more }, under);
    const reason = { rule: coverage, reason: '汛期停产', approvedBy: '负责人' };
    const told = (of: ReturnType<typeof q4>) =>
      of.findings.map(({ rule, severity, required, shortBy }) => [rule, severity, required, shortBy]);

    test('the ratio met and the rest missed: coverage alone is short, with its clause', () => {
      const judged = q4(10);
      expect(judged).toMatchObject({
        verdict: 'noncompliant',
        findings: [{ code: 'UNDER_RATIO', clause: { quote: expect.stringMatching(/^原则上.*全覆盖/) } }],
        measures: [{ rule: ratio, required: 13, actual: 10, shortBy: 3, state: 'short' }],
      });
      expect(told(judged)).toEqual([[coverage, 'error', 13, 3]]);
      expect(told(q4(13))).toEqual([]);
      expect(q4(10, { asOf: '2026-11-20' })).toMatchObject({ findings: [], measures: [{ state: 'open' }] });
    });

    test('an approved reason for coverage justifies that part; one for the hard ratio justifies nothing', () => {
      const given = q4(10, { justifications: [reason] });
      expect(given).toMatchObject({ verdict: 'warning', measures: [{ state: 'justified' }] });
      expect(given.findings[0]!.justification).toEqual({ reason: '汛期停产', approvedBy: '负责人' });
      expect(q4(10, { justifications: [{ ...reason, period: '2026Q4' }] }).verdict).toBe('warning');
      expect(told(q4(10, { justifications: [{ ...reason, rule: ratio }] }))).toEqual([[coverage, 'error', 13, 3]]);
    });

    test('both missed: one finding with the raised number; a reason for coverage leaves the ratio an error', () => {
      expect(told(q4(8))).toEqual([[ratio, 'error', 13, 5]]);
      expect(q4(8).findings).toMatchObject([{ byRatio: 10, uncovered: 13 }]);
      const given = q4(8, { justifications: [reason] });
      expect(given).toMatchObject({ verdict: 'noncompliant', measures: [{ state: 'short' }] });
      expect(told(given)).toEqual([
        [ratio, 'error', 10, 2],
        [coverage, 'justified', 13, 5],
      ]);
    });

    test('a pool that was used up above the ratio explains the rest; without a coverage rule the ratio owes all', () => {
      const used = key([10, 10, 4, 11], {}, [{}, {}, {}, { uncovered: 13, available: 11 }]);
      expect(judge(used, { only: '2026Q4' }, yingkou)).toMatchObject({
        findings: [{ code: 'POOL_EXHAUSTED', rule: coverage, severity: 'justified', required: 13 }],
        measures: [{ state: 'justified' }],
      });
      const without = { ...yingkou, rules: yingkou.rules.filter(({ id }) => id !== coverage) };
      expect(told(q4(10, {}, without))).toEqual([[ratio, 'error', 13, 3]]);
    });
  });

  test('a pool made small by the rules is justified only when it was used up', () => {
    const short = (completed: number) => judge(key([completed], {}, [{ available: 7 }]), { only: '2026Q1' });
    expect(short(7)).toMatchObject({
      verdict: 'warning',
      findings: [{ code: 'POOL_EXHAUSTED', severity: 'justified', required: 10 }],
    });
    expect(short(6)).toMatchObject({ verdict: 'noncompliant', findings: [{ code: 'UNDER_RATIO' }] });
    const wide = judge(key([9], {}, [{ available: 30 }]), { only: '2026Q1' });
    expect(wide.findings).toMatchObject([{ code: 'UNDER_RATIO' }]);
  });

  test('a base counted from the directory is marked', () => {
    const { findings } = judge(key([0], {}, [{ baseFrom: 'directory' }]), { only: '2026Q1' });
    expect(findings).toMatchObject([{ baseFrom: 'directory' }]);
  });

  test('what has not ended is not judged, nor what was not asked', () => {
    const tally = key([10, 9, 2]);
    expect(codes(tally, { asOf: '2026-03-30' })).toEqual([]);
    expect(codes(tally, { asOf: '2026-06-30' })).toEqual([]);
    expect(codes(tally, { asOf: '2026-07-01' })).toEqual(['UNDER_RATIO 2026Q2']);
    expect(codes(tally, { asOf: '2026-11-20' })).toEqual(['UNDER_RATIO 2026Q2', 'UNDER_RATIO 2026Q3']);
    expect(codes(tally, { only: '2026Q3' })).toEqual(['UNDER_RATIO 2026Q3']);
  });

  test('after full coverage no second visits are owed where the pack stops there', () => {
    const uncovered = [{ uncovered: 37 }, { uncovered: 27 }, { uncovered: 17 }, { uncovered: 7 }];
    const tally = key([10, 10, 10, 7], {}, uncovered);
    expect(codes(tally)).toEqual(['UNDER_RATIO 2026Q4']);
    expect(codes(tally, {}, withSwitches(pack, { 'calc.afterFullCoverage': 'stop' }))).toEqual([]);
  });
});

describe('yearly duties', () => {
  test('by the covered objects of the annual base; without them by the sum of periods', () => {
    const general: ClassTally = {
      class: 'general',
      level: 'county',
      periods: QUARTERS.map((period) => ({ period, base: 113, completed: 6 })),
    };
    expect(codes(general)).toEqual([]);
    expect(judge({ ...general, covered: 22 }).findings).toMatchObject([
      {
        code: 'UNDER_ANNUAL_RATIO',
        rule: 'jiangxian/annualRatio/general/county',
        required: 23,
        actual: 22,
        shortBy: 1,
      },
    ]);
    expect(codes({ ...general, annualBase: 130 })).toEqual(['UNDER_ANNUAL_RATIO 2026']);
    expect(codes({ ...general, periods: [] })).toEqual([]);
  });

  test('a reason helps a principle, not a hard rule; the period must be the one it speaks of', () => {
    const coverage = 'jiangxian/coverage/key/county';
    const reason = { rule: coverage, reason: '企业停产', approvedBy: '负责人' };
    const tally = key([10, 10, 10, 10], { covered: 36 });
    expect(judge(tally, { justifications: [reason] }).verdict).toBe('noncompliant');
    const principle = {
      ...pack,
      rules: pack.rules.map((rule) => (rule.id === coverage ? { ...rule, strictness: 'principle' as const } : rule)),
    };
    expect(judge(tally, { justifications: [reason] }, principle)).toMatchObject({
      verdict: 'warning',
      findings: [{ severity: 'justified', justification: { reason: '企业停产', approvedBy: '负责人' } }],
    });
    expect(judge(tally, { justifications: [{ ...reason, period: '2026' }] }, principle).verdict).toBe('warning');
    expect(judge(tally, { justifications: [{ ...reason, period: '2026Q4' }] }, principle).verdict).toBe('noncompliant');
    expect(
      judge(tally, { justifications: [{ ...reason, rule: 'jiangxian/ratio/key/county' }] }, principle).verdict,
    ).toBe('noncompliant');
  });

  test('a number by officers', () => {
    const under = withRules({ id: 'jiangxian/headcount/outside/county', value: { objectsPerOfficer: 10 } });
    const tally = (covered: number, officers?: number): ClassTally => ({
      class: 'outside',
      level: 'county',
      periods: [],
      annualBase: 117,
      covered,
      ...(officers === undefined ? {} : { officers }),
    });
    expect(judge(tally(109, 11), {}, under).findings).toMatchObject([
      { code: 'UNDER_ANNUAL_RATIO', required: 110, actual: 109 },
    ]);
    expect(judge(tally(110, 11), {}, under).findings).toEqual([]);
    expect(judge(tally(0), {}, under).findings).toEqual([]);
  });

  test('coverage over several years is not judged by the year', () => {
    const under = {
      ...pack,
      rules: pack.rules.map((rule) => (rule.topic === 'coverage' ? { ...rule, value: { years: 5 } } : rule)),
    };
    expect(codes(key([10, 10, 10, 10], { covered: 30 }), {}, under)).toEqual([]);
  });
});

describe('one quarter alone', () => {
  const every = (unit: string) =>
    withRules({ id: 'jiangxian/ratio/outside/county', value: { every: unit, min: '10%' } });
  const outside = (periods: readonly string[], ...short: readonly string[]): ClassTally => ({
    ...{ class: 'outside', level: 'county' },
    periods: periods.map((period) => ({ period, base: 20, completed: short.includes(period) ? 1 : 2 })),
  });
  const MONTHS = Array.from({ length: 12 }, (_, i) => `2026-${String(i + 1).padStart(2, '0')}`);

  test('judges the months that lie within it, and those of other quarters not', () => {
    const tally = outside(MONTHS, '2026-03', '2026-06');
    const judged = judge(tally, { only: '2026Q2' }, every('month'));
    expect(judged.measures.map(({ period, state }) => [period, state])).toEqual([
      ['2026-04', 'met'],
      ['2026-05', 'met'],
      ['2026-06', 'short'],
    ]);
    expect(judged).toMatchObject({ verdict: 'noncompliant', findings: [{ code: 'UNDER_RATIO', period: '2026-06' }] });
    expect(codes(tally, { only: '2026Q1' }, every('month'))).toEqual(['UNDER_RATIO 2026-03']);
    expect(codes(tally, { only: '2026Q3' }, every('month'))).toEqual([]);
    expect(codes(tally, {}, every('month'))).toEqual(['UNDER_RATIO 2026-03', 'UNDER_RATIO 2026-06']);
  });

  test('leaves out half-years and years, which end later or began before', () => {
    const halves = outside(['2026H1', '2026H2'], '2026H1', '2026H2');
    expect(judge(halves, { only: '2026Q2' }, every('halfYear'))).toMatchObject({ findings: [], measures: [] });
    expect(codes(halves, {}, every('halfYear'))).toEqual(['UNDER_RATIO 2026H1', 'UNDER_RATIO 2026H2']);
    expect(judge(outside(['2026'], '2026'), { only: '2026Q4' }, every('year')).measures).toEqual([]);
  });

  test('also of the tasks with other departments that are due by the month', () => {
    const under = withRules({ id: 'jiangxian/interdepartmental/all/county', value: { every: 'month', min: 1 } });
    const totals = {
      level: 'county',
      interdepartmental: { byPeriod: { '2026-04': 1, '2026-06': 1 }, objects: 2 },
    } as const;
    expect(codes({ ...key([]), periods: [] }, { only: '2026Q2', totals }, under)).toEqual([
      'UNDER_JOINT_EXTERNAL 2026-05',
    ]);
  });
});

describe('other rules', () => {
  test('above the upper bound of a range', () => {
    const under = withRules({ id: 'jiangxian/ratio/outside/county', value: { every: 'year', min: '10%', max: '30%' } });
    const of = (completed: number) =>
      judge(
        { class: 'outside', level: 'county', periods: [{ period: '2026', base: 20, completed, baseFrom: 'freeze' }] },
        {},
        under,
      );
    expect(of(7).findings).toMatchObject([
      { code: 'OVER_RANGE', max: 6, actual: 7, severity: 'error', baseFrom: 'freeze' },
    ]);
    expect(of(6).findings).toEqual([]);
    expect(of(1).findings).toMatchObject([{ code: 'UNDER_ANNUAL_RATIO', required: 2 }]);
  });

  test('no ratio defined is said, and harms nobody', () => {
    const under = withRules({ id: 'jiangxian/noRatio/outside/county', value: {}, strictness: 'info' });
    const judged = judge({ class: 'outside', level: 'county', periods: [] }, {}, under);
    expect(judged).toMatchObject({ verdict: 'compliant', findings: [{ code: 'NO_RATIO_DEFINED', severity: 'info' }] });
  });

  test('rules this version cannot judge are named, never passed over', () => {
    const under = withRules(
      { id: 'jiangxian/internalJointShare/all/county', value: { min: '30%' } },
      { id: 'jiangxian/floor/special/county', value: { coverageYears: 1 } },
    );
    expect(judge(key([10, 10, 10, 10]), {}, under).notJudged).toEqual(['jiangxian/internalJointShare/all/county']);
  });

  test('visits are the sum over classes', () => {
    expect(judge(key([10, 10, 10, 10])).visits).toBe(40);
  });

  test('a class without a ratio has no periods, and counts given for it are not judged', () => {
    expect(codes({ class: 'outside', level: 'county', periods: [{ period: '2026', base: 5, completed: 0 }] })).toEqual(
      [],
    );
    expect(judgedPeriods(pack, { class: 'key', level: 'county', year: 2026 })).toEqual(QUARTERS);
    expect(judgedPeriods(pack, { class: 'construction', level: 'county', year: 2026 })).toEqual(['2026']);
    expect(judgedPeriods(pack, { class: 'outside', level: 'county', year: 2026 })).toEqual([]);
  });
});
