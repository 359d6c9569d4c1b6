import { expect, test } from 'vitest';
import { type GradeCount, tellable, withDrawn } from './grade-counts.ts';

/** Base, pool and perhaps the result of a grade. */
function count(grade: string, ...numbers: readonly number[]): GradeCount {
  const [base = 0, pool = 0, drawn] = numbers;
  return { grade, base, pool, ...(drawn !== undefined && { drawn }) };
}

test('a result is counted by grade, also where none of a grade was drawn', () => {
  const counts = [count('-', 3, 3), count('A', 8, 7), count('D', 5, 5)];
  expect(withDrawn(counts, ['A', '-', 'A'])).toEqual([count('-', 3, 3, 1), count('A', 8, 7, 2), count('D', 5, 5, 0)]);
  expect(withDrawn(counts, []).map(({ drawn }) => drawn)).toEqual([0, 0, 0]);
});

test('counts that tell of nobody are told: of one grade, mixed, or of a draw that takes everybody', () => {
  for (const counts of [
    [count('-', 3, 2, 2)],
    [count('A', 9, 5), count('D', 6, 6)],
    [count('A', 9, 5, 1), count('D', 6, 6, 5)],
    [count('A', 9, 5, 5), count('D', 6, 6, 6)],
  ])
    expect(tellable(counts)).toEqual(counts);
});

test('nothing is told of few, nor a result that is all or none of a grade', () => {
  expect(tellable([count('A', 30, 30, 4), count('D', 6, 4, 1)])).toBeUndefined();
  for (const drawn of [0, 6])
    expect(tellable([count('A', 9, 8, 3), count('D', 6, 6, drawn)])).toEqual([count('A', 9, 8), count('D', 6, 6)]);
});
