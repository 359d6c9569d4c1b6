import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '@sunlot/contract/roles.ts';
import type { Context, Deps } from '../context.ts';
import { inTransaction, SYSTEM, type Tx } from '../db/transaction.ts';
import { Problem } from '../problem.ts';
import type { Actor } from '../rights.ts';
import { loadActor } from './actor.ts';
import { isSingleUse } from './single-use.ts';
import { insertSession, type SessionRow, selectOpenSessions, selectSession, updateEnded, updateSeen } from './sql.ts';
import { isTotpDemanded, needsTotp } from './totp.ts';

const IDLE_MS = 30 * 60_000;
const LONGEST_MS = 12 * 3_600_000;
/** Writing the last moment of use at every request would cost a commit each. */
const SEEN_STEP_MS = 60_000;
/** A PC, a telephone and one more; administrators one (等保: 限制单个用户的多重并发会话). */
const AT_ONCE = 3;
const ADMINISTRATORS: readonly Role[] = ['systemAdmin', 'securityAdmin', 'auditAdmin'];

export type Session = {
  readonly id: string;
  readonly actor: Actor;
  readonly tokenHash: Uint8Array;
  readonly startedAt: string;
  readonly expiresAt: string;
  /** What has to be done before anything else: change the initial password, or enrol the second factor. */
  readonly restricted?: 'password' | 'totp';
};

type Client = { readonly address: string; readonly agent: string };

/** Opens a session: 32 random bytes go to the browser, their SHA-256 into the database. The oldest beyond the number allowed end. */
export async function startSession(
  ctx: Context,
  { userId, held, client }: { readonly userId: string; readonly held: readonly string[]; readonly client: Client },
): Promise<string> {
  const allowed = held.some((role) => ADMINISTRATORS.some((admin) => admin === role)) ? 1 : AT_ONCE;
  const open = (await selectOpenSessions(ctx.tx, userId)).filter((row) => isAlive(row, ctx.at));
  await updateEnded(
    ctx.tx,
    open.slice(allowed - 1).map(({ token_hash }) => token_hash),
    ctx.at,
  );
  const token = randomBytes(32);
  await insertSession(ctx.tx, {
    token_hash: hashOf(token.toString('base64url')),
    user_id: userId,
    started_at: ctx.at,
    last_seen_at: ctx.at,
    expires_at: new Date(Date.parse(ctx.at) + LONGEST_MS).toISOString(),
    ended_at: null,
    address: client.address,
    agent: client.agent.slice(0, 200),
  });
  return token.toString('base64url');
}

/** The live session behind a token, with the person's roles and territory of this moment. */
export function findSession(deps: Deps, token: string): Promise<Session | undefined> {
  return inTransaction(deps.database.db, SYSTEM, async (tx) => {
    const at = deps.clock.instant();
    const row = await selectSession(tx, hashOf(token));
    if (!row || !isAlive(row, at)) return undefined;
    const user = await tx.selectFrom('app_user').selectAll().where('id', '=', row.user_id).executeTakeFirstOrThrow();
    if (user.disabled_at !== null) return undefined;
    if (Date.parse(at) - Date.parse(row.last_seen_at) >= SEEN_STEP_MS) await updateSeen(tx, row.token_hash, at);
    const actor = await loadActor(tx, user, 'http');
    const restricted = await restriction({ tx, deps }, user, actor);
    return {
      id: sessionId(row),
      actor,
      tokenHash: row.token_hash,
      startedAt: row.started_at,
      expiresAt: row.expires_at,
      ...(restricted && { restricted }),
    };
  });
}

type Standing = { readonly password_is_initial: boolean; readonly totp_secret: Uint8Array | null };

async function restriction(
  { tx, deps }: { readonly tx: Tx; readonly deps: Deps },
  user: Standing,
  actor: Actor,
): Promise<Session['restricted']> {
  if (isSingleUse(user, deps.folder)) return 'password';
  if (user.totp_secret !== null || !needsTotp(actor.roles)) return undefined;
  return (await isTotpDemanded({ tx }, deps.folder.kind)) ? 'totp' : undefined;
}

function isAlive(row: SessionRow, at: string): boolean {
  const now = Date.parse(at);
  return row.ended_at === null && now < Date.parse(row.expires_at) && now - Date.parse(row.last_seen_at) < IDLE_MS;
}

export function hashOf(token: string): Uint8Array {
  return createHash('sha256').update(token).digest();
}

/** Names a session to its owner; it opens nothing. */
export function sessionId(row: Pick<SessionRow, 'token_hash'>): string {
  return Buffer.from(row.token_hash).subarray(0, 12).toString('base64url');
}

export async function listSessions(ctx: Context): Promise<readonly SessionRow[]> {
  return (await selectOpenSessions(ctx.tx, ctx.actor.id)).filter((row) => isAlive(row, ctx.at));
}

/** Ends one of the actor's own sessions. */
export async function endSession(
  ctx: Context,
  { session }: { readonly session: string },
): Promise<{ readonly ended: string }> {
  const row = (await selectOpenSessions(ctx.tx, ctx.actor.id)).find((open) => sessionId(open) === session);
  if (!row) throw new Problem('request.notFound', { what: '这次登录' });
  await updateEnded(ctx.tx, [row.token_hash], ctx.at);
  await ctx.audit({ action: 'session.ended', agency: ctx.actor.agency, subject: ctx.actor.id, after: { session } });
  return { ended: session };
}

/** Ends all of the actor's sessions but one. */
export async function endOtherSessions(ctx: Context, kept: Uint8Array | undefined): Promise<void> {
  const others = (await selectOpenSessions(ctx.tx, ctx.actor.id)).filter(
    ({ token_hash }) => kept === undefined || !Buffer.from(token_hash).equals(kept),
  );
  await updateEnded(
    ctx.tx,
    others.map(({ token_hash }) => token_hash),
    ctx.at,
  );
}
