import { describe, expect, test } from 'vitest';
import { anObject, aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { ANNEX_ITEMS } from '../../test/golden/annex-items.ts';
import { loadPack, withSwitches } from '../../test/pack-files.ts';
import type { VisitFact } from './facts.ts';
import { type Pack, theRule } from './pack.ts';
import { scopedJudge } from './scoped-draw.ts';
import { itemsForCaps, itemsOnForm, visitItems } from './visit-items.ts';

const pack = loadPack('jiangxian');
const NO_LAW = { item: '5b', reason: '缺检查主体、检查依据' };
const ask = (more: Partial<Parameters<typeof visitItems>[1]> = {}) => ({
  object: keyObject('K-001', { hazardousWasteRole: ['产生'] }),
  drawnAs: 'key',
  date: '2026-11-20',
  list: ANNEX_ITEMS,
  task: { items: ['1', '4', '5a'] },
  ...more,
});

test('J-16: all items that concern the unit, of its class and of every trait; one without authority and law is left out', () => {
  expect(visitItems(pack, ask())).toEqual({ items: ['1'], leftOut: [NO_LAW] });
  const operates = keyObject('K-002', { hazardousWasteRole: ['产生', '经营'], sewagePlant: true });
  expect(visitItems(pack, ask({ object: operates }))).toEqual({ items: ['1', '4', '5a'], leftOut: [NO_LAW] });
  expect(visitItems(pack, ask({ object: keyObject('K-003') }))).toEqual({ items: ['1'], leftOut: [] });
});

test('what the task left out for a reason is left out of each visit that it concerns', () => {
  const task = { items: ['1'], leftOut: { items: ['4', '5a'], reason: '本次不涉及' } };
  const operates = keyObject('K-002', { hazardousWasteRole: ['经营'] });
  expect(visitItems(pack, ask({ object: operates, task }))).toEqual({
    items: ['1'],
    leftOut: [{ item: '5a', reason: '本次不涉及' }],
  });
});

test('one law that is missing is named alone', () => {
  const list = ANNEX_ITEMS.map((item) => (item.serialNo === '1' ? { ...item, legalBasis: [] } : item));
  expect(visitItems(pack, ask({ object: keyObject('K-003'), list })).leftOut).toEqual([
    { item: '1', reason: '缺检查依据' },
  ]);
});

test('the class of the day counts beside the one it was drawn in; a task of its own scope has none', () => {
  const moved = anObject({ id: 'G-1' });
  expect(visitItems(pack, ask({ object: moved })).items).toEqual(['1', '2']);
  const { drawnAs: _, ...scoped } = ask({ object: moved });
  expect(visitItems(pack, scoped).items).toEqual(['2']);
});

test('those of the task hold where nothing that may be inspected concerns it, and where the scheme does not ask for all', () => {
  const list = ANNEX_ITEMS.filter(({ serialNo }) => serialNo === '5b');
  expect(visitItems(pack, ask({ list }))).toEqual({ items: ['1', '4', '5a'], leftOut: [NO_LAW] });
  expect(visitItems(pack, ask({ list: [] }))).toEqual({ items: ['1', '4', '5a'], leftOut: [] });
  expect(visitItems(loadPack('yingkou'), ask())).toEqual({ items: ['1', '4', '5a'], leftOut: [] });
});

const byItem: Pack = {
  ...pack,
  rules: pack.rules.map((rule) =>
    rule.topic === 'cap' || rule.topic === 'exemption' ? { ...rule, value: { ...rule.value, per: 'item' } } : rule,
  ) as Pack['rules'],
};
const operates = keyObject('K-002', { hazardousWasteRole: ['经营'] });
const went = (date: string, items: readonly string[], more: Partial<VisitFact> = {}) =>
  aVisit({ objectId: 'K-002', date, items, ...more });
const after = (under: Pack, visits: readonly VisitFact[]) =>
  visitItems(under, ask({ object: operates, done: { level: 'county', period: '2026Q4', visits } }));

test('an item that is at its cap for the year is left out of the next visit, with the clause', () => {
  const { section } = theRule(pack, 'cap').clause;
  const twice = [went('2026-02-02', ['1']), went('2026-05-05', ['1'])];
  expect(after(byItem, twice)).toEqual({
    items: ['5a'],
    leftOut: [{ item: '1', reason: `本年度对该单位的这一事项抽查次数已达上限（${section}）` }],
  });
  for (const visits of [twice.slice(1), twice.map((visit) => ({ ...visit, date: `2025${visit.date.slice(4)}` }))]) {
    expect(after(byItem, visits)).toEqual({ items: ['1', '5a'], leftOut: [] });
  }
  expect(visitItems(byItem, ask({ object: operates })).items).toEqual(['1', '5a']);
});

test('an item that a higher level found clean this year is left out, with the clause', () => {
  const { section } = theRule(byItem, 'exemption').clause;
  const clean = [
    went('2026-02-02', ['1'], { level: 'municipal', results: ['未发现问题'], resultDeterminedOn: '2026-02-03' }),
  ];
  expect(after(byItem, clean)).toEqual({
    items: ['5a'],
    leftOut: [{ item: '1', reason: `本年度上级抽查该单位的这一事项没有发现问题，不再检查（${section}）` }],
  });
});

test('whoever is drawn is inspected: where nothing would be left, everything stays', () => {
  const visits = ['2026-02-02', '2026-05-05'].map((date) => went(date, ['1', '5a']));
  expect(after(byItem, visits)).toEqual({ items: ['1', '5a'], leftOut: [] });
  const { drawnAs: _, ...scoped } = ask({ object: operates });
  const done = {
    level: 'county',
    period: '2026Q4',
    visits: visits.map((visit) => ({ ...visit, items: ['1'] })),
  } as const;
  expect(visitItems(byItem, { ...scoped, done }).items).toEqual(['5a']);
});

test('what concerns an object is asked only where cap or exemption go item by item', () => {
  expect(itemsForCaps(pack, ask({ object: operates }))).toBeUndefined();
  expect(itemsForCaps(byItem, ask({ object: operates }))).toEqual(['1', '5a']);
  expect(itemsForCaps(withSwitches(pack, { 'cap.unit': 'item' }), ask({ object: operates }))).toEqual(['1', '5a']);
});

describe('a scheme that leaves the choice of items to the office, by item (营口)', () => {
  const yingkou = loadPack('yingkou');
  const { drawnAs: _, ...scoped } = ask({ object: keyObject('K-002'), task: { items: ['1', '2', '3', '4'] } });

  test('what concerns the object decides: an item of a campaign that is none of its own keeps it in no pool (R-079, R-082)', () => {
    expect(itemsForCaps(yingkou, scoped)).toEqual(['1']);
    expect(itemsForCaps(yingkou, { ...scoped, object: keyObject('K-002', { sewagePlant: true }) })).toEqual(['1', '4']);
    expect(itemsForCaps(yingkou, { ...scoped, object: anObject({ id: 'G-1' }) })).toEqual(['2']);
    expect(itemsForCaps(yingkou, { ...scoped, drawnAs: 'general' })).toEqual(['1', '2']);
    // Control: where no item of the task concerns it, those of the task hold.
    expect(itemsForCaps(yingkou, { ...scoped, task: { items: ['3', '4'] } })).toEqual(['3', '4']);
  });

  test('a campaign over the whole list draws nobody whose own items are exempt or at their cap', () => {
    const drawn = (visits: readonly VisitFact[], items = itemsForCaps(yingkou, scoped)!) => {
      const judge = scopedJudge(yingkou, {
        ...{ class: 'campaign', taskType: 'campaign', level: 'county', period: '2026Q4', date: '2026-11-20' },
        ...{ items: scoped.task.items, number: { kind: 'count', n: 1 }, skip: false },
      });
      const { state, reason } = judge.add({ object: scoped.object, visits, items })!;
      return [state, reason];
    };
    const clean = went('2026-02-02', ['1'], { level: 'municipal' });
    const twice = [went('2026-02-02', ['1']), went('2026-05-05', ['1'])];
    expect(drawn([clean])).toEqual(['base', 'upper-level-clean']);
    expect(drawn(twice)).toEqual(['base', 'cap']);
    // Controls: once only; and what the whole list of the task would say.
    expect(drawn(twice.slice(1))).toEqual(['in', undefined]);
    expect(drawn(twice, scoped.task.items)).toEqual(['in', undefined]);
  });

  test('a visit has the items of the task, and leaves out one of its own only while another one is open', () => {
    const twice = (items: readonly string[]) => ['2026-02-02', '2026-05-05'].map((date) => went(date, items));
    const plant = { ...scoped, object: keyObject('K-002', { sewagePlant: true }) };
    const left = (visits: readonly VisitFact[]) =>
      visitItems(yingkou, { ...plant, done: { level: 'county', period: '2026Q4', visits } }).items;
    expect(left([])).toEqual(['1', '2', '3', '4']);
    expect(left(twice(['1']))).toEqual(['2', '3', '4']);
    // Its own two are both at their cap: what is none of its own is nothing to inspect there.
    expect(left(twice(['1', '4']))).toEqual(['1', '2', '3', '4']);
  });
});

test('on the form are those that concern the object, where the office chose for a whole task; the others are said', () => {
  const yingkou = loadPack('yingkou');
  const scope = { items: ['1', '2'], leftOut: [{ item: '6', reason: '缺检查依据' }] };
  const { drawnAs: _, ...ofScope } = ask();
  const other = { item: '2', reason: '本单位不是这一事项的检查对象' };
  expect(itemsOnForm(yingkou, ofScope, scope)).toEqual({ items: ['1'], leftOut: [...scope.leftOut, other] });
  expect(itemsOnForm(yingkou, { ...ofScope, drawnAs: 'general' }, scope)).toEqual(scope);
  expect(itemsOnForm(yingkou, ofScope, { items: ['2'], leftOut: [] })).toEqual({ items: ['2'], leftOut: [] });
  // Where all that concern the object are asked for, it was sent out with no others.
  expect(itemsOnForm(pack, ofScope, scope)).toBe(scope);
});
