import { describe, expect, test } from 'vitest';
import { anObject as objectOf } from '../../test/facts-fixtures.ts';
import { loadPack } from '../../test/pack-files.ts';
import { classIntervals, classify } from './classify.ts';
import type { ObjectFacts, ReplacedFacts } from './facts.ts';
import { makeLedger } from './ledger.ts';
import { factsOn, isListedOn, isSameButDays, statusOn } from './past-facts.ts';

const pack = loadPack('jiangxian');
const anObject = (given: Partial<ObjectFacts> = {}) => objectOf({ id: 'X', ...given });
const replaced = (facts: Partial<ObjectFacts>, more: Partial<ReplacedFacts> = {}): ReplacedFacts => ({
  stated: false,
  ...more,
  facts: anObject(facts),
});

describe('the state on a day', () => {
  const suspended = { status: 'suspended', statusSince: '2026-02-01' } as const;
  const reopened = anObject({
    statusSince: '2026-08-01',
    earlier: [
      replaced({}, { statusUntil: '2026-02-01' }),
      replaced(suspended, { until: '2026-05-01' }),
      replaced(suspended, { statusUntil: '2026-08-01' }),
    ],
  });

  test('is that of the row that held then', () => {
    const days = ['2026-01-31', '2026-02-01', '2026-05-02', '2026-07-31', '2026-08-01'];
    expect(days.map((day) => statusOn(reopened, day))).toEqual([
      'active',
      'suspended',
      'suspended',
      'suspended',
      'active',
    ]);
  });

  test('without earlier rows is active before the state began', () => {
    const closed = anObject({ status: 'closed', statusSince: '2026-02-01' });
    expect(['2026-01-31', '2026-02-01'].map((day) => statusOn(closed, day))).toEqual(['active', 'closed']);
    expect(statusOn(anObject({ status: 'closed' }), '2020-01-01')).toBe('closed');
  });
});

describe('a day that a later row puts right', () => {
  const states = (object: ObjectFacts, ...days: readonly string[]) => days.map((day) => statusOn(object, day));
  const stoppedFrom = (day: string, ...earlier: readonly ReplacedFacts[]) =>
    anObject({ status: 'suspended', statusSince: day, earlier });
  const first = replaced({}, { statusUntil: '2026-12-10' });

  test('is that from which the state began, earlier or later', () => {
    const said = replaced({ status: 'suspended', statusSince: '2026-12-10' });
    const days = ['2026-11-14', '2026-11-15', '2026-12-10', '2026-12-20'];
    expect(states(stoppedFrom('2026-11-15', first, said), ...days)).toEqual([
      ...['active', 'suspended', 'suspended', 'suspended'],
    ]);
    expect(states(stoppedFrom('2026-12-20', first, said), ...days)).toEqual([
      ...['active', 'active', 'active', 'suspended'],
    ]);
    // Control: a row that says nothing of the day leaves it.
    expect(states(stoppedFrom('2026-12-10', first, said), ...days)).toEqual([
      ...['active', 'active', 'suspended', 'suspended'],
    ]);
  });

  test('and that from which the rest of a row holds, where nothing else was changed with it', () => {
    const earlier = [
      replaced({ industry: 'A' }, { until: '2026-12-10', stated: true }),
      replaced({ industry: 'B', changedSince: '2026-12-10' }),
    ];
    const industries = (object: ObjectFacts) =>
      ['2026-11-14', '2026-11-15', '2026-12-10', '2026-12-20'].map((day) => factsOn(object, day).industry);
    const moved = (changedSince: string | undefined, more: Partial<ObjectFacts> = {}) =>
      anObject({ industry: 'B', earlier, ...(changedSince && { changedSince }), ...more });
    expect(industries(moved('2026-11-15', { legalRepresentative: '某' }))).toEqual(['A', 'B', 'B', 'B']);
    expect(industries(moved('2026-12-20'))).toEqual(['A', 'A', 'A', 'B']);
    // Controls: a routine row without a day, and a new name with a day of its own.
    expect(industries(moved(undefined))).toEqual(['A', 'A', 'B', 'B']);
    expect(industries(moved('2026-12-20', { name: '改名后的厂' }))).toEqual(['A', 'A', 'B', 'B']);
  });
});

test('two rows say the same but for their days, and not where anything else differs', () => {
  const row = anObject({ statusSince: '2026-03-20', industry: 'A' });
  expect(isSameButDays(row, anObject({ changedSince: '2026-07-10', industry: 'A' }))).toBe(true);
  for (const more of [{ industry: 'B' }, { name: '另一个' }, { status: 'suspended' }] as const)
    expect(isSameButDays(row, { ...row, ...more })).toBe(false);
});

