import { type Insertable, type Selectable, sql, type Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';
import type { KeysetStart } from '../../http/pages.ts';

export type UserRow = Selectable<Schema['app_user']> & { readonly roles: readonly string[] };

export async function selectUserByLogin(tx: Transaction<Schema>, login: string): Promise<UserRow | undefined> {
  const row = await tx.selectFrom('app_user').selectAll().where('login', '=', login).executeTakeFirst();
  return row && { ...row, roles: await selectRoles(tx, row.id) };
}

/** The same, held to the end of the transaction. */
export async function lockUser(tx: Transaction<Schema>, login: string): Promise<UserRow | undefined> {
  const row = await tx.selectFrom('app_user').selectAll().where('login', '=', login).forUpdate().executeTakeFirst();
  return row && { ...row, roles: await selectRoles(tx, row.id) };
}

async function selectRoles(tx: Transaction<Schema>, userId: string): Promise<readonly string[]> {
  const rows = await tx.selectFrom('user_role').select('role').where('user_id', '=', userId).orderBy('role').execute();
  return rows.map(({ role }) => role);
}

export type NewUser = {
  readonly id: string;
  readonly login: string;
  readonly displayName: string;
  readonly agency: string | undefined;
  readonly passwordHash: string | undefined;
  readonly roles: readonly string[];
  readonly at: string;
};

export async function insertUser(tx: Transaction<Schema>, user: NewUser): Promise<void> {
  await tx
    .insertInto('app_user')
    .values({
      id: user.id,
      login: user.login,
      display_name: user.displayName,
      agency: user.agency ?? null,
      password_hash: user.passwordHash ?? null,
      password_changed_at: user.at,
      totp_secret: null,
      locked_until: null,
      disabled_at: null,
      created_at: user.at,
    })
    .execute();
  await insertRoles(tx, user.id, user);
}

export async function insertRoles(
  tx: Transaction<Schema>,
  userId: string,
  { roles, at }: { readonly roles: readonly string[]; readonly at: string },
): Promise<void> {
  if (roles.length === 0) return;
  await tx
    .insertInto('user_role')
    .values(roles.map((role) => ({ user_id: userId, role, granted_at: at })))
    .execute();
}

export async function deleteRoles(tx: Transaction<Schema>, userId: string, roles: readonly string[]): Promise<void> {
  if (roles.length === 0) return;
  await tx.deleteFrom('user_role').where('user_id', '=', userId).where('role', 'in', roles).execute();
}

export async function updateDisabled(tx: Transaction<Schema>, userId: string, at: string): Promise<void> {
  await tx.updateTable('app_user').set({ disabled_at: at }).where('id', '=', userId).execute();
  await updateSessionsEnded(tx, userId, at);
}

export async function updatePassword(
  tx: Transaction<Schema>,
  userId: string,
  { hash, at }: { readonly hash: string; readonly at: string },
): Promise<void> {
  await tx
    .updateTable('app_user')
    .set({
      password_hash: hash,
      password_is_initial: true,
      password_changed_at: at,
      failed_attempts: 0,
      locked_until: null,
      totp_secret: null,
    })
    .where('id', '=', userId)
    .execute();
  await updateSessionsEnded(tx, userId, at);
}

export async function updateSessionsEnded(tx: Transaction<Schema>, userId: string, at: string): Promise<void> {
  await tx
    .updateTable('user_session')
    .set({ ended_at: at })
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .execute();
}

export type RoleChangeRow = Selectable<Schema['role_change']> &
  Pick<UserRow, 'login' | 'display_name' | 'agency'> & { readonly proposer: string; readonly decider: string | null };

export function selectRoleChange(tx: Transaction<Schema>, id: string): Promise<RoleChangeRow | undefined> {
  return changeQuery(tx).where('one.id', '=', id).executeTakeFirst();
}

/** The one change of a person that waits. */
export function selectOpenChange(tx: Transaction<Schema>, userId: string): Promise<RoleChangeRow | undefined> {
  return changeQuery(tx).where('one.user_id', '=', userId).where('one.outcome', 'is', null).executeTakeFirst();
}

/** The latest first. */
export function selectRoleChangePage(
  tx: Transaction<Schema>,
  { after, take }: KeysetStart,
): Promise<readonly RoleChangeRow[]> {
  const query = changeQuery(tx).orderBy('one.proposed_at', 'desc').orderBy('one.id', 'desc').limit(take);
  if (!after) return query.execute();
  return query.where(sql<boolean>`(one.proposed_at, one.id) < (${after[0]}::timestamptz, ${after[1]})`).execute();
}

function changeQuery(tx: Transaction<Schema>) {
  return tx
    .selectFrom('role_change as one')
    .innerJoin('app_user as person', 'person.id', 'one.user_id')
    .innerJoin('app_user as proposer', 'proposer.id', 'one.proposed_by')
    .leftJoin('app_user as decider', 'decider.id', 'one.decided_by')
    .selectAll('one')
    .select(['person.login', 'person.display_name', 'person.agency'])
    .select(['proposer.login as proposer', 'decider.login as decider']);
}

export async function insertRoleChange(tx: Transaction<Schema>, row: Insertable<Schema['role_change']>): Promise<void> {
  await tx.insertInto('role_change').values(row).execute();
}

export async function updateRoleChange(
  tx: Transaction<Schema>,
  id: string,
  decision: Pick<RoleChangeRow, 'outcome' | 'decided_by' | 'decided_at'>,
): Promise<void> {
  await tx.updateTable('role_change').set(decision).where('id', '=', id).execute();
}

export async function insertReset(
  tx: Transaction<Schema>,
  reset: { readonly user_id: string; readonly reset_at: string; readonly by_login: string },
): Promise<void> {
  await tx
    .insertInto('password_reset')
    .values({ ...reset, used_at: null, used_from: null })
    .execute();
}
