import { describe, expect, test } from 'vitest';
import { anObject, aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadPack, withSwitches } from '../../test/pack-files.ts';
import { candidates } from './candidates.ts';
import { isUnrecorded } from './class-so-far.ts';
import { coverageMonitor } from './coverage-monitor.ts';
import type { ObjectFacts, VisitFact } from './facts.ts';
import { makeLedger } from './ledger.ts';
import type { OwnRatio } from './own-ratios.ts';
import type { Pack } from './pack.ts';
import { proposePlan } from './plan.ts';
import type { FrozenList } from './tally-classes.ts';
import { workingDays } from './working-days.ts';

/** A plan that is made while its year is under way: what is left of the year, by what was drawn of it. */

const jiangxian = loadPack('jiangxian');
const AGENCY = { code: '999999', name: '示范县分局', level: 'county' } as const;
const ids = (from: number, n: number) => Array.from({ length: n }, (_, i) => `K-${String(from + i).padStart(3, '0')}`);
const keys = (n: number) => ids(1, n).map((id) => keyObject(id));
const on = (date: string, objects: readonly string[], more: Partial<VisitFact> = {}): readonly VisitFact[] =>
  objects.map((objectId) => aVisit({ objectId, date, ...more }));
/** Five, five and ten of 37 in the first three quarters. */
const J11 = [...on('2026-02-02', ids(1, 5)), ...on('2026-05-05', ids(6, 5)), ...on('2026-08-08', ids(11, 10))];

interface Known {
  readonly objects?: readonly ObjectFacts[];
  readonly visits?: readonly VisitFact[];
  readonly frozen?: readonly FrozenList[];
  readonly asOf?: string;
  readonly ownRatios?: readonly OwnRatio[];
  readonly ratiosOn?: string;
}

function propose(pack: Pack, { objects = keys(37), visits = [], frozen = [], asOf = '2026-10-10', ...more }: Known) {
  const place = { agency: AGENCY.code, level: AGENCY.level, year: 2026 };
  const ledger = makeLedger(pack, { ...place, objects, visits, asOf, countsDrawn: true });
  return proposePlan(pack, { agency: AGENCY, year: 2026, bases: {}, soFar: { ledger, frozen }, ...more });
}

function numbers(pack: Pack, known: Known, cls = 'key') {
  const own = propose(pack, known).entries.filter((entry) => entry.class === cls);
  return own.map(({ base, required, recommended, n }) => [base, required, recommended, n]);
}

/** What the monitor of coverage says of the periods that have begun. */
function monitored(pack: Pack, { objects = keys(37), visits = [], asOf = '2026-10-10' }: Known) {
  const place = { agency: AGENCY.code, level: AGENCY.level, year: 2026 };
  const input = { ...place, objects, visits, asOf, calendar: workingDays([]) };
  const line = coverageMonitor(pack, input).find(({ class: cls, span }) => cls === 'key' && span === 'year')!;
  return line.periods.map(({ base, required, recommended }) => [base, required, recommended]);
}

const rehearsed = (pack: Pack, { objects = keys(37), visits = [], asOf = '2026-10-10' }: Known) =>
  candidates(pack, { class: 'key', level: 'county', period: '2026Q4', date: asOf, objects, visits })!;

test('visits that the cap does not count take nobody out of the coming periods (AMB-23)', () => {
  const visits = on('2026-02-10', ids(1, 1)).flatMap((one) => [one, { ...one, date: '2026-03-10' }]);
  const planned = (cls: string) => {
    const known = { objects: keys(1), visits: visits.map((one) => ({ ...one, class: cls })), asOf: '2026-04-10' };
    return numbers(jiangxian, known).map(([, required, , n]) => [required, n]);
  };
  expect(planned('special').slice(1)).toEqual([
    [1, 1],
    [1, 1],
    [1, 0],
  ]);
  // Control: two that it counts do.
  expect(planned('key').slice(1)).toEqual([
    [1, 0],
    [1, 0],
    [1, 0],
  ]);
});

