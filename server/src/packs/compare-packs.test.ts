import type { AnyRule, Pack } from '@sunlot/core/policy/pack.ts';
import { describe, expect, test } from 'vitest';
import { comparePacks } from './compare-packs.ts';
import { diffPacks } from './pack-diff.ts';
import { loadPack, packNames, readPackSource } from './pack-files.ts';
import { packView } from './pack-view.ts';
import { ruleWords } from './rule-words.ts';

function shipped(name: string, edit: (text: string) => string = (text) => text): Pack {
  const source = readPackSource(name)!;
  const loaded = loadPack({ name, text: edit(source.text) });
  if ('faults' in loaded) throw new Error(loaded.faults.map(({ message }) => message).join('\n'));
  return loaded.pack;
}

const jiangxian = shipped('jiangxian');

describe('a pack in words', () => {
  test.each([
    ['jiangxian/ratio/key/county', '每季度不低于25%'],
    ['jiangxian/annualRatio/general/county', '全年不低于20%'],
    ['jiangxian/coverage/key/county', '每年每家至少一次'],
    ['jiangxian/archive/all/all', '保存不少于3年，综合办保管'],
    ['jiangxian/publication/all/all', '结果认定后20个工作日内，全省统一的“双随机、一公开”监管平台'],
    ['jiangxian/planDue/all/all', '3月31日前'],
    ['jiangxian/cap/all/all', '同一对象一年不超过2次（特殊监管对象除外）'],
  ])('%s', (id, words) => {
    const rule = jiangxian.rules.find((one) => one.id === id) as AnyRule;
    expect(ruleWords(jiangxian, rule)).toBe(words);
  });

  test('every rule of every pack that ships has words, without a word of the program', () => {
    const odd = packNames().flatMap((name) => {
      const view = packView(shipped(name));
      return view.rules
        .filter(
          ({ words }) => words === '' || /undefined|\[object|\b(?:all|min|every|needs|role|kind|list)\b/.test(words),
        )
        .map(({ id, words }) => `${id}: ${words}`);
    });
    expect(odd).toEqual([]);
  });

  test('shows each switch with what this version uses', () => {
    const other = shipped('jiangxian', (text) =>
      text.replace(
        'key: calc.afterFullCoverage, default: topUp,',
        'key: calc.afterFullCoverage, default: topUp, value: stop,',
      ),
    );
    const setting = packView(other).ambiguities.find(({ id }) => id === 'AMB-03')!.switches[0];
    expect(setting).toEqual({
      key: 'calc.afterFullCoverage',
      default: 'topUp',
      options: ['topUp', 'stop'],
      value: 'stop',
    });
  });
});

describe('two versions of a pack', () => {
  test('the same file has no difference', () => {
    expect(
      diffPacks(
        jiangxian,
        shipped('jiangxian', (text) => `# 批注\n${text}`),
      ),
    ).toEqual([]);
  });

  test('what changed: a ratio, a reading, a rule gone, a condition that means something else', () => {
    const other = shipped('jiangxian', (text) =>
      text
        .replace(/(id: jiangxian\/ratio\/key\/county\n\s+value: \{ every: quarter, min: )25%/, '$130%')
        .replace('key: cap.levels, default: all,', 'key: cap.levels, default: all, value: own,')
        .replace(/ {2}- id: jiangxian\/standards[\s\S]*?\n(?= {2}- id|\n)/, '')
        .replace('when: object.constructionProject\n', 'when: object.constructionProject && year > 2024\n'),
    );
    const changes = diffPacks(jiangxian, other);
    expect(changes.map(({ part, id, change }) => `${change} ${part} ${id}`).sort()).toEqual([
      'changed class construction',
      'changed rule ratio/key/county',
      'changed switch cap.levels',
      'removed rule standards/all/all',
    ]);
    expect(changes.find(({ id }) => id === 'ratio/key/county')).toMatchObject({
      before: '每季度不低于25%（必须）',
      after: '每季度不低于30%（必须）',
      clause: { section: '四（五）2' },
    });
    const condition = changes.find(({ part }) => part === 'class')!;
    expect(condition.before).not.toBe(condition.after);
    expect(diffPacks(other, jiangxian).find(({ id }) => id === 'standards/all/all')).toMatchObject({ change: 'added' });
  });
});

describe('packs side by side', () => {
  const rowOf = (packs: readonly Pack[], topic: string, cls?: string) =>
    comparePacks(packs).find((row) => row.topic === topic && row.class === cls)!;

  test('the ratios of the key class, level by level', () => {
    const row = rowOf([shipped('xiongan'), jiangxian], 'ratio', 'key');
    expect(row.cells.map(({ short }) => short)).toEqual(['10%+25%', '25%']);
    expect(row.cells[0]!.words).toBe('新区本级 每季度不低于10%；县级 每季度不低于25%');
    expect(row.cells[1]!.rules).toEqual(['jiangxian/ratio/key/county']);
  });

  test('a topic that only one of them has leaves the other empty; one that none has is left out', () => {
    const packs = [shipped('xiongan'), jiangxian];
    expect(rowOf(packs, 'cap').cells.map(({ words }) => words !== '')).toEqual([false, true]);
    expect(comparePacks(packs).every(({ cells }) => cells.some(({ words }) => words !== ''))).toBe(true);
    expect(comparePacks([jiangxian]).some(({ topic }) => topic === 'headcount')).toBe(false);
  });

  test('all that ship', () => {
    const packs = packNames().map((name) => shipped(name));
    for (const { cells, label } of comparePacks(packs)) expect([label, cells.length]).toEqual([label, packs.length]);
  });
});
