import type { UserView } from '@sunlot/contract/users.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { selectUserByLogin, updateDisabled } from './sql.ts';
import { userView } from './user-view.ts';

/** Disables an account; its sessions end at once. */
export async function disableUser(ctx: Context, { login }: { readonly login: string }): Promise<UserView> {
  may(ctx.actor, 'user.disable', undefined);
  const user = await selectUserByLogin(ctx.tx, login);
  if (!user) throw new Problem('console.userUnknown', { who: login });
  await updateDisabled(ctx.tx, user.id, ctx.at);
  const view = { ...userView(user), disabled: true };
  await ctx.audit({
    action: 'user.disable',
    agency: user.agency ?? undefined,
    subject: user.id,
    before: userView(user),
    after: view,
  });
  return view;
}