describe('the last period finishes the coverage (C0-6)', () => {
  test('after five, five and ten of 37 it needs 17, as the monitor and the list of the draw say (J-11)', () => {
    const known = { visits: J11 };
    expect(numbers(jiangxian, known)).toEqual([
      [37, 10, 10, 10],
      [37, 10, 11, 10],
      [37, 10, 14, 10],
      [37, 17, 17, 17],
    ]);
    expect(monitored(jiangxian, known)).toEqual(numbers(jiangxian, known).map((one) => one.slice(0, 3)));
    expect(rehearsed(jiangxian, known)).toMatchObject({ base: 37, required: 17, recommended: 17 });
    const { fields } = propose(jiangxian, known).entries.find(({ id }) => id === '2026q4.key')!;
    expect(fields.ratioQuantity).toBe('不低于25%，17 家次');
  });

  test('after ten, ten and four it needs 13 (Y-04)', () => {
    const visits = [...on('2026-02-02', ids(1, 10)), ...on('2026-05-05', ids(11, 10)), ...on('2026-08-08', ids(21, 4))];
    expect(numbers(loadPack('yingkou'), { visits }).map(([, required, , n]) => [required, n])).toEqual([
      [10, 10],
      [10, 10],
      [10, 10],
      [13, 13],
    ]);
  });

  test('a quarter ahead the pace of what is left is advised, and the last one has the rest of it', () => {
    // In June 5 and 5 of 37 are drawn: 14 of the 27 in the third quarter, 13 in the fourth.
    const known = { visits: J11.slice(0, 10), asOf: '2026-07-02' };
    expect(numbers(jiangxian, known).slice(2)).toEqual([
      [37, 10, 14, 14],
      [37, 13, 13, 13],
    ]);
  });

  test('of the running quarter what is drawn already is part of its number, and is not drawn twice', () => {
    const visits = [...J11.slice(0, 10), ...on('2026-07-02', ids(11, 4), { state: 'drawn', period: '2026Q3' })];
    expect(numbers(jiangxian, { visits, asOf: '2026-07-03' }).slice(2)).toEqual([
      [37, 10, 14, 14],
      [37, 13, 13, 13],
    ]);
    // 20 are drawn of it: more than its number, and seven are left.
    const more = [...J11.slice(0, 10), ...on('2026-07-02', ids(11, 20), { state: 'drawn', period: '2026Q3' })];
    expect(numbers(jiangxian, { visits: more, asOf: '2026-07-03' }).slice(2)).toEqual([
      [37, 10, 14, 20],
      [37, 10, 10, 10],
    ]);
  });

  test('who was visited twice leaves the others uncovered', () => {
    const visits = [...on('2026-02-02', ids(1, 10)), ...on('2026-05-05', ids(1, 10)), ...on('2026-08-08', ids(11, 10))];
    expect(numbers(jiangxian, { visits }).at(-1)).toEqual([37, 17, 17, 17]);
  });

  test('periods that ran over leave no less than the ratio, or what is uncovered where the pack stops there', () => {
    const visits = [...on('2026-02-02', ids(1, 18)), ...on('2026-05-05', ids(19, 17))];
    const known = { visits, asOf: '2026-07-02' };
    expect(numbers(jiangxian, known).map(([, required, , n]) => [required, n])).toEqual([
      [10, 18],
      [10, 17],
      [10, 10],
      [10, 10],
    ]);
    const stops = withSwitches(jiangxian, { 'calc.afterFullCoverage': 'stop' });
    expect(numbers(stops, known).map(([, required, , n]) => [required, n])).toEqual([
      [10, 18],
      [10, 17],
      [2, 2],
      [0, 0],
    ]);
  });

  test('a year that is over has what was asked and drawn in each of its periods', () => {
    expect(numbers(jiangxian, { visits: J11, asOf: '2027-01-10' })).toEqual([
      [37, 10, 10, 10],
      [37, 10, 11, 10],
      [37, 10, 14, 10],
      [37, 17, 17, 17],
    ]);
  });

  test('nobody beyond the cap: two visits each, and the number is no larger than who is left', () => {
    const objects = keys(2);
    const visits = ['2026-02-02', '2026-05-05'].flatMap((day) => on(day, ids(1, 2)));
    expect(numbers(jiangxian, { objects, visits }).map(([, required, , n]) => [required, n])).toEqual([
      [1, 2],
      [1, 2],
      [1, 0],
      [1, 0],
    ]);
  });
});

