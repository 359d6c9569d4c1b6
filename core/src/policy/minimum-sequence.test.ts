import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadPack, withSwitches } from '../../test/pack-files.ts';
import { minimumSequence, quota, ratioFinding, type SequenceInput, sequence } from './minimum-sequence.ts';
import type { Pack, Rule } from './pack.ts';
import { coverageCycle, dayWithin, fillTiers, headcountQuota, placeInYear, requirement } from './requirements.ts';
import { DEFAULT_SETTINGS } from './switches.ts';

const pack = loadPack('jiangxian');
const settings = DEFAULT_SETTINGS;
const QUARTER_OF = { p: 25, q: 100 };
const base: SequenceInput = { n: 37, ratio: QUARTER_OF, periods: 4, fullCoverage: true, cap: 2, settings };
const required = (input: Partial<SequenceInput>) => sequence({ ...base, ...input }).map((step) => step.required);

/** The Jiangxian pack with one rule's value changed. */
function withValue(id: string, value: object): Pack {
  return { ...pack, rules: pack.rules.map((rule) => (rule.id === id ? ({ ...rule, value } as typeof rule) : rule)) };
}

describe('requirement', () => {
  test('exact ceilings', () => {
    const minimum = (n: number, p: number) =>
      requirement({ base: n, ratio: { p, q: 100 }, periods: 4, periodsLeft: 4, settings }).minimum;
    expect([minimum(100, 7), minimum(50, 14), minimum(25, 28), minimum(100, 55), minimum(0, 5), minimum(1, 4)]).toEqual(
      [7, 7, 7, 55, 0, 1],
    );
  });

  test('M-05: the same 37 objects under other ratios', () => {
    const first = (p: number) =>
      requirement({ base: 37, ratio: { p, q: 100 }, periods: 4, periodsLeft: 4, settings }).required;
    expect([2, 10, 25, 5, 30].map(first)).toEqual([1, 4, 10, 2, 12]);
  });
});

describe('a reading that stops once everybody was visited (AMB-03)', () => {
  const asked = (p: number, given: { readonly fresh?: number; readonly uncovered?: number; readonly times?: number }) =>
    requirement({
      ...{ base: 8, ratio: { p, q: 100 }, periods: 4, periodsLeft: 2, ...given },
      settings: { ...settings, 'calc.afterFullCoverage': 'stop' },
    }).minimum;

  test('leaves no more to a quarter than were not visited yet, where the quarters together ask for everybody or fewer', () => {
    expect([asked(25, { fresh: 1 }), asked(25, { uncovered: 1 }), asked(5, { fresh: 0 })]).toEqual([1, 1, 0]);
  });

  test('takes nothing from a class of which the scheme wants more visits in a year than objects', () => {
    expect([asked(30, { fresh: 0 }), asked(15, { fresh: 0, times: 2 })]).toEqual([3, 4]);
    expect(asked(30, { uncovered: 1 })).toBe(1);
  });
});

