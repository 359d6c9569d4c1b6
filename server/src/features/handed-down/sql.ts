import { type Insertable, type Selectable, sql, type Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

type Tx = Transaction<Schema>;

export type ListRow = Selectable<Schema['handed_down_list']>;
export type EntryRow = Selectable<Schema['handed_down_entry']>;

export type ListKey = {
  readonly agency: string;
  readonly kind: string;
  readonly level: string;
  readonly year: number;
};

/** The last version of a list, held to the end of the transaction: two imports cannot cross. */
export async function lockLastVersion(tx: Tx, { agency, kind, level, year }: ListKey): Promise<ListRow | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`list/${agency}`}, 0))`.execute(tx);
  return tx
    .selectFrom('handed_down_list')
    .selectAll()
    .where('agency', '=', agency)
    .where('kind', '=', kind)
    .where('level', '=', level)
    .where('year', '=', year)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The lists that hold for an agency: those of its line, the latest first. */
export function selectLists(tx: Tx, line: readonly string[]): Promise<ListRow[]> {
  return tx
    .selectFrom('handed_down_list')
    .selectAll()
    .where(sql<boolean>`agency = any(${[...line]})`)
    .orderBy('year', 'desc')
    .orderBy('imported_at', 'desc')
    .orderBy('version', 'desc')
    .execute();
}

export function selectEntries(tx: Tx, lists: readonly string[]): Promise<EntryRow[]> {
  return tx
    .selectFrom('handed_down_entry')
    .selectAll()
    .where(sql<boolean>`list_id = any(${[...lists]})`)
    .orderBy('list_id')
    .orderBy('position')
    .execute();
}

export async function insertList(
  tx: Tx,
  list: Insertable<Schema['handed_down_list']>,
  entries: readonly Omit<EntryRow, 'list_id' | 'position'>[],
): Promise<void> {
  await tx.insertInto('handed_down_list').values(list).execute();
  const column = (field: keyof (typeof entries)[number]) => sql`${entries.map((entry) => entry[field])}::text[]`;
  await sql`
    insert into handed_down_entry (list_id, position, object_key, name, due)
    select ${list.id}, position, object_key, name, due::date
    from unnest(${column('object_key')}, ${column('name')}, ${column('due')})
      with ordinality as entry (object_key, name, due, position)`.execute(tx);
}

export type NamedObject = { readonly key: string; readonly name: string };

/** Objects of some directories that have one of these keys or names. */
export async function selectNamed(
  tx: Tx,
  {
    codes,
    keys,
    names,
  }: { readonly codes: readonly string[]; readonly keys: readonly string[]; readonly names: readonly string[] },
): Promise<readonly NamedObject[]> {
  return tx
    .selectFrom('inspection_object')
    .select(['key', 'name'])
    .distinct()
    .where(sql<boolean>`agency = any(${[...codes]})`)
    .where(sql<boolean>`(key = any(${[...keys]}) or name = any(${[...names]}))`)
    .execute();
}
