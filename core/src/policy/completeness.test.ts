import { expect, test } from 'vitest';
import { anObject } from '../../test/facts-fixtures.ts';
import { loadPack } from '../../test/pack-files.ts';
import { completenessOf, missingFields } from './completeness.ts';

const jiangxian = loadPack('jiangxian');
const full = { address: '示范路1号', legalRepresentative: '示例法人', industry: '化工' };

test('an object without a legal representative is incomplete, and says so in the words of the scheme', () => {
  expect(missingFields(jiangxian, anObject({ id: 'A', ...full }))).toEqual([]);
  const { legalRepresentative: _, ...without } = full;
  expect(missingFields(jiangxian, anObject({ id: 'A', ...without }))).toEqual([
    { id: 'legalRepresentative', text: '法定代表人' },
  ]);
});

test('everything that is blank is named in the order of the pack', () => {
  const blank = anObject({ id: '', address: '', tags: [] });
  expect(missingFields(jiangxian, blank).map(({ text }) => text)).toEqual([
    '信用代码',
    '单位地址',
    '法定代表人',
    '要素标签',
  ]);
});

test('a pack that names no fields finds nothing missing', () => {
  const silent = { ...jiangxian, rules: jiangxian.rules.filter(({ topic }) => topic !== 'directory') };
  expect(missingFields(silent, anObject({ id: '' }))).toEqual([]);
});

test('completeness is exact to a hundredth of a percent', () => {
  expect(completenessOf(160, 163)).toEqual({ complete: 160, total: 163, hundredths: 9816 });
  expect(completenessOf(1, 3).hundredths).toBe(3333);
  expect(completenessOf(2, 3).hundredths).toBe(6667);
  expect(completenessOf(1, 800).hundredths).toBe(13);
  expect(completenessOf(0, 0).hundredths).toBe(10_000);
  expect(completenessOf(163, 163).hundredths).toBe(10_000);
});
