import { describe, expect, test } from 'vitest';
import { loadPack } from '../../test/pack-files.ts';
import { evaluateYear } from './evaluate.ts';
import type { Pack } from './pack.ts';
import { slowPace } from './participation.ts';

const yingkou = loadPack('yingkou');
/** 14 holders, of whom 13 have to take part (G:Y-13). */
const of = (participated: number) => ({ holders: 14, participated, min: 13 });
const pace = (participated: number, asOf: string) => slowPace(of(participated), { year: 2026, asOf });

describe('the pace of a running year', () => {
  test('is behind where the quarters that are over lead to fewer than the year asks for', () => {
    expect(pace(3, '2026-03-31')).toEqual({ quarters: 1, projected: 12 });
    expect(pace(4, '2026-03-31')).toBeUndefined();
    expect(pace(6, '2026-06-30')).toEqual({ quarters: 2, projected: 12 });
    expect(pace(7, '2026-06-30')).toBeUndefined();
    // 9 × 4 ÷ 3 = 12; 10 × 4 ÷ 3 = 13.3, rounded down 13.
    expect(pace(9, '2026-11-20')).toEqual({ quarters: 3, projected: 12 });
    expect(pace(10, '2026-11-20')).toBeUndefined();
  });

  test('says nothing before a quarter is over, after the year, or where nobody holds a certificate', () => {
    expect([pace(0, '2025-12-31'), pace(0, '2026-03-30'), pace(0, '2026-12-31')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(slowPace({ holders: 0, participated: 0, min: 0 }, { year: 2026, asOf: '2026-06-30' })).toBeUndefined();
  });

  test('never promises more people than there are', () => {
    expect(slowPace({ holders: 4, participated: 3, min: 5 }, { year: 2026, asOf: '2026-06-30' })).toEqual({
      quarters: 2,
      projected: 4,
    });
  });
});

describe('the verdict', () => {
  const judged = (participated: number, asOf?: string) =>
    evaluateYear(yingkou, {
      ...{ year: 2026, tallies: [], ...(asOf !== undefined && { asOf }) },
      totals: { level: 'municipal', visits: 0, participation: { holders: 14, participated } },
    });

  test('on a running year that is behind is a warning with what it leads to; the number stays under way', () => {
    const { verdict, findings, measures } = judged(6, '2026-09-30');
    expect(verdict).toBe('warning');
    expect(findings).toEqual([
      expect.objectContaining({
        ...{ code: 'UNDER_PARTICIPATION', rule: 'yingkou/participation/all/all', period: '2026' },
        ...{ required: 13, actual: 6, shortBy: 7, projected: 8, severity: 'warning' },
      }),
    ]);
    expect(measures.find(({ topic }) => topic === 'participation')).toMatchObject({ state: 'open', shortBy: 7 });
  });

  test('on one in time has no finding; at the end of the year a shortage is a violation without a forecast', () => {
    expect(judged(11, '2026-09-30')).toMatchObject({ verdict: 'compliant', findings: [] });
    const over = judged(12, '2027-01-01');
    expect(over.verdict).toBe('noncompliant');
    expect(over.findings).toMatchObject([{ code: 'UNDER_PARTICIPATION', severity: 'error' }]);
    expect(over.findings[0]).not.toHaveProperty('projected');
    expect(judged(12).findings).toEqual(over.findings);
    expect(judged(13, '2027-01-01').findings).toEqual([]);
    // The last day is a day to go on.
    expect(judged(12, '2026-12-31')).toMatchObject({ verdict: 'compliant', findings: [] });
  });

  test('on an authority below another shows its share and judges none: the rule speaks of the whole territory (R-040)', () => {
    const below = (pack: Pack, judgedAbove: boolean) =>
      evaluateYear(pack, {
        ...{ year: 2026, tallies: [], judgedAbove },
        totals: { level: 'county', visits: 0, participation: { holders: 3, participated: 2 } },
      });
    const shown = below(yingkou, true);
    expect(shown).toMatchObject({ verdict: 'compliant', findings: [] });
    const [measure] = shown.measures.filter(({ topic }) => topic === 'participation');
    expect(measure).toMatchObject({ base: 3, actual: 2, state: 'shown' });
    expect(measure).not.toHaveProperty('required');
    expect(below(yingkou, false).findings).toMatchObject([{ code: 'UNDER_PARTICIPATION', severity: 'error' }]);
    const ofCounties = loadPack('yingkou', (value) => {
      const rules = value['rules'] as { id: string }[];
      rules.find(({ id }) => id === 'yingkou/participation/all/all')!.id = 'yingkou/participation/all/county';
    });
    expect(below(ofCounties, true).findings).toMatchObject([{ code: 'UNDER_PARTICIPATION', severity: 'error' }]);
  });

  test('without anybody on record who holds a certificate is not made; one holder is enough to make it', () => {
    const of = (holders: number) =>
      evaluateYear(yingkou, {
        ...{ year: 2026, tallies: [] },
        totals: { level: 'county', visits: 4, participation: { holders, participated: holders } },
      });
    const rule = 'yingkou/participation/all/all';
    expect(of(0).notJudged).toContain(rule);
    expect(of(0).measures.filter(({ topic }) => topic === 'participation')).toEqual([]);
    expect(of(1).notJudged).not.toContain(rule);
    expect(of(1).measures.find(({ topic }) => topic === 'participation')).toMatchObject({ base: 1, state: 'met' });
  });
});
