import { expect, test } from 'vitest';
import { aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import type { FigureInput } from './figure-rows.ts';
import { standardReport } from './standard-report.ts';
import { workingDays } from './working-days.ts';

/** What a report says is asked of a class: of the year never less than the verdict asks of its periods. */

const yingkou = loadPack('yingkou');
const calendar = workingDays([2022, 2023].map(loadHolidays));
const objects = Array.from({ length: 10 }, (_, i) => keyObject(`K-${i}`));
const round = (month: string, from: number, to: number) =>
  objects.slice(from, to).map(({ id }) => aVisit({ objectId: id, date: `2022-${month}-10` }));
const asked = (more: Partial<FigureInput>, pack = yingkou) => {
  const { minimums, verdict } = standardReport(pack, {
    ...{ agency: '999999', level: 'county', year: 2022, asOf: '2023-02-10', objects, visits: [], calendar },
    ...more,
  });
  const required = minimums.filter((one) => one.class === 'key').map((one) => one.required);
  return { required, codes: verdict.findings.filter((one) => one.class === 'key').map(({ code }) => code) };
};

test('25% of ten in each quarter is twelve in the year, more than once everybody: whoever did ten is short', () => {
  const visits = [...round('02', 0, 3), ...round('05', 3, 6), ...round('08', 6, 10)];
  expect(asked({ visits })).toEqual({ required: [3, 3, 3, 3, 12], codes: ['UNDER_RATIO'] });
  const done = [...visits, ...round('11', 0, 3)];
  expect(asked({ visits: done })).toEqual({ required: [3, 3, 3, 3, 12], codes: [] });
});

test('whom full coverage adds to the last quarter the year asks for once', () => {
  expect(asked({}).required).toEqual([3, 3, 3, 10, 12]);
});

test('a pack that stops at full coverage asks for ten', () => {
  const stops = withSwitches(yingkou, { 'calc.afterFullCoverage': 'stop' });
  const visits = [...round('02', 0, 3), ...round('05', 3, 6), ...round('08', 6, 10)];
  expect(asked({ visits }, stops)).toEqual({ required: [3, 3, 3, 0, 10], codes: [] });
});

test('what an authority above judges is asked of nobody here', () => {
  const together = withSwitches(loadPack('xiongan'), { 'general.nonPositiveBase': 'threeCountiesTogether' });
  const { minimums } = standardReport(together, {
    ...{ agency: '999999', level: 'county', year: 2023, asOf: '2023-12-31', visits: [], calendar: workingDays([]) },
    objects: [{ ...keyObject('G-1'), keyListMember: [] }],
    judgedAbove: true,
  });
  const own = minimums.filter((one) => one.class === 'generalNonPositive');
  expect(own.length).toBeGreaterThan(0);
  expect(own.every(({ required }) => required === 0)).toBe(true);
});
