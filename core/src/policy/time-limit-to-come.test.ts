import { expect, test } from 'vitest';
import { anObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack } from '../../test/pack-files.ts';
import { compliance } from './compliance.ts';
import { workingDays } from './working-days.ts';

/** 检查时限 that a row moves from a day to come: until then that of the row before holds. */

const pack = loadPack('yiliang');
const calendar = workingDays([2025, 2026, 2027].map(loadHolidays));
const project = (inspectionDue: string) => anObject({ id: 'P-1', constructionProject: true, inspectionDue });
const moved = {
  ...project('2026-12-20'),
  earlier: [{ until: '2026-08-01', stated: true, facts: project('2026-06-30') }],
};
const told = (object: typeof moved | ReturnType<typeof project>, asOf: string) =>
  compliance(pack, {
    ...{ agency: '999999', level: 'county', year: 2026, objects: [object], visits: [], asOf, calendar },
  }).findings.flatMap(({ code, due }) => (code === 'TIME_LIMIT_PASSED' ? [due] : []));

test('a limit that passed is told while the row that moves it does not hold yet', () => {
  expect(told(moved, '2026-07-10')).toEqual(['2026-06-30']);
  expect(told(moved, '2026-07-31')).toEqual(['2026-06-30']);
});

test('from that day on the new limit holds', () => {
  expect(told(moved, '2026-08-01')).toEqual([]);
  expect(told(moved, '2026-12-21')).toEqual(['2026-12-20']);
});

test('control: a limit that nothing moves', () => {
  expect(told(project('2026-06-30'), '2026-06-30')).toEqual([]);
  expect(told(project('2026-06-30'), '2026-08-02')).toEqual(['2026-06-30']);
});
