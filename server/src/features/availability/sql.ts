import { type Insertable, type Selectable, sql, type Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

type Tx = Transaction<Schema>;
type Place = { readonly agency: string; readonly certificate: string };

export type Person = Pick<Selectable<Schema['inspector']>, 'certificate_no' | 'name'>;

export function selectPerson(tx: Tx, { agency, certificate }: Place): Promise<Person | undefined> {
  return tx
    .selectFrom('inspector')
    .select(['certificate_no', 'name'])
    .where('agency', '=', agency)
    .where('certificate_no', '=', certificate)
    .executeTakeFirst();
}

export type RecusalRow = Selectable<Schema['recusal']>;

export function selectRecusal(tx: Tx, { agency, certificate, object }: Place & { readonly object: string }) {
  return tx
    .selectFrom('recusal')
    .selectAll()
    .where('agency', '=', agency)
    .where('certificate_no', '=', certificate)
    .where('object_key', '=', object)
    .forUpdate()
    .executeTakeFirst();
}

export async function insertRecusal(tx: Tx, row: Insertable<Schema['recusal']>): Promise<void> {
  await tx.insertInto('recusal').values(row).execute();
}

export async function deleteRecusal(tx: Tx, row: RecusalRow): Promise<void> {
  await tx
    .deleteFrom('recusal')
    .where('agency', '=', row.agency)
    .where('certificate_no', '=', row.certificate_no)
    .where('object_key', '=', row.object_key)
    .execute();
}

/** Recusals of an agency with the names of both sides, by certificate number and object. */
export function selectRecusals(tx: Tx, agency: string, certificate: string | undefined) {
  let query = tx
    .selectFrom('recusal')
    .leftJoin('inspector', (join) =>
      join
        .onRef('inspector.agency', '=', 'recusal.agency')
        .onRef('inspector.certificate_no', '=', 'recusal.certificate_no'),
    )
    .leftJoin('app_user', 'app_user.id', 'recusal.declared_by')
    .selectAll('recusal')
    .select(['inspector.name as person', 'app_user.login'])
    .select((eb) =>
      eb
        .selectFrom('inspection_object')
        .select('name')
        .whereRef('inspection_object.key', '=', 'recusal.object_key')
        .orderBy(sql`inspection_object.agency = ${agency}`, 'desc')
        .limit(1)
        .as('object_name'),
    )
    .where('recusal.agency', '=', agency)
    .orderBy(sql`recusal.certificate_no collate "C"`)
    .orderBy(sql`recusal.object_key collate "C"`);
  if (certificate !== undefined) query = query.where('recusal.certificate_no', '=', certificate);
  return query.execute();
}

export type AbsenceRow = Selectable<Schema['inspector_absence']>;

/** One at a time: two absences recorded together would not see each other. */
export async function lockAbsences(tx: Tx, { agency, certificate }: Place): Promise<readonly AbsenceRow[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`absence/${agency}/${certificate}`}, 0))`.execute(tx);
  return tx
    .selectFrom('inspector_absence')
    .selectAll()
    .where('agency', '=', agency)
    .where('certificate_no', '=', certificate)
    .where('called_off', '=', false)
    .execute();
}

export async function insertAbsence(tx: Tx, row: Insertable<Schema['inspector_absence']>): Promise<void> {
  await tx.insertInto('inspector_absence').values(row).execute();
}

export function lockAbsence(tx: Tx, { agency, absence }: { readonly agency: string; readonly absence: string }) {
  return tx
    .selectFrom('inspector_absence')
    .selectAll()
    .where('agency', '=', agency)
    .where('id', '=', absence)
    .where('called_off', '=', false)
    .forUpdate()
    .executeTakeFirst();
}

export async function endAbsenceRow(tx: Tx, id: string, to: string | undefined): Promise<void> {
  await tx
    .updateTable('inspector_absence')
    .set(to === undefined ? { called_off: true } : { to_day: to })
    .where('id', '=', id)
    .execute();
}

export function selectAbsences(tx: Tx, agency: string, certificate: string | undefined) {
  let query = tx
    .selectFrom('inspector_absence')
    .leftJoin('inspector', (join) =>
      join
        .onRef('inspector.agency', '=', 'inspector_absence.agency')
        .onRef('inspector.certificate_no', '=', 'inspector_absence.certificate_no'),
    )
    .selectAll('inspector_absence')
    .select('inspector.name as person')
    .where('inspector_absence.agency', '=', agency)
    .orderBy('inspector_absence.id');
  if (certificate !== undefined) query = query.where('inspector_absence.certificate_no', '=', certificate);
  return query.execute();
}

export type AccountRow = Selectable<Schema['inspector_account']> & { readonly login: string };

/** The binding of a person, or of an account. */
export function selectAccount(tx: Tx, where: Place | { readonly userId: string }): Promise<AccountRow | undefined> {
  const query = tx
    .selectFrom('inspector_account')
    .innerJoin('app_user', 'app_user.id', 'inspector_account.user_id')
    .selectAll('inspector_account')
    .select('app_user.login');
  return 'userId' in where
    ? query.where('user_id', '=', where.userId).executeTakeFirst()
    : query
        .where('inspector_account.agency', '=', where.agency)
        .where('certificate_no', '=', where.certificate)
        .executeTakeFirst();
}

export async function insertAccount(tx: Tx, row: Insertable<Schema['inspector_account']>): Promise<void> {
  await tx.insertInto('inspector_account').values(row).execute();
}

export async function deleteAccount(tx: Tx, userId: string): Promise<void> {
  await tx.deleteFrom('inspector_account').where('user_id', '=', userId).execute();
}
