import { describe, expect, test } from 'vitest';
import { loadPack, packValue } from '../../test/pack-files.ts';
import { nearestFirst, nearMiss } from './near-miss.ts';
import { packWarnings } from './pack-warnings.ts';

type Tree = Record<string, unknown>;

const listOf = (value: Tree, key: string) => value[key] as Tree[];
const classOf = (value: Tree, id: string) => listOf(value, 'classes').find((cls) => cls['id'] === id)!;
const conditionsOf = (value: Tree, id: string) => classOf(value, id)['conditions'] as Tree[];
const ruleOf = (value: Tree, id: string) => listOf(value, 'rules').find((rule) => rule['id'] === id)!;
const countyClasses = (value: Tree) => listOf(value, 'levels')[0]!['classes'] as string[];

const clause = { section: '一', quote: '示例原文' };
const condition = (when: string, more: Tree = {}) => ({ id: 'made.up', fact: '示例', when, clause, ...more });

/** Warnings after one edit of a shipped pack that are not there without it. */
function warningsOf(edit: (value: Tree) => void): readonly string[] {
  const said = (pack: Parameters<typeof packWarnings>[0]) =>
    packWarnings(pack).map(({ path, message }) => `${path.join('/')}：${message}`);
  const before = new Set(said(loadPack('jiangxian')).map(wordsOf));
  return said(loadPack('jiangxian', edit)).filter((line) => !before.has(wordsOf(line)));
}

const wordsOf = (line: string) => line.slice(line.indexOf('：'));

