import type { CreateTask } from '@sunlot/contract/tasks.ts';
import { expect, test } from 'vitest';
import type { PublishedItem } from '../../items/published-items.ts';
import { loadPack, readPackSource } from '../../packs/pack-files.ts';
import { chooseItems } from './choose-items.ts';

const WASTE = '危险废物日常监管';
const item = (serial: string, category: string): PublishedItem => ({
  ...{ listId: 'itl_1', serial, category, objectKind: ['重点排污单位'], legalBasis: ['《环境保护法》'], missing: [] },
});
const CONCERNED = [item('1', '重点排污单位监督检查'), item('5a', WASTE), item('5b', WASTE)];
const asked = (choice: Partial<CreateTask>) => ({ agency: '999999', class: 'key', period: '2026Q4', ...choice });
const chosen = (pack: string, choice: Partial<CreateTask>) => {
  const loaded = loadPack(readPackSource(pack)!);
  if (!('pack' in loaded)) throw new Error('the pack does not load');
  const { items, leftOut } = chooseItems(loaded.pack, CONCERNED, asked(choice) as CreateTask);
  return { items: items.map(({ serial }) => serial), leftOut };
};

test('leaving an item out needs a reason where the scheme wants all of them inspected, and only there', () => {
  expect(() => chosen('jiangxian', { items: ['1'] })).toThrow(
    expect.objectContaining({ code: 'task.leftOutNeedsReason' }),
  );
  expect(chosen('jiangxian', { items: ['1'], leaveOutReason: '无危险废物' })).toEqual({
    items: ['1'],
    leftOut: { items: ['5a', '5b'], reason: '无危险废物' },
  });
  expect(chosen('xinxian', { items: ['1'] })).toEqual({ items: ['1'], leftOut: { items: ['5a', '5b'], reason: '' } });
});

test('a category takes all its items, an item only itself; both together add up', () => {
  expect(chosen('xinxian', { category: WASTE }).items).toEqual(['5a', '5b']);
  expect(chosen('xinxian', { items: ['5b'] }).items).toEqual(['5b']);
  expect(chosen('jiangxian', { category: WASTE, items: ['1'] })).toEqual({ items: ['1', '5a', '5b'], leftOut: null });
  expect(chosen('jiangxian', {})).toEqual({ items: ['1', '5a', '5b'], leftOut: null });
});

test('what does not concern the class, or is not on the list, is refused', () => {
  expect(() => chosen('xinxian', { items: ['2'] })).toThrow(expect.objectContaining({ code: 'items.outsideList' }));
  expect(() => chosen('xinxian', { category: '另一类' })).toThrow(
    expect.objectContaining({ code: 'task.categoryUnknown' }),
  );
});
