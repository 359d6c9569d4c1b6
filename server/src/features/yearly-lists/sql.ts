import { type Insertable, type Selectable, sql, type Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

type Tx = Transaction<Schema>;

export type YearlyRow = Selectable<Schema['yearly_list']> & {
  readonly proposer_login: string | null;
  /** When the first version of the list was proposed. */
  readonly first_proposed_at: string;
  readonly approved_name: string | null;
  readonly approved_at: string | null;
};

type Place = { readonly agency: string; readonly year: number };

/** Held to the end of the transaction: a proposal and an approval of one year cannot cross. */
export async function lockYear(tx: Tx, { agency, year }: Place): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`yearly/${agency}/${year}`}, 0))`.execute(tx);
}

/** The last version of each class's list. */
export function selectLists(tx: Tx, { agency, year }: Place): Promise<YearlyRow[]> {
  return tx
    .selectFrom('yearly_list as one')
    .distinctOn('one.class')
    .leftJoin('yearly_list_approval as approval', 'approval.list_id', 'one.id')
    .leftJoin('app_user', 'app_user.id', 'one.proposed_by')
    .selectAll('one')
    .select(['app_user.login as proposer_login', 'approval.approved_name', 'approval.approved_at'])
    .select((eb) =>
      eb
        .selectFrom('yearly_list as first')
        .select('first.proposed_at')
        .whereRef('first.agency', '=', 'one.agency')
        .whereRef('first.class', '=', 'one.class')
        .whereRef('first.year', '=', 'one.year')
        .where('first.version', '=', 1)
        .$asScalar()
        .$notNull()
        .as('first_proposed_at'),
    )
    .where('one.agency', '=', agency)
    .where('one.year', '=', year)
    .orderBy('one.class')
    .orderBy('one.version', 'desc')
    .execute();
}

export async function insertYearlyList(tx: Tx, row: Insertable<Schema['yearly_list']>): Promise<void> {
  await tx.insertInto('yearly_list').values(row).execute();
}

/** Codes of all agencies, in order. */
export async function selectAgencyCodes(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.selectFrom('agency').select('code').orderBy('code').execute();
  return rows.map(({ code }) => code);
}

export async function insertApproval(tx: Tx, row: Insertable<Schema['yearly_list_approval']>): Promise<void> {
  await tx.insertInto('yearly_list_approval').values(row).execute();
}
