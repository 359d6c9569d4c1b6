import { type Role, roles } from '@sunlot/contract/roles.ts';
import { periodDays } from '@sunlot/core/basics/dates.ts';
import { theRule } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../context.ts';
import { Problem } from '../problem.ts';
import type { Actor } from '../rights.ts';
import { packInForce } from './pack-store.ts';

type Place = { readonly agency: string; readonly period: string };

/** 经本部门分管负责同志同意: who approves a replacement under the scheme of a draw's period. */
export async function replacementApprover(ctx: Context, { agency, period }: Place): Promise<Role> {
  const pack = await packInForce(ctx, { agency, on: periodDays(period).from });
  return theRule(pack, 'substitution').value.approver as Role;
}

/** Who lets a draw be given up. */
export async function endApprover(ctx: Context, { agency, period }: Place): Promise<Role> {
  const pack = await packInForce(ctx, { agency, on: periodDays(period).from });
  return theRule(pack, 'approvals').value.voidDraw as Role;
}

/** Beside the right of a role: the one that the scheme itself names. @throws Problem request.notPermitted */
export function requireNamed(
  { login, roles: held, agency: own }: Actor,
  { role, agency, action }: { readonly role: Role; readonly agency: string; readonly action: string },
): void {
  if (own === agency && held.includes(role)) return;
  throw new Problem('request.notPermitted', { who: login, action, needs: `${agency} 的${roles[role]}（按本地方案）` });
}
