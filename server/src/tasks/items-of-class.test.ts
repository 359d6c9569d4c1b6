import type { ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { describe, expect, test } from 'vitest';
import type { PublishedItem } from '../items/published-items.ts';
import { loadPack, readPackSource } from '../packs/pack-files.ts';
import { classesBeside, itemsOfClasses } from './items-of-class.ts';

const packOf = (name: string) => {
  const loaded = loadPack(readPackSource(name)!);
  if (!('pack' in loaded)) throw new Error('the pack does not load');
  return loaded.pack;
};
const item = (serial: string, kind: string): PublishedItem => ({
  ...{ listId: 'itl_1', serial, category: '一', objectKind: [kind], legalBasis: ['《环境保护法》'], missing: [] },
});
const object = (id: string, more: Partial<ObjectFacts>): ObjectFacts => ({
  ...{ id, name: id, region: '999999', status: 'active', permitCategory: '登记管理' },
  ...more,
});
const serials = (
  at: readonly [pack: string, cls: string],
  list: readonly PublishedItem[],
  objects: readonly ObjectFacts[],
) => {
  const pack = packOf(at[0]);
  const own = classesBeside(pack, { class: at[1], objects, visits: [], today: '2023-02-10' });
  return itemsOfClasses(pack, [at[1], ...own], list).map(({ serial }) => serial);
};

describe('the items of a class that stands beside others', () => {
  const list = [
    item('1', '重点监管对象'),
    item('2', '特殊监管对象'),
    item('3', '一般监管对象'),
    item('4', '正面清单企业'),
  ];
  const positive = { positiveList: { from: '2022-01-01' } } as Partial<ObjectFacts>;

  test('雄安: both halves of 一般监管对象 have the items of 一般监管对象, and each half its own', () => {
    const objects = [object('P', positive), object('N', {})];
    expect(serials(['xiongan', 'generalNonPositive'], list, objects)).toEqual(['3']);
    expect(serials(['xiongan', 'generalPositiveList'], list, objects)).toEqual(['3', '4']);
  });

  test('without members it is every class that it does not give way to', () => {
    expect(serials(['xiongan', 'generalNonPositive'], list, [])).toEqual(['3']);
    expect(serials(['xiongan', 'generalPositiveList'], list, [])).toEqual(['1', '3', '4']);
  });

  test('宜良: a row of the table has the items of the class that its objects have', () => {
    const kinds = [
      item('1', '双随机重点企业'),
      item('2', '双随机一般企业'),
      item('3', '排污单位'),
      item('4', '建设项目'),
    ];
    const row = (tierRows: readonly string[], permitCategory: ObjectFacts['permitCategory'] = '登记管理') =>
      object('K', { tierRows, permitCategory });
    expect(serials(['yiliang', 'C1'], kinds, [row(['C1'])])).toEqual(['2', '3']);
    expect(serials(['yiliang', 'A1'], kinds, [row(['A1'], '重点管理')])).toEqual(['1', '3']);
  });

  test('control: an object of another class brings nothing', () => {
    expect(serials(['xiongan', 'generalNonPositive'], list, [object('P', positive)])).toEqual(['3']);
  });
});
