import type { IdentityRequest, IdentityView } from '@sunlot/contract/directories.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { selectSealed } from './sql.ts';

/**
 * The identity number and telephone of a person, for a reason that is stated. Nothing else shows a digit of them. The look leaves
 * an audit row with the reason and without the number.
 */
export async function revealIdentity(ctx: Context, input: IdentityRequest): Promise<IdentityView> {
  const { agency, certificate, reason } = input;
  may(ctx.actor, 'inspectors.reveal', agency);
  const row = await selectSealed(ctx.tx, { agency, certificate });
  if (!row) throw new Problem('inspector.unknown', { certificate });
  await ctx.audit({ action: 'inspectors.reveal', agency, subject: certificate, after: { reason } });
  const view = { certificateNo: certificate, name: row.name };
  if (row.sealed_personal === null) return view;
  const personal = JSON.parse(
    Buffer.from(ctx.keys.open(row.sealed_personal, `inspector/${row.id}`)).toString('utf8'),
  ) as Pick<IdentityView, 'idNumber' | 'phone'>;
  return { ...view, ...personal };
}
