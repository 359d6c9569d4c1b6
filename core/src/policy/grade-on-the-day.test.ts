import { expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import type { ObjectFacts, ReplacedFacts, VisitFact } from './facts.ts';
import { standardReport } from './standard-report.ts';
import { workingDays } from './working-days.ts';

/** 雄安 counts what was drawn by credit grade (R-090, AMB-18): by the grade that the object had then, whatever its row says since. */

const pack = loadPack('xiongan');
const calendar = workingDays([2025, 2026, 2027].map(loadHolidays));
const KEY = { keyListMember: [{}] } satisfies Partial<ObjectFacts>;
const graded = (id: string, more: Partial<ObjectFacts> = {}) => anObject({ ...KEY, id, creditRiskGrade: 'A', ...more });
const ungraded = (id: string, more: Partial<ObjectFacts> = {}) => anObject({ ...KEY, id, ...more });
/** The row before, until a day. */
const before = (facts: ObjectFacts, until: string): Pick<ObjectFacts, 'earlier'> => ({
  earlier: [{ until, stated: true, facts } satisfies ReplacedFacts],
});
const visited = (objectId: string, more: Partial<VisitFact> = {}): VisitFact =>
  aVisit({
    ...{ objectId, class: 'key', date: '2026-03-05', period: '2026Q1', taskId: '2026q1-key', origin: 'draw' },
    ...{ resultDeterminedOn: '2026-03-05', publishedOn: '2026-03-20', results: ['未发现问题'] },
    ...more,
  });

function byGrade(objects: readonly ObjectFacts[], visits: readonly VisitFact[], under = pack) {
  const report = standardReport(under, {
    ...{ agency: '999999', level: 'county', year: 2026, asOf: '2026-12-20', calendar, objects, visits },
  });
  const share = report.verdict.tables.find(({ topic }) => topic === 'creditShare')!;
  const rows = report.rows({ figure: 'credit', period: '2026' }).map(({ object }) => object);
  return { of: share.base, actual: share.actual, rows: [...rows].sort() };
}

test('a grade that a row gives from a day to come is none before it', () => {
  const objects = [
    graded('K-1', before(ungraded('K-1'), '2026-07-01')),
    graded('K-2'),
    graded('K-3', before(ungraded('K-3'), '2026-07-01')),
  ];
  const visits = [visited('K-1'), visited('K-2'), visited('K-3', { date: '2026-07-01', period: '2026Q3' })];
  expect(byGrade(objects, visits)).toEqual({ of: 3, actual: 2, rows: ['K-2', 'K-3'] });
  expect(byGrade(objects, visits, withSwitches(pack, { 'credit.unit': 'objects' }))).toMatchObject({
    of: 3,
    actual: 2,
  });
});

test('a row without a grade takes none from visits of the time before', () => {
  const objects = [ungraded('K-1', before(graded('K-1'), '2026-11-10')), ungraded('K-2')];
  const visits = [visited('K-1'), visited('K-2'), visited('gone')];
  expect(byGrade(objects, visits)).toEqual({ of: 3, actual: 1, rows: ['K-1'] });
  const after = { date: '2026-11-10', period: '2026Q4' };
  expect(byGrade(objects, [visited('K-1', after)])).toMatchObject({ of: 1, actual: 0 });
});

test('of a draw held here it is the day of its list that counts, as in its record', () => {
  const objects = [
    graded('K-1', before(ungraded('K-1'), '2026-03-01')),
    ungraded('K-2', before(graded('K-2'), '2026-03-01')),
  ];
  const visits = ['K-1', 'K-2'].map((id) => visited(id, { listDay: '2026-02-20' }));
  expect(byGrade(objects, visits)).toEqual({ of: 2, actual: 1, rows: ['K-2'] });
  const later = visits.map((visit): VisitFact => ({ ...visit, listDay: '2026-03-02' }));
  expect(byGrade(objects, later).rows).toEqual(['K-1']);
});

test('where the record of the draw has the grades, it tells them, whatever is entered of that day since', () => {
  const objects = [ungraded('K-1'), graded('K-2'), graded('K-3')];
  const visits = [
    visited('K-1', { gradedInList: true }),
    visited('K-2', { gradedInList: false, listDay: '2026-02-20' }),
    visited('K-3'),
  ];
  expect(byGrade(objects, visits)).toEqual({ of: 3, actual: 2, rows: ['K-1', 'K-3'] });
});
