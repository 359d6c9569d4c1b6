import type { ProposeRoleChange, RoleChangeView } from '@sunlot/contract/role-changes.ts';
import { isGrantable, type Role } from '@sunlot/contract/roles.ts';
import { CONSOLE_USER } from '../../accounts/actor.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { roleChangeView } from './role-change-view.ts';
import { grantableRoles, requireTogether, roleNames } from './role-rules.ts';
import { insertRoleChange, lockUser, selectOpenChange, selectRoleChange, type UserRow } from './sql.ts';

/** Proposes roles for an account, or to take some from it. They hold, or end, when another security administrator confirms. */
export async function proposeRoleChange(ctx: Context, input: ProposeRoleChange): Promise<RoleChangeView> {
  may(ctx.actor, 'role.propose', undefined);
  const user = await lockUser(ctx.tx, input.login);
  if (!user || user.id === CONSOLE_USER) throw new Problem('console.userUnknown', { who: input.login });
  if (user.id === ctx.actor.id) throw new Problem('role.ownAccount', { who: ctx.actor.login });
  const open = await selectOpenChange(ctx.tx, user.id);
  if (open) throw new Problem('role.open', { who: user.login, change: open.id });
  const asked = grantableRoles(input.roles);
  rolesAfter(user, { change: input.change, roles: asked });
  const id = ctx.newId('rol');
  await insertRoleChange(ctx.tx, {
    ...{ id, user_id: user.id, change: input.change, roles: [...asked] },
    ...{ proposed_by: ctx.actor.id, proposed_at: ctx.at, outcome: null, decided_by: null, decided_at: null },
  });
  const view = roleChangeView((await selectRoleChange(ctx.tx, id))!);
  await ctx.audit({ action: 'role.propose', agency: user.agency ?? undefined, subject: user.id, after: view });
  return view;
}

type Asked = Pick<ProposeRoleChange, 'change'> & { readonly roles: readonly string[] };

/** What the person holds afterwards. @throws Problem where nothing changes, or where one person may not hold it all */
export function rolesAfter(user: UserRow, { change, roles }: Asked): readonly Role[] {
  const held = user.roles.filter(isGrantable);
  const after =
    change === 'grant'
      ? [...new Set([...held, ...roles.filter(isGrantable)])].sort()
      : held.filter((role) => !roles.includes(role));
  if (after.length === held.length)
    throw new Problem('role.nothing', { who: user.login, roles: roleNames(held) || undefined });
  requireTogether(after, user.agency ?? undefined);
  return after;
}
