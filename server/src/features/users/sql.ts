import type { Selectable, Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

export type UserRow = Selectable<Schema['app_user']> & { readonly roles: readonly string[] };

export async function selectUserByLogin(tx: Transaction<Schema>, login: string): Promise<UserRow | undefined> {
  const row = await tx.selectFrom('app_user').selectAll().where('login', '=', login).executeTakeFirst();
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
  if (user.roles.length === 0) return;
  await tx
    .insertInto('user_role')
    .values(user.roles.map((role) => ({ user_id: user.id, role, granted_at: user.at })))
    .execute();
}

export async function updateDisabled(tx: Transaction<Schema>, userId: string, at: string): Promise<void> {
  await tx.updateTable('app_user').set({ disabled_at: at }).where('id', '=', userId).execute();
  await tx
    .updateTable('user_session')
    .set({ ended_at: at })
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .execute();
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
  await tx
    .updateTable('user_session')
    .set({ ended_at: at })
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .execute();
}
