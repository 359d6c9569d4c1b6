import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Territory } from './territory.ts';

/** Visits with the first day on which what they found went to enforcement, by the hand-overs of the same agency, object and day. */
export async function withHandOvers(
  { tx }: Pick<Context, 'tx'>,
  { codes }: Pick<Territory, 'codes'>,
  visits: readonly VisitFact[],
): Promise<readonly VisitFact[]> {
  const { rows } = await sql<{ agency: string; object_key: string; found_on: string; handed_on: string }>`
    select agency, object_key, found_on, min(handed_on) as handed_on from hand_over
    where agency = any(${[...codes]})
    group by agency, object_key, found_on`.execute(tx);
  if (rows.length === 0) return visits;
  const keyOf = (...parts: readonly string[]) => JSON.stringify(parts);
  const days = new Map(rows.map((row) => [keyOf(row.agency, row.object_key, row.found_on), row.handed_on]));
  return visits.map((visit) => {
    const handedOverOn = days.get(keyOf(visit.agency, visit.objectId, visit.date));
    return handedOverOn === undefined ? visit : { ...visit, handedOverOn };
  });
}
