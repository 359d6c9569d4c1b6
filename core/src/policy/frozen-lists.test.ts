import { describe, expect, test } from 'vitest';
import { aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { type ComplianceInput, compliance } from './compliance.ts';
import type { VisitFact } from './facts.ts';
import { workingDays } from './working-days.ts';

/** A year of 37 key objects, ten inspected in each quarter, all of them at least once; lists of draws held here. */

const pack = loadPack('jiangxian');
const calendar = workingDays([2025, 2026, 2027].map(loadHolidays));
const IDS = Array.from({ length: 37 }, (_, i) => `K-${String(i + 1).padStart(3, '0')}`);
const VISITS = ['02', '05', '08', '11'].flatMap((month, quarter) =>
  Array.from({ length: 10 }, (_, i) =>
    aVisit({ objectId: IDS[(quarter * 10 + i) % 37]!, class: 'key', date: `2026-${month}-10` }),
  ),
);
const isKey = ({ class: cls }: { readonly class: string }) => cls === 'key';

const run = (more: Partial<ComplianceInput> = {}, under = pack) =>
  compliance(under, {
    ...{ agency: '999999', level: 'county', year: 2026, asOf: '2027-01-01', calendar },
    objects: IDS.map((id) => keyObject(id)),
    visits: VISITS,
    ...more,
  });

describe('frozen lists', () => {
  const members = IDS.slice(0, 30);

  test('are the base, and the last of them is the base of the year', () => {
    const list = { class: 'key', period: '2026Q4', base: 30, available: 30, members };
    const { classes } = run({ frozen: [list] });
    expect(classes.find(isKey)?.periods[3]).toEqual({
      period: '2026Q4',
      base: 30,
      completed: 10,
      available: 30,
      uncovered: 0,
      fresh: 0,
      baseFrom: 'freeze',
    });
    expect(classes.find(isKey)).toMatchObject({ annualBase: 30, covered: 30 });
  });

  test('the later of two lists of a period holds, and asks for whom nobody had gone to when it began', () => {
    const list = { class: 'key', period: '2026Q4', base: 37, available: 3, members: IDS };
    const inAugust = VISITS.filter(({ class: cls, date }) => cls === 'key' && date.startsWith('2026-08')).slice(0, 5);
    const visits = VISITS.filter((visit) => !inAugust.includes(visit));
    const drawnOnly = inAugust.map((visit): VisitFact => ({ ...visit, state: 'drawn', results: [] }));
    const { findings, classes } = run({ visits: [...visits, ...drawnOnly], frozen: [{ ...list, base: 90 }, list] });
    expect(classes.find(isKey)?.periods[3]).toMatchObject({ base: 37, uncovered: 12 });
    expect(findings.filter(({ period }) => period === '2026Q4')).toMatchObject([
      { code: 'POOL_EXHAUSTED', required: 12, actual: 10, severity: 'justified', baseFrom: 'freeze' },
    ]);
  });

  test('whoever has left the directory since is covered by a visit before the period, and by no other', () => {
    const gone = (date: string) => {
      const visits = [...VISITS, aVisit({ objectId: 'X-999', class: 'key', date })];
      const list = { class: 'key', period: '2026Q4', base: 38, available: 38, members: [...IDS, 'X-999'] };
      return run({ visits, frozen: [list] }).classes.find(isKey)?.periods[3]?.uncovered;
    };
    expect([gone('2026-09-30'), gone('2026-10-01'), gone('2025-12-31')]).toEqual([7, 8, 8]);
  });

  test('AMB-54: the year by the first list, or by all of them together', () => {
    const frozen = [
      { class: 'key', period: '2026Q1', base: 1, available: 1, members: ['K-001'] },
      { class: 'key', period: '2026Q4', base: 2, available: 2, members: ['K-001', 'X-999'] },
    ];
    const annual = (annualBase: string) =>
      run({ frozen }, withSwitches(pack, { 'calc.annualBase': annualBase })).classes.find(isKey);
    expect(annual('lastFreeze')).toMatchObject({ annualBase: 2, covered: 1 });
    expect(annual('yearStart')).toMatchObject({ annualBase: 1, covered: 1 });
    expect(annual('union')).toMatchObject({ annualBase: 38, covered: 37 });
  });
});
