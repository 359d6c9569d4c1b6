import { type Insertable, type Selectable, sql, type Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

type Tx = Transaction<Schema>;

export type ReviewRow = Selectable<Schema['directory_review']> & { readonly login: string | null };

/** The latest first. */
export function selectReviews(
  tx: Tx,
  { agency, take }: { readonly agency: string; readonly take: number },
): Promise<ReviewRow[]> {
  return tx
    .selectFrom('directory_review')
    .leftJoin('app_user', 'app_user.id', 'directory_review.reviewed_by')
    .selectAll('directory_review')
    .select('app_user.login')
    .where('directory_review.agency', '=', agency)
    .orderBy('reviewed_on', 'desc')
    .orderBy('reviewed_at', 'desc')
    .limit(take)
    .execute();
}

export async function insertReview(tx: Tx, row: Insertable<Schema['directory_review']>): Promise<void> {
  await tx.insertInto('directory_review').values(row).execute();
}

export async function countDirectories(
  tx: Tx,
  agency: string,
): Promise<{ readonly objects: number; readonly inspectors: number }> {
  const countOf = async (table: 'inspection_object' | 'inspector') => {
    const { n } = await tx
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('agency', '=', agency)
      .executeTakeFirstOrThrow();
    return n;
  };
  return { objects: await countOf('inspection_object'), inspectors: await countOf('inspector') };
}

/** Keys of an agency's objects that are or were on the positive list. */
export async function selectListed(tx: Tx, agency: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('inspection_object')
    .select('key')
    .where('agency', '=', agency)
    .where(
      sql<boolean>`(facts ? 'positiveList' or key in (
        select object_key from object_earlier where agency = ${agency} and facts ? 'positiveList'))`,
    )
    .execute();
  return rows.map(({ key }) => key);
}