describe('sequence', () => {
  test('other numbers than the golden ones', () => {
    expect(required({ n: 9 })).toEqual([3, 3, 3, 3]);
    expect(required({ n: 227, ratio: { p: 5, q: 100 }, fullCoverage: false })).toEqual([12, 12, 12, 12]);
    expect(required({ n: 100, ratio: { p: 10, q: 100 }, drawn: [10, 10, 10, null] })).toEqual([10, 10, 10, 70]);
    expect(required({ n: 0 })).toEqual([0, 0, 0, 0]);
  });

  test('fifth and later periods, twelve months, one year', () => {
    expect(required({ n: 113, ratio: { p: 2, q: 100 }, fullCoverage: false, periods: 12 })).toEqual(Array(12).fill(3));
    expect(required({ n: 4, ratio: { p: 1, q: 1 }, periods: 1 })).toEqual([4]);
  });

  test('without a cap objects repeat by tiers', () => {
    const { cap: _, ...uncapped } = base;
    const steps = sequence({ ...uncapped, n: 9, ratio: { p: 50, q: 100 }, fullCoverage: false });
    expect(steps.map(({ drawnByTier }) => drawnByTier)).toEqual([[5], [4, 1], [0, 5, 0], [0, 3, 2, 0]]);
  });

  test('a cap of one ends the year when everybody was drawn', () => {
    const steps = sequence({ ...base, n: 2, cap: 1 });
    expect(steps.map(({ drawn, shortage }) => [drawn, shortage])).toEqual([
      [1, undefined],
      [1, undefined],
      [0, 'poolExhausted'],
      [0, 'poolExhausted'],
    ]);
  });

  test('the recommended pace also leads to a yearly minimum below full coverage', () => {
    const steps = sequence({
      ...base,
      n: 113,
      ratio: { p: 3, q: 100 },
      fullCoverage: false,
      goal: { p: 20, q: 100 },
      aim: 'recommended',
    });
    expect(steps.map(({ recommended }) => recommended)).toEqual([6, 6, 6, 5]);
    expect(steps.at(-1)?.coveredAfter).toBe(23);
  });

  test('exempted objects that do not count as covered stay uncovered', () => {
    const steps = sequence({ ...base, exempt: 5, settings: { ...settings, 'calc.exemptedCountsAsCovered': false } });
    expect(steps.map(({ coveredAfter }) => coveredAfter)).toEqual([10, 20, 30, 32]);
    expect(steps.map((step) => step.required)).toEqual([10, 10, 10, 10]);
  });

  test('stop: no second visits once all are covered', () => {
    const under = { ...settings, 'calc.afterFullCoverage': 'stop' as const };
    expect(required({ n: 5, ratio: { p: 40, q: 100 }, settings: under })).toEqual([2, 2, 1, 0]);
  });

  test('more exempt than there are is a bug of the caller', () => {
    expect(() => sequence({ ...base, exempt: 38 })).toThrow('38 exempt of 37');
  });

  const numbers = fc.record({
    n: fc.integer({ min: 0, max: 400 }),
    p: fc.integer({ min: 0, max: 100 }),
    periods: fc.integer({ min: 1, max: 12 }),
    fullCoverage: fc.boolean(),
    cap: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
    stop: fc.boolean(),
  });
  const run = ({ n, p, periods, fullCoverage, cap, stop }: typeof numbers extends fc.Arbitrary<infer T> ? T : never) =>
    sequence({
      n,
      ratio: { p, q: 100 },
      periods,
      fullCoverage,
      cap,
      settings: { ...settings, 'calc.afterFullCoverage': stop ? 'stop' : 'topUp' },
    });

  test('every number is an integer, tiers add up, nobody beyond the cap, coverage never falls', () => {
    fc.assert(
      fc.property(numbers, (given) => {
        let covered = 0;
        for (const step of run(given)) {
          for (const value of Object.values(step).flat())
            expect(typeof value === 'string' || Number.isInteger(value)).toBe(true);
          expect(step.drawnByTier.reduce((a, b) => a + b, 0)).toBe(step.drawn);
          expect(step.drawnByTier.length).toBeLessThanOrEqual(given.cap ?? Number.POSITIVE_INFINITY);
          expect(step.drawn).toBe(Math.min(step.required, step.available));
          expect(step.coveredAfter).toBeGreaterThanOrEqual(covered);
          covered = step.coveredAfter;
        }
        if (given.fullCoverage) expect(covered).toBe(given.n);
      }),
    );
  });

  test('one object more never lowers what is required', () => {
    fc.assert(
      fc.property(numbers, (given) => {
        const some = run(given).map((step) => step.required);
        const more = run({ ...given, n: given.n + 1 }).map((step) => step.required);
        expect(more[0]).toBeGreaterThanOrEqual(some[0]!);
        expect(more.reduce((a, b) => a + b)).toBeGreaterThanOrEqual(some.reduce((a, b) => a + b));
      }),
    );
  });
});

