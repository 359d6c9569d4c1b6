import type { ApprovedWithholding, ApproveWithholding } from '@sunlot/contract/publication.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import type { StoredVisit } from '../../visits/ledger.ts';
import { recordApproval } from '../../visits/withholding-approval.ts';
import { lockVisit, selectVisitAgency } from './sql.ts';

/**
 * Records who approved that a result is not public, where the visit is on record without. Nothing else of it changes and no figure
 * counts it: that also goes for a visit of a task, or of a year, that is closed.
 */
export async function approveWithholding(
  ctx: Context,
  { visit: id, approvedBy }: ApproveWithholding,
): Promise<ApprovedWithholding> {
  const agency = await selectVisitAgency(ctx.tx, id);
  if (agency === undefined) throw new Problem('request.notFound', { what: `检查 ${id}` });
  may(ctx.actor, 'visits.import', agency);
  const { date, object_key: object, name, facts, ground } = (await lockVisit(ctx.tx, id))!;
  if (ground === null) throw new Problem('withholding.none', { visit: id });
  if ((facts as StoredVisit).withheldApproved) throw new Problem('withholding.approved', { visit: id });
  await recordApproval(ctx, { visit: id, approvedBy });
  await ctx.audit({
    ...{ action: 'withholding.approve', agency, subject: id },
    after: { ground, withheldApproved: true },
  });
  return { visit: id, agency, date, object, objectName: name ?? object, ground };
}
