import {
  objectReplacementReasons,
  personReplacementReasons,
  type ReplaceDraw,
  type ReplacementView,
} from '@sunlot/contract/replacements.ts';
import { fromHex } from '@sunlot/core/basics/bytes.ts';
import { canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import { deriveKeys } from '@sunlot/core/draw/leaves.ts';
import { replacementRequestEntry } from '@sunlot/core/draw/log-entries.ts';
import { sealRequest } from '@sunlot/core/draw/replacement-request.ts';
import { type ReplacementFault, requestFault } from '@sunlot/core/draw/run-replacement.ts';
import { hashOf } from '@sunlot/core/hash/hash.ts';
import { approverOf } from '../../accounts/actor.ts';
import { instantAfter } from '../../clock.ts';
import type { Context } from '../../context.ts';
import { appendEntry } from '../../log/append.ts';
import { makeCheckpoint } from '../../log/checkpoint.ts';
import { replacementApprover, requireNamed } from '../../packs/named-approver.ts';
import { Problem } from '../../problem.ts';
import { isAllowed, rightHolders } from '../../rights.ts';
import { storeAnswer } from './answer-replacement.ts';
import { storedManifest } from './draw-view.ts';
import { ownDraw } from './own-draw.ts';
import { replaceableOf } from './replaceable.ts';
import { insertReplacement, isVisited, sealReason, selectReplacements } from './replacement-store.ts';
import { replacementView } from './replacement-view.ts';
import { type DrawRow, selectEntries, selectTask } from './sql.ts';

/**
 * Replaces a drawn object or a person: for a stated reason with its document, approved by the deputy in charge. Nobody
 * picks who comes in: it follows from what was frozen and thrown, or, after a beacon, from a round that does not exist yet.
 */
export async function replaceDraw(ctx: Context, input: ReplaceDraw): Promise<ReplacementView> {
  const draw = await ownDraw(ctx, input.draw, 'draw.replace');
  await requireReplaceable(ctx, draw, input);
  const approver = await approval(ctx, draw, input.approver);
  const task = (await selectTask(ctx.tx, draw.task_id))!;
  const replaceable = await replaceableOf(ctx, draw, task);
  const no = replaceable.earlier.length + 1;
  const hash = hashOf(storedManifest(draw).profile);
  const { staff } = deriveKeys(hash, replaceable.listKey);
  const request = sealRequest(hash, staff, {
    ...{ no, rank: input.rank, reason: input.reason, evidence: fromHex(input.evidence)! },
    ...(input.seat !== undefined && { seat: input.seat }),
    requester: { role: 'initiator', id: ctx.actor.login },
    approver: { role: 'deputy', id: approver.login },
  });
  const fault = requestFault(replaceable, request);
  if (fault) throw new Problem('draw.replaceNotAllowed', { draw: draw.id, why: faultText(fault) });
  const last = replaceable.earlier.length > 0 ? (await selectReplacements(ctx.tx, draw.id)).at(-1)!.answered_at : null;
  const at = await instantAfter(ctx.clock, last ?? draw.drawn_at!);
  const entry = replacementRequestEntry(storedManifest(draw), request, at);
  const about = { tree: 'public', agency: draw.agency, subject: draw.id, at } as const;
  const { index } = await appendEntry(ctx.tx, { ...about, type: entry.type, entry });
  const { size } = await makeCheckpoint(ctx.tx, { keys: ctx.keys, tree: 'public', at });
  const key = { draw_id: draw.id, no };
  await insertReplacement(ctx.tx, {
    ...{ ...key, agency: draw.agency, rank: input.rank, seat: input.seat ?? null },
    sealed_reason: sealReason(ctx, key, { reason: input.reason, document: input.document }),
    ...{ request: canonicalJson(request), requested_by: ctx.actor.id, approved_by: approver.id, requested_at: at },
    ...{ request_index: index, request_size: size },
    ...{ result: null, answered_by: null, answered_at: null, result_index: null, result_size: null },
  });
  const { rank, seat, reason } = input;
  await ctx.audit({
    ...{ action: 'draw.replace', agency: draw.agency, subject: draw.id },
    after: { no, rank, seat, reason, approvedBy: approver.id },
  });
  if (storedManifest(draw).replacement.mode === 'next')
    await storeAnswer(ctx, { draw, replaceable, request, asked: at, value: undefined });
  return (await replacementView(ctx, draw)).at(-1)!;
}

async function requireReplaceable(ctx: Context, draw: DrawRow, { rank, seat, reason }: ReplaceDraw): Promise<void> {
  if (draw.drawn_at === null) throw new Problem('draw.notDrawn', { draw: draw.id, action: '调整更换' });
  const refuse = (why: string) => new Problem('draw.replaceNotAllowed', { draw: draw.id, why });
  if (draw.state !== 'drawn') throw refuse('名单已经公开，或抽取已经作废、中止');
  if (seat === undefined && !(reason in objectReplacementReasons)) throw refuse('这是更换人员的理由，请写明席位');
  if (seat !== undefined && !(reason in personReplacementReasons)) throw refuse('这是更换对象的理由，不要写席位');
  if (await isVisited(ctx.tx, { draw: draw.id, rank })) throw refuse(`第 ${rank} 号已经检查`);
}

/** Initiator, witness and approver are three people; who asks does not approve. */
async function approval(ctx: Context, draw: DrawRow, login: string) {
  const approver = await approverOf(ctx, login);
  if (!isAllowed(approver, 'draw.approveReplacement', draw.agency)) {
    const needs = rightHolders('draw.approveReplacement');
    throw new Problem('request.notPermitted', { who: login, action: '批准调整更换', needs });
  }
  requireNamed(approver, { role: await replacementApprover(ctx, draw), agency: draw.agency, action: '批准调整更换' });
  const witnesses = (await selectEntries(ctx.tx, draw.id)).filter(({ part }) => part === 'witness');
  const others = [ctx.actor.id, draw.frozen_by, ...witnesses.map(({ user_id }) => user_id)];
  if (others.includes(approver.id)) throw new Problem('draw.sameApprover', { who: login });
  return approver;
}

function faultText(fault: ReplacementFault): string {
  switch (fault.kind) {
    case 'max':
      return `本次抽取最多更换 ${fault.max} 次`;
    case 'sharesTeam':
      return `这一对象另有更小的序号 ${fault.rank}，请按该序号申请`;
    default:
      return FAULTS[fault.kind];
  }
}

const FAULTS = {
  unknownRank: '没有这个序号',
  unfilled: '候补已经用完，这个序号没有对象',
  emptySeat: '这个席位没有人',
  pending: '前一次申请还在等公共随机数',
  number: '申请编号不连续',
  repeated: '同一序号、同一证明材料已经申请过，不能再来一次',
  value: '随机数不对',
} as const;
