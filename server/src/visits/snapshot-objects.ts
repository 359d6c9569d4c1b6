import { type CalendarDate, type Period, periodDays } from '@sunlot/core/basics/dates.ts';
import type { ObjectFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../context.ts';
import { objectsOf, type PlacedObject } from './directory.ts';
import { withHistory } from './former-places.ts';
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
 * row speaks of a day to come: until then the row before holds, and without one they are not there. By an earlier day, as also for a period
 * that is over, it takes from when on each stands in the directory and what all rows said before.
 */
export async function withSnapshot(
  ctx: Reading,
  territory: Pick<Territory, 'codes'>,
  { objects, ...asked }: Asked & { readonly objects: readonly PlacedObject[] },
): Promise<readonly PlacedObject[]> {
  if (!isOfToday(ctx, asked)) return withHistory(ctx, territory, { ...asked, objects });
  const coming = objects.filter(({ facts }) => speaksOfLater(facts, ctx.today));
  if (coming.length === 0) return objects;
  const keys = coming.map(({ facts }) => facts.id);
  const past = await withHistory(ctx, territory, { ...asked, objects: coming, keys });
  const changed = new Map(coming.map((object, i) => [object, past[i]!]));
  return objects.map((object) => changed.get(object) ?? object);
}

/** Reads the facts of a directory that comes some rows at a time as {@link withSnapshot} does. */
export async function snapshotReader(
  ctx: Reading,
  territory: Place,
  asked: Asked,
): Promise<(rows: readonly PlacedObject[]) => Promise<readonly ObjectFacts[]>> {
  if (isOfToday(ctx, asked))
    return async (rows) => (await withSnapshot(ctx, territory, { ...asked, objects: rows })).map(({ facts }) => facts);
  const objects = await objectsOf(ctx, territory, { year: asked.year });
  const read = new Set(objects.map(({ facts }) => facts));
  const past = await withSnapshot(ctx, territory, { ...asked, objects });
  const changed = new Map(past.flatMap(({ facts }) => (read.has(facts) ? [] : [[facts.id, facts]])));
  return async (rows) => rows.map(({ facts }) => changed.get(facts.id) ?? facts);
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
