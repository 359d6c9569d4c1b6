import { describe, expect, test } from 'vitest';
import { classOf, type Edit, faultsOf, listOf, ruleOf, set, type Tree } from '../../test/pack-edits.ts';
import { packNames, packValue } from '../../test/pack-files.ts';
import { checkPack, parsePack } from './parse-pack.ts';

test.each(packNames())('the shipped pack %s refers to nothing that is not there', (name) => {
  expect(checkPack(packValue(name))).toMatchObject({ ok: true });
});

describe('classes and levels', () => {
  test.each<[string, Edit, RegExp, Edit]>([
    [
      'two classes by one name',
      (value) => (classOf(value, 'special')['aliases'] = ['重点排污单位']),
      /^special aliases\/0 类别名称“重点排污单位”出现了两次|^key name 类别名称“重点排污单位”出现了两次/,
      (value) => (classOf(value, 'special')['aliases'] = ['特殊']),
    ],
    [
      'a level that draws a class twice',
      (value) => (listOf(value, 'levels')[0]!['classes'] as string[]).push('key'),
      /^county classes\/\d 类别“key”出现了两次/,
      (value) => (listOf(value, 'levels')[0]!['classes'] as string[]).reverse(),
    ],
    [
      'a class with an id that the program uses',
      (value) => {
        const one = { ...classOf(value, 'special'), id: 'campaign', name: '专项', aliases: [], conditions: [] };
        listOf(value, 'classes').push({ ...one, standing: 'overlay', staysOnViolation: undefined });
        delete listOf(value, 'classes').at(-1)!['staysOnViolation'];
      },
      /^campaign id “campaign”是程序自己用的代号/,
      (value) => {
        const { staysOnViolation: _, ...one } = classOf(value, 'special');
        listOf(value, 'classes').push({
          ...one,
          id: 'drive',
          name: '专项',
          aliases: [],
          conditions: [],
          standing: 'overlay',
        });
      },
    ],
    [
      'a stay in a class that nobody comes into by an event',
      (value) => (classOf(value, 'key')['staysOnViolation'] = classOf(value, 'special')['staysOnViolation']),
      /^key staysOnViolation 类别“重点排污单位”没有以上季度事件（within: previousQuarter）入类的条件/,
      () => {},
    ],
    [
      'a condition on an event that does not exist',
      (value) => (listOf(classOf(value, 'special'), 'conditions')[0]!['when'] = 'event.kind == "penality"'),
      /^special conditions\/0\/when event\.kind 不会是“penality”.*是不是“penalty”？/,
      (value) => (listOf(classOf(value, 'special'), 'conditions')[0]!['when'] = 'event.kind == "crime"'),
    ],
  ])('%s', (...[, edit, words, control]) => {
    const found = faultsOf(edit);
    expect(
      found.some((line) => words.test(line)),
      found.join('\n'),
    ).toBe(true);
    expect(faultsOf(control)).toEqual([]);
  });
});

describe('rules that nobody would find', () => {
  const renamed = (topic: string, id: string) => (value: Tree) => {
    listOf(value, 'rules').push({ ...ruleOf(value, topic), id: `jiangxian/${id}` });
  };

  test('for one class or level, where the program asks for one rule', () => {
    expect(faultsOf(renamed('archive', 'archive/key/all'))).toEqual([
      'archive id archive 不分类别和层级，这样写不起作用，请写作 jiangxian/archive/all/all。',
    ]);
    expect(faultsOf(renamed('archive', 'archive/all/county'))).toHaveLength(1);
  });

  test('for one class, where only levels differ', () => {
    expect(faultsOf(renamed('planDrafters', 'planDrafters/key/county'))).toEqual([
      'planDrafters id planDrafters 不分类别，这样写不起作用，请写作 jiangxian/planDrafters/all/county。',
    ]);
    expect(faultsOf(renamed('planDrafters', 'planDrafters/all/county'))).toEqual([]);
  });

  test('a rule that is needed and holds only under a reading that is not used', () => {
    const archive =
      (is: boolean): Edit =>
      (value) => {
        ruleOf(value, 'archive')['onlyIf'] = { switch: 'class.exclusive', is };
      };
    expect(faultsOf(archive(false))).toEqual([
      expect.stringMatching(
        /^archive onlyIf 规则 jiangxian\/archive\/all\/all 在本版本采用的读法下不成立，没有可用的 archive/,
      ),
    ]);
    expect(faultsOf(archive(true))).toEqual([]);
  });

  test('no rule for replacing what was drawn', () => {
    const without =
      (topic: string): Edit =>
      (value) => {
        value['rules'] = listOf(value, 'rules').filter((rule) => rule !== ruleOf(value, topic));
      };
    expect(faultsOf(without('substitution'))).toEqual(['rules  缺少规则 jiangxian/substitution/all/all，请补写。']);
    expect(faultsOf(without('archive'))).toEqual(['rules  缺少规则 jiangxian/archive/all/all，请补写。']);
    expect(faultsOf(without('channels'))).toEqual([]);
  });
});

describe('the check of a new pack', () => {
  const wrong = () => {
    const value = packValue('jiangxian');
    set('separation', { roles: ['initiator', 'witnes'] })(value);
    return value;
  };

  test('finds all at once: what does not agree, what is not there, and what the caller knows besides', () => {
    const value = wrong();
    value['effectiveTo'] = '2024-12-31';
    const checked = checkPack(value, ({ name }) => [{ path: ['name'], message: `${name}：改名` }]);
    expect(checked.ok ? [] : checked.error.map(({ path }) => path[0])).toEqual(['effectiveTo', 'rules', 'name']);
    expect(checkPack(packValue('jiangxian'), () => [])).toMatchObject({ ok: true });
    expect(checkPack('no pack')).toMatchObject({ ok: false });
  });

  test('a version that was stored before stays readable', () => {
    expect(checkPack(wrong())).toMatchObject({ ok: false });
    expect(parsePack(wrong())).toMatchObject({ ok: true });
  });
});