describe('the facts of a day', () => {
  const heavy = (object: ObjectFacts, day: string) => factsOn(object, day).heavyMetals ?? false;

  test('are those of the row that held then; the last row that speaks of a day wins', () => {
    const object = anObject({
      heavyMetals: true,
      earlier: [
        replaced({ industry: 'A' }, { until: '2026-09-15', stated: true }),
        replaced({ industry: 'B' }, { until: '2026-08-01', stated: true }),
      ],
    });
    expect(['2026-07-31', '2026-08-01', '2026-09-15'].map((day) => heavy(object, day))).toEqual([false, true, true]);
    expect(factsOn(object, '2026-07-31').industry).toBe('A');
    expect(factsOn(object, '2026-08-01')).toBe(object);
    expect(factsOn(anObject(), '2020-01-01')).toEqual(anObject());
  });

  test('keep the state, the classes set by hand and the history of the object', () => {
    const overrides = [{ class: 'special', from: '2026-01-01', to: '2026-12-31', reason: '纪要', approvedBy: '某' }];
    const earlier = [
      replaced({ status: 'suspended', overrides: [] }, { until: '2026-08-01', statusUntil: '2026-08-01' }),
    ];
    const object = anObject({ statusSince: '2026-08-01', overrides, earlier });
    expect(factsOn(object, '2026-07-01')).toMatchObject({
      status: 'active',
      statusSince: '2026-08-01',
      overrides,
      earlier,
    });
    const plain = factsOn(anObject({ earlier }), '2026-07-01');
    expect([plain.statusSince, plain.overrides, statusOn(plain, '2026-07-01')]).toEqual([
      undefined,
      undefined,
      'suspended',
    ]);
  });

  test('leave out what never held: a row corrected on the day it was entered, or replaced in its state alone', () => {
    expect(heavy(anObject({ heavyMetals: true, earlier: [replaced({})] }), '2020-01-01')).toBe(true);
  });

  test('count what has a day of its own by that day, whichever row says it', () => {
    const event = { kind: 'penalty', date: '2026-05-03' } as const;
    const before = { kind: 'penalty', date: '2026-02-03' } as const;
    const at = (more: Partial<ReplacedFacts>, facts: Partial<ObjectFacts> = {}) =>
      factsOn(
        anObject({
          events: [before, event],
          keyListMember: [{ year: 2026 }, { level: 'county' }],
          positiveList: { from: '2026-03-01' },
          earlier: [replaced(facts, { until: '2026-08-20', ...more })],
        }),
        '2026-07-01',
      );
    expect(at({}, { events: [before] }).events).toEqual([before, event]);
    expect(at({}).keyListMember).toEqual([{ year: 2026 }]);
    expect(at({}, { keyListMember: [{ year: 2025 }] }).keyListMember).toEqual([{ year: 2025 }, { year: 2026 }]);
    expect(at({}).positiveList).toEqual({ from: '2026-03-01' });
    const span = (from: string, to: string) => at({}, { positiveList: { from, to } }).positiveList;
    expect(span('2026-01-01', '2026-12-31')).toEqual({ from: '2026-01-01', to: '2026-12-31' });
    expect(span('2025-01-01', '2026-06-30')).toEqual({ from: '2026-03-01' });
    expect(span('2026-08-01', '2026-12-31')).toEqual({ from: '2026-03-01' });
    expect(at({}, { positiveList: { from: '2024-01-01' } }).positiveList).toEqual({ from: '2024-01-01' });
    // Control: a row that says from when on it speaks says nothing of the days before.
    const stated = at({ stated: true });
    expect([stated.keyListMember, stated.positiveList, stated.events]).toEqual([undefined, undefined, [before, event]]);
  });

  test('without events stay without', () => {
    const object = anObject({ earlier: [replaced({}, { until: '2026-08-20' })] });
    expect(factsOn(object, '2026-07-01').events).toBeUndefined();
  });
});

test('the class of a day goes by the facts of that day, and who came later is in no list from before', () => {
  const upgraded = anObject({
    id: 'U',
    keyListMember: [{}],
    earlier: [replaced({ id: 'U' }, { until: '2026-09-15', stated: true })],
  });
  const classOn = (day: string) => classify(pack, { object: upgraded, date: day }).class;
  expect([classOn('2026-09-14'), classOn('2026-09-15')]).toEqual(['general', 'key']);
  const late = anObject({ id: 'L', keyListMember: [{}], listedFrom: '2026-10-01' });
  const always = anObject({ id: 'A', keyListMember: [{}] });
  expect([isListedOn(late, '2026-09-30'), isListedOn(late, '2026-10-01'), isListedOn(always, '1999-01-01')]).toEqual([
    false,
    true,
    true,
  ]);
  const ledger = makeLedger(pack, {
    ...{ level: 'county', year: 2026, asOf: '2027-01-01' },
    objects: [upgraded, late, always],
    visits: [],
  });
  const keysOn = (day: string) =>
    ledger
      .membersOn(pack, day)
      .get('key')!
      .map(({ object }) => object.id);
  expect([keysOn('2026-07-01'), keysOn('2026-10-01')]).toEqual([['A'], ['A', 'L', 'U']]);
});

describe('the classes through a year', () => {
  const spansOf = (object: ObjectFacts) =>
    classIntervals([pack], { object }, { from: '2026Q1', to: '2026Q4' }).map(({ class: cls, from }) => [cls, from]);

  test('begin on the day until which the row before held, with what the row before says of events', () => {
    const events = [{ kind: 'penalty', date: '2026-02-10' }] as const;
    const before = { keyListMember: [], events, permitCategory: '登记管理' } as const;
    const now = { keyListMember: [{}], permitCategory: '登记管理' } as const;
    const changed = anObject({ ...now, earlier: [replaced(before, { until: '2026-08-20', stated: true })] });
    expect(spansOf(changed)).toEqual([
      ['general', '2026-01-01'],
      ['special', '2026-04-01'],
      ['general', '2026-07-01'],
      ['key', '2026-08-20'],
    ]);
  });

  test('control: a row that held to no known day splits nothing', () => {
    const earlier = [replaced({}, { statusUntil: '2026-08-20' })];
    expect(spansOf(anObject({ keyListMember: [{}], earlier }))).toEqual([['key', '2026-01-01']]);
  });
});
