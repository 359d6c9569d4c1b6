import { describe, expect, test } from 'vitest';
import { aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import type { ObjectFacts, VisitFact } from './facts.ts';
import type { Pack } from './pack.ts';
import { standardReport, unequalFigures } from './standard-report.ts';
import { workingDays } from './working-days.ts';

/** What a period that is over says of coverage is what held at its end: later visits add nothing to it and take nothing away. */

const calendar = workingDays([2024, 2025, 2026].map(loadHolidays));
const jiangxian = loadPack('jiangxian');
const objects = [1, 2, 3, 4].map((n) => keyObject(`K-00${n}`));
const byCity = (objectId: string, date: string, more: Partial<VisitFact> = {}) =>
  aVisit({ objectId, date, level: 'municipal', agency: '140800', ...more });
const own = (objectId: string, date: string) => aVisit({ objectId, date });

type Given = { readonly objects?: readonly ObjectFacts[]; readonly only?: string; readonly frozen?: readonly string[] };

function report(pack: Pack, visits: readonly VisitFact[], given: Given = {}) {
  const { frozen: members, only } = given;
  const told = standardReport(pack, {
    ...{ agency: '999999', level: 'county', year: 2025, asOf: '2026-01-01', calendar },
    ...{ objects: given.objects ?? objects, visits, ...(only && { only }) },
    ...(members && { frozen: [{ class: 'key', period: '2025Q1', base: members.length, available: 2, members }] }),
  });
  expect(unequalFigures(told)).toEqual([]);
  return told;
}

/** Covered in each quarter, and in the year. */
function covered(pack: Pack, visits: readonly VisitFact[], given: Given = {}) {
  const { figures } = report(pack, visits, given);
  return figures.filter((one) => one.figure === 'covered' && one.class === 'key').map((one) => one.value);
}

describe('covered by the end of a quarter', () => {
  const before = [own('K-001', '2025-02-03')];

  test('a clean inspection by the city counts from its own quarter on, not before', () => {
    expect(covered(jiangxian, before)).toEqual([1, 1, 1, 1, 1]);
    const june = byCity('K-002', '2025-06-16');
    const november = byCity('K-003', '2025-11-06');
    expect(covered(jiangxian, [...before, june, november])).toEqual([1, 2, 2, 3, 3]);
    expect(covered(jiangxian, [...before, june, november], { only: '2025Q1' })).toEqual([1]);
    const { rows } = report(jiangxian, [...before, june]);
    const at = (period: string) => rows({ figure: 'covered', class: 'key', period }).map(({ object }) => object);
    expect([at('2025Q1'), at('2025Q2')]).toEqual([['K-001'], ['K-001', 'K-002']]);
    // Control: on the last day of the quarter it is in it.
    expect(covered(jiangxian, [...before, byCity('K-002', '2025-03-31')])).toEqual([2, 2, 2, 2, 2]);
    // Control: what found something spares nobody.
    expect(covered(jiangxian, [byCity('K-002', '2025-02-15', { results: ['发现问题已责令整改'] })])).toEqual([
      0, 0, 0, 0, 0,
    ]);
  });

  test('whom the county inspects itself later stays covered in the quarters before', () => {
    const clean = byCity('K-002', '2025-02-15');
    expect(covered(jiangxian, [...before, clean])).toEqual([2, 2, 2, 2, 2]);
    expect(covered(jiangxian, [...before, clean, own('K-002', '2025-08-20')])).toEqual([2, 2, 2, 2, 2]);
  });

  test('whoever leaves the class later stays covered in the quarters before', () => {
    const clean = byCity('K-002', '2025-02-15');
    const penalty = { kind: 'penalty', date: '2025-08-05' } as const;
    const moved = objects.map((one) => (one.id === 'K-002' ? { ...one, events: [penalty] } : one));
    expect(covered(jiangxian, [...before, clean], { objects: moved }).slice(0, 4)).toEqual([2, 2, 2, 1]);
  });

  test('goes by the members of the list that was frozen', () => {
    const clean = [byCity('K-002', '2025-02-15'), byCity('K-003', '2025-05-15')];
    const frozen = ['K-001', 'K-002', 'K-003'];
    expect(covered(jiangxian, [...before, ...clean], { frozen })).toEqual([2, 3, 3, 3, 3]);
    expect(covered(jiangxian, [...before, ...clean], { frozen: ['K-001', 'K-004'] })[0]).toBe(1);
  });

  test('a unit that is not at work and stays in the base is spared like any other', () => {
    const pack = withSwitches(jiangxian, { 'calc.suspendedInDenominator': true });
    const resting = objects.map((one) => (one.id === 'K-002' ? { ...one, status: 'suspended' as const } : one));
    expect(covered(pack, [byCity('K-002', '2025-05-15')], { objects: resting })).toEqual([0, 1, 1, 1, 1]);
  });

  test('a recognised result counts from its own quarter on', () => {
    const water = aVisit({ objectId: 'K-002', date: '2025-05-15', agency: '水务局', recognised: true });
    expect(covered(loadPack('xinxian'), [water])).toEqual([0, 1, 1, 1, 1]);
    // Control: without a clause that lets results be recognised nobody is covered by one.
    expect(covered(loadPack('xiongan'), [water])).toEqual([0, 0, 0, 0, 0]);
  });

  test('营口: item by item, only once all of its items were found clean', () => {
    const pack = loadPack('yingkou');
    const first = byCity('K-002', '2025-02-15', { items: ['1'] });
    const second = byCity('K-002', '2025-08-15', { items: ['2'] });
    const directed = aVisit({ objectId: 'K-002', date: '2025-01-10', selection: 'directed', items: ['1', '2'] });
    expect(covered(pack, [directed, first])).toEqual([0, 0, 0, 0, 0]);
    expect(covered(pack, [directed, first, second])).toEqual([0, 0, 1, 1, 1]);
  });
});
