import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Territory } from './territory.ts';

/** Visits of joint tasks with the partner departments that were agreed for the task, as its last choice of items has them. */
export async function withPartnersDue(
  { tx }: Pick<Context, 'tx'>,
  { codes }: Pick<Territory, 'codes'>,
  visits: readonly VisitFact[],
): Promise<readonly VisitFact[]> {
  const { rows } = await sql<{ readonly agency: string; readonly code: string; readonly names: string[] }>`
    select task.agency, task.code,
      array(select p.name from partner_department p where p.id = any(chosen.partners) order by p.name) as names
    from (
      select distinct on (task_id) task_id, partners from joint_task
      where agency = any(${[...codes]})
      order by task_id, position desc
    ) as chosen
    join task on task.id = chosen.task_id and task.state <> 'void'`.execute(tx);
  const due = new Map(rows.map(({ agency, code, names }) => [`${agency}/${code}`, names]));
  return visits.map((visit) => {
    const partnersDue = visit.taskId === undefined ? undefined : due.get(`${visit.agency}/${visit.taskId}`);
    return partnersDue === undefined || partnersDue.length === 0 ? visit : { ...visit, partnersDue };
  });
}
