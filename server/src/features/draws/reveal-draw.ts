import type { DrawView, RevealDraw } from '@sunlot/contract/draws.ts';
import { canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import { revealEntry } from '@sunlot/core/draw/log-entries.ts';
import { makeReveal } from '@sunlot/core/draw/reveal.ts';
import { hashOf } from '@sunlot/core/hash/hash.ts';
import { approverOf } from '../../accounts/actor.ts';
import { instantAfter } from '../../clock.ts';
import type { Context } from '../../context.ts';
import { anchorAudit } from '../../log/anchor.ts';
import { appendEntry } from '../../log/append.ts';
import { makeCheckpoint } from '../../log/checkpoint.ts';
import { Problem } from '../../problem.ts';
import { isAllowed, rightHolders } from '../../rights.ts';
import { storedManifest } from './draw-view.ts';
import { ownDraw } from './own-draw.ts';
import { showDraw } from './show-draw.ts';
import { type DrawRow, selectOutstanding, updateDraw } from './sql.ts';
import { openVault } from './vault.ts';

/**
 * Opens the whole list to everybody. While visits are outstanding that takes a reason and the approval of a leader
 * who is neither the initiator, nor a witness, nor the one who asks.
 */
export async function revealDraw(ctx: Context, { draw: id, early, approver }: RevealDraw): Promise<DrawView> {
  const draw = await ownDraw(ctx, id, 'draw.reveal');
  if (draw.revealed_at !== null) throw new Problem('draw.alreadyRevealed', { draw: id, at: draw.revealed_at });
  if (draw.drawn_at === null) throw new Problem('draw.notDrawn', { draw: id, action: '公开名单' });
  const outstanding = await selectOutstanding(ctx.tx, draw.id);
  const needsApproval = outstanding > 0;
  if (needsApproval && (early === undefined || approver === undefined)) {
    throw new Problem('draw.visitsOutstanding', { n: outstanding, needs: rightHolders('draw.approveEarlyReveal') });
  }
  const approvedBy = needsApproval ? await approval(ctx, draw, approver!) : undefined;
  await storeReveal(ctx, { draw, early: needsApproval ? early : undefined, approvedBy });
  return showDraw(ctx, { draw: id });
}

async function approval(ctx: Context, draw: DrawRow, login: string): Promise<string> {
  const approver = await approverOf(ctx, login);
  if (!isAllowed(approver, 'draw.approveEarlyReveal', draw.agency)) {
    throw new Problem('request.notPermitted', {
      who: login,
      action: '批准提前公开名单',
      needs: rightHolders('draw.approveEarlyReveal'),
    });
  }
  if (approver.id === ctx.actor.id || approver.id === draw.frozen_by)
    throw new Problem('draw.sameApprover', { who: login });
  return approver.id;
}

type Revealing = {
  readonly draw: DrawRow;
  readonly early: string | undefined;
  readonly approvedBy: string | undefined;
};

async function storeReveal(ctx: Context, { draw, early, approvedBy }: Revealing): Promise<void> {
  const at = await instantAfter(ctx.clock, draw.drawn_at!);
  const hash = hashOf(storedManifest(draw).profile);
  const reveal = makeReveal({ hash, ...openVault(ctx, draw), withheld: [], ...(early !== undefined && { early }) });
  const about = { tree: 'public', agency: draw.agency, subject: draw.id, at } as const;
  const { index } = await appendEntry(ctx.tx, {
    ...about,
    type: 'reveal',
    entry: revealEntry(storedManifest(draw), reveal, at),
  });
  const { size } = await makeCheckpoint(ctx.tx, { keys: ctx.keys, tree: 'public', at });
  await updateDraw(ctx.tx, draw.id, {
    state: 'revealed',
    reveal: canonicalJson(reveal),
    reveal_index: index,
    reveal_size: size,
    revealed_by: ctx.actor.id,
    approved_by: approvedBy ?? null,
    revealed_at: at,
  });
  await ctx.audit({
    action: 'draw.reveal',
    agency: draw.agency,
    subject: draw.id,
    after: { ...(early && { early }), ...(approvedBy && { approvedBy }) },
  });
  await anchorAudit(ctx);
}
