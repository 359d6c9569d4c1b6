import type { ObjectFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import type { Context } from '../context.ts';
import { Problem } from '../problem.ts';
import type { PlacedObject } from '../visits/directory.ts';
import { recordedVisits } from '../visits/ledger.ts';
import { withEarlierRows, withFirstDays } from '../visits/past-objects.ts';
import { speaksOfLater } from '../visits/snapshot-objects.ts';
import { classFacts } from './class-facts.ts';

/**
 * An object of an agency's own directory with all that its class is judged by: with what its rows said before, and where its first row
 * speaks of a day to come with that day.
 */
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
  const objects = rows.map((row) => ({ agency, facts: judged(agency, row.facts as ObjectFacts) }));
  const dated = await withDays(ctx, { agency, objects, visits });
  return dated.map(({ facts }) => ({ facts, visits: visits.filter(({ objectId }) => objectId === facts.id) }));
}

type Undated = {
  readonly agency: string;
  readonly objects: readonly PlacedObject[];
  readonly visits: readonly VisitFact[];
};

/** Objects with what their rows said before, and of those that come on a day to come with that day. */
export async function withDays(ctx: Context, { agency, objects, visits }: Undated): Promise<readonly PlacedObject[]> {
  const place = { codes: [agency] };
  const known = await withEarlierRows(ctx, place, { objects, keys: objects.map(({ facts }) => facts.id) });
  const coming = known.filter(({ facts }) => speaksOfLater(facts, ctx.today));
  if (coming.length === 0) return known;
  const dated = await withFirstDays(ctx, place, { objects: coming, visits });
  const changed = new Map(coming.map((object, i) => [object, dated[i]!]));
  return known.map((object) => changed.get(object) ?? object);
}
