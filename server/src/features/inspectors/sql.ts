import { type Insertable, sql, type Transaction } from 'kysely';
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

/** Row hashes of the whole directory, by certificate number. */
export async function selectRowHashes(tx: Tx, agency: string): Promise<Uint8Array[]> {
  const rows = await tx
    .selectFrom('inspector')
    .select('row_hash')
    .where('agency', '=', agency)
    .orderBy(sql`certificate_no collate "C"`)
    .execute();
  return rows.map(({ row_hash }) => row_hash);
}

export async function agencyExists(tx: Tx, code: string): Promise<boolean> {
  return (await tx.selectFrom('agency').select('code').where('code', '=', code).executeTakeFirst()) !== undefined;
}
