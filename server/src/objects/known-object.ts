import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { Problem } from '../problem.ts';
import { territoryOf } from '../visits/territory.ts';

export type KnownObject = { readonly key: string; readonly name: string };

/** An object of an agency's territory by its key. @throws Problem object.unknown */
export async function knownObject(
  ctx: Pick<Context, 'tx'>,
  { agency, key }: { readonly agency: string; readonly key: string },
): Promise<KnownObject> {
  const territory = await territoryOf(ctx, agency);
  const found = await ctx.tx
    .selectFrom('inspection_object')
    .select(['key', 'name'])
    .where('key', '=', key)
    .where(sql<boolean>`agency = any(${[...(territory?.codes ?? [])]})`)
    .limit(1)
    .executeTakeFirst();
  if (!found) throw new Problem('object.unknown', { object: key });
  return found;
}
