import type {
  ApplicationPlace,
  RefuseReplacement,
  ReplacedView,
  ReplacementApplicationView,
} from '@sunlot/contract/replacements.ts';
import type { Context } from '../../context.ts';
import {
  type ApplicationRow,
  applicationView,
  openApplication,
  openTerms,
  sealNote,
  selectApplications,
  updateApplication,
} from './application-store.ts';
import { logReplacement, requireReplaceable, requireReplacementApprover } from './log-replacement.ts';
import { ownDraw } from './own-draw.ts';
import type { DrawRow } from './sql.ts';

/**
 * The deputy in charge approves an application, from an own session. Only now the request is in the public log, with who asked and
 * who approved in it, and is answered; all that may have changed since it was asked for is asked again.
 */
export async function approveReplacement(ctx: Context, { draw: id, no }: ApplicationPlace): Promise<ReplacedView> {
  const draw = await ownDraw(ctx, id, 'draw.approveReplacement');
  const row = await openApplication(ctx.tx, draw, no);
  await requireReplacementApprover(ctx, draw, { approver: ctx.actor, requester: row.requested_by });
  const wanted = { rank: row.rank, ...(row.seat !== null && { seat: row.seat }), ...openTerms(ctx, row) };
  await requireReplaceable(ctx, draw, wanted);
  const requester = { id: row.requested_by, login: row.requester };
  const view = await logReplacement(ctx, draw, { ...wanted, requester, approver: ctx.actor });
  await settle(ctx, draw, { row, outcome: 'approved', replacement: view.no });
  return view;
}

/** The deputy in charge does not approve, and says why. */
export async function refuseReplacement(
  ctx: Context,
  { draw: id, no, note }: RefuseReplacement,
): Promise<ReplacementApplicationView> {
  const draw = await ownDraw(ctx, id, 'draw.approveReplacement');
  const row = await openApplication(ctx.tx, draw, no);
  await requireReplacementApprover(ctx, draw, { approver: ctx.actor, requester: row.requested_by });
  return settle(ctx, draw, { row, outcome: 'refused', note });
}

/** The office takes an application back before it is decided. */
export async function withdrawReplacement(
  ctx: Context,
  { draw: id, no }: ApplicationPlace,
): Promise<ReplacementApplicationView> {
  const draw = await ownDraw(ctx, id, 'draw.replace');
  return settle(ctx, draw, { row: await openApplication(ctx.tx, draw, no), outcome: 'withdrawn' });
}

type Settled = {
  readonly row: ApplicationRow;
  readonly outcome: NonNullable<ApplicationRow['outcome']>;
  readonly note?: string;
  readonly replacement?: number;
};

async function settle(
  ctx: Context,
  draw: DrawRow,
  { row, outcome, note, replacement }: Settled,
): Promise<ReplacementApplicationView> {
  await updateApplication(ctx.tx, row, {
    ...{ outcome, decided_by: ctx.actor.id, decided_at: ctx.at, replacement_no: replacement ?? null },
    sealed_note: note === undefined ? null : sealNote(ctx, row, note),
  });
  await ctx.audit({
    ...{ action: `draw.${ACTS[outcome]}Replacement`, agency: draw.agency, subject: draw.id },
    after: { application: row.no, outcome, note, replacement },
  });
  const settled = (await selectApplications(ctx.tx, draw.id)).find(({ no }) => no === row.no)!;
  return applicationView(ctx, draw, settled);
}

const ACTS = { approved: 'approve', refused: 'refuse', withdrawn: 'withdraw' } as const;
