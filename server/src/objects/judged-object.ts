import type { ObjectFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import type { Context } from '../context.ts';
import { Problem } from '../problem.ts';
import { recordedVisits } from '../visits/ledger.ts';
import { classFacts } from './class-facts.ts';

/** An object of an agency's own directory with all that its class is judged by. */
export type JudgedObject = { readonly facts: ObjectFacts; readonly visits: readonly VisitFact[] };

/** @throws Problem object.unknown where the agency's own directory does not have it. */
export async function judgedObject(
  ctx: Context,
  { agency, key }: { readonly agency: string; readonly key: string },
): Promise<JudgedObject> {
  const [found] = await judgedObjects(ctx, { agency, keys: [key] });
  if (!found) throw new Problem('object.unknown', { object: key });
  return found;
}

/** Those of the keys that the agency's own directory has. */
export async function judgedObjects(
  ctx: Context,
  { agency, keys }: { readonly agency: string; readonly keys: readonly string[] },
): Promise<readonly JudgedObject[]> {
  const rows = await ctx.tx
    .selectFrom('inspection_object')
    .select('facts')
    .where('agency', '=', agency)
    .where('key', 'in', keys.length > 0 ? [...keys] : [''])
    .execute();
  const judged = await classFacts(ctx, { codes: [agency], keys });
  const visits = await recordedVisits(ctx, { codes: [agency] }, { to: ctx.today, keys });
  return rows.map((row) => {
    const facts = judged(agency, row.facts as ObjectFacts);
    return { facts, visits: visits.filter(({ objectId }) => objectId === facts.id) };
  });
}
