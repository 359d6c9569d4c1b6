import { type Insertable, type Selectable, sql, type Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

type Tx = Transaction<Schema>;

export type DirectedRow = Selectable<Schema['directed_inspection']> & {
  readonly object_name: string | null;
  readonly visited_on: string | null;
};

/** One number after the other in an agency: held to the end of the transaction. */
export async function nextCode(
  tx: Tx,
  { agency, year }: { readonly agency: string; readonly year: number },
): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`directed/${agency}`}, 0))`.execute(tx);
  const prefix = `zdx-${year}-`;
  const { n } = await tx
    .selectFrom('directed_inspection')
    .select(sql<number>`count(*)`.as('n'))
    .where('agency', '=', agency)
    .where('code', 'like', `${prefix}%`)
    .executeTakeFirstOrThrow();
  return `${prefix}${String(n + 1).padStart(3, '0')}`;
}

/** The first record of the same object, day, ground and document. */
export function selectSame(
  tx: Tx,
  asked: Record<'agency' | 'object' | 'date' | 'ground' | 'document', string>,
): Promise<{ readonly code: string; readonly recorded_at: string } | undefined> {
  return tx
    .selectFrom('directed_inspection')
    .select(['code', 'recorded_at'])
    .where('agency', '=', asked.agency)
    .where('object_key', '=', asked.object)
    .where('planned_on', '=', asked.date)
    .where('ground', '=', asked.ground)
    .where('document', '=', asked.document)
    .orderBy('code')
    .limit(1)
    .executeTakeFirst();
}

export async function insertDirected(tx: Tx, row: Insertable<Schema['directed_inspection']>): Promise<void> {
  await tx.insertInto('directed_inspection').values(row).execute();
}

export type DirectedPage = {
  readonly agency: string;
  readonly year?: number | undefined;
  readonly after: readonly [string, string] | undefined;
  readonly take: number;
};

/** The latest first, each with the day of the visit that was recorded under its code. */
export function selectDirectedPage(tx: Tx, { agency, year, after, take }: DirectedPage): Promise<DirectedRow[]> {
  let query = tx
    .selectFrom('directed_inspection as one')
    .selectAll('one')
    .select((eb) => [
      eb
        .selectFrom('inspection_object')
        .select('name')
        .whereRef('inspection_object.key', '=', 'one.object_key')
        .orderBy(sql`inspection_object.agency = ${agency}`, 'desc')
        .limit(1)
        .as('object_name'),
      eb
        .selectFrom('visit')
        .select((visit) => visit.fn.max('visit.date').as('date'))
        .whereRef('visit.object_key', '=', 'one.object_key')
        .whereRef('visit.agency', '=', 'one.agency')
        .whereRef('visit.task_code', '=', 'one.code')
        .as('visited_on'),
    ])
    .where('one.agency', '=', agency)
    .orderBy('one.planned_on', 'desc')
    .orderBy('one.id', 'desc')
    .limit(take);
  if (year !== undefined) {
    query = query.where('one.planned_on', '>=', `${year}-01-01`).where('one.planned_on', '<=', `${year}-12-31`);
  }
  if (after) query = query.where(sql<boolean>`(one.planned_on, one.id) < (${after[0]}::date, ${after[1]})`);
  return query.execute();
}
