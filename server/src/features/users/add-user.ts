import { incompatible, isAdministrator, isGrantable, type Role, roles } from '@sunlot/contract/roles.ts';
import type { AddedUser, AddUser } from '@sunlot/contract/users.ts';
import { hashPassword, makeInitialPassword } from '../../accounts/password.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { insertUser, selectUserByLogin } from './sql.ts';

/** Adds a person with roles that one person may hold together. The initial password is in the answer, once. */
export async function addUser(ctx: Context, input: AddUser): Promise<AddedUser> {
  may(ctx.actor, 'user.add', undefined);
  if (await selectUserByLogin(ctx.tx, input.login)) throw new Problem('user.exists', { login: input.login });
  const granted = grantable(input.roles);
  await requireAgency(ctx, input, granted);
  const initialPassword = makeInitialPassword();
  const view = {
    id: ctx.newId('usr'),
    login: input.login,
    displayName: input.displayName ?? input.login,
    ...(input.agency !== undefined && { agency: input.agency }),
    roles: granted,
    disabled: false,
  };
  await insertUser(ctx.tx, {
    ...view,
    agency: input.agency,
    passwordHash: await hashPassword(initialPassword),
    at: ctx.at,
  });
  await ctx.audit({ action: 'user.add', agency: input.agency, subject: view.id, after: view });
  return { ...view, initialPassword };
}

/** Only administrators of the installation stand outside every agency: without one a person would see all of them. */
async function requireAgency(ctx: Context, { agency }: AddUser, granted: readonly Role[]): Promise<void> {
  if (agency === undefined) {
    const inside = granted.filter((role) => !isAdministrator(role));
    if (inside.length > 0)
      throw new Problem('user.agencyNeeded', { roles: inside.map((role) => roles[role]).join('、') });
    return;
  }
  const found = await ctx.tx.selectFrom('agency').select('code').where('code', '=', agency).executeTakeFirst();
  if (!found) throw new Problem('agency.unknown', { code: agency });
}

function grantable(names: readonly string[]): Role[] {
  const granted: Role[] = [];
  for (const name of [...new Set(names)].sort()) {
    if (!isGrantable(name))
      throw new Problem('user.roleUnknown', { role: name, roles: Object.keys(roles).filter(isGrantable).join(', ') });
    granted.push(name);
  }
  const why = incompatible(granted);
  if (why) throw new Problem('user.rolesIncompatible', { roles: granted.map((role) => roles[role]).join('、'), why });
  return granted;
}
