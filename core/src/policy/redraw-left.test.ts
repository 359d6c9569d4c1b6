import { expect, test } from 'vitest';
import { aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { type ComplianceInput, compliance } from './compliance.ts';
import type { Level, ObjectFacts, VisitFact } from './facts.ts';
import { workingDays } from './working-days.ts';

/** C0-11, R-061: 再次抽查 that falls short because the cap, or that they closed, lets nobody be drawn again. */

const hard = withSwitches(loadPack('yingkou'), { 'redraw.strictness': 'hard' });
const ids = Array.from({ length: 9 }, (_, i) => `K-${i + 1}`);
const keys = ids.map((id) => keyObject(id));
const visits = (of: readonly string[], date: string, more: Partial<VisitFact> & { readonly level: Level }) =>
  of.map((objectId) => aVisit({ objectId, date, agency: more.level, ...more }));
const county = (of: readonly string[], date: string) => visits(of, date, { level: 'county' });
const city = (of: readonly string[], date: string, more: Partial<VisitFact> = {}) =>
  visits(of, date, { level: 'municipal', period: '2026', ...more });
const twice = (of: readonly string[]) => [...county(of, '2026-02-10'), ...county(of, '2026-05-10')];

type Case = { readonly objects?: readonly ObjectFacts[]; readonly asOf?: string } & Pick<ComplianceInput, 'frozen'>;

function judge(ledger: readonly VisitFact[], { objects = keys, asOf = '2027-01-20', ...more }: Case = {}) {
  const calendar = workingDays([2025, 2026, 2027].map(loadHolidays));
  const { tables, findings } = compliance(hard, {
    ...{ agency: 'municipal', level: 'municipal', year: 2026, asOf, calendar, objects, visits: ledger, ...more },
  });
  const table = tables.find(({ topic }) => topic === 'redraw')!;
  const finding = findings.find(({ rule }) => rule === 'yingkou/redraw/key/municipal');
  return [table.required, table.actual, table.state, finding?.code, finding?.severity];
}
const JUSTIFIED = [1, 0, 'justified', 'POOL_EXHAUSTED', 'justified'];
const SHORT = [1, 0, 'short', 'UNDER_REDRAW', 'error'];

test('is justified where everybody whom the counties finished is at the cap', () => {
  expect(judge(twice(ids))).toEqual(JUSTIFIED);
  // The others stood on no list of the counties.
  expect(judge(twice(ids.slice(0, 1)))).toEqual(JUSTIFIED);
  // Control: one of them was visited once and could be drawn again, though its visit is still to come.
  const once = [...twice(ids.slice(1)), ...county(ids.slice(0, 1), '2026-02-10')];
  expect(judge(once)).toEqual(SHORT);
  expect(judge([...once, ...city(ids.slice(0, 1), '2026-12-10', { state: 'drawn', results: [] })])).toEqual(SHORT);
  expect(judge([...once, ...city(ids.slice(0, 1), '2026-12-10')])).toEqual([1, 1, 'met', undefined, undefined]);
});

test('is none where the counties finished too few: no rule stands in the way', () => {
  expect(judge([])).toEqual(SHORT);
  // Whom the city had inspected before the county cannot be drawn again, by its own order of things.
  expect(judge([...city(ids.slice(0, 1), '2026-01-10'), ...county(ids.slice(0, 1), '2026-02-10')])).toEqual(SHORT);
});

test('is justified where they closed within the year, and not where they closed after it', () => {
  const once = county(ids.slice(0, 1), '2026-02-10');
  const frozen = [{ class: 'key', period: '2026', base: 9, available: 9, members: ids }];
  const judged = (since: string) =>
    judge(once, { objects: [{ ...keys[0]!, status: 'closed', statusSince: since }, ...keys.slice(1)], frozen });
  expect(judged('2026-08-01')).toEqual(JUSTIFIED);
  expect(judged('2027-01-05')).toEqual(SHORT);
});

test('is open while the year runs, and asks nobody who is in no directory any more', () => {
  expect(judge(twice(ids), { asOf: '2026-08-10' })).toEqual([1, 0, 'open', undefined, undefined]);
  const frozen = [{ class: 'key', period: '2026', base: 11, available: 11, members: [...ids, 'K-10', 'K-11'] }];
  const gone = [...county(['K-10', 'K-11'], '2026-02-10'), ...city(['K-10'], '2026-06-10')];
  expect(judge([...twice(ids), ...gone], { frozen })).toEqual(JUSTIFIED);
});
