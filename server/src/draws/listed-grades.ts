import { fromUtf8 } from '@sunlot/core/basics/bytes.ts';
import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { objectRowsOf } from './sealed-rows.ts';

/** The credit-risk grades that were sealed with a list: names in one line, then a byte a row, in the order of the rows. */

type Reading = Pick<Context, 'tx' | 'keys'>;
type OfYear = { readonly agency: string; readonly year: number };

const LF = 10;

/** What the sealed column of a draw is bound to. */
export function gradesPurpose(draw: string): string {
  return `draw/${draw}/grades`;
}

/** The grade of each row by its number; `-` = none. */
export function openGrades({ keys }: Pick<Context, 'keys'>, draw: string, sealed: Uint8Array): (row: number) => string {
  const bytes = keys.open(sealed, gradesPurpose(draw));
  const head = bytes.indexOf(LF);
  const names = JSON.parse(fromUtf8(bytes.subarray(0, head))!) as readonly string[];
  return (row) => names[bytes[head + 1 + row]!]!;
}

/**
 * Visits of what an agency drew for a year, each with whether its object had a grade when the list was frozen: what was drawn by grade is told by
 * the record of the draw, whatever became known of that day since (AMB-18). A list that an earlier version froze has none.
 */
export async function withListedGrades(
  ctx: Reading,
  { agency, year }: OfYear,
  visits: readonly VisitFact[],
): Promise<readonly VisitFact[]> {
  const own = visits.filter(
    (visit) => visit.agency === agency && visit.origin === 'draw' && visit.taskId !== undefined,
  );
  const ofTask = groupBy(own, ({ taskId }) => taskId!);
  const draws = await ctx.tx
    .selectFrom('draw')
    .innerJoin('task', 'task.id', 'draw.task_id')
    .select(['draw.id', 'draw.sealed_grades', 'task.code'])
    .where('draw.agency', '=', agency)
    .where('draw.state', 'in', ['drawn', 'revealed'])
    .where('draw.sealed_grades', 'is not', null)
    .where(sql<boolean>`left(draw.period, 4) = ${String(year)}`)
    .$narrowType<{ sealed_grades: Uint8Array }>()
    .execute();
  const known = new Map<VisitFact, boolean>();
  for (const { id, sealed_grades: sealed, code } of draws) {
    const byObject = groupBy(ofTask.get(code) ?? [], ({ objectId }) => objectId);
    if (byObject.size === 0) continue;
    const gradeOf = openGrades(ctx, id, sealed);
    let row = 0;
    for await (const { id: object } of objectRowsOf(ctx, id)) {
      const isGraded = gradeOf(row++) !== '-';
      for (const visit of byObject.get(object) ?? []) known.set(visit, isGraded);
    }
  }
  return visits.map((visit) => {
    const gradedInList = known.get(visit);
    return gradedInList === undefined ? visit : { ...visit, gradedInList };
  });
}
