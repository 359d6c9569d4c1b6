import { describe, expect, test } from 'vitest';
import { ANNEX_ITEMS } from '../../test/golden/annex-items.ts';
import { loadPack } from '../../test/pack-files.ts';
import { addOnlyClause, compareItemLists, dutyCoverage, type ListedItem, sameItem } from './item-lists.ts';

const LIST: readonly ListedItem[] = ANNEX_ITEMS.map((item) => ({ ...item, content: '' }));
const at = (serial: string) => LIST.find(({ serialNo }) => serialNo === serial)!;
const serials = (items: readonly ListedItem[]) => items.map(({ serialNo }) => serialNo);

describe('comparing two lists', () => {
  test('an item that is left out is missing; the same items under other numbers and with other spaces are the same', () => {
    const own = LIST.filter(({ serialNo }) => serialNo !== '4').map((item, i) => ({
      ...item,
      serialNo: String(10 + i),
      category: ` ${item.category}`,
    }));
    const found = compareItemLists(LIST, own);
    expect(serials(found.missing)).toEqual(['4']);
    expect(found).toMatchObject({ added: [], changed: [] });
    expect(compareItemLists(LIST, LIST)).toEqual({ missing: [], added: [], changed: [] });
  });

  test('what is new is added, and a changed item says in what', () => {
    const mine = { ...at('1'), serialNo: '9', itemName: '本地事项' };
    const { authority: _, ...without } = at('2');
    const own = [
      { ...at('1'), itemGrade: 'general' as const, legalBasis: at('1').legalBasis.slice(1), content: '台账' },
      { ...without, methods: ['书面检查'] },
      ...LIST.slice(2),
      mine,
    ];
    const found = compareItemLists(LIST, own);
    expect(found.missing).toEqual([]);
    expect(serials(found.added)).toEqual(['9']);
    expect(found.changed.map(({ from, fields }) => [from.serialNo, fields])).toEqual([
      ['1', ['itemGrade', 'legalBasis', 'content']],
      ['2', ['methods', 'authority']],
    ]);
  });

  test('two items of one name are told apart by their kinds of object', () => {
    const forOthers = { ...at('1'), serialNo: '7', objectKind: ['其他单位'] };
    expect(compareItemLists([at('1'), forOthers], [forOthers]).missing).toEqual([at('1')]);
    expect(compareItemLists([at('1')], [forOthers])).toMatchObject({
      missing: [],
      changed: [{ fields: ['objectKind'] }],
    });
    expect(sameItem(at('1'), forOthers)).toBe(true);
    expect(sameItem(at('1'), at('2'))).toBe(false);
  });
});

test('只增不减 holds where the scheme says so and the pack does not read it otherwise', () => {
  expect(addOnlyClause(loadPack('jiangxian'))).toMatchObject({
    section: '四（一）',
    quote: '按照上下一致、只增不减的原则',
  });
  expect(addOnlyClause(loadPack('yingkou'))).toBeUndefined();
  const free = loadPack('jiangxian', (value) => {
    const readings = value.ambiguities as { id: string; switches?: { key: string; default: unknown }[] }[];
    readings.find(({ id }) => id === 'AMB-24')!.switches![0]!.default = 'free';
  });
  expect(addOnlyClause(free)).toBeUndefined();
});

describe('coverage of duties', () => {
  const duty = (n: number, item: string, suitable = true) => ({ name: `职责${n}`, suitable, item });

  test('twenty suitable duties, nineteen with an item: 95 %, one gap', () => {
    const duties = [...Array.from({ length: 19 }, (_, i) => duty(i, '5a')), duty(19, '99'), duty(20, '', false)];
    expect(dutyCoverage(duties, LIST)).toEqual({ suitable: 20, covered: 19, hundredths: 9500, gaps: [duty(19, '99')] });
  });

  test('never rounded up: 2 of 3 is 66.66 %; an item by category or by the name of the duty itself', () => {
    const named = { name: at('4').itemName, suitable: true, item: '' };
    expect(dutyCoverage([named, duty(1, '危险废物日常监管'), duty(2, '')], LIST)).toMatchObject({ hundredths: 6666 });
  });

  test('nothing suitable has no share', () => {
    expect(dutyCoverage([duty(1, '', false)], LIST)).toEqual({ suitable: 0, covered: 0, gaps: [] });
  });
});
