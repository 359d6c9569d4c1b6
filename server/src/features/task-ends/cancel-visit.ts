import type { CancelledVisitView, CancelVisit } from '@sunlot/contract/task-ends.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { approverOf } from '../../accounts/actor.ts';
import type { Context } from '../../context.ts';
import { replacementApprover, requireNamed } from '../../packs/named-approver.ts';
import { Problem } from '../../problem.ts';
import { isAllowed, rightHolders, rights } from '../../rights.ts';
import type { DrawnWork } from '../../tasks/drawn-work.ts';
import { drawnOf, openTask, refuseReplacing } from './own-task.ts';
import { insertCancellation, type TaskRow } from './sql.ts';

/**
 * Records that the visit to a drawn object cannot take place (停产, 已搬迁, …), where nobody else is to come in. The object stays in the list:
 * it counts as drawn and as not done. Who agrees to replacements under the scheme approves.
 */
export async function cancelVisit(ctx: Context, input: CancelVisit): Promise<CancelledVisitView> {
  const task = await openTask(ctx, input.task, 'visit.cancel');
  const object = await cancellable(ctx, task, input.object);
  const approvedBy = await approval(ctx, task, input.approver);
  const id = ctx.newId('cnc');
  const { rank, key, name } = object;
  await insertCancellation(ctx.tx, {
    ...{ id, agency: task.agency, task_id: task.id, draw_id: object.draw, object_id: object.objectId },
    sealed_reason: ctx.keys.seal(utf8(input.reason), `visit-cancellation/${id}`),
    ...{ cancelled_by: ctx.actor.id, approved_by: approvedBy, cancelled_on: ctx.today, cancelled_at: ctx.at },
  });
  await ctx.audit({
    ...{ action: 'visit.cancel', agency: task.agency, subject: task.id },
    after: { cancellation: id, rank, reason: input.reason, approvedBy },
  });
  return {
    ...{ task: task.id, code: task.code, agency: task.agency, rank, object: { key, name } },
    ...{ reason: input.reason, approvedBy: input.approver, cancelledOn: ctx.today },
  };
}

async function cancellable(ctx: Context, task: TaskRow, object: string): Promise<DrawnWork> {
  const { objects, vacant } = await drawnOf(ctx, task);
  const found = objects.find(({ key, rank }) => key === object || String(rank) === object);
  const isVacant = vacant.some(({ rank }) => String(rank) === object);
  if (!found && isVacant) throw new Problem('dispatch.vacant', { rank: object });
  if (!found) throw new Problem('dispatch.notAmong', { task: task.code, object });
  const { rank, visits, cancelledOn } = found;
  if (cancelledOn !== undefined) throw new Problem('cancel.already', { rank, on: cancelledOn });
  if (visits[0]) throw new Problem('cancel.visited', { rank, on: visits[0].date });
  await refuseReplacing(ctx, task, rank);
  return found;
}

async function approval(ctx: Context, { agency, period }: TaskRow, login: string): Promise<string> {
  const action = rights['visit.approveCancel'].what;
  const approver = await approverOf(ctx, login);
  if (!isAllowed(approver, 'visit.approveCancel', agency))
    throw new Problem('request.notPermitted', { who: login, action, needs: rightHolders('visit.approveCancel') });
  requireNamed(approver, { role: await replacementApprover(ctx, { agency, period }), agency, action });
  if (approver.id === ctx.actor.id) throw new Problem('cancel.sameApprover', { who: login });
  return approver.id;
}
