import { loadPack, packNames, readPackSource } from '@sunlot/server/packs/pack-files.ts';
import { ruleWords } from '@sunlot/server/packs/rule-words.ts';
import { expect, test } from 'vitest';
import { RULE_WORDS, ruleInEnglish } from './english-rule-words.ts';

const HAN = /\p{Script=Han}+/gu;

test.each([
  ['每年不低于100%，一次抽定', 'a year at least 100%, drawn at once'],
  ['每季度10%至30%，每家2次，须现场检查', 'a quarter 10% to 30%, 2 times each, on site only'],
  [
    '由本单位或牵头部门抽取（本方案抽取规则；另行抽取的，用其结果）',
    'drawn by the agency itself or the lead department (本方案抽取规则；另行抽取的，用其结果)',
  ],
  ['必填单位名称、信用代码；每季度核对一次', 'required: 单位名称、信用代码; reviewed every quarter'],
  ['A 权重 1、B 权重 2，分级抽取', 'A weight 1, B weight 2, drawn by grade'],
  [
    '摘要算法 SHA-256，每席至少 3 人可选，候补 5 家，人不够时依次：换对象专业席、上限加一、顺延',
    'digest SHA-256, at least 3 to choose from for a seat, 5 in reserve, where people lack, in this order: give up the seat by trade, one more visit a head, postpone',
  ],
  // A name or a sentence of the scheme keeps its words and marks.
  ['依次为甲类、名录内、比例外', 'in this order: 甲类、名录内、比例外'],
  ['依据清单开展；检查对象未被抽到，或抽到时未查出问题', '依据清单开展；检查对象未被抽到，或抽到时未查出问题'],
])('%s', (chinese, english) => {
  expect(ruleInEnglish(chinese)).toBe(english);
});

test('no rule of a shipped pack leaves a sentence of the program in Chinese', () => {
  for (const name of packNames()) {
    const source = readPackSource(name)!;
    const loaded = loadPack(source);
    const { pack } = loaded as Extract<typeof loaded, { readonly pack: unknown }>;
    const untold = pack.rules.flatMap((rule) =>
      // 等 behind a list that the scheme leaves open.
      (ruleInEnglish(ruleWords(pack, rule)).match(HAN) ?? []).filter(
        (run) => !source.text.includes(run.replace(/等$/, '')),
      ),
    );
    expect([name, untold]).toEqual([name, []]);
  }
});

test('each part of a sentence is said', () => {
  for (const [chinese, english] of RULE_WORDS) {
    const places = [...chinese.matchAll(/\{\}/g)].length;
    const used = new Set([...english.matchAll(/\$(\d)/g)].map(([, place]) => Number(place)));
    expect([chinese, used.size]).toEqual([chinese, places]);
  }
});
