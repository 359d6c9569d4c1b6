import { describe, expect, test } from 'vitest';
import { aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { candidates } from './candidates.ts';
import { compliance } from './compliance.ts';
import { coverageMonitor } from './coverage-monitor.ts';
import type { VisitFact } from './facts.ts';
import { makeLedger } from './ledger.ts';
import type { Pack } from './pack.ts';
import { proposePlan } from './plan.ts';
import { workingDays } from './working-days.ts';

/**
 * Twelve key units, three a quarter: three in the first, three in the second, none in the third, so that the last owes the six that are left (C0-6).
 * Five of these are inspected in it, and the city finds two of the five clean (a draw after the county, as 营口 asks for).
 */

const calendar = workingDays([2026, 2027].map(loadHolidays));
const id = (n: number) => `K-${n + 10}`;
const objects = Array.from({ length: 12 }, (_, i) => keyObject(id(i + 1)));
const of = (numbers: readonly number[], date: string, more: Partial<VisitFact> = {}) =>
  numbers.map((n) => aVisit({ objectId: id(n), date, ...more }));
const county = [...of([1, 2, 3], '2026-02-10'), ...of([4, 5, 6], '2026-05-10'), ...of([7, 8, 9, 10, 11], '2026-10-20')];
const city = (numbers: readonly number[], date: string) =>
  of(numbers, date, { level: 'municipal', agency: '999900', period: '2026' });
const place = { agency: '999999', level: 'county', year: 2026 } as const;

function judged(pack: Pack, visits: readonly VisitFact[]) {
  const input = { ...place, asOf: '2027-01-05', calendar, objects, visits };
  const { tables, findings } = compliance(pack, { ...input, only: '2026Q4' });
  const row = tables.find(({ topic, class: cls }) => topic === 'ratio' && cls === 'key')!;
  const line = coverageMonitor(pack, input).find(({ class: cls, span }) => cls === 'key' && span === 'year')!;
  const { required, uncovered, completed } = line.periods.at(-1)!;
  return {
    row: [row.required, row.actual, row.state],
    short: findings.filter(({ code }) => code === 'UNDER_RATIO').map(({ shortBy }) => shortBy),
    monitor: [uncovered, required, completed, line.uncovered.length],
  };
}

describe.each(['yingkou', 'jiangxian'])('%s: whom the city finds clean within the last period', (name) => {
  const pack = loadPack(name);
  const owed = { row: [6, 5, 'short'], short: [1], monitor: [6, 6, 5, 1] };

  test('takes nothing off what the period asks for where the county went there too, before or after', () => {
    expect(judged(pack, county)).toEqual(owed);
    expect(judged(pack, [...county, ...city([7, 8], '2026-11-10')])).toEqual(owed);
    expect(judged(pack, [...county, ...city([7], '2026-10-10')])).toEqual(owed);
  });

  test('control: where the county did not go it has one less to go to', () => {
    expect(judged(pack, [...county, ...city([12], '2026-11-10')])).toEqual({
      row: [5, 5, 'met'],
      short: [],
      monitor: [5, 5, 5, 0],
    });
  });

  test('control: who was clean before the period was covered by then, and a visit all the same is one more', () => {
    expect(judged(pack, [...county, ...city([7], '2026-09-10')]).row).toEqual([5, 5, 'met']);
  });

  test('of a list that measures the year from its beginning, too (AMB-54)', () => {
    const byStart = withSwitches(pack, { 'calc.annualBase': 'yearStart' });
    expect(judged(byStart, [...county, ...city([7, 8], '2026-11-10')]).row).toEqual([6, 5, 'short']);
    expect(judged(byStart, [...county, ...city([7], '2026-09-10')]).row).toEqual([5, 5, 'met']);
  });

  test('a supplement lacks the one that is left, and a plan under way asks for the same', () => {
    const visits = [...county, ...city([7, 8], '2026-11-10')];
    const supplement = (all: readonly VisitFact[]) => {
      const { required, measured } = candidates(pack, {
        ...({ class: 'key', level: 'county', period: '2026Q4', date: '2026-11-20', objects, visits: all } as const),
        supplements: { listed: new Set(objects.map((one) => one.id)) },
      })!;
      return [required, measured?.counted];
    };
    expect([supplement(county), supplement(visits)]).toEqual([
      [1, 5],
      [1, 5],
    ]);
    const planned = (all: readonly VisitFact[]) => {
      const ledger = makeLedger(pack, { ...place, objects, visits: all, asOf: '2026-11-20', countsDrawn: true });
      const agency = { code: '999999', name: '示范县分局', level: 'county' } as const;
      const { entries } = proposePlan(pack, { agency, year: 2026, bases: {}, soFar: { ledger, frozen: [] } });
      const { required, n } = entries.find(({ id: entry }) => entry === '2026q4.key')!;
      return [required, n];
    };
    expect([planned(county), planned(visits)]).toEqual([
      [6, 6],
      [6, 6],
    ]);
    // Who was inspected before the period was covered by that.
    expect(planned([...visits, ...of([1], '2026-11-01'), ...city([1], '2026-11-12')])[0]).toBe(6);
  });
});
