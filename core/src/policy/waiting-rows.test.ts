import { expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack } from '../../test/pack-files.ts';
import type { VisitFact } from './facts.ts';
import { standardReport, unequalFigures } from './standard-report.ts';
import { workingDays } from './working-days.ts';

const yiliang = loadPack('yiliang');
/** Stands in two rows of table one: B1 by its permit, B2 by the city's list. */
const objects = [anObject({ id: 'T-001', tierRows: ['B1', 'B2'] })];
const scoped: VisitFact = {
  ...aVisit({ objectId: 'T-001', date: '2022-01-10', period: '2022Q1', class: 'general', state: 'drawn', results: [] }),
  ...{ taskType: 'interdepartmentalJoint', taskId: '2022q1-interdepartmental-1', classOfDay: true },
};

function drawn(waiting: readonly VisitFact[]) {
  const report = standardReport(yiliang, {
    ...{ agency: '999999', level: 'county', year: 2022, objects, visits: [], waiting, asOf: '2022-04-20' },
    calendar: workingDays([loadHolidays(2022)]),
  });
  expect(unequalFigures(report)).toEqual([]);
  const of = (cls: string, period: string) =>
    report.figures.find((one) => one.figure === 'drawn' && one.class === cls && one.period === period)?.value;
  return [of('B1', '2022Q1'), of('B2', '2022H1'), of('A1', '2022Q1')];
}

test('what a draw with a scope across classes selected waits in every row of the table that its visit will count for', () => {
  expect(drawn([scoped])).toEqual([1, 1, 0]);
  expect(drawn([{ ...scoped, state: 'cancelled' }])).toEqual([1, 1, 0]);
});

test('what a row drew for itself waits in that row alone, and an object that nobody knows here in no row', () => {
  const { classOfDay: _, ...own } = { ...scoped, class: 'B1', taskType: 'daily' as const, taskId: '2022q1-b1' };
  expect(drawn([own])).toEqual([1, 0, 0]);
  expect(drawn([{ ...scoped, objectId: 'T-999' }])).toEqual([0, 0, 0]);
  expect(drawn([{ ...scoped, level: 'municipal' }])).toEqual([0, 0, 0]);
});
