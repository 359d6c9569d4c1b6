import type { Insertable, Selectable, Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

export type DutyTableRow = Selectable<Schema['reference_duty']>;
export type NewDuty = Omit<Insertable<Schema['reference_duty']>, 'agency'>;

export function selectDuties(tx: Transaction<Schema>, agency: string): Promise<DutyTableRow[]> {
  return tx.selectFrom('reference_duty').selectAll().where('agency', '=', agency).orderBy('position').execute();
}

export async function replaceDuties(
  tx: Transaction<Schema>,
  agency: string,
  duties: readonly NewDuty[],
): Promise<void> {
  await tx.deleteFrom('reference_duty').where('agency', '=', agency).execute();
  await tx
    .insertInto('reference_duty')
    .values(duties.map((duty) => ({ ...duty, agency })))
    .execute();
}

export async function selectListVersion(tx: Transaction<Schema>, agency: string): Promise<number> {
  const row = await tx
    .selectFrom('item_list')
    .select('version')
    .where('agency', '=', agency)
    .where('state', '=', 'published')
    .executeTakeFirst();
  return row?.version ?? 0;
}