describe('a year of which nothing is recorded', () => {
  const EVEN = Array(4).fill([37, 10, 10, 10]);

  test('is planned as a whole: nobody knows what its periods drew', () => {
    expect(numbers(jiangxian, {})).toEqual(EVEN);
    const before = proposePlan(jiangxian, { agency: AGENCY, year: 2026, bases: { key: 37 } }).entries;
    expect(propose(jiangxian, {}).entries.filter(({ class: cls }) => cls === 'key')).toEqual(before);
  });

  test.each([
    ['a visit of the year before', { date: '2025-12-30' }],
    ['one by the city', { level: 'municipal' }],
    ['one of another county', { agency: '999998' }],
    ['one that was cancelled', { state: 'cancelled' }],
    ['one that was not drawn by lot', { selection: 'targeted' }],
  ] as const)('%s says nothing of it', (_, more) => {
    const visits = on('2026-02-02', ids(1, 1), more as Partial<VisitFact>);
    const place = { agency: AGENCY.code, level: AGENCY.level, year: 2026 };
    expect(isUnrecorded({ ...place, visits })).toBe(true);
    expect(isUnrecorded({ ...place, visits: on('2026-02-02', ids(1, 1)) })).toBe(false);
  });
});

describe('who is exempt (AMB-08)', () => {
  const clean = on('2026-01-05', ids(1, 5), { level: 'municipal', agency: '140800' });
  const known = { visits: clean, asOf: '2026-01-10' };
  const outside = withSwitches(jiangxian, { 'calc.exemptedInDenominator': false });

  test('stays in the base and is covered by the default reading', () => {
    expect(numbers(jiangxian, known)).toEqual(Array(4).fill([37, 10, 10, 10]));
  });

  test('leaves the base where the pack reads it so, as for the monitor and the draw (J-09)', () => {
    expect(numbers(outside, known)).toEqual(Array(4).fill([32, 8, 8, 8]));
    expect(monitored(outside, known)).toEqual([[32, 8, 8]]);
    expect(rehearsed(outside, known)).toMatchObject({ base: 32, minimum: 8 });
    const [first] = propose(outside, known).entries.filter(({ class: cls }) => cls === 'key');
    expect(first!.fields.objectScope).toContain('基数 32 家');
  });

  test('also in the middle of the year', () => {
    const visits = [...clean, ...on('2026-02-02', ids(6, 5))];
    expect(numbers(jiangxian, { visits }).at(-1)).toEqual([37, 27, 27, 27]);
    expect(numbers(outside, { visits }).at(-1)).toEqual([32, 27, 27, 27]);
  });

  test('is not drawn: thirty of 37 leave seven, twice (J-10)', () => {
    const visits = on('2026-01-05', ids(1, 30), { level: 'municipal', agency: '140800' });
    expect(numbers(jiangxian, { visits, asOf: '2026-01-10' })).toEqual([
      [37, 10, 10, 7],
      [37, 10, 10, 7],
      [37, 10, 10, 0],
      [37, 10, 10, 0],
    ]);
  });

  test('item by item where the scheme has it so: who has no item left is out (Y-11)', () => {
    const yingkou = loadPack('yingkou');
    const without = withSwitches(yingkou, { 'calc.exemptedInDenominator': false });
    const one = on('2026-01-05', ids(1, 1), { level: 'municipal', agency: '210800' });
    expect(numbers(yingkou, { visits: one, asOf: '2026-01-10' })).toEqual(Array(4).fill([37, 10, 10, 10]));
    expect(numbers(without, { visits: one, asOf: '2026-01-10' })).toEqual(Array(4).fill([36, 9, 9, 9]));
    expect(monitored(without, { visits: one, asOf: '2026-01-10' })).toEqual([[36, 9, 9]]);
  });

  test('counts for classes without a ratio too', () => {
    const xinxian = withSwitches(
      loadPack('xinxian', (value) => {
        const { rules } = value as { rules: object[] };
        const clause = { section: '一', quote: '阳光管理' };
        rules.push({
          ...{ id: 'xinxian/exemption/all/county', strictness: 'hard', clause },
          value: { from: 'higherLevel', per: 'object', apply: true },
        });
      }),
      { 'calc.exemptedInDenominator': false },
    );
    const objects = ids(1, 20).map((id) => anObject({ id }));
    const place = { agency: AGENCY.code, level: AGENCY.level, year: 2026, asOf: '2026-01-10', countsDrawn: true };
    const ledger = makeLedger(xinxian, { ...place, objects, visits: clean });
    const asked = { agency: AGENCY, year: 2026, bases: {}, staff: { officers: 14 } };
    const general = proposePlan(xinxian, { ...asked, soFar: { ledger, frozen: [] } }).entries.find(
      ({ class: cls }) => cls === 'general',
    );
    expect(general).toMatchObject({ base: 15, required: 15, n: 15 });
  });
});

