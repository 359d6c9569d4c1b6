import type { Insertable, Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

type Tx = Transaction<Schema>;

export async function insertRatio(tx: Tx, row: Insertable<Schema['own_ratio']>): Promise<void> {
  await tx.insertInto('own_ratio').values(row).execute();
}

export async function insertFigures(tx: Tx, row: Schema['yearly_figures']): Promise<void> {
  await tx.insertInto('yearly_figures').values(row).execute();
}

export async function insertJustification(tx: Tx, row: Schema['rule_justification']): Promise<void> {
  await tx.insertInto('rule_justification').values(row).execute();
}

export function selectRatios(tx: Tx, agency: string) {
  return tx.selectFrom('own_ratio').selectAll().where('agency', '=', agency).orderBy('set_at').orderBy('id').execute();
}

export function selectFigures(tx: Tx, agency: string) {
  return tx
    .selectFrom('yearly_figures')
    .selectAll()
    .where('agency', '=', agency)
    .orderBy('set_at')
    .orderBy('id')
    .execute();
}

export function selectJustifications(tx: Tx, agency: string) {
  return tx
    .selectFrom('rule_justification')
    .innerJoin('app_user', 'app_user.id', 'approved_by')
    .select(['rule', 'period', 'reason', 'app_user.login', 'at'])
    .where('rule_justification.agency', '=', agency)
    .orderBy('at')
    .orderBy('rule_justification.id')
    .execute();
}

/** The lists of a class that were frozen, by the period they are of. */
export async function selectFrozenPeriods(
  tx: Tx,
  { agency, class: cls }: { readonly agency: string; readonly class: string },
): Promise<readonly { readonly draw: string; readonly period: string }[]> {
  const rows = await tx
    .selectFrom('draw')
    .innerJoin('task', 'task.id', 'draw.task_id')
    .select(['draw.id', 'draw.period'])
    .where('draw.agency', '=', agency)
    .where('task.class', '=', cls)
    .where('draw.state', 'not in', ['void', 'abandoned'])
    .orderBy('draw.period')
    .execute();
  return rows.map(({ id, period }) => ({ draw: id, period }));
}

/** What the plans that have left the office say of a class, newest version first. */
export function selectPlanned(
  tx: Tx,
  { agency, class: cls }: { readonly agency: string; readonly class: string },
): Promise<readonly { year: number; version: number; entry: string; period: string; base: number; n: number }[]> {
  return tx
    .selectFrom('plan_entry')
    .innerJoin('annual_plan', 'annual_plan.id', 'plan_entry.plan_id')
    .select(['year', 'version', 'entry', 'period', 'base', 'n'])
    .where('agency', '=', agency)
    .where('class', '=', cls)
    .where('state', 'in', ['submitted', 'approved', 'issued', 'published'])
    .orderBy('version', 'desc')
    .orderBy('position')
    .execute();
}
