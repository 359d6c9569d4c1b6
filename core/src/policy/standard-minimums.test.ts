import { expect, test } from 'vitest';
import { anObject, aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { evaluation } from './evaluation.ts';
import type { FigureInput } from './figure-rows.ts';
import { proposePlan } from './plan.ts';
import { standardReport } from './standard-report.ts';
import { workingDays } from './working-days.ts';

/** What a report says is asked of a class: of the year never less than the verdict asks of its periods. */

const yingkou = loadPack('yingkou');
const calendar = workingDays([2022, 2023, 2024, 2025, 2026, 2027].map(loadHolidays));
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

const agency = { code: '999999', name: '示范县分局', level: 'county' } as const;

test('a floor of the province is a minimum where it binds, as in verdict, plan and points; control: one that only warns, or none', () => {
  const special = ['S-1', 'S-2', 'S-3', 'S-4'].map((id) => anObject({ id, seriousDishonesty: true }));
  const seen = [aVisit({ objectId: 'S-1', class: 'special', date: '2022-05-10' })];
  const weighed = loadPack('yingkou', (tree) => {
    (tree['rules'] as object[]).push({
      id: 'yingkou/evaluation/all/all',
      value: { minimums: { text: '完成', points: 100 } },
      strictness: 'info',
      clause: { section: '一', quote: '假想的分值' },
    });
  });
  const under = (reading: string) => {
    const pack = withSwitches(weighed, { 'special.floor': reading });
    const report = standardReport(pack, {
      ...{ agency: '999999', level: 'county', year: 2022, asOf: '2023-02-10', calendar },
      ...{ objects: special, visits: seen },
    });
    const { entries } = proposePlan(pack, { agency, year: 2022, bases: { special: 4 } });
    const { lines } = evaluation(pack, report)!;
    return {
      report: report.minimums.filter((one) => one.class === 'special').map(({ required }) => required),
      plan: entries.filter((one) => one.class === 'special').map(({ required }) => required),
      missed: lines[0]!.missed!.filter((one) => one.class === 'special').map((one) => [one.required, one.actual]),
    };
  };
  expect(under('provincialEnforce')).toEqual({ report: [4], plan: [4], missed: [[4, 1]] });
  expect(under('provincialWarn')).toEqual({ report: [0], plan: [0], missed: [] });
  expect(under('none')).toMatchObject({ report: [0], missed: [] });
});

test('the last year of a window asks a class without a number of its own for whom the years before lack', () => {
  const general = Array.from({ length: 10 }, (_, i) => anObject({ id: `G-${i}` }));
  const on = (at: number, date: string) => aVisit({ objectId: `G-${at}`, class: 'general', date });
  const visits = [on(0, '2022-05-10'), on(1, '2023-05-10'), on(2, '2024-05-10'), on(0, '2026-05-10')];
  const own = {
    class: 'general',
    level: 'county',
    every: 'quarter',
    min: { p: 10, q: 100 },
    from: '2022-01-01',
  } as const;
  const under = (year: number, more: Partial<FigureInput> = {}, pack = yingkou) => {
    const input = { agency: '999999', level: 'county', asOf: `${year + 1}-02-10`, calendar, objects: general } as const;
    const { minimums } = standardReport(pack, { ...input, visits, year, ...more });
    return minimums.filter((one) => one.class === 'general').map(({ required }) => required);
  };
  const planned = proposePlan(yingkou, { agency, year: 2026, bases: { general: 10 }, covered: { general: 3 } });
  expect(planned.entries.map(({ required }) => required)).toEqual([7]);
  expect(under(2026)).toEqual([7]);
  // Whoever is inspected within the year stays among those it asked for.
  expect(under(2026, { visits: [...visits, on(3, '2026-06-10')] })).toEqual([7]);
  // Where each object has years of its own each year is the last one.
  const rolling = withSwitches(yingkou, { 'horizon.type': 'rollingPerObject' });
  expect(under(2025, { visits: visits.slice(0, 3) }, rolling)).toEqual([7]);
  // Control: before its last year a window asks for nobody, and a ratio of the agency's own stays the minimum.
  expect(under(2025)).toEqual([0]);
  expect(under(2026, { ownRatios: [own] })).toEqual([1, 1, 1, 1, 4]);
});
