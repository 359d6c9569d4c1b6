import type { ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { classFacts } from '../objects/class-facts.ts';
import type { Territory } from './territory.ts';

/** An object of a territory, with the agency in whose directory it stands. */
export type PlacedObject = { readonly agency: string; readonly facts: ObjectFacts };

/**
 * The objects of a territory, one row a key, in no order: of several directories that have it, one where it is active, then that
 * of the agency itself, then the first by code. Keys leave out the others; without keys it is the whole territory. Facts are those that
 * classes are judged by: with what was set by hand and handed down, for this year unless another is named.
 */
export async function objectsOf(
  ctx: Pick<Context, 'tx' | 'today'>,
  { agency, codes }: Pick<Territory, 'agency' | 'codes'>,
  { keys, year }: { readonly keys?: readonly string[]; readonly year?: number } = {},
): Promise<readonly PlacedObject[]> {
  const wanted = keys ? sql`and key = any(${[...keys]})` : sql``;
  // Chosen by narrow rows: a sort of whole facts would go through the disk.
  const { rows } = await sql<{ readonly agency: string; readonly facts: unknown }>`
    select agency, facts from inspection_object
    where id in (
      select distinct on (key) id
      from inspection_object
      where agency = any(${[...codes]}) ${wanted}
      order by key, status <> 'active', agency <> ${agency.code}, agency)`.execute(ctx.tx);
  const judged = await classFacts(ctx, { codes, keys, year });
  return rows.map((row) => ({ agency: row.agency, facts: judged(row.agency, row.facts as ObjectFacts) }));
}