describe('a warning for what is most likely not meant', () => {
  test.each<[string, (value: Tree) => void, RegExp]>([
    [
      'a class that no level draws',
      (value) => countyClasses(value).splice(countyClasses(value).indexOf('special'), 1),
      /^classes\/\d+\/id：没有任何层级抽查类别“特殊监管对象”/m,
    ],
    [
      'a ratio of a class that no level draws',
      (value) => countyClasses(value).splice(countyClasses(value).indexOf('special'), 1),
      /^rules\/\d+\/id：层级 county 不抽查类别 special，这条规则没有基数/m,
    ],
    [
      'the same for every level',
      (value) => {
        countyClasses(value).splice(countyClasses(value).indexOf('special'), 1);
        ruleOf(value, 'jiangxian/ratio/special/county')['id'] = 'jiangxian/ratio/special/all';
      },
      /没有任何层级抽查类别 special，这条规则没有基数/,
    ],
    [
      'a class without number',
      (value) => {
        value['rules'] = listOf(value, 'rules').filter(({ id }) => id !== 'jiangxian/ratio/special/county');
      },
      /^levels\/0\/classes\/\d：county 抽查 special，却没有写抽查比例/m,
    ],
    ['a class without condition', (value) => delete classOf(value, 'key')['conditions'], /“重点排污单位”没有条件/],
    ['a class that excludes itself', (value) => (classOf(value, 'key')['unless'] = ['key']), /把自己排除在外/],
    [
      'a condition on events without a time',
      (value) => conditionsOf(value, 'key').push(condition('event.kind == "penalty"')),
      /\/when：用到了事件（event）却没有写 within/,
    ],
    [
      'a condition on the class itself',
      (value) => conditionsOf(value, 'key').push(condition('object.keyDischarger && class == "general"')),
      /确定类别时还不知道类别/,
    ],
    ['a condition on nothing', (value) => conditionsOf(value, 'key').push(condition('1 == 2')), /没有用到任何字段/],
    [
      'a switch that nobody can see',
      (value) => {
        value['ambiguities'] = listOf(value, 'ambiguities').filter(({ id }) => id !== 'AMB-20');
        ruleOf(value, 'jiangxian/group/all/all')['onlyIf'] = { switch: 'special.exitRequiresInspection', is: false };
      },
      /\/onlyIf：开关 special\.exitRequiresInspection 没有列入 ambiguities/,
    ],
    [
      'a reading that is not offered',
      (value) => {
        const amb = listOf(value, 'ambiguities').find(({ id }) => id === 'AMB-20')!;
        (amb['switches'] as Tree[])[0]!['options'] = [false];
        conditionsOf(value, 'key').push(
          condition('object.keyDischarger', { onlyIf: { switch: 'special.exitRequiresInspection', is: true } }),
        );
      },
      /不会是 true，永远不会成立；所列选项：false/,
    ],
    [
      'a clause without a phrase',
      (value) => (ruleOf(value, 'jiangxian/draw/all/all')['clause'] = { section: '一', quote: '', note: '没有写' }),
      /^rules\/\d+\/clause\/quote：没有引用方案原文/m,
    ],
    [
      'a class whose conditions an earlier one has',
      (value) => {
        const copied = conditionsOf(value, 'special').map((one, i) => ({ ...one, id: `copied.${i}` }));
        classOf(value, 'key')['conditions'] = copied;
      },
      /“重点排污单位”的条件“特殊监管对象”都有/,
    ],
  ])('%s', (_, edit, words) => {
    expect(warningsOf(edit).join('\n')).toMatch(words);
  });

  test('and none for what is: words of the vocabulary, texts that only look like names', () => {
    const more = [
      condition('object.permitCategory == "重点管理" && "国家" != object.industry'),
      condition('object.industry == "class"', { id: 'made.two' }),
      condition('true', { id: 'made.five' }),
      condition('event.kind in ["penalty", "crime"] && event.level == ""', {
        id: 'made.three',
        within: 'previousYear',
      }),
      condition('object.keyDischarger', { id: 'made.four', onlyIf: { switch: 'class.exclusive', is: true } }),
    ];
    expect(warningsOf((value) => conditionsOf(value, 'key').push(...more))).toEqual([]);
    expect(packValue('jiangxian')['id']).toBe('jiangxian');
  });

  test('classes that rows are mapped to are for reports: no level need draw them', () => {
    const undrawn = packWarnings(loadPack('yiliang')).filter(({ message }) =>
      message.startsWith('没有任何层级抽查类别'),
    );
    expect(undrawn).toEqual([]);
    const unmapped = loadPack('yiliang', (value) => {
      value['rules'] = listOf(value, 'rules').filter(({ id }) => id !== 'yiliang/classMap/all/all');
      for (const ambiguity of listOf(value, 'ambiguities')) delete ambiguity['rules'];
    });
    expect(packWarnings(unmapped).map(({ message }) => message)).toContain(
      '没有任何层级抽查类别“双随机重点企业”，请核对 levels。',
    );
  });

  test.each(['yingkou', 'xiongan', 'jiangxian', 'yiliang', 'xinxian'])('the pack %s has none', (name) => {
    expect(packWarnings(loadPack(name))).toEqual([]);
  });

  test('a number for every class of a level has its bases', () => {
    const add = (level: string) => (value: Tree) => {
      const rule = { ...ruleOf(value, 'jiangxian/coverage/key/county'), id: `jiangxian/coverage/all/${level}` };
      listOf(value, 'rules').push(rule);
    };
    expect(warningsOf(add('county'))).toEqual([]);
    expect(warningsOf(add('all'))).toEqual([]);
  });

  test('a pack of several orders of precedence looks at the one in force, and at none where none is', () => {
    const pack = loadPack('jiangxian');
    const rules = pack.rules.filter(({ topic }) => topic !== 'precedence');
    expect(packWarnings({ ...pack, rules }).map(({ message }) => message)).toContain(
      '类别“一般排污单位”没有条件，只能人工指定，名单里不会自动出现。',
    );
  });
});

test('the word that was meant', () => {
  const words = ['ratio', 'cap', 'coverage', 'annualRatio'];
  const meant = ['raito', 'ratoi', 'Ratio', 'caps', 'coverge', 'anualRatio', 'elephant', ''];
  expect(meant.map((word) => nearMiss(word, words))).toEqual([
    'ratio',
    'ratio',
    'ratio',
    'cap',
    'coverage',
    'annualRatio',
    undefined,
    undefined,
  ]);
});

test('the words of a list stand with the nearest first, the others in their order', () => {
  expect(nearestFirst('水泥制照', ['化工', '造纸', '水泥制造'])).toEqual(['水泥制造', '化工', '造纸']);
  expect(nearestFirst('Abc', ['xyz', 'ABD', ''])).toEqual(['ABD', 'xyz', '']);
});
