import { describe, expect, it } from 'vitest';
import { columnFinder, headerKey } from './columns.ts';
import { inspectorVocabulary } from './inspector-columns.ts';
import { itemVocabulary } from './item-columns.ts';
import { objectVocabulary } from './object-columns.ts';

describe.each([objectVocabulary, inspectorVocabulary, itemVocabulary])(
  'the columns of $title',
  ({ columns, telling, keys }) => {
    it('have ids of their own, and no name stands for two of them', () => {
      const ids = columns.map(({ id }) => id);
      const names = columns.flatMap(({ header, synonyms }) => [header, ...synonyms].map(headerKey));
      expect(new Set(ids).size).toBe(ids.length);
      expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
      expect([...telling, ...keys].filter((id) => !ids.includes(id))).toEqual([]);
    });

    it('are found by header and synonym; no word of a choice stands for two values', () => {
      const find = columnFinder(columns);
      for (const { id, header, synonyms, choices = {} } of columns) {
        for (const name of [header, ...synonyms]) expect(find(name)?.id).toBe(id);
        const words = Object.values(choices).flat();
        expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([]);
      }
    });
  },
);

it('headers are compared without spaces, line breaks, full-width signs, marks and remarks in brackets', () => {
  const find = columnFinder(objectVocabulary.columns);
  for (const text of [
    '＊统一社会\n信用代码',
    '统一社会信用代码（必填）',
    '统 一 社会信用代码：',
    '统一社会信用代码（18位）',
  ]) {
    expect(find(text)?.id).toBe('creditCode');
  }
  for (const text of ['', '（备用）', '信用']) expect(find(text)).toBeUndefined();
});
