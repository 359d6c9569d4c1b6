import { describe, expect, test } from 'vitest';
import { changedResults, resultKey, takenResults } from './recognised-results.ts';

const clean = { ref: '假想县水利局/2026-10-08', items: ['4', '1'], results: ['未发现问题'] };
const found = { ...clean, results: ['发现问题待后续处理'] };

describe('R-084, R-163: a result of others that was recognised', () => {
  test('is remembered with what it says, in whatever order', () => {
    expect(resultKey(clean)).toBe(resultKey({ ...clean, items: ['1', '4'] }));
    expect(resultKey(clean)).not.toBe(resultKey(found));
    expect(resultKey(clean)).not.toBe(resultKey({ ...clean, items: ['1'] }));
  });

  test('is taken while it says the same; one that is corrected, or another one, is not', () => {
    const answered = ['merge:tsk_1', resultKey(clean)];
    expect(takenResults(answered, [clean])).toEqual([clean]);
    expect(takenResults(answered, [found, { ...clean, ref: 'B' }])).toEqual([]);
  });

  test('is told once it says something else; nothing else is', () => {
    const answered = ['merge:tsk_1', resultKey(clean), 'recognise:一个旧答复/2026-01-01'];
    const was = { ...clean, items: ['1', '4'] };
    expect(changedResults(answered, [found])).toEqual([{ was, now: found }]);
    const withdrawn = { ...clean, results: [] };
    expect(changedResults(answered, [withdrawn])).toEqual([{ was, now: withdrawn }]);
    // Controls: as it was; a second visit of that authority on that day; not known any more to who asks.
    expect(changedResults(answered, [clean])).toEqual([]);
    expect(changedResults(answered, [found, clean])).toEqual([]);
    expect(changedResults(answered, [])).toEqual([]);
  });
});