describe('under a pack', () => {
  test('numbers carry the rules that made them', () => {
    const key = minimumSequence(pack, { class: 'key', level: 'county', year: 2026, n: 37 })!;
    expect(key.periods.map(({ period }) => period)).toEqual(['2026Q1', '2026Q2', '2026Q3', '2026Q4']);
    expect(key.sources.map(({ rule }) => rule)).toEqual([
      'jiangxian/ratio/key/county',
      'jiangxian/coverage/key/county',
      'jiangxian/cap/all/all',
    ]);
    expect(key.sources.every(({ clause }) => clause.quote !== '')).toBe(true);
    expect(key.annualMinimum).toBeUndefined();
  });

  test('special objects have no cap', () => {
    const special = minimumSequence(pack, { class: 'special', level: 'county', year: 2026, n: 1 })!;
    expect(special.yearVisits).toBe(4);
    expect(special.findings).toEqual([]);
    const key = minimumSequence(pack, { class: 'key', level: 'county', year: 2026, n: 1 })!;
    expect(key.yearVisits).toBe(2);
    expect(key.findings.map(({ code }) => code)).toEqual(['POOL_EXHAUSTED', 'POOL_EXHAUSTED']);
  });

  test('no ratio for a class or level: no numbers', () => {
    expect(minimumSequence(pack, { class: 'outside', level: 'county', year: 2026, n: 3 })).toBeUndefined();
    expect(minimumSequence(pack, { class: 'key', level: 'municipal', year: 2026, n: 3 })).toBeUndefined();
    expect(quota(pack, { class: 'outside', level: 'county', year: 2026, bases: [3] })).toEqual([]);
  });

  test('a range has an upper bound that never falls below its minimum', () => {
    const under = withValue('jiangxian/ratio/general/county', {
      every: 'year',
      min: { p: 10, q: 100 },
      max: { p: 30, q: 100 },
      draw: 'each',
    });
    const bounds = (n: number) =>
      quota(under, { class: 'general', level: 'county', year: 2026, bases: [n] }).map(({ required: least, max }) => [
        least,
        max,
      ]);
    expect([20, 11, 10, 4, 2, 0, 33].flatMap(bounds)).toEqual([
      [2, 6],
      [2, 3],
      [1, 3],
      [1, 1],
      [1, 1],
      [0, 0],
      [4, 9],
    ]);
  });

  test('exempt from the base where the pack reads it so', () => {
    const under = withSwitches(pack, { 'calc.exemptedInDenominator': false });
    const { periods } = minimumSequence(under, { class: 'general', level: 'county', year: 2026, n: 113, exempt: 33 })!;
    expect(periods[0]).toMatchObject({ base: 80, required: 4 });
  });

  test('a missed yearly ratio is UNDER_ANNUAL_RATIO unless the rule names another finding', () => {
    const rule = (value: object) => ({ value: { min: QUARTER_OF, draw: 'each', ...value } }) as Rule<'ratio'>;
    expect(ratioFinding(rule({ every: 'quarter' }))).toBe('UNDER_RATIO');
    expect(ratioFinding(rule({ every: 'year' }))).toBe('UNDER_ANNUAL_RATIO');
    expect(ratioFinding(rule({ every: 'year', finding: 'UNDER_RATIO' }))).toBe('UNDER_RATIO');
  });

  test('ten objects to an officer, at most the directory', () => {
    const rule = { value: { objectsPerOfficer: 10 } } as Rule<'headcount'>;
    expect([11, 14, 9, 12, 0].map((officers) => headcountQuota(rule, officers, 117))).toEqual([110, 117, 90, 117, 0]);
  });
});

describe('places in time', () => {
  test('tiers are filled from the lowest', () => {
    expect(fillTiers([7, 30], 10)).toEqual([7, 3]);
    expect(fillTiers([7, 1], 10)).toEqual([7, 1]);
    expect(fillTiers([], 10)).toEqual([]);
  });

  test('periods left, this one included', () => {
    expect(placeInYear('2026Q1', 'quarter')).toMatchObject({ index: 0, left: 4 });
    expect(placeInYear('2026-12', 'month')).toMatchObject({ index: 11, left: 1 });
    expect(() => placeInYear('2026', 'quarter')).toThrow('2026 is no quarter');
  });

  test('the cycle of a coverage duty: a year, or a run of years from a fixed start', () => {
    const rule = (value: object) => ({ value }) as Rule<'coverage'>;
    expect(coverageCycle(undefined, '2026-11-20')).toEqual({ from: '2026-01-01', to: '2026-12-31' });
    expect(coverageCycle(rule({ years: 1 }), '2026-11-20')).toEqual({ from: '2026-01-01', to: '2026-12-31' });
    const five = rule({ years: 5, from: '2022-01-01' });
    expect(coverageCycle(five, '2026-12-31')).toEqual({ from: '2022-01-01', to: '2026-12-31' });
    expect(coverageCycle(five, '2027-01-01')).toEqual({ from: '2027-01-01', to: '2031-12-31' });
  });

  test('a list frozen early is judged as of its period', () => {
    expect(dayWithin('2026-09-28', '2026Q4')).toBe('2026-10-01');
    expect(dayWithin('2026-11-20', '2026Q4')).toBe('2026-11-20');
    expect(dayWithin('2027-01-05', '2026Q4')).toBe('2026-12-31');
  });
});
