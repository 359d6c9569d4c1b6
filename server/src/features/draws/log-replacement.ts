import {
  type AskReplacement,
  objectReplacementReasons,
  personReplacementReasons,
  type ReplacedView,
  replacementReasons,
} from '@sunlot/contract/replacements.ts';
import { fromHex } from '@sunlot/core/basics/bytes.ts';
import { canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import { periodDays } from '@sunlot/core/basics/dates.ts';
import type { ReplacementRequest } from '@sunlot/core/draw/certificate.ts';
import { deriveKeys } from '@sunlot/core/draw/leaves.ts';
import { replacementRequestEntry } from '@sunlot/core/draw/log-entries.ts';
import { sealRequest } from '@sunlot/core/draw/replacement-request.ts';
import { type ReplacementFault, requestFault } from '@sunlot/core/draw/run-replacement.ts';
import { hashOf } from '@sunlot/core/hash/hash.ts';
import { substitutionReason } from '@sunlot/core/policy/group.ts';
import { instantAfter } from '../../clock.ts';
import type { Context } from '../../context.ts';
import { appendEntry } from '../../log/append.ts';
import { makeCheckpoint } from '../../log/checkpoint.ts';
import { replacementApprover, requireNamed } from '../../packs/named-approver.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { type Actor, isAllowed, rightHolders } from '../../rights.ts';
import { requireOpenTask } from '../../tasks/open-task.ts';
import { storeAnswer } from './answer-replacement.ts';
import { storedManifest } from './draw-view.ts';
import { type Replaceable, replaceableOf } from './replaceable.ts';
import { replacedView } from './replaced-view.ts';
import { cancelledOn, insertReplacement, isVisited, sealReason, selectReplacements } from './replacement-store.ts';
import { type DrawRow, selectEntries, selectTask } from './sql.ts';

type Person = Pick<Actor, 'id' | 'login'>;

/** What is asked for, by whom; `approver` where one has agreed. */
export type WantedReplacement = Omit<AskReplacement, 'draw'> & { readonly requester: Person };

/** Logs an approved request with both people in it, and answers it unless it waits for a fresh value. */
export async function logReplacement(
  ctx: Context,
  draw: DrawRow,
  wanted: WantedReplacement & { readonly approver: Person },
): Promise<ReplacedView> {
  const { requester, approver, rank, seat, reason, detail, document } = wanted;
  const { replaceable, request } = await soundRequest(ctx, draw, wanted);
  const { no } = request;
  const last = replaceable.earlier.length > 0 ? (await selectReplacements(ctx.tx, draw.id)).at(-1)!.answered_at : null;
  const at = await instantAfter(ctx.clock, last ?? draw.drawn_at!);
  const entry = replacementRequestEntry(storedManifest(draw), request, at);
  const about = { tree: 'public', agency: draw.agency, subject: draw.id, at } as const;
  const { index } = await appendEntry(ctx.tx, { ...about, type: entry.type, entry });
  const { size } = await makeCheckpoint(ctx.tx, { keys: ctx.keys, tree: 'public', at });
  const key = { draw_id: draw.id, no };
  await insertReplacement(ctx.tx, {
    ...{ ...key, agency: draw.agency, rank, seat: seat ?? null },
    sealed_reason: sealReason(ctx, key, { reason, ...(detail !== undefined && { detail }), document }),
    ...{ request: canonicalJson(request), requested_by: requester.id, approved_by: approver.id, requested_at: at },
    ...{ request_index: index, request_size: size },
    ...{ result: null, answered_by: null, answered_at: null, result_index: null, result_size: null },
  });
  await ctx.audit({
    ...{ action: 'draw.replace', agency: draw.agency, subject: draw.id },
    after: { no, rank, seat, reason, detail, requestedBy: requester.id, approvedBy: approver.id },
  });
  if (storedManifest(draw).replacement.mode === 'next')
    await storeAnswer(ctx, { draw, replaceable, request, asked: at, value: undefined });
  return replacedView(ctx, draw);
}

type Sound = { readonly replaceable: Replaceable; readonly request: ReplacementRequest };

/**
 * The request as it would be logged now. What makes one faulty does not depend on who approves, so that an application is judged
 * before anybody has. @throws Problem draw.replaceNotAllowed
 */
export async function soundRequest(
  ctx: Context,
  draw: DrawRow,
  wanted: WantedReplacement & { readonly approver?: Person },
): Promise<Sound> {
  const task = (await selectTask(ctx.tx, draw.task_id))!;
  const replaceable = await replaceableOf(ctx, draw, task);
  const hash = hashOf(storedManifest(draw).profile);
  const { staff } = deriveKeys(hash, replaceable.listKey);
  const request = sealRequest(hash, staff, {
    ...{ no: replaceable.earlier.length + 1, rank: wanted.rank, reason: wanted.reason },
    evidence: fromHex(wanted.evidence)!,
    ...(wanted.seat !== undefined && { seat: wanted.seat }),
    requester: { role: 'initiator', id: wanted.requester.login },
    approver: { role: 'deputy', id: wanted.approver?.login ?? '' },
  });
  const fault = requestFault(replaceable, request);
  if (fault) throw new Problem('draw.replaceNotAllowed', { draw: draw.id, why: faultText(fault) });
  return { replaceable, request };
}

type Place = Pick<AskReplacement, 'rank' | 'seat' | 'reason' | 'detail'>;

/**
 * May the place be replaced for such a reason now?
 * @throws Problem draw.notDrawn, draw.replaceNotAllowed, draw.replaceReason, task.closed, visit.cancelled
 */
export async function requireReplaceable(ctx: Context, draw: DrawRow, place: Place): Promise<void> {
  const { rank, seat, reason } = place;
  if (draw.drawn_at === null) throw new Problem('draw.notDrawn', { draw: draw.id, action: '调整更换' });
  const refuse = (why: string) => new Problem('draw.replaceNotAllowed', { draw: draw.id, why });
  if (draw.state !== 'drawn') throw refuse('名单已经公开，或抽取已经作废、中止');
  if (seat === undefined && !(reason in objectReplacementReasons)) throw refuse('这是更换人员的理由，请写明席位');
  if (seat !== undefined && !(reason in personReplacementReasons)) throw refuse('这是更换对象的理由，不要写席位');
  await requireOpenTask(ctx, (await selectTask(ctx.tx, draw.task_id))!);
  await requireReasonOfScheme(ctx, draw, place);
  if (await isVisited(ctx.tx, { draw: draw.id, rank })) throw refuse(`第 ${rank} 号已经检查`);
  const on = await cancelledOn(ctx.tx, { draw: draw.id, rank });
  if (on !== undefined) throw new Problem('visit.cancelled', { rank, on });
}

/** The scheme of the draw's period says for what a place is replaced. @throws Problem draw.replaceReason */
async function requireReasonOfScheme(
  ctx: Context,
  { agency, period }: DrawRow,
  { reason, detail }: Place,
): Promise<void> {
  const pack = await packInForce(ctx, { agency, on: periodDays(period).from });
  const answer = substitutionReason(pack, { words: replacementReasons[reason], detail });
  if (answer.under !== undefined) return;
  throw new Problem('draw.replaceReason', {
    reason: [replacementReasons[reason], ...(detail === undefined ? [] : [detail])].join('：'),
    section: answer.clause.section,
    reasons: answer.reasons.join('、'),
    advice: answer.needsDetail ? '属于其他情形的，请写明具体事由（--detail）。' : '请按其中之一申请。',
  });
}

/** Initiator, witness and approver are three people; who asks does not approve. */
export async function requireReplacementApprover(
  ctx: Context,
  draw: DrawRow,
  { approver, requester }: { readonly approver: Actor; readonly requester: string },
): Promise<void> {
  if (!isAllowed(approver, 'draw.approveReplacement', draw.agency)) {
    const needs = rightHolders('draw.approveReplacement');
    throw new Problem('request.notPermitted', { who: approver.login, action: '批准调整更换', needs });
  }
  requireNamed(approver, { role: await replacementApprover(ctx, draw), agency: draw.agency, action: '批准调整更换' });
  const witnesses = (await selectEntries(ctx.tx, draw.id)).filter(({ part }) => part === 'witness');
  const others = [requester, draw.frozen_by, ...witnesses.map(({ user_id }) => user_id)];
  if (others.includes(approver.id)) throw new Problem('draw.sameApprover', { who: approver.login });
}

function faultText(fault: ReplacementFault): string {
  switch (fault.kind) {
    case 'max':
      return `本次抽取最多更换 ${fault.max} 次，已经用完；${SPENT}`;
    case 'sharesTeam':
      return `这一对象另有更小的序号 ${fault.rank}，请按该序号申请`;
    default:
      return FAULTS[fault.kind];
  }
}

const SPENT =
  '还有人须换下的，取消该次检查（task cancel）再补充抽取（task create；另有范围的专项、部门联合用 plan add 另列一项），或在派发前作废本次抽取重新抽取（draw void）';

const FAULTS = {
  unknownRank: '没有这个序号',
  unfilled: '候补已经用完，这个序号没有对象',
  emptySeat: '这个席位没有人',
  pending: '前一次申请还在等公共随机数',
  number: '申请编号不连续',
  repeated: '同一序号、同一证明材料已经申请过，不能再来一次',
  value: '随机数不对',
} as const;
