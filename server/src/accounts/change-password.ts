import type { Context } from '../context.ts';
import { Problem } from '../problem.ts';
import { hashPassword, passwordMatches } from './password.ts';
import { REMEMBERED, wasUsed, weakness } from './password-rules.ts';
import { endOtherSessions } from './sessions.ts';
import { countFailure, isLocked, locked } from './sign-in.ts';
import { isSingleUse } from './single-use.ts';
import { lockAccount, updateAccount, updateResetUsed } from './sql.ts';

/** Where an initial password was used that no browser brought. */
const CONSOLE = 'console';

export type ChangePassword = {
  /** Not asked for in the session that an initial password opened. */
  readonly current?: string | undefined;
  readonly next: string;
};

type Kept = {
  /** The session that asks, by the hash of its token; undefined at the console, which always needs `current`. */
  readonly kept: Uint8Array | undefined;
};

export type Changed = { readonly changed: true } | { readonly refused: Problem };

/**
 * Sets the actor's own password; all other sessions end. A wrong present password counts as a failure, so the refusal
 * is a value: its count is committed.
 */
export async function changePassword(ctx: Context, { current, next, kept }: ChangePassword & Kept): Promise<Changed> {
  const account = await lockAccount(ctx.tx, ctx.actor.id);
  const note = (action: string) => ctx.audit({ action, agency: account.agency ?? undefined, subject: account.id });
  if (isLocked(account, ctx.at)) throw new Problem('session.locked', locked(account.locked_until!).details);
  const isSessionOfInitial = kept !== undefined && isSingleUse(account, ctx.folder);
  if (!isSessionOfInitial && !(await matches(current, account.password_hash))) {
    await note('password.refused');
    const refusal = await countFailure(ctx, account, 'session.wrongPassword');
    return { refused: new Problem(refusal.refused, refusal.details) };
  }
  const why = weakness(next, { login: account.login, name: account.display_name });
  if (why !== undefined) throw new Problem('session.passwordTooWeak', { what: why });
  const earlier =
    account.password_hash === null ? account.password_history : [account.password_hash, ...account.password_history];
  if (await wasUsed(next, earlier)) {
    throw new Problem('session.passwordTooWeak', { what: `不能与最近 ${REMEMBERED} 次用过的相同` });
  }
  await updateAccount(ctx.tx, account.id, {
    password_hash: await hashPassword(next),
    password_is_initial: false,
    password_changed_at: ctx.at,
    password_history: isSingleUse(account, ctx.folder) ? account.password_history : earlier.slice(0, REMEMBERED - 1),
    failed_attempts: 0,
  });
  if (isSingleUse(account, ctx.folder) && !isSessionOfInitial)
    await updateResetUsed(ctx.tx, account.id, { at: ctx.at, from: CONSOLE });
  await endOtherSessions(ctx, kept);
  await note('password.changed');
  return { changed: true };
}

async function matches(password: string | undefined, hash: string | null): Promise<boolean> {
  return password !== undefined && hash !== null && passwordMatches(password, hash);
}
