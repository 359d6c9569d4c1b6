import { type Insertable, sql, type Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

type Tx = Transaction<Schema>;

export type NewObject = Insertable<Schema['inspection_object']>;

export type KnownObject = { readonly id: string; readonly key: string; readonly row_hash: Uint8Array };

/** Of these keys, the objects that the directory has. */
export function selectKnown(
  tx: Tx,
  { agency, keys }: { readonly agency: string; readonly keys: readonly string[] },
): Promise<KnownObject[]> {
  return tx
    .selectFrom('inspection_object')
    .select(['id', 'key', 'row_hash'])
    .where('agency', '=', agency)
    .where(sql<boolean>`key = any(${keys})`)
    .execute();
}

export type NamedObject = { readonly key: string; readonly name: string; readonly address: string | null };

/** Objects whose names sound like one of these. */
export function selectNamed(
  tx: Tx,
  { agency, pinyin }: { readonly agency: string; readonly pinyin: readonly string[] },
): Promise<NamedObject[]> {
  return tx
    .selectFrom('inspection_object')
    .select(['key', 'name', sql<string | null>`facts ->> 'address'`.as('address')])
    .where('agency', '=', agency)
    .where(sql<boolean>`name_pinyin = any(${pinyin})`)
    .execute();
}

/** Adds objects; one with the agency's key already there is changed and keeps its id and its first day. */
export async function upsertObjects(tx: Tx, rows: readonly NewObject[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into inspection_object
      (id, agency, key, name, name_pinyin, name_initials, region, permit_category, status, status_since, facts, remarks,
       row_hash, added_at, updated_at)
    select id, agency, key, name, name_pinyin, name_initials, region, permit_category, status, status_since::date,
           facts::jsonb, remarks::jsonb, decode(row_hash, 'hex'), added_at::timestamptz, updated_at::timestamptz
    from unnest(
      ${rows.map((row) => row.id)}::text[], ${rows.map((row) => row.agency)}::text[], ${rows.map((row) => row.key)}::text[],
      ${rows.map((row) => row.name)}::text[], ${rows.map((row) => row.name_pinyin)}::text[],
      ${rows.map((row) => row.name_initials)}::text[], ${rows.map((row) => row.region)}::text[],
      ${rows.map((row) => row.permit_category)}::text[], ${rows.map((row) => row.status)}::text[],
      ${rows.map((row) => row.status_since ?? null)}::text[], ${rows.map((row) => row.facts)}::text[],
      ${rows.map((row) => row.remarks)}::text[], ${rows.map((row) => Buffer.from(row.row_hash).toString('hex'))}::text[],
      ${rows.map((row) => row.added_at)}::text[], ${rows.map((row) => row.updated_at)}::text[]
    ) as row (id, agency, key, name, name_pinyin, name_initials, region, permit_category, status, status_since, facts,
              remarks, row_hash, added_at, updated_at)
    on conflict (agency, key) do update set
      name = excluded.name, name_pinyin = excluded.name_pinyin, name_initials = excluded.name_initials,
      region = excluded.region, permit_category = excluded.permit_category, status = excluded.status,
      status_since = excluded.status_since, facts = excluded.facts, remarks = excluded.remarks,
      row_hash = excluded.row_hash, updated_at = excluded.updated_at`.execute(tx);
}

/** Row hashes of the whole directory, by key. */
export async function selectRowHashes(tx: Tx, agency: string): Promise<Uint8Array[]> {
  const rows = await tx
    .selectFrom('inspection_object')
    .select('row_hash')
    .where('agency', '=', agency)
    .orderBy(sql`key collate "C"`)
    .execute();
  return rows.map(({ row_hash }) => row_hash);
}

/** Codes and names of the agencies in sight, for the names of their divisions. */
export function selectDivisions(tx: Tx): Promise<{ readonly code: string; readonly name: string }[]> {
  return tx.selectFrom('agency').select(['code', 'name']).execute();
}
