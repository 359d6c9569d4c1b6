import { sql } from 'kysely';
import type { Context } from '../context.ts';

/**
 * Objects outside a territory that its agencies are said to have visited by somebody outside, who has them in a directory: nobody
 * records a visit to an object that his own directory lacks.
 */
export async function foreignObjects(
  { tx }: Pick<Context, 'tx'>,
  codes: readonly string[],
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('visit')
    .select('object_key')
    .distinct()
    .where(sql<boolean>`agency = any(${[...codes]}) and recorded_by <> all(${[...codes]})`)
    .where(sql<boolean>`object_key not in (select key from inspection_object where agency = any(${[...codes]}))`)
    .execute();
  return rows.map(({ object_key }) => object_key);
}
