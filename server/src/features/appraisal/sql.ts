import type { InspectorFacts } from '@sunlot/core/policy/facts.ts';
import { type Insertable, type Selectable, sql, type Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

type Tx = Transaction<Schema>;
export type EntryRow = Selectable<Schema['appraisal_entry']>;

export type Person = { readonly certificateNo: string; readonly name: string; readonly facts: InspectorFacts };

/** The people of a directory, also those disabled since: their year is still theirs. By certificate number. */
export async function selectPeople(
  tx: Tx,
  agency: string,
): Promise<readonly (Person & { readonly disabled: boolean })[]> {
  const rows = await tx
    .selectFrom('inspector')
    .select(['certificate_no', 'name', 'facts', 'disabled_at'])
    .where('agency', '=', agency)
    .orderBy(sql`certificate_no collate "C"`)
    .execute();
  return rows.map((row) => ({
    certificateNo: row.certificate_no,
    name: row.name,
    facts: row.facts as InspectorFacts,
    disabled: row.disabled_at !== null,
  }));
}

export function selectEntries(
  tx: Tx,
  { agency, year }: { readonly agency: string; readonly year: number },
): Promise<EntryRow[]> {
  return tx
    .selectFrom('appraisal_entry')
    .selectAll()
    .where('agency', '=', agency)
    .where(sql<boolean>`extract(year from day) = ${year}`)
    .orderBy('day')
    .orderBy('id')
    .execute();
}

export async function insertEntry(tx: Tx, row: Insertable<Schema['appraisal_entry']>): Promise<void> {
  await tx.insertInto('appraisal_entry').values(row).execute();
}

export function lockEntry(
  tx: Tx,
  { agency, entry }: { readonly agency: string; readonly entry: string },
): Promise<EntryRow | undefined> {
  return tx
    .selectFrom('appraisal_entry')
    .selectAll()
    .where('agency', '=', agency)
    .where('id', '=', entry)
    .where('taken_back', '=', false)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateTakenBack(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('appraisal_entry').set({ taken_back: true }).where('id', '=', id).execute();
}
