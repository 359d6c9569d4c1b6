import { type Insertable, type Selectable, sql, type Transaction } from 'kysely';
import { namePart } from '../../db/name-part.ts';
import type { Schema } from '../../db/schema.ts';

type Tx = Transaction<Schema>;

export type NewInspector = Insertable<Schema['inspector']>;
export type NewRecusal = Insertable<Schema['recusal']>;

export type KnownInspector = { readonly id: string; readonly certificate_no: string; readonly row_hash: Uint8Array };

export function selectKnown(
  tx: Tx,
  { agency, numbers }: { readonly agency: string; readonly numbers: readonly string[] },
): Promise<KnownInspector[]> {
  return tx
    .selectFrom('inspector')
    .select(['id', 'certificate_no', 'row_hash'])
    .where('agency', '=', agency)
    .where(sql<boolean>`certificate_no = any(${numbers})`)
    .execute();
}

/** Adds a person, or changes who has the certificate number in this agency. */
export async function upsertInspector(tx: Tx, row: NewInspector): Promise<void> {
  const { id: _id, agency: _agency, certificate_no: _number, added_at: _added, ...changes } = row;
  await tx
    .insertInto('inspector')
    .values(row)
    .onConflict((conflict) => conflict.columns(['agency', 'certificate_no']).doUpdateSet(changes))
    .execute();
}

/** Records recusals that are not there yet. None is ever taken away here. */
export async function insertRecusals(tx: Tx, rows: readonly NewRecusal[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto('recusal')
    .values([...rows])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Row hashes of the whole directory, by certificate number, one behind the other: one value, however long the list. */
export async function selectRowHashes(tx: Tx, agency: string): Promise<Uint8Array> {
  const { rows } = await sql<{ hashes: Uint8Array | null }>`
    select string_agg(row_hash, ''::bytea order by certificate_no collate "C") as hashes
    from inspector where agency = ${agency}`.execute(tx);
  return rows[0]?.hashes ?? new Uint8Array();
}

export async function agencyExists(tx: Tx, code: string): Promise<boolean> {
  return (await tx.selectFrom('agency').select('code').where('code', '=', code).executeTakeFirst()) !== undefined;
}

export type ListedInspector = Pick<
  Selectable<Schema['inspector']>,
  | 'id'
  | 'certificate_no'
  | 'name'
  | 'name_pinyin'
  | 'department'
  | 'certificate_valid_to'
  | 'disabled_at'
  | 'facts'
  | 'sealed_personal'
> & { readonly seats: number | null };

export type InspectorPage = {
  readonly agency: string;
  readonly year: number;
  readonly q?: string | undefined;
  readonly after: readonly [string, string] | undefined;
  readonly take: number;
};

/** People in the order of (pinyin, id), from behind a place, with the seats drawn for them in a year. */
export function selectInspectorPage(
  tx: Tx,
  { agency, year, q, after, take }: InspectorPage,
): Promise<ListedInspector[]> {
  let query = tx
    .selectFrom('inspector')
    .select([
      'id',
      'certificate_no',
      'name',
      'name_pinyin',
      'department',
      'certificate_valid_to',
      'disabled_at',
      'facts',
      'sealed_personal',
    ])
    .select((eb) =>
      eb
        .selectFrom('standing_seat as drawn_seat')
        .select(eb.fn.countAll<number>().as('n'))
        .whereRef('drawn_seat.inspector_id', '=', 'inspector.id')
        .where('drawn_seat.year', '=', year)
        .where(sql<boolean>`not exists (select from draw d where d.id = drawn_seat.draw_id and d.state = 'abandoned')`)
        .as('seats'),
    )
    .where('agency', '=', agency)
    .orderBy('name_pinyin')
    .orderBy('id')
    .limit(take);
  if (after) query = query.where(sql<boolean>`(name_pinyin, id) > (${after[0]}, ${after[1]})`);
  if (q) query = query.where(namePart(q, 'certificate_no'));
  return query.execute();
}

/**
 * Concluded inspections of a year by person, counted as `yearlyCounts` of the policy does: by the period of the task, else by the day;
 * one visit that is recorded under several numbers is one.
 */
export async function selectInspectionCounts(
  tx: Tx,
  { numbers, year }: { readonly numbers: readonly string[]; readonly year: number },
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ person: string; n: number }>`
    select person, count(distinct case
      when facts ? 'taskId' and not facts ? 'recognised' then jsonb_build_array(object_key, date, facts->'method')::text
      else id end)::integer as n
    from visit cross join lateral jsonb_array_elements_text(facts->'inspectors') as person
    where facts->>'state' = 'completed' and person = any(${[...numbers]})
      and left(coalesce(facts->>'period', facts->>'date'), 4) = ${String(year)}
    group by person`.execute(tx);
  return new Map(rows.map(({ person, n }) => [person, n]));
}

/** A person with what is sealed about them. */
export function selectSealed(
  tx: Tx,
  { agency, certificate }: { readonly agency: string; readonly certificate: string },
): Promise<Pick<Selectable<Schema['inspector']>, 'id' | 'name' | 'sealed_personal'> | undefined> {
  return tx
    .selectFrom('inspector')
    .select(['id', 'name', 'sealed_personal'])
    .where('agency', '=', agency)
    .where('certificate_no', '=', certificate)
    .executeTakeFirst();
}
