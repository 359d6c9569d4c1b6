import { expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack } from '../../test/pack-files.ts';
import { countedOnce } from './counted-once.ts';
import type { ObjectFacts, VisitFact } from './facts.ts';
import { standardReport } from './standard-report.ts';
import { workingDays } from './working-days.ts';

/** 宜良 has its units on several rows of table one; going there once serves all of them (AMB-31). */

const calendar = workingDays([2021, 2022, 2023].map(loadHolidays));
const pack = loadPack('yiliang');
const key = { permitCategory: '重点管理', keyListMember: [{}] } as const;
const objects = [
  anObject({ id: 'T-001', ...key, nuclearUser: true }),
  anObject({ id: 'T-002', ...key }),
  anObject({ id: 'T-003' }),
];
const visited = (objectId: string, date: string, more: Partial<VisitFact> = {}) =>
  aVisit({ objectId, date, class: '', ...more });

function counted(visits: readonly VisitFact[], more: { readonly waiting?: readonly VisitFact[] } = {}) {
  const report = standardReport(pack, {
    ...{ agency: '999999', level: 'county', year: 2022, asOf: '2023-02-10', calendar },
    ...{ objects: objects as readonly ObjectFacts[], visits, ...more },
  });
  const sum = (name: string) =>
    report.figures
      .filter(({ figure, class: cls, period }) => figure === name && cls !== undefined && period === '2022')
      .reduce((total, { value }) => total + value, 0);
  return {
    once: countedOnce(pack, report),
    sums: { base: sum('base'), visits: sum('visits'), covered: sum('covered') },
  };
}

test('an object of several rows is one object, a visit that serves several rows one visit', () => {
  const { once, sums } = counted([visited('T-001', '2022-03-07'), visited('T-002', '2022-03-08')]);
  expect(once).toEqual({ base: 3, drawn: 2, visits: 2, covered: 2 });
  // Control: row by row they are more.
  expect(sums.base).toBeGreaterThan(3);
  expect(sums.visits).toBeGreaterThan(2);
  expect(sums.covered).toBeGreaterThan(2);
});

test('two visits to one object are two, and cover it once; what waits is drawn and not visited', () => {
  const visits = [visited('T-001', '2022-03-07'), visited('T-001', '2022-05-07')];
  const drawn = aVisit({ objectId: 'T-003', date: '2022-08-01', class: 'C4', period: '2022', state: 'drawn' });
  expect(counted(visits, { waiting: [drawn] }).once).toEqual({ base: 3, drawn: 3, visits: 2, covered: 1 });
  expect(counted([]).once).toEqual({ base: 3, drawn: 0, visits: 0, covered: 0 });
});
