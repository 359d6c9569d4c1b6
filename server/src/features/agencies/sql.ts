import type { Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

export type AgencyRow = Schema['agency'];

export function selectAgency(tx: Transaction<Schema>, code: string): Promise<AgencyRow | undefined> {
  return tx.selectFrom('agency').selectAll().where('code', '=', code).executeTakeFirst();
}

export function selectAgencies(tx: Transaction<Schema>): Promise<AgencyRow[]> {
  return tx.selectFrom('agency').selectAll().orderBy('code').execute();
}

export async function insertAgency(tx: Transaction<Schema>, row: AgencyRow): Promise<void> {
  await tx.insertInto('agency').values(row).execute();
}
