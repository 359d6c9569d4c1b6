import { expect, test } from 'vitest';
import { clauseText } from './clause-text.ts';

test('a clause is its place and its phrase, and without a phrase its place alone', () => {
  expect(clauseText({ section: '四（七）', quote: '20个工作日内' })).toBe('四（七）「20个工作日内」');
  expect(clauseText({ section: '一（一）', quote: '' })).toBe('一（一）');
});
