import { describe, expect, test } from 'vitest';
import { anObject, aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { candidates } from './candidates.ts';
import { type ComplianceInput, compliance, ledgerFor } from './compliance.ts';
import { makeLedger } from './ledger.ts';
import { proposePlan } from './plan.ts';
import { yearMeasure } from './tally-classes.ts';
import { workingDays } from './working-days.ts';
import { isMeasuredByFirst } from './year-measure.ts';

/** 绛县 with `calc.annualBase: yearStart` (AMB-54): eight key units on 1 January, four more on 5 October. */

const calendar = workingDays([2026, 2027].map(loadHolidays));
const shipped = loadPack('jiangxian');
const pack = withSwitches(shipped, { 'calc.annualBase': 'yearStart' });
const scope = { class: 'key', level: 'county' } as const;
const inYear = { ...scope, year: 2026 };
const old = Array.from({ length: 8 }, (_, i) => keyObject(`K-0${i + 1}`));
const came = [1, 2, 3, 4].map((n) => ({ ...keyObject(`N-0${n}`), listedFrom: '2026-10-05' }));
const objects = [...old, ...came];
const days = { Q1: '2026-02-10', Q2: '2026-05-10', Q3: '2026-08-10', Q4: '2026-11-10' } as const;
const to = (quarter: keyof typeof days, ...ids: readonly string[]) =>
  ids.map((objectId) => aVisit({ objectId, date: days[quarter], period: `2026${quarter}`, taskId: `t${quarter}` }));
const six = [...to('Q1', 'K-01', 'K-02'), ...to('Q2', 'K-03', 'K-04'), ...to('Q3', 'K-05', 'K-06')];

/** The list that was frozen in October. */
const frozen = [{ class: 'key', period: '2026Q4', base: 12, available: 12, members: objects.map(({ id }) => id) }];

const input = (more: Partial<ComplianceInput> = {}): ComplianceInput => ({
  ...{ agency: '999999', level: 'county', year: 2026, objects, visits: six, asOf: '2027-01-20', calendar, ...more },
});
function rows(more: Partial<ComplianceInput>, under = pack) {
  return compliance(under, input({ frozen, ...more })).tables.flatMap(({ topic, class: cls, period, ...one }) =>
    cls === 'key' && (period === '2026Q4' || period === '2026')
      ? [[topic, one.base, one.required, one.actual, one.state]]
      : [],
  );
}
/** The list of a draw in October, and how it is measured. */
function drawn(under = pack, { visits = six, class: cls = 'key' as string, all = objects } = {}) {
  const asOf = '2026-10-20';
  const ledger = makeLedger(under, { ...scope, year: 2026, objects: all, visits, asOf, countsDrawn: true });
  const ofYear = yearMeasure(under, ledger, { class: cls, period: '2026Q4', year: 2026, asOf });
  const asked = { ...scope, class: cls, period: '2026Q4', date: asOf, objects: all, visits };
  return candidates(under, { ...asked, ...(ofYear && { ofYear }) })!;
}

describe('a year that is measured by its first list', () => {
  test('owes nothing to whoever came later: verdict on the quarter and on the year agree', () => {
    const met = [...six, ...to('Q4', 'K-07', 'K-08', 'N-01')];
    expect(rows({ visits: met })).toEqual([
      ['ratio', 12, 3, 3, 'met'],
      ['coverage', 8, 8, 8, 'met'],
    ]);
    // One of the old ones is owed whoever else was visited, and of five newcomers none.
    expect(rows({ visits: [...six, ...to('Q4', 'K-07', 'N-01', 'N-02')] })).toEqual([
      ['ratio', 12, 3, 3, 'met'],
      ['coverage', 8, 8, 7, 'short'],
    ]);
  });

  test('control: by the last list they are owed', () => {
    const met = [...six, ...to('Q4', 'K-07', 'K-08', 'N-01')];
    expect(rows({ visits: met }, shipped)).toEqual([
      ['ratio', 12, 6, 3, 'short'],
      ['coverage', 12, 12, 9, 'short'],
    ]);
    expect(drawn(shipped)).toMatchObject({ base: 12, minimum: 3, required: 6, uncovered: 6 });
  });

  test('draws those first whom it still waits for, and no more than the ratio of the list asks', () => {
    const found = drawn();
    expect(found).toMatchObject({ base: 12, minimum: 3, required: 3, uncovered: 2 });
    expect(found.tiers.slice(0, 2)).toEqual([
      { tier: 0, pool: 2, n: 2 },
      { tier: 1, pool: 10, n: 1 },
    ]);
  });

  test('plans the last quarter so', () => {
    const plan = (under: typeof pack) => {
      const at = input({ asOf: '2026-10-20' });
      const ledger = { ...ledgerFor(under, at), countsDrawn: true };
      const asked = {
        agency: { code: '999999', name: '示范县', level: 'county' },
        year: 2026,
        bases: { key: 12 },
      } as const;
      const { entries } = proposePlan(under, { ...asked, soFar: { ledger, frozen: [] } });
      const { base, required } = entries.find(({ id }) => id === '2026q4.key')!;
      return [base, required];
    };
    expect(plan(pack)).toEqual([12, 3]);
    expect(plan(shipped)).toEqual([12, 6]);
  });

  test('and so it does while the quarter before runs: in coverage and in the yearly ratio', () => {
    const early = (one: (typeof objects)[number]) =>
      one.id.startsWith('N') ? { ...one, listedFrom: '2026-07-05' } : one;
    const general = Array.from({ length: 40 }, (_, i) =>
      anObject({ id: `G-${i + 10}`, permitCategory: '登记管理', ...(i >= 20 && { listedFrom: '2026-07-05' }) }),
    );
    const seen = (['Q1', 'Q2', 'Q3'] as const).map((quarter, i) =>
      aVisit({ objectId: `G-${i + 10}`, class: 'general', date: days[quarter], period: `2026${quarter}` }),
    );
    const plan = (under: typeof pack) => {
      const all = [...objects.map(early), ...general];
      const at = input({ asOf: '2026-08-20', objects: all, visits: [...six, ...seen] });
      const ledger = { ...ledgerFor(under, at), countsDrawn: true };
      const bases = { key: 12, general: 40 };
      const asked = { agency: { code: '999999', name: '示范县', level: 'county' }, year: 2026, bases } as const;
      const { entries } = proposePlan(under, { ...asked, soFar: { ledger, frozen: [] } });
      return ['2026q4.key', '2026q4.general'].map((id) => {
        const { base, required, recommended } = entries.find((one) => one.id === id)!;
        return [base, required, recommended];
      });
    };
    // By the last list both quarters share eight key units and six general ones that are lacking: four and three each. By the first one four of
    // twenty general units: three are done, and the ratio of the quarter takes two of forty.
    expect(plan(pack)).toEqual([
      [12, 3, 3],
      [40, 2, 2],
    ]);
    expect(plan(shipped)).toEqual([
      [12, 4, 4],
      [40, 2, 3],
    ]);
  });

  test('counts the yearly ratio by those who were there, and advises no more for whoever came', () => {
    const general = (id: string) => anObject({ id, permitCategory: '登记管理' });
    const all = [
      ...Array.from({ length: 20 }, (_, i) => general(`G-${i + 10}`)),
      ...Array.from({ length: 20 }, (_, i) => ({ ...general(`L-${i + 10}`), listedFrom: '2026-10-05' })),
    ];
    const visits = ['G-10', 'G-11', 'G-12', 'G-13'].map((objectId, i) => {
      const quarter = (['Q1', 'Q2', 'Q3', 'Q3'] as const)[i]!;
      return aVisit({ objectId, class: 'general', date: days[quarter], period: `2026${quarter}` });
    });
    expect(drawn(pack, { visits, class: 'general', all })).toMatchObject({ base: 40, minimum: 2, recommended: 2 });
    expect(drawn(shipped, { visits, class: 'general', all })).toMatchObject({ base: 40, minimum: 2, recommended: 4 });
  });
});

test('is asked only of classes of which a year asks something, and that are drawn in several periods', () => {
  expect([isMeasuredByFirst(pack, inYear), isMeasuredByFirst(shipped, inYear)]).toEqual([true, false]);
  const xinxian = withSwitches(loadPack('xinxian'), { 'calc.annualBase': 'yearStart' });
  expect(isMeasuredByFirst(xinxian, { ...inYear, class: 'special' })).toBe(false);
  const ledger = makeLedger(pack, { ...scope, year: 2026, objects, visits: six, asOf: '2026-10-20' });
  const ask = { year: 2026, asOf: '2026-10-20' };
  expect(yearMeasure(pack, ledger, { ...ask, class: 'key', period: '2026Q4' })?.reached.size).toBe(6);
  expect(yearMeasure(pack, ledger, { ...ask, class: 'construction', period: '2026' })).toBeUndefined();
  // Covered within the year, and drawn in no quarters: the year has one list.
  const whole = { ...pack, rules: pack.rules.filter(({ id }) => id !== 'jiangxian/ratio/key/county') };
  expect(isMeasuredByFirst(whole, inYear)).toBe(true);
  expect(yearMeasure(whole, ledger, { ...ask, class: 'key', period: '2026' })).toBeUndefined();
});
