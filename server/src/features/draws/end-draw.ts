import type { DrawView, EndDraw } from '@sunlot/contract/draws.ts';
import { isName } from '@sunlot/core/draw/alphabet.ts';
import { endEntry } from '@sunlot/core/draw/log-entries.ts';
import { approverOf } from '../../accounts/actor.ts';
import { instantAfter } from '../../clock.ts';
import type { Context } from '../../context.ts';
import { anchorAudit } from '../../log/anchor.ts';
import { appendEntry } from '../../log/append.ts';
import { makeCheckpoint } from '../../log/checkpoint.ts';
import { endApprover, requireNamed } from '../../packs/named-approver.ts';
import { Problem } from '../../problem.ts';
import { isAllowed, rightHolders } from '../../rights.ts';
import { requireOpenTask } from '../../tasks/open-task.ts';
import { storedManifest } from './draw-view.ts';
import { closedSources } from './entropy-log.ts';
import { ownDraw } from './own-draw.ts';
import { showDraw } from './show-draw.ts';
import { countNonces, type DrawRow, lockTask, updateDraw, updateTaskState } from './sql.ts';

/**
 * Ends a session that is not to be carried on: with a reason and the approval of the head, never deleted. Before the first
 * source opened it is void; afterwards it is abandoned and counts as a draw, with its winners where they can be
 * worked out. The task may be frozen again; the next session names this one.
 */
export async function endDraw(ctx: Context, { draw: id, reason, approver }: EndDraw): Promise<DrawView> {
  const draw = await ownDraw(ctx, id, 'draw.end');
  if (draw.ended_at !== null)
    throw new Problem('draw.alreadyEnded', { draw: id, state: STATES[draw.state] ?? draw.state });
  if (draw.state === 'revealed') throw new Problem('draw.endNotAllowed', { draw: id, why: '名单已经公开' });
  await requireUnsent(ctx, draw);
  if (!isName(reason)) throw new Problem('request.invalid', { what: '理由会写入公开日志，含有不能公开的字符' });
  const approvedBy = await approval(ctx, draw, approver);
  const closed = await closedSources(ctx, draw);
  const opened = closed.length > 0 || (await countNonces(ctx.tx, id)) > 0;
  await storeEnd(ctx, draw, {
    kind: opened ? 'abandoned' : 'void',
    reason,
    approvedBy,
    after: closed[closed.length - 1]?.at,
  });
  return showDraw(ctx, { draw: id });
}

/** Once visits were sent out nobody may choose another list; the task stays locked against a dispatch at the same time. */
async function requireUnsent(ctx: Context, draw: DrawRow): Promise<void> {
  const task = (await lockTask(ctx.tx, draw.task_id))!;
  await requireOpenTask(ctx, task);
  if (task.dispatched_at !== null) throw new Problem('draw.endNotAllowed', { draw: draw.id, why: '任务已经派发' });
}

const STATES: Readonly<Record<string, string>> = { void: '作废', abandoned: '中止' };

/** the head approves; never the one who asks, and never the initiator. */
async function approval(ctx: Context, draw: DrawRow, login: string): Promise<string> {
  const approver = await approverOf(ctx, login);
  if (!isAllowed(approver, 'draw.approveEnd', draw.agency))
    throw new Problem('request.notPermitted', {
      who: login,
      action: '批准作废抽取',
      needs: rightHolders('draw.approveEnd'),
    });
  requireNamed(approver, { role: await endApprover(ctx, draw), agency: draw.agency, action: '批准作废抽取' });
  if (approver.id === ctx.actor.id || approver.id === draw.frozen_by)
    throw new Problem('draw.sameApprover', { who: login });
  return approver.id;
}

type End = {
  readonly kind: 'void' | 'abandoned';
  readonly reason: string;
  readonly approvedBy: string;
  readonly after: string | undefined;
};

async function storeEnd(ctx: Context, draw: DrawRow, { kind, reason, approvedBy, after }: End): Promise<void> {
  const at = await instantAfter(ctx.clock, draw.drawn_at ?? after ?? draw.frozen_at);
  const { index } = await appendEntry(ctx.tx, {
    ...{ tree: 'public', type: kind, agency: draw.agency, subject: draw.id, at },
    entry: endEntry(storedManifest(draw), { kind, reason }, at),
  });
  const { size } = await makeCheckpoint(ctx.tx, { keys: ctx.keys, tree: 'public', at });
  await updateDraw(ctx.tx, draw.id, {
    ...{ state: kind, end_reason: reason, end_index: index, end_size: size },
    ...{ ended_by: ctx.actor.id, end_approved_by: approvedBy, ended_at: at },
  });
  await updateTaskState(ctx.tx, draw.task_id, 'initiated');
  await ctx.audit({
    ...{ action: 'draw.end', agency: draw.agency, subject: draw.id },
    after: { kind, reason, approvedBy },
  });
  await anchorAudit(ctx);
}
