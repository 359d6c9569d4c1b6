import type { Json } from '@sunlot/core/basics/canonical-json.ts';
import { type CalendarDate, makeDate, quarterOf, yearOf } from '@sunlot/core/basics/dates.ts';
import { type ClassRecord, type ClassStep, missingSteps } from '@sunlot/core/policy/class-history.ts';
import { type ClassReason, classIntervals, classify } from '@sunlot/core/policy/classify.ts';
import type { ObjectFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { type Pack, versionOn } from '@sunlot/core/policy/pack.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { adoptedVersions, packInForce } from '../packs/pack-store.ts';
import { recordedVisits } from '../visits/ledger.ts';
import { withEarlierRows } from '../visits/past-objects.ts';
import { classFacts } from './class-facts.ts';

/** Which write leaves entries, and its number where it has one of its own (an import is known to the database). */
export type Cause = {
  readonly cause: 'import' | 'override' | 'handedDown' | 'yearlyList';
  readonly source?: string;
};

/** Objects by key in one directory. */
export type Place = { readonly agency: string; readonly keys: readonly string[] };

/**
 * Brings the record of objects up to today before a write replaces what their classes are reckoned from. Whatever changed with
 * the days leaves an entry and an audit row: entering or leaving a class at a quarter's edge is nobody's act.
 */
export async function recordUntilNow(ctx: Context, place: Place): Promise<void> {
  if (place.keys.length === 0) return;
  await recordSteps(ctx, { ...place, objects: await objectsAt(ctx, place), whole: true });
}

/**
 * Leaves an entry for each object, changed or not: up to here the record speaks. It is of today; where a row says from when on it speaks
 * (变更生效日期), the class it gives is of that day, as far back as nothing else is recorded.
 */
export async function recordAfterWrite(ctx: Context, place: Place, { cause, source }: Cause): Promise<void> {
  if (place.keys.length === 0) return;
  const pack = await packInForce(ctx, { agency: place.agency, on: ctx.today });
  const last = await lastEntries(ctx, place);
  const rows = (await objectsAt(ctx, place)).map(({ facts, visits }): Entry => {
    const found = classify(pack, { object: facts, visits, date: ctx.today });
    const { class: cls, reasons, exitedUninspected } = found;
    const known = last.get(facts.id);
    const before = known?.class;
    const stated = cause === 'import' && cls !== before ? facts.changedSince : undefined;
    const isOpen = stated !== undefined && known !== undefined && known.from < stated && stated <= ctx.today;
    return {
      key: facts.id,
      ...(before !== undefined && { before }),
      class: cls,
      from: isOpen ? stated : ctx.today,
      reasons,
      exitedUninspected,
      pack,
    };
  });
  await insertEntries(ctx, { agency: place.agency, cause, source }, rows);
}

/** The directories among some that have objects of these keys, each with those it has. */
export async function directoriesOf(
  { tx }: Pick<Context, 'tx'>,
  { codes, keys }: { readonly codes: readonly string[]; readonly keys: readonly string[] },
): Promise<readonly Place[]> {
  const { rows } = await sql<Place>`
    select agency, array_agg(key) as keys from inspection_object
    where agency = any(${[...codes]}) and key = any(${[...keys]}::text[])
    group by agency order by agency`.execute(tx);
  return rows;
}

type Placed = { readonly agency: string; readonly facts: ObjectFacts; readonly since: CalendarDate };

/** When a quarter's list is frozen: who entered or left a class with the days since the last entry, in all directories it is drawn from. */
export async function recordQuarter(
  ctx: Context,
  {
    objects: all,
    visits,
    draw,
  }: {
    readonly objects: readonly Placed[];
    /** Of each object. */
    readonly visits: ReadonlyMap<string, readonly VisitFact[]>;
    readonly draw: string;
  },
): Promise<void> {
  for (const [agency, placed] of groupBy(all, (one) => one.agency)) {
    const judged = placed.map(({ facts, since }) => ({ facts, since, visits: visits.get(facts.id) ?? [] }));
    const keys = judged.map(({ facts }) => facts.id);
    const objects = await withRowsBefore(ctx, agency, judged);
    await recordSteps(ctx, { agency, keys, objects, whole: false, source: draw });
  }
}

/** An object as its class is judged, and the day from which it stands in the directory. */
type Judged = { readonly facts: ObjectFacts; readonly visits: readonly VisitFact[]; readonly since: CalendarDate };

async function objectsAt(ctx: Context, { agency, keys }: Place): Promise<readonly Judged[]> {
  const { rows } = await sql<{ readonly facts: unknown; readonly since: CalendarDate }>`
    select facts, (added_at at time zone 'Asia/Shanghai')::date as since
    from inspection_object where agency = ${agency} and key = any(${[...keys]}::text[])`.execute(ctx.tx);
  const judged = await classFacts(ctx, { codes: [agency], keys });
  const visits = groupBy(
    await recordedVisits(ctx, { codes: [agency] }, { to: ctx.today, keys }),
    ({ objectId }) => objectId,
  );
  const objects = rows.map(({ facts, since }) => {
    const object = judged(agency, facts as ObjectFacts);
    return { facts: object, visits: visits.get(object.id) ?? [], since };
  });
  return withRowsBefore(ctx, agency, objects);
}

/** Objects with what was said before by rows that tell from when on they speak: that day may be behind the last entry, or still to come. */
async function withRowsBefore(ctx: Context, agency: string, objects: readonly Judged[]): Promise<readonly Judged[]> {
  const dated = objects.filter(({ facts }) => facts.changedSince !== undefined);
  if (dated.length === 0) return objects;
  const placed = dated.map(({ facts }) => ({ agency, facts }));
  const earlier = await withEarlierRows(
    ctx,
    { codes: [agency] },
    { objects: placed, keys: placed.map(({ facts }) => facts.id) },
  );
  const changed = new Map(dated.map((object, i) => [object, { ...object, facts: earlier[i]!.facts }]));
  return objects.map((object) => changed.get(object) ?? object);
}

type Recording = Place & {
  readonly objects: readonly Judged[];
  /** Also of an object that has no entry and has had one class only? What is reckoned needs no record until its facts change. */
  readonly whole: boolean;
  readonly source?: string;
};

/** With the version that gives the class. */
type Entry = ClassStep & { readonly key: string; readonly pack: Pack };

async function recordSteps(ctx: Context, { agency, keys, objects, whole, source }: Recording): Promise<void> {
  const versions = await adoptedVersions(ctx, agency);
  const last = await lastEntries(ctx, { agency, keys });
  const entries = objects.flatMap(({ facts, visits, since }): readonly Entry[] => {
    const known = last.get(facts.id);
    // A record begins with the year in which the object came, or with last year: what was before is reckoned at any rate.
    const begin = known?.from ?? makeDate(Math.max(yearOf(since), yearOf(ctx.today) - 1), 1, 1);
    const span = { from: quarterOf(begin), to: quarterOf(ctx.today) };
    const steps = missingSteps(classIntervals(versions, { object: facts, visits }, span), {
      last: known,
      today: ctx.today,
    });
    if (!known && !whole && steps.length < 2) return [];
    return steps.map((step) => ({ ...step, key: facts.id, pack: versionOn(versions, step.from) }));
  });
  await insertEntries(ctx, { agency, cause: 'time', source }, entries);
  for (const { key, before, class: after, from, reasons, exitedUninspected } of entries) {
    if (before === undefined) continue;
    await ctx.audit({
      action: 'class.change',
      agency,
      subject: key,
      before: { class: before },
      after: { class: after, from, exitedUninspected, reasons: reasonsJson(reasons) },
    });
  }
}

function reasonsJson(reasons: readonly ClassReason[]): Json {
  return reasons.map((reason) => ({ ...reason, clause: { ...reason.clause } }));
}

async function lastEntries(
  { tx }: Context,
  { agency, keys }: Place,
): Promise<ReadonlyMap<string, Pick<ClassRecord, 'from' | 'class'>>> {
  const { rows } = await sql<{ readonly object_key: string; readonly from_day: CalendarDate; readonly after: string }>`
    select distinct on (object_key) object_key, from_day, after
    from class_change where agency = ${agency} and object_key = any(${[...keys]}::text[])
    order by object_key, position desc`.execute(tx);
  return new Map(rows.map((row) => [row.object_key, { from: row.from_day, class: row.after }]));
}

type About = {
  readonly agency: string;
  readonly cause: Cause['cause'] | 'time';
  readonly source: string | undefined;
};

async function insertEntries(
  ctx: Context,
  { agency, cause, source = '' }: About,
  entries: readonly Entry[],
): Promise<void> {
  if (entries.length === 0) return;
  const texts = (textOf: (entry: Entry) => string | null) => sql`${entries.map(textOf)}::text[]`;
  await sql`
    insert into class_change
      (agency, recorded_by, object_key, from_day, before, after, reasons, exited_uninspected, cause, source, pack, pack_version, at)
    select ${agency}, ${ctx.actor.agency ?? agency}, key, from_day::date, before, after, reasons::jsonb, exited::boolean, ${cause},
           coalesce(nullif(${source}, ''), nullif(current_setting('sunlot.import', true), '')), pack, pack_version::int,
           ${ctx.at}::timestamptz
    from unnest(${texts(({ key }) => key)}, ${texts(({ from }) => from)}, ${texts(({ before }) => before ?? null)},
                ${texts((one) => one.class)}, ${texts(({ reasons }) => JSON.stringify(reasons))},
                ${texts((one) => String(one.exitedUninspected))}, ${texts(({ pack }) => pack.id)},
                ${texts(({ pack }) => String(pack.version))})
      with ordinality as entry (key, from_day, before, after, reasons, exited, pack, pack_version, nth)
    order by nth`.execute(ctx.tx);
}

export type RecordedClass = ClassRecord & { readonly cause: string; readonly source?: string };

/** The record of one object, in its order. */
export async function classRecords(
  { tx }: Pick<Context, 'tx'>,
  { agency, object }: { readonly agency: string; readonly object: string },
): Promise<readonly RecordedClass[]> {
  const rows = await tx
    .selectFrom('class_change')
    .select(['from_day', 'after', 'reasons', 'exited_uninspected', 'cause', 'source'])
    .where('agency', '=', agency)
    .where('object_key', '=', object)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    from: row.from_day,
    class: row.after,
    reasons: row.reasons as readonly ClassReason[],
    exitedUninspected: row.exited_uninspected,
    cause: row.cause,
    ...(row.source !== null && { source: row.source }),
  }));
}
