import { expect, test } from 'vitest';
import { aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack } from '../../test/pack-files.ts';
import { compliance } from './compliance.ts';
import type { VisitFact } from './facts.ts';
import type { Pack } from './pack.ts';
import { standardReport, unequalFigures } from './standard-report.ts';
import { workingDays } from './working-days.ts';

/** interdepartmental tasks are counted by quarter, each once, where it was concluded. */

const pack = loadPack('xiongan');
const calendar = workingDays([2023, 2024].map(loadHolidays));
const joint = (date: string, taskId: string, more: Partial<VisitFact> = {}) =>
  aVisit({ objectId: `K-${date}`, date, taskId, taskType: 'interdepartmentalJoint', ...more });
const quarters = (visits: readonly VisitFact[], year = 2023) =>
  compliance(pack, {
    ...{ agency: '999999', level: 'county', year, asOf: `${year + 1}-02-10`, visits, calendar },
    objects: visits.map(({ objectId }) => keyObject(objectId)),
  })
    .tables.filter(({ topic }) => topic === 'interdepartmental')
    .map(({ actual }) => actual);

test('a task whose visits lie in two quarters counts in the one of its last visit', () => {
  const [first, last] = [joint('2023-03-31', 'a'), joint('2023-04-01', 'a')];
  expect(quarters([first, last])).toEqual([0, 1, 0, 0]);
  expect(quarters([last, first])).toEqual([0, 1, 0, 0]);
  expect(quarters([first, joint('2023-04-01', 'b')])).toEqual([1, 1, 0, 0]);
});

test('the day recorded of its completion decides, which is never before its last visit', () => {
  const [first, last] = [joint('2023-02-10', 'a'), joint('2023-03-31', 'a')];
  expect(quarters([first, { ...last, taskCompletedOn: '2023-04-03' }])).toEqual([0, 1, 0, 0]);
  expect(quarters([{ ...first, taskCompletedOn: '2023-03-31' }, last])).toEqual([1, 0, 0, 0]);
  const late = joint('2023-07-01', 'a');
  expect(quarters([{ ...first, taskCompletedOn: '2023-03-31' }, late])).toEqual([0, 0, 1, 0]);
});

test('a task of two years counts in the second', () => {
  const visits = [joint('2023-12-29', 'a'), joint('2024-01-05', 'a')];
  expect(quarters(visits)).toEqual([0, 0, 0, 0]);
  expect(quarters(visits, 2024)).toEqual([1, 0, 0, 0]);
});

test('the report counts the visits where they were made and the tasks as the verdict does, each with its row', () => {
  const visits = [joint('2023-03-31', 'a'), joint('2023-04-01', 'a'), joint('2023-04-20', 'b')];
  const report = (under: Pack, only?: string) =>
    standardReport(under, {
      ...{ agency: '999999', level: 'county', year: 2023, asOf: '2024-02-10', visits, calendar },
      ...{ objects: visits.map(({ objectId }) => keyObject(objectId)), ...(only !== undefined && { only }) },
    });
  const counts = (period: string, under = pack) => {
    const made = report(under, period.length === 4 ? undefined : period);
    const key = { figure: 'interdepartmentalTasks', period } as const;
    const value = (figure: string) => made.figures.find((one) => one.figure === figure)?.value;
    expect(unequalFigures(made)).toEqual([]);
    const days = made.rows(key).map(({ visit }) => visit?.date);
    return [value('interdepartmental'), value('interdepartmentalTasks'), days];
  };
  expect(counts('2023Q1')).toEqual([1, 0, []]);
  expect(counts('2023Q2')).toEqual([2, 2, ['2023-04-01', '2023-04-20']]);
  expect(counts('2023')).toEqual([3, 2, ['2023-04-01', '2023-04-20']]);
  // A scheme that counts by the year has no number of a quarter; the report has.
  expect(counts('2023Q2', loadPack('yiliang'))).toEqual([2, 2, ['2023-04-01', '2023-04-20']]);
});

