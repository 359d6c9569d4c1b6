import { type Pack, theRule } from '@sunlot/core/policy/pack.ts';
import { describe, expect, test } from 'vitest';
import { changeOf, type PackFile, seatsOf } from './changed-pack.ts';
import { loadPack, packNames, readPackSource } from './pack-files.ts';
import { packView } from './pack-view.ts';

/** What a scheme leaves to the office: every such value can be set with one word, and the pack still passes its check. */

function shipped(name: string): { readonly pack: Pack; readonly content: PackFile } {
  const loaded = loadPack(readPackSource(name)!);
  if ('faults' in loaded) throw new Error(loaded.faults.map(({ message }) => message).join());
  return { pack: loaded.pack, content: loaded.content as PackFile };
}

/** The pack with another value, through the check of packs. */
function changed(name: string, key: string, typed: string): Pack {
  const { pack, content } = shipped(name);
  const loaded = loadPack({ name, text: JSON.stringify(changeOf(pack, key, typed)(content)) });
  if ('faults' in loaded) throw new Error(loaded.faults.map(({ message }) => message).join());
  return loaded.pack;
}

const valuesOf = (pack: Pack) => packView(pack).ambiguities.flatMap(({ values }) => values);

/** Another value for each key, as an office would type it. */
const OTHERS: Readonly<Record<string, string>> = {
  'class.precedence': '',
  'credit.weights': 'D=3、C=2',
  'directed.grounds': '投诉举报、局务会决定',
  'group.minSize': '3',
  'horizon.start': '2023-01-01',
  'horizon.years': '4',
  'secrecy.grounds': '国家秘密，国家安全',
  'secrecy.mode': '',
};

/** Where the other value is the present one turned round. */
function otherOf({ key, words }: { readonly key: string; readonly words: string }): string {
  if (key === 'class.precedence') return words.split('、').reverse().join('、');
  if (key === 'secrecy.mode') return words === 'optional' ? 'mandatory' : 'optional';
  return OTHERS[key]!;
}

describe.each(packNames())('the values that %s leaves to the office', (name) => {
  const values = valuesOf(shipped(name).pack);

  test('are shown, and each can be set alone', () => {
    expect(values.length).toBeGreaterThan(2);
    for (const one of values) {
      const after = valuesOf(changed(name, one.key, otherOf(one)));
      const differing = after.filter(({ words }, i) => words !== values[i]!.words).map(({ key }) => key);
      expect(differing).toEqual([one.key]);
    }
  });

  test('are not set to what they are', () => {
    const { pack } = shipped(name);
    for (const { key, words } of values)
      expect(() => changeOf(pack, key, words)).toThrow(expect.objectContaining({ code: 'pack.switchSame' }));
  });
});

test('a larger group has more seats like its last one, and one seat of its object', () => {
  const { value } = theRule(changed('jiangxian', 'group.minSize', '4'), 'group');
  expect(value.min).toBe(4);
  expect(value.seats.map(({ id, name, object }) => [id, name, object])).toEqual([
    ['leader', '小组长', false],
    ['member', '组员', true],
    ['member2', '组员', false],
    ['member3', '组员', false],
  ]);
  expect(() => changed('jiangxian', 'group.minSize', '5')).toThrow(/多于不须说明理由的人数 4/);
});

describe('a group that is made smaller again', () => {
  /** The pack after one value after another, each as the file of the one before has it. */
  function through(name: string, ...sizes: readonly string[]) {
    let { pack, content } = shipped(name);
    for (const size of sizes) {
      const loaded = loadPack({ name, text: JSON.stringify(changeOf(pack, 'group.minSize', size)(content)) });
      if ('faults' in loaded) throw new Error(loaded.faults.map(({ message }) => message).join());
      [pack, content] = [loaded.pack, loaded.content as PackFile];
    }
    return theRule(pack, 'group').value;
  }

  test.each([
    [['4', '2'], 2],
    [['4', '3'], 3],
    [['3', '4', '2'], 2],
    [['3', '4', '3', '4'], 4],
    [['3'], 3],
  ])('%j: has so many seats as it asks people: %i', (sizes, seats) => {
    const value = through('jiangxian', ...sizes);
    expect([value.min, value.seats.length]).toEqual([seats, seats]);
    expect(value.seats.map(({ id }) => id)).toEqual(['leader', 'member', 'member2', 'member3'].slice(0, seats));
    expect(value.seats.filter(({ object }) => object).map(({ id }) => id)).toEqual(['member']);
  });

  test('keeps the seats that the scheme itself has', () => {
    const { pack, content } = shipped('jiangxian');
    const own = [
      { id: 'leader', name: '小组长', needs: ['leader'] },
      { id: 'member', name: '组员', needs: [], object: true },
      { id: 'member2', name: '专家', needs: [] },
    ];
    const rules = content.rules.map((rule) =>
      rule['id'] === 'jiangxian/group/all/all' ? { ...rule, value: { min: 3, seats: own } } : rule,
    );
    const file = { ...content, rules };
    const withOwn = loadPack({ name: 'own', text: JSON.stringify(file) });
    if ('faults' in withOwn) throw new Error(withOwn.faults[0]!.message);
    const smaller = changeOf(withOwn.pack, 'group.minSize', '2')(file);
    expect(seatsOf(pack, 'group.minSize', smaller)).toEqual(['小组长', '组员', '专家']);
    expect(seatsOf(pack, 'cap.levels', smaller)).toBeUndefined();
  });

  test('is never of one person', () => {
    expect(() => changed('jiangxian', 'group.minSize', '1')).toThrow(/2～20 的整数，现为“1”。检查小组不少于 2 人/);
  });
});

