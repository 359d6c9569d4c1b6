import type { ProblemCode } from '@sunlot/contract/problems.ts';
import { type Context, type Deps, write } from '../context.ts';
import { inTransaction, SYSTEM } from '../db/transaction.ts';
import { Problem } from '../problem.ts';
import type { Actor } from '../rights.ts';
import { passwordMatches } from './password.ts';
import { hashOf, startSession } from './sessions.ts';
import { isSingleUse } from './single-use.ts';
import {
  type AccountRow,
  lockAccount,
  selectAccount,
  selectRoles,
  updateAccount,
  updateEnded,
  updateResetUsed,
} from './sql.ts';
import { type CountStranger, strangers } from './strangers.ts';
import { acceptedStep } from './totp.ts';

const MOST_FAILURES = 5;
const LOCK_MS = 15 * 60_000;
/** No password has this hash; checking it takes as long as checking a real one. */
const NO_HASH = `argon2id$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

export type SignIn = {
  readonly login: string;
  readonly password: string;
  readonly code?: string | undefined;
  readonly address: string;
  readonly agent: string;
  /** The session that the browser brought along ends: a new sign-in never continues an old one. */
  readonly replaces?: string | undefined;
};

export type SigningIn = { readonly deps: Deps; readonly countStranger: CountStranger };

/** The memory of unknown logins that an application signs in with. */
export function makeSigningIn(deps: Deps): SigningIn {
  return { deps, countStranger: strangers({ most: MOST_FAILURES, lockMs: LOCK_MS }) };
}

type Refusal = { readonly refused: ProblemCode; readonly details: Readonly<Record<string, unknown>> };
type Outcome = { readonly token: string } | Refusal;

/**
 * Signs a person in and answers the new session's token. A wrong name, a disabled account and a wrong password look
 * the same and take the same time; five failures lock for 15 minutes; each outcome leaves an audit row with its effect.
 * @throws Problem session.wrongPassword | session.locked | session.codeNeeded | session.codeWrong
 */
export async function signIn({ deps, countStranger }: SigningIn, input: SignIn): Promise<string> {
  const account = await inTransaction(deps.database.db, SYSTEM, (tx) => selectAccount(tx, input.login));
  const checked = account?.password_hash ?? NO_HASH;
  const matches = await passwordMatches(input.password, checked);
  const outcome = account
    ? await write(deps, asPerson(account), (ctx) => attempt(ctx, { ...input, id: account.id, checked, matches }))
    : await write(deps, NOBODY_KNOWN, (ctx) => recordStranger(ctx, { ...input, countStranger }));
  if ('refused' in outcome) throw new Problem(outcome.refused, outcome.details);
  return outcome.token;
}

type Checked = SignIn & { readonly id: string; readonly checked: string; readonly matches: boolean };

async function attempt(ctx: Context, input: Checked): Promise<Outcome> {
  const account = await lockAccount(ctx.tx, input.id);
  const refusal = await judge(ctx, account, input);
  if (refusal) {
    const after = { why: refusal.refused, address: input.address };
    await ctx.audit({ action: 'session.refused', agency: account.agency ?? undefined, subject: account.id, after });
    return refusal;
  }
  await updateAccount(ctx.tx, account.id, {
    failed_attempts: 0,
    locked_until: null,
    // An initial password opens one session; in it a new one is set.
    ...(isSingleUse(account, ctx.folder) && { password_hash: null }),
  });
  if (isSingleUse(account, ctx.folder)) await updateResetUsed(ctx.tx, account.id, { at: ctx.at, from: input.address });
  if (input.replaces !== undefined) await updateEnded(ctx.tx, [hashOf(input.replaces)], ctx.at);
  const held = await selectRoles(ctx.tx, account.id);
  const token = await startSession(ctx, { userId: account.id, held, client: input });
  const after = { address: input.address };
  await ctx.audit({ action: 'session.started', agency: account.agency ?? undefined, subject: account.id, after });
  return { token };
}

/** Everything is asked again under the lock: many guesses at once count as many. */
async function judge(ctx: Context, account: AccountRow, input: Checked): Promise<Refusal | undefined> {
  if (isLocked(account, ctx.at)) return locked(account.locked_until!);
  const isPassword = input.matches && account.password_hash === input.checked && account.disabled_at === null;
  if (!isPassword) return countFailure(ctx, account, 'session.wrongPassword');
  if (account.totp_secret === null) return undefined;
  if (input.code === undefined) return { refused: 'session.codeNeeded', details: {} };
  const step = acceptedStep(input.code, {
    secret: ctx.keys.open(account.totp_secret, `totp/${account.id}`),
    login: account.login,
    now: Date.parse(ctx.at),
    usedStep: account.totp_used_step,
  });
  if (step === undefined) return countFailure(ctx, account, 'session.codeWrong');
  await updateAccount(ctx.tx, account.id, { totp_used_step: step });
  return undefined;
}

export function isLocked({ locked_until }: Pick<AccountRow, 'locked_until'>, at: string): boolean {
  return locked_until !== null && Date.parse(at) < Date.parse(locked_until);
}

/** Counts one failure more; the fifth locks. */
export async function countFailure(
  ctx: Context,
  account: AccountRow,
  refused: 'session.wrongPassword' | 'session.codeWrong',
): Promise<Refusal> {
  const failures = account.failed_attempts + 1;
  if (failures < MOST_FAILURES) {
    await updateAccount(ctx.tx, account.id, { failed_attempts: failures });
    return { refused, details: { left: MOST_FAILURES - failures } };
  }
  const until = new Date(Date.parse(ctx.at) + LOCK_MS).toISOString();
  await updateAccount(ctx.tx, account.id, { failed_attempts: 0, locked_until: until });
  return locked(until);
}

export function locked(until: string): Refusal {
  return { refused: 'session.locked', details: { until: timeInShanghai(until) } };
}

/** `14:38`: when a lock ends, as the clock on the wall shows it. */
function timeInShanghai(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(11, 16);
}

async function recordStranger(
  ctx: Context,
  { login, address, countStranger }: SignIn & Pick<SigningIn, 'countStranger'>,
): Promise<Refusal> {
  // What was typed as a name may be a password: it is not kept.
  await ctx.audit({ action: 'session.refused', after: { why: 'unknown', address } });
  const { left, until } = countStranger(login, Date.parse(ctx.at));
  return until === undefined ? { refused: 'session.wrongPassword', details: { left } } : locked(until);
}

const NOBODY_KNOWN: Actor = { id: 'nobody', login: '', name: '', agency: undefined, roles: [], sees: [], via: 'http' };

/** Who is about to sign in: the account in the audit row, without any right of theirs yet. */
export function asPerson(account: AccountRow, via: Actor['via'] = 'http'): Actor {
  return { ...NOBODY_KNOWN, id: account.id, login: account.login, name: account.display_name, via };
}
