import { describe, expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { candidates } from './candidates.ts';
import { type ComplianceInput, compliance } from './compliance.ts';
import { proposePlan } from './plan.ts';
import { workingDays } from './working-days.ts';

/** AMB-17: three counties with 33 firms off the positive list, 11 each: 1 each, or 1 together. */

const each = loadPack('xiongan');
const together = withSwitches(each, { 'general.nonPositiveBase': 'threeCountiesTogether' });
const counties = ['A', 'B', 'C'].map((county) =>
  Array.from({ length: 11 }, (_, i) => anObject({ id: `${county}-${i}` })),
);
const visits = [aVisit({ objectId: 'A-0', date: '2023-02-01', class: 'general' })];
const calendar = workingDays([2023, 2024].map(loadHolidays));

const judge = (pack: typeof each, input: Partial<ComplianceInput>) => {
  const { tables, findings } = compliance(pack, {
    ...{ agency: '999999', level: 'county', year: 2023, only: '2023Q1', asOf: '2024-01-01', objects: counties.flat() },
    ...{ visits, calendar },
    ...input,
  });
  return {
    tables: tables
      .filter((one) => one.class === 'generalNonPositive')
      .map(({ base, required, actual, state }) => ({ base, required, actual, state })),
    codes: findings.filter((one) => one.class === 'generalNonPositive').map(({ code }) => code),
  };
};

describe('each county by its own base', () => {
  test('one that visited nobody is short; the authority above says nothing of it', () => {
    expect(judge(each, { objects: counties[1]!, judgedAbove: true })).toEqual({
      tables: [{ base: 11, required: 1, actual: 0, state: 'short' }],
      codes: ['UNDER_RATIO'],
    });
    expect(judge(each, { level: 'newArea' })).toEqual({ tables: [], codes: [] });
  });
});

describe('the counties by one', () => {
  test('one visit of the three is enough, which the authority above sees; a county owes nothing of its own', () => {
    expect(judge(together, { objects: counties[1]!, judgedAbove: true })).toEqual({
      tables: [{ base: 11, required: undefined, actual: 0, state: 'shown' }],
      codes: [],
    });
    expect(judge(together, { level: 'newArea' })).toEqual({
      tables: [{ base: 33, required: 1, actual: 1, state: 'met' }],
      codes: [],
    });
    expect(judge(together, { level: 'newArea', visits: [] }).codes).toEqual(['UNDER_RATIO']);
  });

  test('a draw of the authority above is none of theirs', () => {
    const draws = [{ class: 'generalNonPositive', period: '2023Q1', day: '2023-04-05' }];
    expect(judge(together, { level: 'newArea', draws }).codes).toEqual([]);
  });

  test('a county with nobody above it is judged by itself', () => {
    expect(judge(together, { objects: counties[1]! }).codes).toEqual(['UNDER_RATIO']);
  });

  test('holds for the periods of the version that reads it so', () => {
    const later = { ...together, version: 2, effectiveFrom: '2023-04-01' };
    const quarters = (level: 'newArea' | 'county') =>
      (['2023Q1', '2023Q2'] as const).map((only) =>
        judge(each, { level, only, versions: [each, later], judgedAbove: true, visits: [] }).tables.map(
          ({ state }) => state,
        ),
      );
    expect(quarters('newArea')).toEqual([[], ['short']]);
    expect(quarters('county')).toEqual([['short'], ['shown']]);
  });

  test('plan and draw advise the share and require nothing', () => {
    const agency = { code: '999999', name: '示范县局', level: 'county' } as const;
    const planned = (pack: typeof each) =>
      proposePlan(pack, { agency, year: 2023, bases: { generalNonPositive: 11 } }).entries.map(({ required, n }) => [
        required,
        n,
      ]);
    expect([planned(each)[0], planned(together)[0]]).toEqual([
      [1, 1],
      [0, 1],
    ]);
    const drawn = (pack: typeof each) =>
      candidates(pack, {
        ...{ class: 'generalNonPositive', level: 'county', period: '2023Q1', date: '2023-02-01' },
        ...{ objects: counties[0]!, visits: [] },
      });
    expect(drawn(each)).toMatchObject({ minimum: 1, required: 1 });
    expect(drawn(together)).toMatchObject({ minimum: 0, required: 0, recommended: 1 });
  });
});
