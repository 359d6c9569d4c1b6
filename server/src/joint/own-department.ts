import { findRule, type Pack } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../context.ts';

/**
 * Names under which lists and schemes speak of the agency itself: its own, with or without what it belongs to (绛县分局, 运城市生态环境局绛县分局),
 * and the lead department of the scheme's own joint items, which is the bureau that the scheme is written for.
 */
export async function ownDepartment(
  { tx }: Pick<Context, 'tx'>,
  { agency, pack }: { readonly agency: string; readonly pack?: Pack },
): Promise<(department: string) => boolean> {
  const { name } = await tx.selectFrom('agency').select('name').where('code', '=', agency).executeTakeFirstOrThrow();
  const leads = (pack && findRule(pack, 'jointItems')?.value.list.map(({ leadDepartment }) => leadDepartment)) ?? [];
  return (department) => department.endsWith(name) || name.endsWith(department) || leads.includes(department);
}
