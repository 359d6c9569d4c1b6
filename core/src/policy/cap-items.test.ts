import { expect, test } from 'vitest';
import { aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { undecidedCap } from './caps.ts';
import { compliance } from './compliance.ts';
import type { VisitFact } from './facts.ts';
import { workingDays } from './working-days.ts';

/** A cap that goes by item (营口: two a year), and visits that do not say what was inspected. */

const pack = loadPack('yingkou');
const rule = 'yingkou/cap/all/all';
const calendar = workingDays([2022, 2023].map(loadHolidays));
const MONTHS = ['02', '05', '08', '11'];
const on = (items: readonly (readonly string[])[], more: Partial<VisitFact> = {}) =>
  items.map((own, i) => aVisit({ objectId: 'K-1', date: `2022-${MONTHS[i]}-10`, items: own, ...more }));
const judge = (visits: readonly VisitFact[], more = {}, under = pack) => {
  const { notJudged, findings } = compliance(under, {
    ...{ agency: '999999', level: 'county', year: 2022, asOf: '2023-02-10', calendar },
    ...{ objects: [keyObject('K-1'), keyObject('K-2')], visits },
    ...more,
  });
  return { open: notJudged.includes(rule), over: findings.filter(({ code }) => code === 'OVER_CAP').length };
};

test('four visits without an item may be four of one: nobody can say, and the cap is named', () => {
  expect(judge(on([[], [], [], []]))).toEqual({ open: true, over: 0 });
  expect(judge(on([['1'], ['1'], []]))).toEqual({ open: true, over: 0 });
  // Two are within the cap whatever they were for; so are visits that each say their own item.
  expect(judge(on([[], []]))).toEqual({ open: false, over: 0 });
  expect(judge(on([['1'], ['2'], ['3'], ['4']]))).toEqual({ open: false, over: 0 });
  expect(judge(on([['1'], ['2'], []]))).toEqual({ open: false, over: 0 });
});

test('an object found beyond the cap already is no question; another one may be', () => {
  const found = on([['1'], ['1'], ['1'], []]);
  expect(judge(found)).toEqual({ open: false, over: 1 });
  expect(judge([...found, ...on([[], [], []], { objectId: 'K-2' })])).toEqual({ open: true, over: 1 });
});

test('visits that do not count, or that only others made, leave nothing open', () => {
  const blank = [[], [], [], []];
  expect(judge(on(blank, { selection: 'directed' })).open).toBe(false);
  expect(judge(on(blank, { state: 'drawn' })).open).toBe(false);
  expect(judge(on(blank, { agency: '888888', level: 'municipal' })).open).toBe(false);
  expect(judge([...on(blank, { agency: '888888' }), ...on([[]], { date: '2022-12-01' })]).open).toBe(true);
  const year = { level: 'county', from: '2022-01-01', to: '2022-12-31' } as const;
  expect(undecidedCap(pack, { ...year, visits: on(blank, { agency: '888888' }) })).toBe(rule);
});

test('a cap by object, a scheme without one and the verdict on a quarter ask nothing of items', () => {
  const blank = on([[], [], [], []]);
  const byObject = withSwitches(pack, { 'cap.unit': 'object' });
  expect(judge(blank, {}, byObject)).toEqual({ open: false, over: 1 });
  expect(judge(blank, { only: '2022Q4' }).open).toBe(false);
  const { notJudged } = compliance(loadPack('yiliang'), {
    ...{ agency: '999999', level: 'county', year: 2022, asOf: '2023-02-10', calendar, visits: blank },
    objects: [keyObject('K-1')],
  });
  expect(notJudged.filter((id) => id.includes('/cap/'))).toEqual([]);
});
