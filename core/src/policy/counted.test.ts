import { describe, expect, test } from 'vitest';
import { aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import type { ComplianceInput } from './compliance.ts';
import type { ObjectFacts } from './facts.ts';
import { standardReport, unequalFigures } from './standard-report.ts';
import { workingDays } from './working-days.ts';

const jiangxian = loadPack('jiangxian');
const GONE = ['K-002', 'K-003', 'K-004'];
const visits = GONE.map((objectId) => aVisit({ objectId, date: '2025-02-12' }));

/** One key object that is active and never visited, three others in the state that is given. */
function firstQuarter(gone: Partial<ObjectFacts>, more: Partial<ComplianceInput> = {}, pack = jiangxian) {
  const report = standardReport(pack, {
    ...({ agency: '999999', level: 'county', year: 2025, asOf: '2026-01-01', only: '2025Q1' } as const),
    ...{ calendar: workingDays([2025, 2026].map(loadHolidays)), visits },
    objects: [keyObject('K-001'), ...GONE.map((id) => keyObject(id, gone))],
    ...more,
  });
  expect(unequalFigures(report)).toEqual([]);
  const { base, completed } = report.verdict.classes.find((one) => one.class === 'key')!.periods[0]!;
  const found = report.verdict.findings.filter((one) => one.class === 'key');
  return { base, completed, found: found.map(({ code, required, actual }) => [code, required, actual].join(' ')) };
}

describe('visits of a quarter', () => {
  const short = { base: 1, completed: 0, found: ['UNDER_RATIO 1 0'] };

  test.each(['closed', 'deregistered', 'moved', 'suspended'] as const)(
    'to objects that were %s by then count for nothing',
    (status) => {
      expect(firstQuarter({ status, statusSince: '2024-06-30' })).toEqual(short);
    },
  );

  test('to objects that closed later count', () => {
    const met = { base: 4, completed: 3, found: [] };
    expect(firstQuarter({ status: 'closed', statusSince: '2025-02-13' })).toEqual(met);
    expect(firstQuarter({})).toEqual(met);
  });

  test('to suspended objects count where the pack has them in the base', () => {
    const counted = withSwitches(jiangxian, { 'calc.suspendedInDenominator': true });
    const suspended = { status: 'suspended', statusSince: '2024-06-30' } as const;
    expect(firstQuarter(suspended, {}, counted)).toMatchObject({ base: 4, completed: 3 });
    expect(firstQuarter({ ...suspended, status: 'closed' }, {}, counted)).toEqual(short);
  });

  test('count by the list that was frozen: whoever is on it, and of the others who was active then', () => {
    const frozen = [{ class: 'key', period: '2025Q1', base: 2, available: 2, members: ['K-001', 'K-002'] }];
    expect(firstQuarter({ status: 'closed', statusSince: '2025-02-01' }, { frozen })).toMatchObject({
      base: 2,
      completed: 1,
      found: [],
    });
    expect(firstQuarter({}, { frozen: frozen.map((list) => ({ ...list, period: '2025Q2' })) })).toMatchObject({
      base: 4,
      completed: 3,
    });
  });

  test('to objects that have left the directory count: nobody knows better', () => {
    expect(firstQuarter({}, { objects: [keyObject('K-001')] })).toEqual({ base: 1, completed: 3, found: [] });
  });
});

describe('whose visits meet the duties of a county', () => {
  const firstOf = (agency: string, more: Partial<ComplianceInput> = {}) => firstQuarter({}, { agency, ...more });

  test('its own, and not those of another one to the same objects', () => {
    const none = { base: 4, completed: 0, found: ['UNDER_RATIO 1 0'] };
    expect(firstOf('999999')).toMatchObject({ base: 4, completed: 3, found: [] });
    expect(firstOf('999998')).toEqual(none);
    // What another one did leaves nobody covered here either.
    const covered = (agency: string) =>
      standardReport(jiangxian, {
        ...({ agency, level: 'county', year: 2025, asOf: '2026-01-01', visits } as const),
        objects: GONE.map((id) => keyObject(id)),
        calendar: workingDays([2025, 2026].map(loadHolidays)),
      }).verdict.classes.find((one) => one.class === 'key');
    expect(covered('999999')).toMatchObject({ covered: 3, periods: [{ uncovered: 3 }, { uncovered: 0 }, {}, {}] });
    expect(covered('999998')).toMatchObject({ covered: 0, periods: [{ uncovered: 3 }, { uncovered: 3 }, {}, {}] });
  });

  test('nor its own to an object of another directory; of one that left its own they do', () => {
    const objects = [keyObject('K-001')];
    expect(firstOf('999999', { objects, foreign: ['K-002', 'K-003'] })).toMatchObject({ base: 1, completed: 1 });
    expect(firstOf('999999', { objects, foreign: GONE })).toMatchObject({ completed: 0, found: ['UNDER_RATIO 1 0'] });
    expect(firstOf('999999', { objects })).toMatchObject({ completed: 3, found: [] });
  });

  test('above it the territory is the tree: whoever of the level went there', () => {
    const city = visits.map((visit) => ({ ...visit, level: 'municipal' as const, agency: '999900' }));
    const { classes } = standardReport(loadPack('yingkou'), {
      ...({ agency: '999000', level: 'municipal', year: 2025, asOf: '2026-01-01', visits: city } as const),
      objects: GONE.map((id) => keyObject(id)),
      calendar: workingDays([2025, 2026].map(loadHolidays)),
    }).verdict;
    expect(classes.find((one) => one.class === 'key')).toMatchObject({ covered: 3 });
  });
});
