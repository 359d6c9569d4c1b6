import { groupBy } from './grouping.ts';

/** How a draw lies over the credit-risk grades: counts, never an object. */

/** `-` = without a grade. `drawn` is absent before the result. */
export interface GradeCount {
  readonly grade: string;
  readonly base: number;
  readonly pool: number;
  readonly drawn?: number;
}

/** The counts of a freeze with those of its result: the grade of each drawn object as it stood at the freeze. */
export function withDrawn(counts: readonly GradeCount[], drawn: readonly string[]): readonly GradeCount[] {
  const byGrade = groupBy(drawn, (grade) => grade);
  return counts.map(({ grade, base, pool }) => ({ grade, base, pool, drawn: (byGrade.get(grade) ?? []).length }));
}

/** So few that a guess at their names is easy; the number of the warning `smallClass` of a frozen list. */
const FEW = 5;

/**
 * What of the counts may be told while names are closed. A grade is public knowledge, so a count must not speak of single
 * objects: nothing where a grade has few of them, and no result where of one grade all or none are drawn and of another some.
 */
export function tellable(counts: readonly GradeCount[]): readonly GradeCount[] | undefined {
  if (counts.length > 1 && counts.some(({ pool }) => pool < FEW)) return undefined;
  const isFullTake = counts.every(({ pool, drawn }) => drawn === pool);
  if (counts.length === 1 || isFullTake || counts.every(isMixed)) return counts;
  return counts.map(({ grade, base, pool }) => ({ grade, base, pool }));
}

function isMixed({ pool, drawn = 1 }: GradeCount): boolean {
  return drawn > 0 && drawn < pool;
}
