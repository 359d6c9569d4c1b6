import { isAdministrator, isGrantable } from '@sunlot/contract/roles.ts';
import type { AddedUser } from '@sunlot/contract/users.ts';
import { hashPassword, makeInitialPassword } from '../../accounts/password.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { insertReset, selectUserByLogin, updatePassword } from './sql.ts';
import { userView } from './user-view.ts';

/**
 * Gives a person a new initial password, good for one sign-in, of which the person is told; ends the lock, the second factor and all sessions. That of an administrator is given by who owns
 * the data folder alone: with the passwords of two security administrators the system administrator could grant rights after all.
 */
export async function resetUser(ctx: Context, { login }: { readonly login: string }): Promise<AddedUser> {
  may(ctx.actor, 'user.add', undefined);
  const user = await selectUserByLogin(ctx.tx, login);
  if (!user) throw new Problem('console.userUnknown', { who: login });
  if (user.roles.filter(isGrantable).some(isAdministrator)) may(ctx.actor, 'user.resetAdministrator', undefined);
  const initialPassword = makeInitialPassword();
  await updatePassword(ctx.tx, user.id, { hash: await hashPassword(initialPassword), at: ctx.at });
  await insertReset(ctx.tx, { user_id: user.id, reset_at: ctx.at, by_login: ctx.actor.login });
  await ctx.audit({ action: 'user.reset', agency: user.agency ?? undefined, subject: user.id });
  return { ...userView(user), initialPassword };
}
