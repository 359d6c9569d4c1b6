import type {
  AskReplacement,
  ReplacementApplications,
  ReplacementApplicationView,
} from '@sunlot/contract/replacements.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import {
  applicationView,
  insertApplication,
  requireNoApplication,
  sealTerms,
  selectApplications,
} from './application-store.ts';
import { requireReplaceable, soundRequest } from './log-replacement.ts';
import { ownDraw } from './own-draw.ts';
import { selectDraw } from './sql.ts';

/** Asks for a replacement that the deputy in charge has not agreed to yet. It waits; nothing of it is public, and nobody comes in. */
export async function askReplacement(ctx: Context, input: AskReplacement): Promise<ReplacementApplicationView> {
  const draw = await ownDraw(ctx, input.draw, 'draw.replace');
  await requireNoApplication(ctx.tx, draw.id);
  await requireReplaceable(ctx, draw, input);
  await soundRequest(ctx, draw, { ...input, requester: ctx.actor });
  const no = ((await selectApplications(ctx.tx, draw.id))[0]?.no ?? 0) + 1;
  const { rank, seat, reason, detail } = input;
  await insertApplication(ctx.tx, {
    ...{ draw_id: draw.id, agency: draw.agency, no, rank, seat: seat ?? null },
    sealed_terms: sealTerms(ctx, { draw_id: draw.id, no }, input),
    ...{ requested_by: ctx.actor.id, requested_at: ctx.at },
    ...{ outcome: null, sealed_note: null, decided_by: null, decided_at: null, replacement_no: null },
  });
  await ctx.audit({
    ...{ action: 'draw.askReplacement', agency: draw.agency, subject: draw.id },
    after: { application: no, rank, seat, reason, detail },
  });
  const [row] = await selectApplications(ctx.tx, draw.id);
  return applicationView(ctx, draw, row!);
}

/** What was asked for and what became of it, the latest first: for those who may see the names, each look in the log. */
export async function listApplications(
  ctx: Context,
  { draw: id }: { readonly draw: string },
): Promise<ReplacementApplications> {
  const draw = await selectDraw(ctx.tx, id);
  if (!draw) throw new Problem('draw.unknown', { draw: id });
  may(ctx.actor, 'draw.names', draw.agency);
  await ctx.audit({ action: 'draw.applications', agency: draw.agency, subject: id });
  return { items: (await selectApplications(ctx.tx, id)).map((row) => applicationView(ctx, draw, row)) };
}
