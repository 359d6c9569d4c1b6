import { describe, expect, test } from 'vitest';
import { anObject, aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { type ComplianceInput, compliance } from './compliance.ts';
import type { ObjectFacts } from './facts.ts';
import type { Pack } from './pack.ts';
import { workingDays } from './working-days.ts';

/** AMB-01: a base may hold who has closed since. What is short of them no visit makes good, and the verdict says how many they are. */

const calendar = workingDays([2022, 2025, 2026, 2027].map(loadHolidays));
const jiangxian = loadPack('jiangxian');
const under = (snapshot: string, pack = jiangxian) => withSwitches(pack, { 'calc.denominatorSnapshot': snapshot });
const keys = (n: number) => Array.from({ length: n }, (_, i) => keyObject(`K-${i + 1}`));
const ended = (id: string, statusSince: string, more: Partial<ObjectFacts> = {}) =>
  keyObject(id, { status: 'closed', statusSince, ...more });
const on = (date: string, ...ids: readonly string[]) => ids.map((objectId) => aVisit({ objectId, date }));

function shortages(pack: Pack, given: Partial<ComplianceInput> & Pick<ComplianceInput, 'objects'>) {
  const { findings } = compliance(pack, {
    ...({ agency: '999999', level: 'county', year: 2026, asOf: '2027-01-20', calendar, visits: [] } as const),
    ...given,
  });
  return findings
    .filter(({ shortBy }) => shortBy !== undefined)
    .map(({ code, period, shortBy, gone }) => [code, period, shortBy, gone]);
}
type Given = Parameters<typeof shortages>[1];
const ofYear = (pack: Pack, given: Given) => shortages(pack, given).filter(([, period]) => period === '2026');

describe('a unit of the year that closed and that nobody had visited', () => {
  const visits = on('2026-02-10', 'K-1', 'K-2', 'K-3');
  const given = (closed: ObjectFacts) => ({ objects: [...keys(3), closed], visits });

  test('stays in the base of the first of January; where nobody else is short nobody could have done more', () => {
    const usedUp = ['POOL_EXHAUSTED', '2026', 1, 1];
    const { verdict } = compliance(under('yearStart'), {
      ...{ agency: '999999', level: 'county', year: 2026, asOf: '2027-01-20', calendar },
      ...{
        ...given(ended('K-4', '2026-03-01')),
        visits: [...visits, ...on('2026-05-10', 'K-1'), ...on('2026-08-10', 'K-2'), ...on('2026-11-10', 'K-3')],
      },
    });
    expect(verdict).not.toBe('noncompliant');
    for (const status of ['closed', 'deregistered', 'moved'] as const) {
      expect(ofYear(under('yearStart'), given(ended('K-4', '2026-03-01', { status })))).toEqual([usedUp]);
    }
    // Whoever closed after the year could have been inspected in it, and cannot be in the next one.
    expect(ofYear(under('yearStart'), given(ended('K-4', '2027-01-10')))).toEqual([
      ['UNDER_ANNUAL_COVERAGE', '2026', 1, 1],
    ]);
  });

  test('beside others who are short too, it alone is gone', () => {
    const two = { objects: [...keys(4), ended('K-5', '2026-03-01')], visits };
    expect(ofYear(under('yearStart'), two)).toEqual([['UNDER_ANNUAL_COVERAGE', '2026', 2, 1]]);
  });

  test('control: one at a standstill may be inspected again, and nobody is gone who was visited or closes later', () => {
    const short = ['UNDER_ANNUAL_COVERAGE', '2026', 1, undefined];
    const still = ended('K-4', '2026-03-01', { status: 'suspended' });
    expect(ofYear(under('yearStart'), given(still))).toEqual([short]);
    expect(ofYear(under('yearStart'), given(ended('K-4', '2027-02-01')))).toEqual([short]);
    const visited = { objects: [...keys(4), ended('K-3', '2026-03-01')].filter(({ id }, i) => id !== 'K-3' || i > 3) };
    expect(ofYear(under('yearStart'), { ...visited, visits })).toEqual([short]);
  });

  test('is in the base of a period too where it closed within it, and of a list that was frozen before', () => {
    const short = ['POOL_EXHAUSTED', '2026', 1, 1];
    expect(ofYear(under('periodStart'), given(ended('K-4', '2026-03-01')))).toEqual([]);
    expect(ofYear(under('periodStart'), given(ended('K-4', '2026-11-03')))).toEqual([short]);
    const members = ['K-1', 'K-2', 'K-3', 'K-4'];
    const frozen = [{ class: 'key', period: '2026Q4', base: 4, available: 4, members }];
    expect(ofYear(jiangxian, { ...given(ended('K-4', '2026-11-03')), frozen })).toEqual([short]);
    // A member that stands in no directory any more: nobody knows what became of it.
    expect(ofYear(jiangxian, { objects: keys(3), visits, frozen })).toEqual([
      ['UNDER_ANNUAL_COVERAGE', '2026', 1, undefined],
    ]);
  });
});

describe('a number that others can still make up', () => {
  const general = (n: number, closed: number) =>
    Array.from({ length: n }, (_, i) =>
      anObject({ id: `G-${i + 1}`, ...(i < closed && { status: 'closed' as const, statusSince: '2026-03-01' }) }),
    );

  test('is short of nobody who is gone; beyond them it is', () => {
    const all = (closed: number) => ofYear(under('yearStart'), { objects: general(10, closed) });
    const annual = (closed: number) => all(closed).filter(([code]) => code === 'UNDER_ANNUAL_RATIO');
    expect(annual(8)).toEqual([['UNDER_ANNUAL_RATIO', '2026', 2, undefined]]);
    expect(annual(9)).toEqual([['UNDER_ANNUAL_RATIO', '2026', 2, 1]]);
    expect(all(10)).toContainEqual(['POOL_EXHAUSTED', '2026', 2, 2]);
  });

  test('of a period goes by who was not visited in it', () => {
    const quarter = (closed: number) =>
      shortages(under('yearStart'), { objects: general(20, closed) }).filter(([, period]) => period === '2026Q1');
    expect([quarter(19), quarter(20)]).toEqual([
      [['UNDER_RATIO', '2026Q1', 1, undefined]],
      [['POOL_EXHAUSTED', '2026Q1', 1, 1]],
    ]);
  });

  test('that coverage raises in the last period goes by whom the year lacks', () => {
    const objects = [...keys(6), ended('K-7', '2026-03-01'), ended('K-8', '2026-05-01')];
    const before = [...on('2026-02-10', 'K-1', 'K-2'), ...on('2026-05-10', 'K-3', 'K-4')];
    const last = (...ids: readonly string[]) =>
      shortages(under('yearStart'), { objects, visits: [...before, ...on('2026-11-10', ...ids)] }).filter(
        ([, period]) => period === '2026Q4',
      );
    expect(last('K-5', 'K-6')).toEqual([['POOL_EXHAUSTED', '2026Q4', 2, 2]]);
    expect(last('K-5')).toEqual([['UNDER_RATIO', '2026Q4', 3, 2]]);
    // Somebody was visited again: the number lacks one more, and two are gone all the same.
    expect(last('K-1', 'K-5')).toEqual([['UNDER_RATIO', '2026Q4', 2, 1]]);
  });
});

test('在建 at 100%: a project that was struck off is gone, and a list that was used up is justified as before', () => {
  const project = (id: string, more: Partial<ObjectFacts> = {}) => anObject({ id, constructionProject: true, ...more });
  const objects = [
    project('C-1'),
    project('C-2'),
    project('C-3', { status: 'deregistered', statusSince: '2026-04-01' }),
  ];
  const visit = (id: string) => aVisit({ objectId: id, class: 'construction', period: '2026', date: '2026-05-10' });
  const given = (...ids: readonly string[]) => ({ objects, visits: ids.map(visit) });
  const pack = withSwitches(jiangxian, { 'calc.denominatorSnapshot': 'yearStart', 'calc.annualBase': 'yearStart' });
  const found = (...ids: readonly string[]) =>
    shortages(pack, given(...ids)).filter(([code]) => code !== 'UNDER_ANNUAL_COVERAGE');
  expect(found('C-1')).toEqual([['UNDER_ANNUAL_RATIO', '2026', 2, 1]]);
  expect(found('C-1', 'C-2')).toEqual([['POOL_EXHAUSTED', '2026', 1, 1]]);
  const members = objects.map(({ id }) => id);
  const frozen = [{ class: 'construction', period: '2026', base: 3, available: 2, members }];
  expect(shortages(pack, { ...given('C-1', 'C-2'), frozen })).toEqual([['POOL_EXHAUSTED', '2026', 1, 1]]);
});

test('宜良 2次/年: what is short is counted in visits, and so is who is gone', () => {
  const pack = under('yearStart', withSwitches(loadPack('yiliang'), { 'tier.halfYears': 'anyTime' }));
  const unit = (id: string, more: Partial<ObjectFacts> = {}) =>
    anObject({ id, permitCategory: 'none', tags: ['要求:市政府要求'], ...more });
  const objects = [unit('B-1'), unit('B-2'), unit('B-3', { status: 'closed', statusSince: '2026-06-01' })];
  const visit = (objectId: string, date: string) => aVisit({ objectId, class: 'B3', period: '2026', date });
  const found = shortages(pack, { objects, visits: [visit('B-1', '2026-02-10')] });
  expect(found).toContainEqual(['UNDER_RATIO', '2026', 5, 2]);
});

test.each(['fixed', 'rollingPerObject'])('营口: a window of years that is over, %s', (type) => {
  const pack = withSwitches(loadPack('yingkou'), { 'horizon.type': type });
  const objects = [
    anObject({ id: 'G-1' }),
    anObject({ id: 'G-2' }),
    anObject({ id: 'G-3', status: 'closed', statusSince: '2026-12-01' }),
  ];
  const frozen = [{ class: 'general', period: '2026', base: 3, available: 3, members: ['G-1', 'G-2', 'G-3'] }];
  const visits = [aVisit({ objectId: 'G-1', class: 'general', date: '2026-05-10' })];
  const horizon = (given: Given) => shortages(pack, given).filter(([code]) => code === 'UNDER_HORIZON_COVERAGE');
  expect(horizon({ objects, frozen, visits })).toEqual([['UNDER_HORIZON_COVERAGE', '2026', 2, 1]]);
  const both = [...visits, aVisit({ objectId: 'G-2', class: 'general', date: '2026-06-10' })];
  expect(shortages(pack, { objects, frozen, visits: both })).toContainEqual(['POOL_EXHAUSTED', '2026', 1, 1]);
  expect(horizon({ objects, visits })).toEqual([['UNDER_HORIZON_COVERAGE', '2026', 1, undefined]]);
});
