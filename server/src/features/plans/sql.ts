import type { InspectorFacts, ObjectFacts } from '@sunlot/core/policy/facts.ts';
import type { Insertable, Selectable, Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';
import { absencesOf, withAbsences } from '../../inspectors/absences.ts';

export type PlanRow = Selectable<Schema['annual_plan']>;
export type PlanEntryRow = Selectable<Schema['plan_entry']>;

/** The plan of an agency and year that is not superseded, locked for the step that follows. */
export function lockPlan(
  tx: Transaction<Schema>,
  { agency, year }: { readonly agency: string; readonly year: number },
): Promise<PlanRow | undefined> {
  return planQuery(tx, { agency, year }).forUpdate().executeTakeFirst();
}

export function selectPlan(
  tx: Transaction<Schema>,
  { agency, year }: { readonly agency: string; readonly year: number },
): Promise<PlanRow | undefined> {
  return planQuery(tx, { agency, year }).executeTakeFirst();
}

function planQuery(tx: Transaction<Schema>, { agency, year }: { readonly agency: string; readonly year: number }) {
  return tx
    .selectFrom('annual_plan')
    .selectAll()
    .where('agency', '=', agency)
    .where('year', '=', year)
    .where('state', '<>', 'superseded');
}

export function selectPlanEntries(tx: Transaction<Schema>, planId: string): Promise<PlanEntryRow[]> {
  return tx.selectFrom('plan_entry').selectAll().where('plan_id', '=', planId).orderBy('position').execute();
}

export async function insertPlan(tx: Transaction<Schema>, plan: Insertable<Schema['annual_plan']>): Promise<void> {
  await tx.insertInto('annual_plan').values(plan).execute();
}

export async function insertPlanEntries(
  tx: Transaction<Schema>,
  rows: readonly Insertable<Schema['plan_entry']>[],
): Promise<void> {
  if (rows.length > 0)
    await tx
      .insertInto('plan_entry')
      .values([...rows])
      .execute();
}

export async function deletePlanEntries(tx: Transaction<Schema>, planId: string): Promise<void> {
  await tx.deleteFrom('plan_entry').where('plan_id', '=', planId).execute();
}

export async function updatePlan(
  tx: Transaction<Schema>,
  id: string,
  values: Partial<Insertable<Schema['annual_plan']>>,
): Promise<void> {
  await tx.updateTable('annual_plan').set(values).where('id', '=', id).execute();
}

export async function updatePlanEntry(
  tx: Transaction<Schema>,
  id: string,
  { n, fields }: { readonly n: number; readonly fields: Readonly<Record<string, string>> },
): Promise<void> {
  await tx
    .updateTable('plan_entry')
    .set({ n, fields: JSON.stringify(fields) })
    .where('id', '=', id)
    .execute();
}

export async function selectDirectory(
  tx: Transaction<Schema>,
  agency: string,
): Promise<{ readonly objects: readonly ObjectFacts[]; readonly inspectors: readonly InspectorFacts[] }> {
  const objects = await tx.selectFrom('inspection_object').select('facts').where('agency', '=', agency).execute();
  const inspectors = await tx
    .selectFrom('inspector')
    .select('facts')
    .where('agency', '=', agency)
    .where('disabled_at', 'is', null)
    .execute();
  const absences = await absencesOf({ tx }, agency);
  return {
    objects: objects.map(({ facts }) => facts as ObjectFacts),
    inspectors: inspectors.map(({ facts }) => withAbsences(facts as InspectorFacts, absences)),
  };
}

export async function selectPublishedSerials(tx: Transaction<Schema>, agency: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('inspection_item')
    .innerJoin('item_list', 'item_list.id', 'inspection_item.list_id')
    .select('serial')
    .where('agency', '=', agency)
    .where('state', '=', 'published')
    .orderBy('position')
    .execute();
  return rows.map(({ serial }) => serial);
}

export function selectAgency(
  tx: Transaction<Schema>,
  code: string,
): Promise<{ readonly name: string; readonly level: string } | undefined> {
  return tx.selectFrom('agency').select(['name', 'level']).where('code', '=', code).executeTakeFirst();
}