describe('a floor of the province that binds', () => {
  test('asks for whom the year lacks: who was inspected in another class is covered, who was drawn stays part of it', () => {
    const yingkou = withSwitches(loadPack('yingkou'), { 'special.floor': 'provincialEnforce' });
    const objects = ids(1, 4).map((id) => anObject({ id, seriousDishonesty: true }));
    const asKey = on('2026-02-02', ids(1, 1), { class: 'key' });
    const special = (visits: readonly VisitFact[], pack = yingkou) => numbers(pack, { objects, visits }, 'special');
    expect(special([])).toEqual([[4, 4, 4, 4]]);
    expect(special(asKey)).toEqual([[4, 3, 3, 3]]);
    const drawn = on('2026-09-02', ids(2, 1), { class: 'special', state: 'drawn', period: '2026', taskId: 't' });
    expect(special([...asKey, ...drawn])).toEqual([[4, 3, 3, 3]]);
    const asked = { class: 'special', level: 'county', period: '2026', date: '2026-10-10', objects } as const;
    expect(candidates(yingkou, { ...asked, visits: asKey })).toMatchObject({ base: 4, required: 3, recommended: 3 });
    // Read as a warning it requires none, and advises the same.
    const warns = loadPack('yingkou');
    expect(special(asKey, warns)).toEqual([[4, 0, 3, 3]]);
    expect(candidates(warns, { ...asked, visits: asKey })).toMatchObject({ base: 4, required: 0, recommended: 3 });
  });
});

describe('bases', () => {
  test('of a period with a frozen list are those of the list; what comes after goes by the directory', () => {
    const frozen = [{ class: 'key', period: '2026Q4', base: 33, available: 33, members: ids(1, 33) }];
    expect(numbers(jiangxian, { visits: J11, frozen }).at(-1)).toEqual([33, 13, 13, 13]);
    const q3 = [{ class: 'key', period: '2026Q3', base: 33, available: 33, members: ids(1, 33) }];
    expect(numbers(jiangxian, { visits: J11.slice(0, 10), frozen: q3, asOf: '2026-07-02' }).slice(2)).toEqual([
      [33, 9, 12, 12],
      [37, 15, 15, 15],
    ]);
  });

  test('of a class that lost its members is empty, without entries of periods to come', () => {
    const objects = keys(5).map((one): ObjectFacts => ({ ...one, status: 'closed', statusSince: '2026-06-01' }));
    const found = propose(jiangxian, { objects, visits: on('2026-02-02', ids(1, 2)) }).entries;
    expect(found.filter(({ class: cls }) => cls === 'key').map(({ id, base }) => [id, base])).toEqual([
      ['2026q1.key', 5],
      ['2026q2.key', 5],
    ]);
  });

  test('of a list that is drawn in rounds stand in each of them, whatever was drawn', () => {
    const yiliang = loadPack('yiliang');
    const objects = ids(1, 4).map((id) => anObject({ id, tierRows: ['B2'] }));
    const visits = on('2026-02-02', ids(1, 3), { class: 'B2' });
    expect(numbers(yiliang, { objects, visits }, 'B2')).toEqual(Array(2).fill([4, 4, 4, 4]));
  });
});

