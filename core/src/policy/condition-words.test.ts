import { describe, expect, test } from 'vitest';
import { readsName, refuseWords } from './condition-words.ts';
import { type Condition, compileCondition } from './conditions.ts';
import type { PackFault } from './decode.ts';

function conditionOf(source: string): Condition {
  const compiled = compileCondition(source);
  if (!compiled.ok) throw new Error(compiled.error);
  return compiled.value;
}

function faultsOf(source: string): readonly string[] {
  const faults: PackFault[] = [];
  refuseWords(conditionOf(source), { at: ['when'], faults, classes: ['key', 'general'] });
  return faults.map(({ message }) => message);
}

describe('a word that the field it is compared with cannot have', () => {
  test.each([
    ['event.kind == "penality"', 'event.kind 不会是“penality”'],
    ['"penality" != event.kind', 'event.kind 不会是“penality”'],
    ["event.level in ['national', 'town']", 'event.level 不会是“town”'],
    ['"城市" in object.keyLists', 'object.keyLists 不会是“城市”'],
    ['object.keyLists.exists(one, one == "城市")', 'object.keyLists 不会是“城市”'],
    ['object.heavyMetals ? class == "red" : true', 'class 不会是“red”'],
    ['!("red" in classes)', 'classes 不会是“red”'],
    ['class in ["key", "red"]', 'class 不会是“red”'],
    ['"油" in object.pollutantTypes', 'object.pollutantTypes 不会是“油”'],
    ['object.creditRiskGrade == "E"', '可能的值：A、B、C、D、""'],
    ['object.permitCategory in ["重点管理", "重点"]', 'object.permitCategory 不会是“重点”'],
    ['object.region == "东园"', 'object.region 是六位行政区划代码，不会是“东园”'],
  ])('%s', (source, words) => {
    expect(faultsOf(source)).toEqual([expect.stringContaining(words)]);
  });

  test.each([
    'event.kind == "penalty" && event.level == ""',
    'object.industry == "class"',
    '"园区:东园" in object.tags',
    'object.tags.exists(one, one == "园区:东园")',
    'class == "key" || "general" in classes',
    'object.creditRiskGrade in ["C", "D"]',
    'object.region == "140826" || object.region == ""',
    'object.industry.startsWith("制药")',
    'size(object.hazardousWasteRole) > 0 && year == 2026',
    '"a" == "b"',
    'true',
  ])('none in %s', (source) => {
    expect(faultsOf(source)).toEqual([]);
  });
});

test('names that a condition reads, and texts that only look like them', () => {
  const source = 'object.industry == "event" || "key" in classes';
  expect(['object', 'event', 'class', 'classes'].filter((name) => readsName(conditionOf(source), name))).toEqual([
    'object',
    'classes',
  ]);
});
