import { addDays, yearOf } from '@sunlot/core/basics/dates.ts';
import type { ClassOverride, GovernmentLevel, ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { type HandedDownList, type ListKind, withHandedDown } from '@sunlot/core/policy/handed-down.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';

type Reading = Pick<Context, 'tx' | 'today'>;

type Wanted = {
  /** Agencies whose directories are read. */
  readonly codes: readonly string[];
  /** Objects that matter; without them all. */
  readonly keys?: readonly string[] | undefined;
  /** The year whose lists hold; unsaid = this one. One to come has those of this year. */
  readonly year?: number | undefined;
};

/** An object of an agency's directory with all that decides its class besides its own row. */
export type ClassFacts = (agency: string, facts: ObjectFacts) => ObjectFacts;

/**
 * Reads the approved classes set by hand and the lists handed down, once for all who judge classes: draws, plans, verdicts,
 * imports of visits and lists of objects. A list holds for the agency that took it in and for all below it.
 */
export async function classFacts(ctx: Reading, wanted: Wanted): Promise<ClassFacts> {
  const overrides = await approvedOverrides(ctx, wanted);
  const lists = await handedDownLists(ctx, wanted);
  const year = Math.min(wanted.year ?? Infinity, yearOf(ctx.today));
  return (agency, facts) => {
    const own = overrides.get(placed(agency, facts.id));
    const governing = lists(agency);
    const listed = governing.length === 0 ? facts : withHandedDown(facts, { lists: governing, year });
    return own ? { ...listed, overrides: own } : listed;
  };
}

/** The years for which lists were handed down, to anybody. */
export async function yearsOfLists({ tx }: Pick<Reading, 'tx'>): Promise<readonly number[]> {
  const rows = await tx.selectFrom('handed_down_list').select('year').distinct().orderBy('year').execute();
  return rows.map(({ year }) => year);
}

const placed = (agency: string, key: string) => `${agency}\n${key}`;

/** From the day of the approval at the earliest: nothing is set by hand for days gone by. */
async function approvedOverrides(
  { tx }: Reading,
  { codes, keys }: Wanted,
): Promise<ReadonlyMap<string, readonly ClassOverride[]>> {
  let query = tx
    .selectFrom('class_override as one')
    .innerJoin('class_override_decision as decision', 'decision.override_id', 'one.id')
    .leftJoin('class_override_end as ending', 'ending.override_id', 'one.id')
    .select(['one.agency', 'one.object_key', 'one.class', 'one.reason', 'one.from_day', 'one.to_day'])
    .select(['decision.decided_on', 'decision.decided_name', 'ending.ended_on'])
    .where('decision.outcome', '=', 'approved')
    .where(sql<boolean>`one.agency = any(${[...codes]})`)
    .orderBy('one.from_day')
    .orderBy('one.id');
  if (keys) query = query.where(sql<boolean>`one.object_key = any(${[...keys]})`);
  const rows = await query.execute();
  const byObject = groupBy(rows, (row) => placed(row.agency, row.object_key));
  return new Map([...byObject].map(([object, own]) => [object, own.flatMap(overrideOf)]));
}

type OverrideRow = {
  readonly class: string;
  readonly reason: string;
  readonly from_day: string;
  readonly to_day: string;
  readonly decided_on: string;
  readonly decided_name: string;
  readonly ended_on: string | null;
};

function overrideOf(row: OverrideRow): readonly ClassOverride[] {
  const from = [row.from_day, row.decided_on].sort()[1]!;
  const lastDays = [row.to_day, ...(row.ended_on === null ? [] : [addDays(row.ended_on, -1)])];
  const to = lastDays.sort()[0]!;
  const { class: cls, reason, decided_name: approvedBy } = row;
  return from <= to ? [{ class: cls, from, to, reason, approvedBy }] : [];
}

type ListRow = { readonly id: string; readonly agency: string; readonly kind: string; readonly level: string } & {
  readonly year: number;
};

/** The lists that hold for each agency: its own and those from above, of each kind, level and year the last taken in. */
async function handedDownLists(ctx: Reading, wanted: Wanted): Promise<(agency: string) => readonly HandedDownList[]> {
  const rows: readonly ListRow[] = await ctx.tx
    .selectFrom('handed_down_list')
    .select(['id', 'agency', 'kind', 'level', 'year'])
    .orderBy('imported_at', 'desc')
    .orderBy('version', 'desc')
    .execute();
  if (rows.length === 0) return () => [];
  const lines = await linesOf(ctx, wanted.codes);
  const governing = new Map(
    [...lines].map(([agency, line]) => [agency, latest(rows.filter((row) => line.includes(row.agency)))]),
  );
  const members = await membersOf(
    ctx,
    [...governing.values()].flat().map(({ id }) => id),
    wanted.keys,
  );
  const lists = new Map(rows.map((row) => [row.id, listOf(row, members.get(row.id) ?? [])]));
  const byAgency = new Map([...governing].map(([agency, own]) => [agency, own.map(({ id }) => lists.get(id)!)]));
  return (agency) => byAgency.get(agency) ?? [];
}

function latest(rows: readonly ListRow[]): readonly ListRow[] {
  const groups = groupBy(rows, ({ kind, level, year }) => `${kind}/${level}/${year}`);
  return [...groups.values()].map(([first]) => first!);
}

/** Each agency with those above it. */
async function linesOf({ tx }: Reading, codes: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx.selectFrom('agency').select(['code', 'parent']).execute();
  const parents = new Map(rows.map(({ code, parent }) => [code, parent]));
  const lineOf = (code: string): readonly string[] => {
    const parent = parents.get(code) ?? null;
    return parent === null ? [code] : [code, ...lineOf(parent)];
  };
  return new Map(codes.map((code) => [code, lineOf(code)]));
}

type Member = { readonly list_id: string; readonly object_key: string; readonly due: string | null };

async function membersOf(
  { tx }: Reading,
  lists: readonly string[],
  keys: readonly string[] | undefined,
): Promise<ReadonlyMap<string, readonly Member[]>> {
  let query = tx
    .selectFrom('handed_down_entry')
    .select(['list_id', 'object_key', 'due'])
    .where('object_key', 'is not', null)
    .where(sql<boolean>`list_id = any(${[...new Set(lists)]})`)
    .$narrowType<{ object_key: string }>();
  if (keys) query = query.where(sql<boolean>`object_key = any(${[...keys]})`);
  return groupBy(await query.execute(), ({ list_id }) => list_id);
}

function listOf({ kind, level, year }: ListRow, members: readonly Member[]): HandedDownList {
  return {
    kind: kind as ListKind,
    level: level as GovernmentLevel,
    year,
    members: new Map(members.map(({ object_key, due }) => [object_key, due === null ? {} : { due }])),
  };
}
