import type { AddedUser, AddUser } from '@sunlot/contract/users.ts';
import { hashPassword, makeInitialPassword } from '../../accounts/password.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { grantableRoles, requireTogether } from './role-rules.ts';
import { insertUser, selectUserByLogin } from './sql.ts';

/**
 * Adds a person, without roles: who makes accounts grants nothing. Only who owns the data folder, who sets a place up, adds a person
 * with roles that one person may hold together, and the log says so. The initial password is in the answer, once.
 */
export async function addUser(ctx: Context, input: AddUser): Promise<AddedUser> {
  may(ctx.actor, 'user.add', undefined);
  if (input.roles.length > 0) may(ctx.actor, 'user.addWithRoles', undefined);
  if (await selectUserByLogin(ctx.tx, input.login)) throw new Problem('user.exists', { login: input.login });
  const granted = grantableRoles(input.roles);
  requireTogether(granted, input.agency);
  await requireAgency(ctx, input);
  const initialPassword = makeInitialPassword();
  const view = {
    id: ctx.newId('usr'),
    login: input.login,
    displayName: input.displayName ?? input.login,
    ...(input.agency !== undefined && { agency: input.agency }),
    roles: [...granted],
    disabled: false,
  };
  await insertUser(ctx.tx, {
    ...view,
    agency: input.agency,
    passwordHash: await hashPassword(initialPassword),
    at: ctx.at,
  });
  const grantedBy = granted.length > 0 ? { rolesGrantedBy: ctx.actor.roles } : {};
  await ctx.audit({ action: 'user.add', agency: input.agency, subject: view.id, after: { ...view, ...grantedBy } });
  return { ...view, initialPassword };
}

async function requireAgency(ctx: Context, { agency }: AddUser): Promise<void> {
  if (agency === undefined) return;
  const found = await ctx.tx.selectFrom('agency').select('code').where('code', '=', agency).executeTakeFirst();
  if (!found) throw new Problem('agency.unknown', { code: agency });
}
