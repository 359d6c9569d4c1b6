import type { CalendarDate } from '@sunlot/core/basics/dates.ts';
import type { ObjectFacts, ReplacedFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { isSameButDays } from '@sunlot/core/policy/past-facts.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { classFacts } from '../objects/class-facts.ts';
import type { PlacedObject } from './directory.ts';
import type { Territory } from './territory.ts';

type Reading = Pick<Context, 'tx' | 'today'>;

/** Days from the first import of a directory in which it is still being set up: what comes in them was there before. */
export const SETTING_UP = 30;

type Asked = {
  readonly objects: readonly PlacedObject[];
  readonly keys?: readonly string[];
  /** The year whose lists hold, as the objects were read; unsaid = this one. */
  readonly year?: number;
};

/** Objects with what their rows said before. */
export async function withEarlierRows(
  ctx: Reading,
  { codes }: Pick<Territory, 'codes'>,
  { objects, keys, year }: Asked,
): Promise<readonly PlacedObject[]> {
  const rows = await selectEarlier(ctx, codes, keys);
  if (rows.length === 0) return objects;
  const judged = await classFacts(ctx, { codes, year, keys: [...new Set(rows.map((row) => row.object_key))] });
  const byObject = groupBy(rows, (row) => placed(row.agency, row.object_key));
  return objects.map((object) => {
    const own = byObject.get(placed(object.agency, object.facts.id));
    if (!own) return object;
    const earlier = own.map(
      ({ until_day, status_until, stated, facts }): ReplacedFacts => ({
        ...(until_day !== null && { until: until_day }),
        ...(status_until !== null && { statusUntil: status_until }),
        stated,
        facts: judged(object.agency, facts as ObjectFacts),
      }),
    );
    return { ...object, facts: { ...object.facts, earlier } };
  });
}

const placed = (agency: string, key: string) => `${agency}\n${key}`;

function selectEarlier({ tx }: Reading, codes: readonly string[], keys?: readonly string[]) {
  let query = tx
    .selectFrom('object_earlier')
    .select(['agency', 'object_key', 'until_day', 'status_until', 'stated', 'facts'])
    .where(sql<boolean>`agency = any(${[...codes]})`)
    .orderBy('position');
  if (keys) query = query.where(sql<boolean>`object_key = any(${[...keys]})`);
  return query.execute();
}

/**
 * Objects of a territory with the day from which those stand in it that are known to have come later: entered after the directory
 * was set up, and nothing says that they were there before; or entered with a first day that was to come. Of the others nobody knows a day:
 * they count for all days gone by.
 */
export async function withFirstDays(
  ctx: Reading,
  { codes }: Pick<Territory, 'codes'>,
  { objects, visits }: { readonly objects: readonly PlacedObject[]; readonly visits: readonly VisitFact[] },
): Promise<readonly PlacedObject[]> {
  const dated = objects.flatMap(({ facts }) => (firstStated(firstRow(facts)) === undefined ? [] : [facts.id]));
  const late = await selectLate(ctx, codes, dated);
  if (late.size === 0) return objects;
  const visited = groupBy(visits, ({ objectId }) => objectId);
  return objects.map((object) => {
    const { agency, facts } = object;
    const coming = late.get(placed(agency, facts.id));
    if (coming === undefined) return object;
    const listedFrom = firstDay(facts, { ...coming, visits: visited.get(facts.id) ?? [] });
    return listedFrom === undefined ? object : { agency, facts: { ...facts, listedFrom } };
  });
}

/** The day on which an object was entered; `late` = after its directory was set up, `replaced` = its row is not the one of that day. */
type Entry = { readonly entered: CalendarDate; readonly late: boolean; readonly replaced: boolean };

/** Objects that came after their directory was set up, and those of these keys that did not. */
async function selectLate(
  { tx }: Reading,
  codes: readonly string[],
  keys: readonly string[],
): Promise<ReadonlyMap<string, Entry>> {
  const { rows } = await sql<Entry & { readonly agency: string; readonly key: string }>`
    select object.agency, object.key, (object.added_at at time zone 'Asia/Shanghai')::date as entered,
           (object.added_at at time zone 'Asia/Shanghai')::date > first.day + ${SETTING_UP}::integer as late,
           object.updated_at <> object.added_at as replaced
    from inspection_object as object
    join (
      select agency, (min(added_at) at time zone 'Asia/Shanghai')::date as day
      from inspection_object where agency = any(${[...codes]}) group by agency
    ) as first on first.agency = object.agency
    where (object.added_at at time zone 'Asia/Shanghai')::date > first.day + ${SETTING_UP}::integer
      or object.key = any(${[...keys]})`.execute(tx);
  return new Map(rows.map(({ agency, key, ...entry }) => [placed(agency, key), entry]));
}

function firstRow(object: ObjectFacts): ObjectFacts {
  return object.earlier?.[0]?.facts ?? object;
}

/** The rows of an object, the first of them with its day as the rows right after it have it that say nothing but another one. */
function rowsPutRight(object: ObjectFacts): readonly [ObjectFacts, ...ObjectFacts[]] {
  const { earlier = [] } = object;
  const first = firstRow(object);
  const later = earlier.length === 0 ? [] : [...earlier.slice(1).map(({ facts }) => facts), object];
  const changed = later.findIndex((row) => !isSameButDays(row, first));
  const same = changed < 0 ? later : later.slice(0, changed);
  return [same.findLast((row) => firstStated(row) !== undefined) ?? first, ...later.slice(same.length)];
}

/** The first day from which a row says that it holds, or that the object is active. */
function firstStated({ status, statusSince, changedSince }: ObjectFacts): CalendarDate | undefined {
  const active = status === 'active' ? statusSince : undefined;
  return [changedSince, active].flatMap((day) => day ?? []).sort()[0];
}

/**
 * The day that the first row of the object stated, as rows put it right, if that was to come; of a late one else the first day a row of it ever stated, else
 * the day it was entered. Undefined where it was visited before that day, or had by then come to a standstill: so it had been there.
 */
function firstDay(
  object: ObjectFacts,
  { entered, late, replaced, visits }: Entry & { readonly visits: readonly VisitFact[] },
): CalendarDate | undefined {
  const rows = rowsPutRight(object);
  const isBefore = (day: CalendarDate | undefined) => day !== undefined && day <= entered;
  if (rows.some(({ status, statusSince }) => status !== 'active' && isBefore(statusSince))) return undefined;
  const wasThere = (day: CalendarDate) => visits.some(({ date, state }) => state !== 'drawn' && date < day);
  const first = replaced && object.earlier === undefined ? undefined : firstStated(rows[0]);
  if (first !== undefined && first > entered && !wasThere(first)) return first;
  if (!late) return undefined;
  const stated = rows.flatMap((row) => firstStated(row) ?? []).sort()[0];
  if (stated !== undefined && isBefore(stated)) return stated;
  return wasThere(entered) ? undefined : entered;
}
