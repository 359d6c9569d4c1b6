import { type Selectable, sql, type Transaction } from 'kysely';
import { namePart } from '../../db/name-part.ts';
import type { Schema } from '../../db/schema.ts';
import type { PreparedObject } from '../../imports/judged-objects.ts';

type Tx = Transaction<Schema>;

/** An object to be stored: `facts` JSON text, `hash` hex, `sealedRemarks` hex, `at` now. */
export type NewObject = Omit<PreparedObject, 'place' | 'remarks'> & {
  readonly sealedRemarks: string | null;
  readonly id: string;
  readonly agency: string;
  readonly at: string;
};

export type KnownObject = { readonly id: string; readonly key: string; readonly row_hash: Uint8Array };

/**
 * Of these keys, the objects that the directory has. Each key is looked up by itself (`offset 0` keeps the look-ups
 * apart): while one transaction fills the table nothing is analysed yet, and a join would read the whole directory.
 */
export async function selectKnown(
  tx: Tx,
  { agency, keys }: { readonly agency: string; readonly keys: readonly string[] },
): Promise<KnownObject[]> {
  const { rows } = await sql<KnownObject>`
    select o.id, o.key, o.row_hash
    from unnest(${keys}::text[]) as wanted (key)
    cross join lateral (
      select id, key, row_hash from inspection_object where agency = ${agency} and key = wanted.key offset 0
    ) as o`.execute(tx);
  return rows;
}

export type NamedObject = { readonly key: string; readonly name: string; readonly address: string | null };

/** Objects whose names sound like one of these; looked up one by one for the same reason. */
export async function selectNamed(
  tx: Tx,
  { agency, pinyin }: { readonly agency: string; readonly pinyin: readonly string[] },
): Promise<NamedObject[]> {
  const { rows } = await sql<NamedObject>`
    select o.key, o.name, o.address
    from unnest(${pinyin}::text[]) as wanted (name_pinyin)
    cross join lateral (
      select key, name, facts ->> 'address' as address
      from inspection_object
      where agency = ${agency} and name_pinyin = wanted.name_pinyin collate "C" offset 0
    ) as o`.execute(tx);
  return rows;
}

/** Of these keys, those that stand active in directories of other agencies of the level, with whose they are. */
export async function selectListedElsewhere(
  tx: Tx,
  { agency, keys }: { readonly agency: string; readonly keys: readonly string[] },
): Promise<readonly { readonly key: string; readonly agency: string }[]> {
  const { rows } = await sql<{ key: string; agency: string }>`
    select object_key as key, agency from listed_elsewhere(${agency}, ${keys}::text[])
    order by agency collate "C"`.execute(tx);
  return rows;
}

/** Adds objects; one with the agency's key already there is changed and keeps its id and its first day. */
export async function upsertObjects(tx: Tx, rows: readonly NewObject[]): Promise<void> {
  if (rows.length === 0) return;
  const texts = (field: keyof NewObject) => sql`${rows.map((row) => row[field])}::text[]`;
  await sql`
    insert into inspection_object
      (id, agency, key, name, name_pinyin, name_initials, region, permit_category, status, status_since, facts, sealed_remarks,
       row_hash, added_at, updated_at)
    select id, agency, key, name, name_pinyin, name_initials, region, permit_category, status, status_since::date,
           facts::jsonb, decode(sealed_remarks, 'hex'), decode(row_hash, 'hex'), now_at::timestamptz, now_at::timestamptz
    from unnest(${texts('id')}, ${texts('agency')}, ${texts('key')}, ${texts('name')}, ${texts('namePinyin')},
                ${texts('nameInitials')}, ${texts('region')}, ${texts('permitCategory')}, ${texts('status')},
                ${texts('statusSince')}, ${texts('facts')}, ${texts('sealedRemarks')}, ${texts('hash')}, ${texts('at')})
      as row (id, agency, key, name, name_pinyin, name_initials, region, permit_category, status, status_since, facts,
              sealed_remarks, row_hash, now_at)
    on conflict (agency, key) do update set
      name = excluded.name, name_pinyin = excluded.name_pinyin, name_initials = excluded.name_initials,
      region = excluded.region, permit_category = excluded.permit_category, status = excluded.status,
      status_since = excluded.status_since, facts = excluded.facts, sealed_remarks = excluded.sealed_remarks,
      row_hash = excluded.row_hash, updated_at = excluded.updated_at`.execute(tx);
}

/** Row hashes of the whole directory, by key, one behind the other: one value, however long the list. */
export async function selectRowHashes(tx: Tx, agency: string): Promise<Uint8Array> {
  const { rows } = await sql<{ hashes: Uint8Array | null }>`
    select string_agg(row_hash, ''::bytea order by key collate "C") as hashes
    from inspection_object where agency = ${agency}`.execute(tx);
  return rows[0]?.hashes ?? new Uint8Array();
}

export type ListedObject = Pick<
  Selectable<Schema['inspection_object']>,
  'id' | 'key' | 'name' | 'name_pinyin' | 'region' | 'permit_category' | 'status_since' | 'facts'
>;

export type DirectoryPage = {
  readonly agency: string;
  readonly q?: string | undefined;
  readonly after: readonly [string, string] | undefined;
  readonly take: number;
};

/** Objects in the order of (pinyin, id), from behind a place; `q` is part of a name, initials, or a code's beginning. */
export function selectObjectPage(tx: Tx, { agency, q, after, take }: DirectoryPage): Promise<ListedObject[]> {
  let query = tx
    .selectFrom('inspection_object')
    .select(['id', 'key', 'name', 'name_pinyin', 'region', 'permit_category', 'status_since', 'facts'])
    .where('agency', '=', agency)
    .orderBy('name_pinyin')
    .orderBy('id')
    .limit(take);
  if (after) query = query.where(sql<boolean>`(name_pinyin, id) > (${after[0]}, ${after[1]})`);
  if (q) query = query.where(namePart(q, 'key'));
  return query.execute();
}