describe('a class that was set by hand (R-032)', () => {
  const byHand = (from: string, to: string, cls = 'special') => ({
    overrides: [{ class: cls, from, to, reason: '专题会议纪要', approvedBy: '王局' }],
  });
  const withHand = (from: string, to: string) => [...keys(11), { ...keyObject('K-012'), ...byHand(from, to) }];
  const of = (objects: readonly ObjectFacts[], cls: string, pack = jiangxian) =>
    propose(pack, { objects, visits: on('2026-01-05', ['K-001']), asOf: '2026-02-20' })
      .entries.filter((one) => one.class === cls)
      .map(({ id, base, required }) => [id.slice(0, 6), base, required]);

  test('whose last day is on record is planned for until then; the object is due in its own class from the next period on', () => {
    const objects = withHand('2026-02-01', '2026-02-28');
    expect(of(objects, 'special')).toEqual([
      ['2026q1', 1, 1],
      ['2026q2', 0, 0],
      ['2026q3', 0, 0],
      ['2026q4', 0, 0],
    ]);
    expect(of(objects, 'key').map(([, base]) => base)).toEqual([11, 12, 12, 12]);
  });

  test('and drawn in its quarter stays counted as drawn in it after its last day', () => {
    const objects = withHand('2026-02-01', '2026-02-28');
    const frozen = [{ class: 'special', period: '2026Q1', base: 1, available: 1, members: ['K-012'] }];
    const visits = on('2026-02-20', ['K-012'], { class: 'special', period: '2026Q1' });
    const { entries } = propose(jiangxian, { objects, visits, frozen, asOf: '2026-03-10' });
    const [first, second] = entries.filter((one) => one.class === 'special');
    expect(first).toMatchObject({ base: 1, required: 1, n: 1, drawn: 1 });
    expect(second).toMatchObject({ base: 0, required: 0, n: 0 });
    expect(second).not.toHaveProperty('drawn');
  });

  test('holds in each period that begins before its end', () => {
    const objects = withHand('2026-02-01', '2026-07-01');
    expect(of(objects, 'special').map(([, base]) => base)).toEqual([1, 1, 1, 0]);
  });

  test('from a day to come is planned for from the next period on', () => {
    const objects = withHand('2026-06-01', '2026-12-31');
    expect(of(objects, 'special').map(([, base]) => base)).toEqual([0, 0, 1, 1]);
    expect(of(objects, 'key').map(([, base]) => base)).toEqual([12, 12, 11, 11]);
  });

  test('changes no base where the pack takes the members of the year’s beginning', () => {
    const pack = withSwitches(jiangxian, { 'calc.denominatorSnapshot': 'yearStart' });
    const objects = withHand('2026-02-01', '2026-02-28');
    expect(of(objects, 'key', pack).map(([, base]) => base)).toEqual([12, 12, 12, 12]);
  });
});

test('a yearly ratio sets the pace as well, for the plan, the monitor and the list alike', () => {
  // 5 % a quarter and 20 % a year of 40: two a quarter, eight in all. Only one of them is visited by October.
  const objects = ids(1, 40).map((id) => anObject({ id }));
  const visits = on('2026-02-02', ids(1, 1), { class: 'general' });
  expect(numbers(jiangxian, { objects, visits }, 'general')).toEqual([
    [40, 2, 2, 2],
    [40, 2, 3, 2],
    [40, 2, 4, 2],
    [40, 2, 7, 7],
  ]);
  const place = { level: 'county', class: 'general', period: '2026Q4', date: '2026-10-10' } as const;
  expect(candidates(jiangxian, { ...place, objects, visits })).toMatchObject({ required: 2, recommended: 7 });
});

test('own ratios are those of the day that is asked about', () => {
  const yingkou = loadPack('yingkou');
  const objects = ids(1, 100).map((id) => anObject({ id }));
  const own = { class: 'general', level: 'county', every: 'quarter' } as const;
  const ownRatios = [
    { ...own, min: { p: 5, q: 100 }, from: '2026-01-01' },
    { ...own, min: { p: 10, q: 100 }, from: '2026-07-01' },
  ];
  const of = (ratiosOn?: string) =>
    numbers(yingkou, { objects, ownRatios, ...(ratiosOn && { ratiosOn }) }, 'general').map(([, required]) => required);
  expect(of()).toEqual([5, 5, 5, 5]);
  expect(of('2026-07-01')).toEqual([10, 10, 10, 10]);
});
