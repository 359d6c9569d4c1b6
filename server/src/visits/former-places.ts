import type { ObjectFacts, ReplacedFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { classFacts } from '../objects/class-facts.ts';
import type { PlacedObject } from './directory.ts';
import { withEarlierRows, withFirstDays } from './past-objects.ts';
import type { Territory } from './territory.ts';

type Asked = {
  readonly objects: readonly PlacedObject[];
  readonly visits: readonly VisitFact[];
  readonly year: number;
};

/** Objects with all by which the directory of any day is told: what their rows said before, first days, and where they stood before. */
export async function withHistory(
  ctx: Pick<Context, 'tx' | 'today'>,
  territory: Pick<Territory, 'codes'>,
  { objects, keys, visits, year }: Asked & { readonly keys?: readonly string[] },
): Promise<readonly PlacedObject[]> {
  const earlier = await withEarlierRows(ctx, territory, { objects, year, ...(keys && { keys }) });
  return withPlaces(ctx, territory, { objects: earlier, visits, year });
}

/**
 * Objects with their first days (`withFirstDays`), each for as long as it stood anywhere in the territory: what moves from one county to
 * another has left neither the city nor its past. Until the day it came, the row of the directory it came from holds.
 */
async function withPlaces(
  ctx: Pick<Context, 'tx' | 'today'>,
  territory: Pick<Territory, 'codes'>,
  { objects, visits, year }: Asked,
): Promise<readonly PlacedObject[]> {
  const dated = await withFirstDays(ctx, territory, { objects, visits });
  const late = dated.filter(({ facts }) => facts.listedFrom !== undefined);
  if (territory.codes.length === 1 || late.length === 0) return dated;
  const others = await otherRows(ctx, territory, { late, year });
  const rows = { objects: others, keys: [...new Set(others.map(({ facts }) => facts.id))], year };
  const former = await withFirstDays(ctx, territory, { objects: await withEarlierRows(ctx, territory, rows), visits });
  const byKey = groupBy(former, ({ facts }) => facts.id);
  return dated.map((object) => ({
    agency: object.agency,
    facts: (byKey.get(object.facts.id) ?? []).reduce((facts, { facts: before }) => joined(facts, before), object.facts),
  }));
}

/** Rows of the same objects in the other directories of the territory; of each the latest to come stands first. */
async function otherRows(
  ctx: Pick<Context, 'tx' | 'today'>,
  { codes }: Pick<Territory, 'codes'>,
  { late, year }: { readonly late: readonly PlacedObject[]; readonly year: number },
): Promise<readonly PlacedObject[]> {
  const chosen = new Map(late.map(({ agency, facts }) => [facts.id, agency]));
  const keys = [...chosen.keys()];
  const { rows } = await sql<{ readonly agency: string; readonly facts: ObjectFacts }>`
    select agency, facts from inspection_object
    where agency = any(${[...codes]}) and key = any(${keys})
    order by key, added_at desc, agency`.execute(ctx.tx);
  const judged = await classFacts(ctx, { codes, keys, year });
  return rows
    .filter(({ agency, facts }) => chosen.get(facts.id) !== agency)
    .map(({ agency, facts }) => ({ agency, facts: judged(agency, facts) }));
}

/** An object with the row of a directory in which it stood before it came to its own; as it is where the row is no older. */
function joined(facts: ObjectFacts, before: ObjectFacts): ObjectFacts {
  const { listedFrom: came, earlier = [], ...own } = facts;
  const { listedFrom: first, earlier: older = [], ...row } = before;
  if (came === undefined || (first !== undefined && first >= came)) return facts;
  const left: ReplacedFacts = { until: came, statusUntil: came, stated: true, facts: row };
  return { ...own, earlier: [...older, left, ...earlier], ...(first !== undefined && { listedFrom: first }) };
}
