import type { DrawView, RevealDraw } from '@sunlot/contract/draws.ts';
import { withholdingGrounds } from '@sunlot/contract/reasons.ts';
import { canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import { periodDays } from '@sunlot/core/basics/dates.ts';
import type { Reveal } from '@sunlot/core/draw/certificate.ts';
import { hexLeaves } from '@sunlot/core/draw/leaf-table.ts';
import { deriveKeys } from '@sunlot/core/draw/leaves.ts';
import { revealEntry } from '@sunlot/core/draw/log-entries.ts';
import { revealOf } from '@sunlot/core/draw/reveal.ts';
import { digestStream, hashOf } from '@sunlot/core/hash/hash.ts';
import { findRule } from '@sunlot/core/policy/pack.ts';
import { approverOf } from '../../accounts/actor.ts';
import { instantAfter } from '../../clock.ts';
import type { Context } from '../../context.ts';
import { allowLongWork } from '../../draws/blocks.ts';
import { linesOfObjects } from '../../draws/line-order.ts';
import { openedRowsOf } from '../../draws/opened-rows.ts';
import { committedList } from '../../draws/public-list.ts';
import { anchorAudit } from '../../log/anchor.ts';
import { appendEntry } from '../../log/append.ts';
import { makeCheckpoint } from '../../log/checkpoint.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { isAllowed, rightHolders } from '../../rights.ts';
import { toldOfReveal } from './draw-grades.ts';
import { storedManifest } from './draw-view.ts';
import { ownDraw } from './own-draw.ts';
import { selectReplacements } from './replacement-store.ts';
import { showDraw } from './show-draw.ts';
import { type DrawRow, selectOutstanding, updateDraw } from './sql.ts';
import { openListKey } from './vault.ts';

/**
 * Opens the whole list to everybody. While visits are outstanding that takes a reason and the approval of a leader
 * who is neither the initiator, nor a witness, nor the one who asks.
 */
export async function revealDraw(ctx: Context, input: RevealDraw): Promise<DrawView> {
  const { draw: id, early, approver, withheld = [] } = input;
  const draw = await ownDraw(ctx, id, 'draw.reveal');
  if (draw.revealed_at !== null) throw new Problem('draw.alreadyRevealed', { draw: id, at: draw.revealed_at });
  if (draw.drawn_at === null) throw new Problem('draw.notDrawn', { draw: id, action: '公开名单' });
  if ((await selectReplacements(ctx.tx, draw.id)).some(({ result }) => result === null))
    throw new Problem('draw.replacementOpen', { draw: id });
  const outstanding = await selectOutstanding(ctx.tx, draw.id);
  const needsApproval = outstanding > 0;
  if (needsApproval && (early === undefined || approver === undefined)) {
    throw new Problem('draw.visitsOutstanding', { n: outstanding, needs: rightHolders('draw.approveEarlyReveal') });
  }
  if (withheld.length > 0 && approver === undefined)
    throw new Problem('draw.withholdingNeedsApproval', { needs: rightHolders('draw.approveEarlyReveal') });
  const asked = needsApproval || withheld.length > 0;
  const approvedBy = asked ? await approval(ctx, draw, approver!) : undefined;
  const closed = await groundsOf(ctx, draw, withheld);
  await storeReveal(ctx, { draw, early: needsApproval ? early : undefined, approvedBy, closed });
  return showDraw(ctx, { draw: id });
}

type Withheld = NonNullable<RevealDraw['withheld']>;

/** Withheld objects with the codes of their grounds; a ground must be one of the scheme. */
async function groundsOf(ctx: Context, draw: DrawRow, withheld: Withheld): Promise<readonly ClosedRow[]> {
  if (withheld.length === 0) return [];
  const pack = await packInForce(ctx, { agency: draw.agency, on: periodDays(draw.period).from });
  const grounds = findRule(pack, 'secrecy')?.value.grounds ?? [];
  const wrong = withheld.find(({ ground }) => !grounds.includes(ground) || withholdingGrounds[ground] === undefined);
  if (wrong) throw new Problem('draw.groundUnknown', { ground: wrong.ground, grounds: grounds.join('、') || '无' });
  const codes = new Map(withheld.map(({ object, ground }) => [object, withholdingGrounds[ground]!]));
  const lines = await linesOfObjects(ctx, draw.id, new Set(codes.keys()));
  const known = new Set(lines.map(({ id }) => id));
  const stranger = withheld.find(({ object }) => !known.has(object));
  if (stranger) throw new Problem('object.unknown', { object: stranger.object });
  return lines.map(({ id, line }) => ({ id, line, ground: codes.get(id)! }));
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

/** A row that stays closed: an object may have several, one a stratum. */
type ClosedRow = { readonly id: string; readonly line: number; readonly ground: string };

type Revealing = {
  readonly draw: DrawRow;
  readonly early: string | undefined;
  readonly approvedBy: string | undefined;
  /** Ascending by line. */
  readonly closed: readonly ClosedRow[];
};

async function storeReveal(ctx: Context, { draw, early, approvedBy, closed }: Revealing): Promise<void> {
  const at = await instantAfter(ctx.clock, draw.drawn_at!);
  const reveal = await madeReveal(ctx, draw, { early, closed });
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
    ...toldOfReveal(ctx, draw, closed.length === 0),
    revealed_at: at,
  });
  const withheld = new Map(closed.map(({ id, ground }) => [id, { id, ground }]));
  await ctx.audit({
    action: 'draw.reveal',
    agency: draw.agency,
    subject: draw.id,
    after: { ...(early && { early }), ...(approvedBy && { approvedBy }), withheld: [...withheld.values()] },
  });
  await anchorAudit(ctx);
}

/** The record of the reveal: the file of opened rows is made once, to be hashed, and kept nowhere. */
async function madeReveal(
  ctx: Context,
  draw: DrawRow,
  { early, closed }: Pick<Revealing, 'early' | 'closed'>,
): Promise<Reveal> {
  await allowLongWork(ctx.tx);
  const manifest = storedManifest(draw);
  const hash = hashOf(manifest.profile);
  const listKey = openListKey(ctx, draw);
  const table = await committedList(ctx, draw);
  const digest = digestStream(hash);
  const lines = closed.map(({ line }) => line);
  const opening = { draw: draw.id, manifest, objectKey: deriveKeys(hash, listKey).object, table };
  for await (const piece of openedRowsOf(ctx, { ...opening, closed: new Set(lines) })) digest.write(piece);
  const leaves = hexLeaves(table.leaves, Uint32Array.from(lines));
  const withheld = closed.map(({ ground }, i) => ({ leaf: leaves[i]!, ground }));
  return revealOf({ hash, listKey, withheld, ...(early !== undefined && { early }) }, digest.end());
}