test('the period that its last visit states holds as for every visit', () => {
  expect(quarters([joint('2023-04-02', 'a', { period: '2023Q1' })])).toEqual([1, 0, 0, 0]);
});

test('a task that drew here is not concluded while one of its objects waits; of one known only by its visits these speak', () => {
  const [open, history] = [joint('2023-02-10', 'a', { taskEnds: 'open' }), joint('2023-02-11', 'b')];
  expect(quarters([open, joint('2023-02-12', 'a')])).toEqual([0, 0, 0, 0]);
  expect(quarters([open, history])).toEqual([1, 0, 0, 0]);
  // Not even where its completion was written down all the same.
  expect(quarters([{ ...open, taskCompletedOn: '2023-02-10' }])).toEqual([0, 0, 0, 0]);
});

test('it counts where its last object was concluded: by a later visit, or by a cancellation', () => {
  const [first, second] = ['2023-02-10', '2023-02-11'].map((day) => joint(day, 'a', { taskEnds: '2023-04-20' }));
  expect(quarters([first!, second!])).toEqual([0, 1, 0, 0]);
  expect(quarters([first!, { ...second!, taskCompletedOn: '2023-02-11' }])).toEqual([0, 1, 0, 0]);
  expect(quarters([first!, { ...second!, taskCompletedOn: '2023-07-03' }])).toEqual([0, 0, 1, 0]);
  expect(quarters([first!, joint('2023-03-31', 'a', { taskEnds: '2023-03-31' })])).toEqual([0, 1, 0, 0]);
  expect(quarters([joint('2023-03-31', 'a', { taskEnds: '2023-03-31' })])).toEqual([1, 0, 0, 0]);
});

test('the objects that were inspected count in the year of a task that is not concluded, the task does not (R-122)', () => {
  const visits = [joint('2023-02-10', 'a', { taskEnds: 'open' }), joint('2023-02-11', 'b')];
  const measured = (asOf: string) =>
    compliance(loadPack('yiliang'), {
      ...{ agency: '999999', level: 'county', year: 2023, asOf, visits, calendar },
      ...{ objects: visits.map(({ objectId }) => keyObject(objectId)), figures: { tasks: 2, objects: 2 } },
    })
      .tables.filter(({ topic }) => topic === 'interdepartmentalFigures')
      .map(({ actual, state }) => [actual, state]);
  expect(measured('2024-02-10')).toEqual([
    [1, 'short'],
    [2, 'met'],
  ]);
  expect(measured('2023-11-30')[0]).toEqual([1, 'open']);
});

test('an object inspected late for a task of the year still counts in it, the task where it is concluded', () => {
  const late = joint('2024-01-05', 'a', { period: '2023Q4', taskEnds: '2024-01-05' });
  const visits = [joint('2023-02-11', 'b'), late];
  const measured = (year: number) =>
    compliance(loadPack('yiliang'), {
      ...{ agency: '999999', level: 'county', year, asOf: '2024-02-10', visits, calendar },
      ...{ objects: visits.map(({ objectId }) => keyObject(objectId)), figures: { tasks: 2, objects: 2 } },
    })
      .tables.filter(({ topic }) => topic === 'interdepartmentalFigures')
      .map(({ actual }) => actual);
  expect([measured(2023), measured(2024)]).toEqual([
    [1, 2],
    [1, 0],
  ]);
});

test('the report has no row of a task that is not concluded', () => {
  const visits = [joint('2023-02-10', 'a', { taskEnds: 'open' }), joint('2023-02-11', 'b')];
  const report = standardReport(pack, {
    ...{ agency: '999999', level: 'county', year: 2023, asOf: '2024-02-10', visits, calendar },
    objects: visits.map(({ objectId }) => keyObject(objectId)),
  });
  expect(unequalFigures(report)).toEqual([]);
  const rows = report.rows({ figure: 'interdepartmentalTasks', period: '2023' });
  expect(rows.map(({ visit }) => visit?.taskId)).toEqual(['b']);
});
