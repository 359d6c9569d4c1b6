import { expect, test } from 'vitest';
import { parseRecords, parseSpan } from './parse-values.ts';

test('days in the signs of a Chinese keyboard are days in a span and in a record too, and words stay words', () => {
  expect(parseSpan('2023－01－01至2023—12—31')).toEqual({ ok: true, value: { from: '2023-01-01', to: '2023-12-31' } });
  expect(parseRecords('2023－03－31；良好')).toEqual({ ok: true, value: [{ date: '2023-03-31' }, { text: '良好' }] });
});
