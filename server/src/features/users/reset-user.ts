import type { AddedUser } from '@sunlot/contract/users.ts';
import { hashPassword, makeInitialPassword } from '../../accounts/password.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { selectUserByLogin, updatePassword } from './sql.ts';
import { userView } from './user-view.ts';

/** Gives a person a new initial password; ends the lock, the second factor and all sessions. */
export async function resetUser(ctx: Context, { login }: { readonly login: string }): Promise<AddedUser> {
  may(ctx.actor, 'user.add', undefined);
  const user = await selectUserByLogin(ctx.tx, login);
  if (!user) throw new Problem('console.userUnknown', { who: login });
  const initialPassword = makeInitialPassword();
  await updatePassword(ctx.tx, user.id, { hash: await hashPassword(initialPassword), at: ctx.at });
  await ctx.audit({ action: 'user.reset', agency: user.agency ?? undefined, subject: user.id });
  return { ...userView(user), initialPassword };
}
