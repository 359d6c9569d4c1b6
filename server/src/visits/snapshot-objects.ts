import { type CalendarDate, type Period, periodDays, yearOf } from '@sunlot/core/basics/dates.ts';
import type { ObjectFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { inPeriod } from '@sunlot/core/policy/visits.ts';
import type { Context } from '../context.ts';
import { objectsOf, type PlacedObject } from './directory.ts';
import { withHistory } from './former-places.ts';
import { withEarlierRows } from './past-objects.ts';
import type { Territory } from './territory.ts';

type Reading = Pick<Context, 'tx' | 'today'>;
type Place = Pick<Territory, 'agency' | 'codes'>;
type Asked = {
  readonly pack: Pack;
  readonly visits: readonly VisitFact[];
  readonly year: number;
  /** The period that the list is for: once it is over its list is of its last day. Absent = one that is not over. */
  readonly period?: Period;
};

/**
 * Objects as a list is made of them, in the same order. By the day of the freeze (AMB-01) they are as they were read, but for those whose
 * row speaks of a day to come: until then the row before holds, and without one they are not there. Of those that were visited in the year it
 * takes what earlier rows said, as the verdict does: what a visit serves goes by the rows of its day. By an earlier day, as also for a period
 * that is over, it takes from when on each stands in the directory and what all rows said before.
 */
export async function withSnapshot(
  ctx: Reading,
  territory: Pick<Territory, 'codes'>,
  { objects, ...asked }: Asked & { readonly objects: readonly PlacedObject[] },
): Promise<readonly PlacedObject[]> {
  if (!isOfToday(ctx, asked)) return withHistory(ctx, territory, { ...asked, objects });
  return snapshotOfToday(ctx, territory, { ...asked, objects, visited: visitedIn(asked) });
}

/** Reads the facts of a directory that comes some rows at a time as {@link withSnapshot} does. */
export async function snapshotReader(
  ctx: Reading,
  territory: Place,
  asked: Asked,
): Promise<(rows: readonly PlacedObject[]) => Promise<readonly ObjectFacts[]>> {
  if (isOfToday(ctx, asked)) {
    const visited = visitedIn(asked);
    return async (objects) =>
      (await snapshotOfToday(ctx, territory, { ...asked, objects, visited })).map(({ facts }) => facts);
  }
  const objects = await objectsOf(ctx, territory, { year: asked.year });
  const read = new Set(objects.map(({ facts }) => facts));
  const past = await withSnapshot(ctx, territory, { ...asked, objects });
  const changed = new Map(past.flatMap(({ facts }) => (read.has(facts) ? [] : [[facts.id, facts]])));
  return async (rows) => rows.map(({ facts }) => changed.get(facts.id) ?? facts);
}

type OfToday = Omit<Asked, 'pack' | 'period'> & {
  readonly objects: readonly PlacedObject[];
  readonly visited: ReadonlySet<string>;
};

async function snapshotOfToday(
  ctx: Reading,
  territory: Pick<Territory, 'codes'>,
  { objects, visited, ...asked }: OfToday,
): Promise<readonly PlacedObject[]> {
  const coming = objects.filter(({ facts }) => speaksOfLater(facts, ctx.today));
  const seen = objects.filter(({ facts }) => visited.has(facts.id) && !speaksOfLater(facts, ctx.today));
  if (coming.length + seen.length === 0) return objects;
  const past = await withHistory(ctx, territory, { ...asked, objects: coming, keys: idsOf(coming) });
  const earlier = await withEarlierRows(ctx, territory, { objects: seen, keys: idsOf(seen), year: asked.year });
  const changed = new Map<PlacedObject, PlacedObject>();
  for (const [i, object] of coming.entries()) changed.set(object, past[i]!);
  for (const [i, object] of seen.entries()) changed.set(object, earlier[i]!);
  return objects.map((object) => changed.get(object) ?? object);
}

function idsOf(objects: readonly PlacedObject[]): readonly string[] {
  return objects.map(({ facts }) => facts.id);
}

/** Whom somebody went to in the year, or for it. */
function visitedIn({ visits, year }: Pick<Asked, 'visits' | 'year'>): ReadonlySet<string> {
  const isOf = (visit: VisitFact) => yearOf(visit.date) === year || inPeriod(visit, String(year));
  return new Set(visits.flatMap((visit) => (visit.state !== 'drawn' && isOf(visit) ? [visit.objectId] : [])));
}

function isOfToday({ today }: Reading, { pack, period }: Pick<Asked, 'pack' | 'period'>): boolean {
  const isOver = period !== undefined && periodDays(period).to < today;
  return pack.settings['calc.denominatorSnapshot'] === 'freeze' && !isOver;
}

/** Does a row say of what it states, or of an activity, that it holds from a day to come? A standstill to come says so itself. */
export function speaksOfLater({ status, statusSince, changedSince }: ObjectFacts, today: CalendarDate): boolean {
  const isLater = (day: CalendarDate | undefined) => day !== undefined && day > today;
  return isLater(changedSince) || (status === 'active' && isLater(statusSince));
}
