import { expect, test } from 'vitest';
import { anObject, keyObject } from '../../test/facts-fixtures.ts';
import { ANNEX_ITEMS } from '../../test/golden/annex-items.ts';
import { loadPack } from '../../test/pack-files.ts';
import { visitItems } from './visit-items.ts';

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
