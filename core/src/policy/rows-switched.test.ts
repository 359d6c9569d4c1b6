import { expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { compliance } from './compliance.ts';
import type { Pack } from './pack.ts';
import { standardReport, unequalFigures } from './standard-report.ts';
import { workingDays } from './working-days.ts';

/** 宜良: the table is read otherwise from July on: a visit counts on the rows that the version of each row's period puts its object on. */

const calendar = workingDays([2025, 2026, 2027].map(loadHolidays));
const first = loadPack('yiliang');
const strictest: Pack = {
  ...withSwitches(first, { 'tier.multiMembership': 'strictest' }),
  ...{ version: first.version + 1, effectiveFrom: '2026-07-01' },
};
// On rows A1 and B2: the stricter of both is B2.
const objects = ['X', 'Y'].map((id) =>
  anObject({ id, permitCategory: '重点管理', keyListMember: [{ year: 2026, level: 'municipal' }] }),
);
const others = Array.from({ length: 20 }, (_, n) => anObject({ id: `Z-${n}`, permitCategory: '重点管理' }));
const visit = (date: string, period: string) => aVisit({ objectId: 'X', date, class: 'B2', period });

function rowsOf(versions: readonly Pack[], visits = [visit('2026-03-10', '2026H1'), visit('2026-09-10', '2026H2')]) {
  const input = {
    ...({ agency: '999999', level: 'county', year: 2026, asOf: '2027-02-01', calendar } as const),
    ...{ objects: [...objects, ...others], visits, versions },
  };
  expect(unequalFigures(standardReport(first, input))).toEqual([]);
  const { tables } = compliance(first, input);
  return (cls: string) =>
    tables
      .filter((one) => one.class === cls && one.topic === 'ratio')
      .map(({ period, base, actual }) => [period, base, actual]);
}

test('before the version begins the visit serves both rows, after it the stricter one alone', () => {
  const of = rowsOf([first, strictest]);
  expect(of('A1')).toEqual([
    ['2026Q1', 22, 1],
    ['2026Q2', 22, 0],
    ['2026Q3', 20, 0],
    ['2026Q4', 20, 0],
  ]);
  expect(of('B2')).toEqual([
    ['2026H1', 2, 1],
    ['2026H2', 2, 1],
  ]);
});

test('under one version all year both rows have it in both halves', () => {
  for (const versions of [[], [first], [first, { ...strictest, effectiveFrom: '2027-01-01' }]]) {
    expect(rowsOf(versions)('A1').map(([, , actual]) => actual)).toEqual([1, 0, 1, 0]);
  }
});

test('the other way round it serves both rows from July on', () => {
  const back: Pack = { ...first, version: first.version + 2, effectiveFrom: '2026-07-01' };
  const of = rowsOf([{ ...strictest, effectiveFrom: '2026-01-01' }, back]);
  expect(of('A1').map(([, base, actual]) => [base, actual])).toEqual([
    [20, 0],
    [20, 0],
    [22, 1],
    [22, 0],
  ]);
});

test('a visit that came late stays with the period of its task and its version', () => {
  const late = aVisit({ objectId: 'X', date: '2026-07-03', class: 'A1', period: '2026Q2' });
  const of = rowsOf([first, strictest], [late]);
  expect(of('A1').map(([, , actual]) => actual)).toEqual([0, 1, 0, 0]);
  expect(of('B2').map(([, , actual]) => actual)).toEqual([1, 0]);
  const inTime = rowsOf([first, strictest], [{ ...late, class: 'B2', period: '2026H2' }]);
  expect(inTime('A1').map(([, , actual]) => actual)).toEqual([0, 0, 0, 0]);
});
