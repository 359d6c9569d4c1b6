import type { ReplaceDraw, ReplacedView } from '@sunlot/contract/replacements.ts';
import { approverOf } from '../../accounts/actor.ts';
import type { Context } from '../../context.ts';
import { requireNoApplication } from './application-store.ts';
import { logReplacement, requireReplaceable, requireReplacementApprover } from './log-replacement.ts';
import { ownDraw } from './own-draw.ts';

/**
 * Replaces a drawn object or a person: for a stated reason with its document, approved by the deputy in charge, whose consent
 * comes with the request. Nobody picks who comes in: it follows from what was frozen and thrown, or, after a beacon, from a round that
 * does not exist yet.
 */
export async function replaceDraw(ctx: Context, input: ReplaceDraw): Promise<ReplacedView> {
  const draw = await ownDraw(ctx, input.draw, 'draw.replace');
  await requireNoApplication(ctx.tx, draw.id);
  await requireReplaceable(ctx, draw, input);
  const approver = await approverOf(ctx, input.approver);
  await requireReplacementApprover(ctx, draw, { approver, requester: ctx.actor.id });
  return logReplacement(ctx, draw, { ...input, requester: ctx.actor, approver });
}
