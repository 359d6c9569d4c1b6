import type { Selectable, Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';

export type AccountRow = Selectable<Schema['app_user']>;
export type SessionRow = Selectable<Schema['user_session']>;

type Tx = Transaction<Schema>;

export function selectAccount(tx: Tx, login: string): Promise<AccountRow | undefined> {
  return tx.selectFrom('app_user').selectAll().where('login', '=', login).executeTakeFirst();
}

/** Locked to the end of the transaction, so that attempts are counted one after another. */
export function lockAccount(tx: Tx, id: string): Promise<AccountRow> {
  return tx.selectFrom('app_user').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
}

export async function selectRoles(tx: Tx, userId: string): Promise<readonly string[]> {
  const rows = await tx.selectFrom('user_role').select('role').where('user_id', '=', userId).execute();
  return rows.map(({ role }) => role);
}

type AccountChange = Partial<
  Pick<
    AccountRow,
    | 'password_hash'
    | 'password_is_initial'
    | 'password_changed_at'
    | 'password_history'
    | 'totp_secret'
    | 'totp_used_step'
    | 'failed_attempts'
    | 'locked_until'
  >
>;

export async function updateAccount(tx: Tx, id: string, change: AccountChange): Promise<void> {
  await tx.updateTable('app_user').set(change).where('id', '=', id).execute();
}

export function selectSession(tx: Tx, tokenHash: Uint8Array): Promise<SessionRow | undefined> {
  return tx
    .selectFrom('user_session')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

/** Open sessions of a person, the newest first. */
export function selectOpenSessions(tx: Tx, userId: string): Promise<SessionRow[]> {
  return tx
    .selectFrom('user_session')
    .selectAll()
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .orderBy('started_at', 'desc')
    .orderBy('token_hash')
    .execute();
}

export async function insertSession(tx: Tx, row: SessionRow): Promise<void> {
  await tx.insertInto('user_session').values(row).execute();
}

export async function updateSeen(tx: Tx, tokenHash: Uint8Array, at: string): Promise<void> {
  await tx.updateTable('user_session').set({ last_seen_at: at }).where('token_hash', '=', tokenHash).execute();
}

export async function updateEnded(tx: Tx, tokenHashes: readonly Uint8Array[], at: string): Promise<void> {
  if (tokenHashes.length === 0) return;
  await tx
    .updateTable('user_session')
    .set({ ended_at: at })
    .where('token_hash', 'in', tokenHashes)
    .where('ended_at', 'is', null)
    .execute();
}

export type ResetRow = Selectable<Schema['password_reset']>;

/** The initial passwords that others gave a person since a moment, the latest first. */
export function selectResets(tx: Tx, userId: string, since: string): Promise<ResetRow[]> {
  return tx
    .selectFrom('password_reset')
    .selectAll()
    .where('user_id', '=', userId)
    .where('reset_at', '>=', since)
    .orderBy('reset_at', 'desc')
    .execute();
}

/** Notes when and from where the initial password was used; nothing where it was no reset that made it. */
export async function updateResetUsed(
  tx: Tx,
  userId: string,
  used: { readonly at: string; readonly from: string },
): Promise<void> {
  await tx
    .updateTable('password_reset')
    .set({ used_at: used.at, used_from: used.from })
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .where('reset_at', '=', (eb) =>
      eb
        .selectFrom('password_reset as last')
        .select((of) => of.fn.max('last.reset_at').as('at'))
        .where('last.user_id', '=', userId),
    )
    .execute();
}
