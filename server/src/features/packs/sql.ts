import type { Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

export type AgencyOfPack = {
  readonly code: string;
  readonly parent: string | null;
  readonly pack: string;
  readonly level: string;
};

export function selectAgency(tx: Transaction<Schema>, code: string): Promise<AgencyOfPack | undefined> {
  return tx
    .selectFrom('agency')
    .select(['code', 'parent', 'pack', 'level'])
    .where('code', '=', code)
    .executeTakeFirst();
}

export async function updateAgencyPack(tx: Transaction<Schema>, code: string, pack: string): Promise<void> {
  await tx.updateTable('agency').set({ pack }).where('code', '=', code).execute();
}

/** An agency directly above or below, the first by code. */
export function selectKin(
  tx: Transaction<Schema>,
  { code, parent }: AgencyOfPack,
): Promise<{ readonly code: string } | undefined> {
  return tx
    .selectFrom('agency')
    .select('code')
    .where((eb) => eb.or([eb('parent', '=', code), ...(parent === null ? [] : [eb('code', '=', parent)])]))
    .orderBy('code')
    .executeTakeFirst();
}

export function selectFirstPlan(
  tx: Transaction<Schema>,
  agency: string,
): Promise<{ readonly year: number } | undefined> {
  return tx.selectFrom('annual_plan').select('year').where('agency', '=', agency).orderBy('year').executeTakeFirst();
}

/** Draws whose list is frozen and that were not given up, oldest first. */
export function selectFrozenDraws(
  tx: Transaction<Schema>,
  agency: string,
): Promise<{ readonly id: string; readonly period: string }[]> {
  return tx
    .selectFrom('draw')
    .select(['id', 'period'])
    .where('agency', '=', agency)
    .where('state', 'not in', ['void', 'abandoned'])
    .orderBy('frozen_at')
    .execute();
}