test('weights that are not named stay; a ground that is new gets a code of its own, the others keep theirs', () => {
  expect(theRule(changed('jiangxian', 'credit.weights', 'D=3、C=2'), 'credit').value.weights).toEqual({
    ...{ A: 1, B: 1, C: 2, D: 3 },
  });
  const { list } = theRule(changed('xinxian', 'directed.grounds', '投诉举报、局务会决定、市长热线'), 'grounds').value;
  expect(list.map(({ id }) => id)).toEqual(['complaint', 'own1', 'own2']);
});

test('classes are typed by their names too, and stand by their codes', () => {
  const orderOf = (typed: string) => theRule(changed('xinxian', 'class.precedence', typed), 'precedence').value.order;
  const turned = ['key', 'special', 'construction', 'general'];
  expect(orderOf('重点监管对象、特殊监管对象、建设项目、一般监管对象')).toEqual(turned);
  expect(orderOf('重点企业，special，construction，general')).toEqual(turned);
});

test('what is refused says which name it is, and which there are', () => {
  const typing = (name: string, key: string, typed: string) => () => changeOf(shipped(name).pack, key, typed);
  expect(typing('jiangxian', 'credit.weights', 'A=3、 A = 4')).toThrow('“A”写了不止一次');
  expect(typing('jiangxian', 'credit.weights', 'E=3')).toThrow('没有“E”，没有改动。可写：A、B、C、D。');
  expect(typing('xinxian', 'class.precedence', '重点监管对像、general')).toThrow(
    /没有“重点监管对像”.*key（重点监管对象）/,
  );
});

test.each([
  ['jiangxian', 'group.minSize', '三', 'pack.valueForm'],
  ['jiangxian', 'group.minSize', '-1', 'pack.valueForm'],
  ['jiangxian', 'credit.weights', 'E=3', 'pack.valueUnknown'],
  ['jiangxian', 'credit.weights', 'A', 'pack.valueForm'],
  ['jiangxian', 'credit.weights', 'A=2、A=3', 'pack.valueTwice'],
  ['jiangxian', 'credit.weights', 'A=2、B', 'pack.valueForm'],
  ['jiangxian', 'secrecy.grounds', '国家秘密、国家秘密', 'pack.valueTwice'],
  ['xinxian', 'directed.grounds', '投诉举报、complaint', 'pack.valueTwice'],
  ['xinxian', 'directed.grounds', '市长热线、市长热线', 'pack.valueTwice'],
  ['yingkou', 'class.precedence', 'special、special、key', 'pack.valueTwice'],
  ['xinxian', 'class.precedence', 'special、特殊监管对象、key', 'pack.valueTwice'],
  ['yingkou', 'class.precedence', 'special、sepcial、key', 'pack.valueUnknown'],
  ['jiangxian', 'secrecy.grounds', '', 'pack.valueForm'],
  ['jiangxian', 'secrecy.grounds', '国家秘密、、个人隐私', 'pack.valueForm'],
  ['jiangxian', 'secrecy.mode', ' ', 'pack.valueForm'],
  ['jiangxian', 'group.size', '3', 'pack.switchUnknown'],
  ['jiangxian', 'cap.levels', 'some', 'pack.switchValue'],
])('%s: %s = “%s” is refused: %s', (...[name, key, typed, code]) => {
  expect(() => changeOf(shipped(name).pack, key, typed)).toThrow(expect.objectContaining({ code }));
});

test.each([
  ['yingkou', 'secrecy.mode', 'perhaps', /optional/],
  ['yingkou', 'horizon.start', '明年', /日期/],
])('%s: %s = “%s” is a fault of the pack', (...[name, key, typed, why]) => {
  expect(() => changed(name, key, typed)).toThrow(why);
});
