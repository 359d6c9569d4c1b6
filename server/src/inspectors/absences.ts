import type { DateSpan, InspectorFacts } from '@sunlot/core/policy/facts.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';

/** Recorded absences of the people of agencies, by certificate number; those that were called off are none. */
export async function absencesOf(
  { tx }: Pick<Context, 'tx'>,
  ...agencies: readonly string[]
): Promise<ReadonlyMap<string, readonly DateSpan[]>> {
  const rows = await tx
    .selectFrom('inspector_absence')
    .select(['certificate_no', 'from_day', 'to_day'])
    .where(sql<boolean>`agency = any(${[...agencies]})`)
    .where('called_off', '=', false)
    .orderBy('from_day')
    .orderBy('id')
    .execute();
  const byPerson = groupBy(rows, ({ certificate_no }) => certificate_no);
  return new Map(
    [...byPerson].map(([person, spans]) => [
      person,
      spans.map(({ from_day: from, to_day: to }): DateSpan => (to === null ? { from } : { from, to })),
    ]),
  );
}

/** A person's facts with the absences on record. */
export function withAbsences(
  facts: InspectorFacts,
  absences: ReadonlyMap<string, readonly DateSpan[]>,
): InspectorFacts {
  const own = absences.get(facts.id);
  return own === undefined ? facts : { ...facts, absences: own };
}
