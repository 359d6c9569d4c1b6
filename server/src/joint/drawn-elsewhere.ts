import type { DrawnElsewhere } from '@sunlot/contract/drawn-elsewhere.ts';
import { hex } from '@sunlot/core/basics/bytes.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { Problem } from '../problem.ts';

type Reading = Pick<Context, 'tx'>;

/** What may be known of the draws that others held for some tasks, by task. Nobody is named. */
export async function drawnElsewhereOf(
  { tx }: Reading,
  tasks: readonly string[],
): Promise<ReadonlyMap<string, DrawnElsewhere>> {
  const rows = await tx
    .selectFrom('drawn_elsewhere as d')
    .select(['d.task_id', 'd.lead_department', 'd.drawn_on', 'd.document', 'd.file_name', 'd.file_hash'])
    .select(sql<number>`(select count(*)::integer from drawn_elsewhere_object o where o.import_id = d.id)`.as('n'))
    .where(sql<boolean>`d.task_id = any(${[...tasks]})`)
    .execute();
  return new Map(
    rows.map((row) => [
      row.task_id,
      {
        lead: row.lead_department,
        drawnOn: row.drawn_on,
        document: row.document,
        file: row.file_name,
        commitment: hex(row.file_hash),
        objects: row.n,
      },
    ]),
  );
}

/** A task whose draw a lead department held is neither drawn nor sent out here. @throws Problem elsewhere.already */
export async function refuseElsewhere(
  ctx: Reading,
  { id, code }: { readonly id: string; readonly code: string },
): Promise<void> {
  const known = (await drawnElsewhereOf(ctx, [id])).get(id);
  if (!known) return;
  const { lead, drawnOn: on, document, objects: n } = known;
  throw new Problem('elsewhere.already', { task: code, lead, on, document, n });
}
