import { expect, test } from 'vitest';
import { loadPack, packNames } from '../../test/pack-files.ts';
import { wordingsLeftOpen } from './form-wording.ts';

const texts = (name: string, failed: number) => wordingsLeftOpen(loadPack(name), failed).map(({ text }) => text);

test('a form with rows that failed cannot say 未发现问题, one without none of the wordings of a problem', () => {
  expect(texts('jiangxian', 2)).toEqual([
    '发现问题已责令整改',
    '发现问题已立案调查',
    '不配合检查情节严重',
    '未发现开展本次抽查涉及的经营活动',
  ]);
  expect(texts('jiangxian', 0)).toEqual(['未发现问题', '不配合检查情节严重', '未发现开展本次抽查涉及的经营活动']);
  expect(texts('yiliang', 1)).toContain('发现问题待处理');
  expect(texts('yiliang', 0)).not.toContain('发现问题待处理');
});

test.each(packNames())('%s has a wording for a form of either kind', (name) => {
  expect(texts(name, 0)).toContain('未发现问题');
  expect(texts(name, 1)).not.toContain('未发现问题');
  expect(texts(name, 1).length).toBeGreaterThan(0);
});
