import { expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { type ComplianceInput, compliance } from './compliance.ts';
import type { ObjectFacts } from './facts.ts';
import { workingDays } from './working-days.ts';

/** 营口 with a yearly base of all lists: it holds units that no draw of the year can take any more, since its last list has them no longer. */

const calendar = workingDays([2025, 2026, 2027].map(loadHolidays));
const under = (snapshot: string, annualBase: string) =>
  withSwitches(loadPack('yingkou'), { 'calc.denominatorSnapshot': snapshot, 'calc.annualBase': annualBase });
const key = (id: string, more: Partial<ObjectFacts> = {}) => anObject({ id, permitCategory: '重点管理', ...more });
const changed = key('K-2', {
  permitCategory: '登记管理',
  earlier: [{ until: '2026-02-08', stated: true, facts: key('K-2') }],
});
const stopped = key('K-3', {
  statusSince: '2026-11-06',
  earlier: [
    { statusUntil: '2026-05-09', stated: false, facts: key('K-3') },
    { statusUntil: '2026-11-06', stated: false, facts: key('K-3', { status: 'suspended', statusSince: '2026-05-09' }) },
  ],
});
const visits = [aVisit({ objectId: 'K-1', date: '2026-11-20' })];

function coverage(
  objects: readonly ObjectFacts[],
  pack = under('periodStart', 'union'),
  more: Partial<ComplianceInput> = {},
) {
  const { findings } = compliance(pack, {
    ...({ agency: '999999', level: 'county', year: 2026, asOf: '2027-01-20', calendar, visits } as const),
    ...{ objects, ...more },
  });
  return findings
    .filter(({ code, class: cls }) => code === 'UNDER_ANNUAL_COVERAGE' && cls === 'key')
    .map(({ shortBy, gone, away }) => [shortBy, gone, away]);
}

test('who changed class or stood still when the last period began is told apart', () => {
  expect(coverage([key('K-1'), changed, stopped])).toEqual([[2, undefined, 2]]);
  expect(coverage([key('K-1'), changed, stopped], under('periodStart', 'yearStart'))).toEqual([[2, undefined, 2]]);
  expect(coverage([key('K-1'), changed, stopped, key('K-4')])).toEqual([[3, undefined, 2]]);
  const closed = key('K-5', { status: 'closed', statusSince: '2026-11-03' });
  expect(coverage([key('K-1'), changed, closed])).toEqual([[2, 1, 1]]);
});

test('control: whoever the last list has can still be drawn, and by the last list nobody is away', () => {
  expect(coverage([key('K-1'), key('K-4')])).toEqual([[1, undefined, undefined]]);
  const frozen = [{ class: 'key', period: '2026Q4', base: 3, available: 3, members: ['K-1', 'K-2', 'K-3'] }];
  expect(coverage([key('K-1'), changed, stopped], under('periodStart', 'union'), { frozen })).toEqual([
    [2, undefined, undefined],
  ]);
  expect(coverage([key('K-1'), changed, stopped, key('K-4')], under('periodStart', 'lastFreeze'))).toEqual([
    [1, undefined, undefined],
  ]);
});

test('where the day of the draw makes the list, and none was frozen, a late one is of the last day of the period', () => {
  const draws = under('freeze', 'union');
  // K-3 resumed in November: a draw that is held now takes it.
  expect(coverage([key('K-1'), changed, stopped], draws)).toEqual([[2, undefined, 1]]);
  const moved = key('K-6', {
    permitCategory: '登记管理',
    earlier: [{ until: '2026-11-01', stated: true, facts: key('K-6') }],
  });
  expect(coverage([key('K-1'), moved], draws)).toEqual([[1, undefined, 1]]);
  expect(coverage([key('K-1'), moved])).toEqual([[1, undefined, undefined]]);
  const still = key('K-7', { status: 'suspended', statusSince: '2026-11-20' });
  expect(coverage([key('K-1'), still], draws)).toEqual([[1, undefined, 1]]);
  const frozen = [{ class: 'key', period: '2026Q4', base: 2, available: 2, members: ['K-1', 'K-6'] }];
  expect(coverage([key('K-1'), moved], draws, { frozen })).toEqual([[1, undefined, undefined]]);
});
