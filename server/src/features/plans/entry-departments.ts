import { INTERDEPARTMENTAL } from '@sunlot/contract/plans.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { PlanRow } from './sql.ts';

/** The fewest departments that a joint inspection has. */
const FEWEST = 2;

/**
 * Entries with how many departments go to each of their objects, where the scheme counts each (AMB-50): the agency and the partners chosen for the
 * task, or the fewest that there can be until they are chosen.
 */
export async function withDepartments<Entry extends { readonly id: string; readonly kind: string }>(
  { tx }: Pick<Context, 'tx'>,
  pack: Pack,
  { plan, entries }: { readonly plan: Pick<PlanRow, 'agency' | 'year'>; readonly entries: readonly Entry[] },
): Promise<readonly (Entry & { readonly departments?: number })[]> {
  if (pack.settings['calc.visitUnit'] === 'visit') return entries;
  const { rows } = await sql<{ readonly entry: string; readonly departments: number }>`
    select plan_entry.entry, max(cardinality(chosen.partners)) + 1 as departments
    from (
      select distinct on (task_id) task_id, partners from joint_task
      where agency = ${plan.agency}
      order by task_id, position desc
    ) as chosen
    join task on task.id = chosen.task_id and task.state <> 'void'
    join plan_entry on plan_entry.id = task.plan_entry_id
    join annual_plan on annual_plan.id = plan_entry.plan_id and annual_plan.year = ${plan.year}
    group by plan_entry.entry`.execute(tx);
  const chosen = new Map(rows.map(({ entry, departments }) => [entry, departments]));
  return entries.map((entry) => {
    const departments = chosen.get(entry.id) ?? (entry.kind === INTERDEPARTMENTAL ? FEWEST : undefined);
    return departments === undefined ? entry : { ...entry, departments };
  });
}
