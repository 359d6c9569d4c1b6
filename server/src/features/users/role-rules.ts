import { incompatible, isAdministrator, isGrantable, type Role, roles } from '@sunlot/contract/roles.ts';
import { Problem } from '../../problem.ts';

/** The roles that were asked for, each once, in order. @throws Problem user.roleUnknown */
export function grantableRoles(names: readonly string[]): readonly Role[] {
  return [...new Set(names)].sort().map((name) => {
    if (isGrantable(name)) return name;
    throw new Problem('user.roleUnknown', { role: name, roles: Object.keys(roles).filter(isGrantable).join(', ') });
  });
}

/**
 * May one person hold all of these, in an agency or in none? Only administrators of the installation stand outside every agency:
 * without one a person would see all of them.
 */
export function requireTogether(held: readonly Role[], agency: string | undefined): void {
  const why = incompatible(held);
  if (why) throw new Problem('user.rolesIncompatible', { roles: roleNames(held), why });
  const inside = held.filter((role) => !isAdministrator(role));
  if (agency === undefined && inside.length > 0) throw new Problem('user.agencyNeeded', { roles: roleNames(inside) });
}

export function roleNames(held: readonly Role[]): string {
  return held.map((role) => roles[role]).join('、');
}
