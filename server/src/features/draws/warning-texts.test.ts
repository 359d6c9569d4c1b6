import { findRule, type Pack } from '@sunlot/core/policy/pack.ts';
import { expect, it } from 'vitest';
import { loadPack, readPackSource } from '../../packs/pack-files.ts';
import { ungradedTexts } from './draw-grades.ts';
import { warningTexts } from './draw-view.ts';

function packWith(weights: Readonly<Record<string, number>>): Pack {
  const loaded = loadPack(readPackSource('xiongan')!);
  if ('faults' in loaded) throw new Error('the shipped pack is not sound');
  const { pack } = loaded;
  const credit = findRule(pack, 'credit')!;
  const rules = pack.rules.map((rule) => (rule === credit ? { ...credit, value: { ...credit.value, weights } } : rule));
  return { ...pack, rules };
}

const small = (weight: number) => ({ kind: 'smallClass', stratum: 'special', tier: 0, weight, size: 3 }) as const;

it('a small class is told with its grade where grades have weights of their own: no two lines are alike', () => {
  const texts = warningTexts(packWith({ A: 1, B: 2, C: 4, D: 4 }), [small(1), small(2), small(4)]);
  expect(texts).toEqual([
    '“特殊监管对象”第 0 轮次、信用等级A、未分级（权重 1）的只有 3 家可抽，名称较易被猜到',
    '“特殊监管对象”第 0 轮次、信用等级B（权重 2）的只有 3 家可抽，名称较易被猜到',
    '“特殊监管对象”第 0 轮次、信用等级C、D（权重 4）的只有 3 家可抽，名称较易被猜到',
  ]);
});

it('where all grades weigh the same there is one line for a tier, and it names none', () => {
  expect(warningTexts(packWith({ A: 1, B: 1 }), [small(1)])).toEqual([
    '“特殊监管对象”第 0 轮次只有 3 家可抽，名称较易被猜到',
  ]);
});

it('where a share is to be drawn by grade, units without one are told before the draw, and not how many (R-090)', () => {
  const xiongan = packWith({ A: 1, B: 1 });
  const list = (grade: string, pool: number, cls = 'key') =>
    ({ class: cls, level: 'county', grades: [{ grade, base: 3, pool }] }) as const;
  const told = '可抽的单位里有没有信用风险等级的，抽中也不计入按信用分级抽取的比例（二（三））：先在名录里补齐';
  expect(ungradedTexts(xiongan, list('-', 3))).toEqual([told]);
  expect(ungradedTexts(xiongan, list('A', 3))).toEqual([]);
  expect(ungradedTexts(xiongan, list('-', 0))).toEqual([]);
  // Nobody is drawn of the positive list, and other schemes ask for no such share.
  expect(ungradedTexts(xiongan, list('-', 3, 'generalPositiveList'))).toEqual([]);
  const jiangxian = loadPack(readPackSource('jiangxian')!);
  expect(ungradedTexts('pack' in jiangxian ? jiangxian.pack : xiongan, list('-', 3))).toEqual([]);
});
