import { type Context, type Deps, write } from '../context.ts';
import { inTransaction, SYSTEM } from '../db/transaction.ts';
import { Problem } from '../problem.ts';
import { CONSOLE_USER } from './actor.ts';
import { passwordMatches } from './password.ts';
import { asPerson, countFailure, isLocked, locked } from './sign-in.ts';
import { isSingleUse } from './single-use.ts';
import { lockAccount, selectAccount, updateAccount } from './sql.ts';

/**
 * Is it the person's password? For `--as` at the local console. Failures count towards the lock and leave an audit row.
 * @throws Problem console.userUnknown | session.locked | session.passwordMustChange
 */
export async function checkPassword(deps: Deps, login: string, password: string): Promise<boolean> {
  const account = await inTransaction(deps.database.db, SYSTEM, (tx) => selectAccount(tx, login));
  if (!account || account.id === CONSOLE_USER || account.disabled_at !== null) {
    throw new Problem('console.userUnknown', { who: login });
  }
  const checked = account.password_hash;
  const matches = checked !== null && (await passwordMatches(password, checked));
  const verdict = await write(deps, asPerson(account, 'console'), (ctx) =>
    judgeAtConsole(ctx, { id: account.id, checked, matches }),
  );
  if (typeof verdict !== 'boolean') throw verdict;
  return verdict;
}

type Checked = { readonly id: string; readonly checked: string | null; readonly matches: boolean };

async function judgeAtConsole(ctx: Context, { id, checked, matches }: Checked): Promise<Problem | boolean> {
  const account = await lockAccount(ctx.tx, id);
  const note = (action: string) => ctx.audit({ action, agency: account.agency ?? undefined, subject: id });
  if (isLocked(account, ctx.at)) {
    await note('console.refused');
    return new Problem('session.locked', locked(account.locked_until!).details);
  }
  if (!matches || account.password_hash !== checked) {
    await note('console.refused');
    const refusal = await countFailure(ctx, account, 'session.wrongPassword');
    if (refusal.refused === 'session.locked') return new Problem('session.locked', refusal.details);
    return false;
  }
  await updateAccount(ctx.tx, id, { failed_attempts: 0, locked_until: null });
  await note('console.passwordChecked');
  return isSingleUse(account, ctx.folder) ? new Problem('session.passwordMustChange') : true;
}
