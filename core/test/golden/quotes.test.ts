import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Clause, Origin, Pack } from '../../src/policy/pack.ts';
import { loadPack } from '../pack-files.ts';
import { goldenCases } from './golden-case.ts';
import { readScheme, sectionText, squeeze, standsIn } from './scheme-text.ts';

/** Every value of every shipped pack stands in the published scheme: the phrase word for word, in the section it names. */

const PACKS = readdirSync(new URL('../../packs', import.meta.url))
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.slice(0, -'.yaml'.length));

interface Quoted {
  readonly name: string;
  readonly origin: Origin;
  readonly clause: Clause;
}

function quotesOf(pack: Pack): readonly Quoted[] {
  return [
    ...pack.levels.map(({ id, clause }): Quoted => ({ name: `level ${id}`, origin: 'scheme', clause })),
    ...pack.classes.flatMap(({ id, origin, clause, conditions, staysOnViolation }): Quoted[] => [
      { name: `class ${id}`, origin, clause },
      ...conditions.map((condition) => ({ ...condition, name: condition.id })),
      ...(staysOnViolation ? [{ name: `${id}.stays`, origin, clause: staysOnViolation.clause }] : []),
    ]),
    ...pack.rules.map((rule): Quoted => ({ ...rule, name: rule.id })),
    ...pack.ambiguities.map(({ id, clause }): Quoted => ({ name: id, origin: 'scheme', clause })),
  ];
}

/** Names of what is not in the scheme where it says it is. Only where the scheme is silent may a phrase be empty. */
function misquoted(pack: Pack, scheme: string): readonly string[] {
  return quotesOf(pack)
    .filter(({ origin, clause: { section, quote } }) => {
      if (quote === '') return origin === 'scheme' || sectionText(scheme, section) === undefined;
      return !standsIn(scheme, section, quote);
    })
    .map(({ name, clause }) => `${name} ${clause.section}「${clause.quote}」`);
}

test('the shipped packs', () => {
  expect(PACKS).toEqual(expect.arrayContaining(['jiangxian', 'xinxian', 'xiongan', 'yiliang', 'yingkou']));
});

describe.each(PACKS)('%s', (name) => {
  const pack = loadPack(name);
  const scheme = readScheme(name);

  test('every phrase of levels, classes, conditions, rules and ambiguities is found, word for word, in the part it names', () => {
    expect(quotesOf(pack).length).toBeGreaterThan(40);
    expect(misquoted(pack, scheme)).toEqual([]);
  });

  test('control: one wrong character, another section, a section that does not exist', () => {
    const { id } = pack.rules.find(({ topic }) => topic === 'ratio')!;
    const edited = (clause: Partial<Clause>) =>
      misquoted(
        loadPack(name, (value) => {
          const rule = (value.rules as { id: string; clause: Clause }[]).find((one) => one.id === id)!;
          rule.clause = { ...rule.clause, ...clause };
        }),
        scheme,
      );
    const { clause } = pack.rules.find((rule) => rule.id === id)!;
    expect(edited({})).toEqual([]);
    expect(edited({ quote: `${clause.quote.slice(0, -1)}〇` })).toHaveLength(1);
    expect(edited({ section: '一' })).toHaveLength(1);
    expect(edited({ section: '九（九）9' })).toHaveLength(1);
    expect(edited({ section: '第三章' })).toHaveLength(1);
  });

  test('the phrases of its golden cases are found too', () => {
    const own = goldenCases.filter(({ jurisdiction, quote }) => jurisdiction === name && !noPhrase(quote));
    expect(own.length).toBeGreaterThan(10);
    expect(own.filter(({ quote }) => !squeeze(scheme).includes(squeeze(quote))).map(({ id }) => id)).toEqual([]);
  });
});

/** A case about silence says so in brackets. */
function noPhrase(quote: string): boolean {
  return quote.startsWith('(');
}

test('the phrases of cases that hold everywhere are found in one scheme at least', () => {
  const schemes = PACKS.map((name) => squeeze(readScheme(name)));
  const shared = goldenCases.filter(({ jurisdiction, quote }) => jurisdiction === 'all' && !noPhrase(quote));
  expect(shared.length).toBeGreaterThan(5);
  expect(shared.filter(({ quote }) => !schemes.some((text) => text.includes(squeeze(quote))))).toEqual([]);
});

describe('sections', () => {
  const scheme = `某某办法
（试行）
一、目标
（一）甲。
（二）乙。见（一）项。
1、丙
２０２２年。
2.丁
尾 段。
二、任务
(一) 戊
二要己
（表一）
庚`;

  test('parts, items, numbers, the last line, the title, an annex', () => {
    const texts = ['题', '一', '一（二）', '一（二）1', '一（二）末段', '二（一）', '二（二）', '表一'].map((label) =>
      sectionText(scheme, label)?.replaceAll('\n', '|'),
    );
    expect(texts).toEqual([
      '某某办法|（试行）',
      '一、目标|（一）甲。|（二）乙。见（一）项。|1、丙|２０２２年。|2.丁|尾 段。',
      '（二）乙。见（一）项。|1、丙|２０２２年。|2.丁|尾 段。',
      '1、丙|２０２２年。',
      '尾 段。',
      '(一) 戊',
      '二要己',
      '（表一）|庚',
    ]);
    expect(sectionText(scheme, '一（三）')).toBeUndefined();
    expect(sectionText(scheme, '三')).toBeUndefined();
  });

  test('white space says nothing, every other character counts', () => {
    expect(standsIn(scheme, '一（二）末段', '尾段。')).toBe(true);
    expect(standsIn(scheme, '一（二）', '丙２０２２年')).toBe(true);
    expect(standsIn(scheme, '一（二）', '丙2022年')).toBe(false);
    expect(standsIn(scheme, '一（一）', '乙')).toBe(false);
  });
});
