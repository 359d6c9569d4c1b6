import type { RecusalInput, RecusalView } from '@sunlot/contract/availability.ts';
import type { Context } from '../../context.ts';
import { openRecusalReason } from '../../inspectors/recusal-reason.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { deleteRecusal, selectRecusals } from './sql.ts';

/** Takes a recusal back, by a leader and with a reason: the person can be drawn for the object again. The audit log keeps both. */
export async function withdrawRecusal(ctx: Context, input: RecusalInput): Promise<RecusalView> {
  const { agency, certificate, object, reason } = input;
  may(ctx.actor, 'recusal.withdraw', agency);
  const found = (await selectRecusals(ctx.tx, agency, certificate)).find((row) => row.object_key === object);
  if (!found) throw new Problem('recusal.unknown', { certificate, object });
  await deleteRecusal(ctx.tx, found);
  const view = recusalView(ctx, found);
  await ctx.audit({
    action: 'recusal.withdraw',
    agency,
    subject: `${certificate}/${object}`,
    before: view,
    after: { reason },
  });
  return view;
}

export function recusalView(
  { keys }: Pick<Context, 'keys'>,
  row: Awaited<ReturnType<typeof selectRecusals>>[number],
): RecusalView {
  return {
    certificate: row.certificate_no,
    name: row.person ?? row.certificate_no,
    object: row.object_key,
    objectName: row.object_name ?? row.object_key,
    reason: openRecusalReason(keys, row),
    declaredAt: row.declared_at,
    ...(row.login !== null && { declaredBy: row.login }),
  };
}
